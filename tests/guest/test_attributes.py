"""The attribute policy: what a name reaches on which object, through every door that takes a name at run time."""

from __future__ import annotations

import pytest

from monty_cli.guest.attribute_tables import DENIED
from monty_cli.guest.attributes import may_hold
from tests.guest.native import check_all, guarded

CLASSES = """
class A:
    'doc'
    x = 1
    def __init__(self): self.y = 2
    def m(self): pass
    @property
    def p(self):
        log('p')
        return 'p'
    @classmethod
    def c(cls): pass

class G:
    def __getattr__(self, name):
        log(name)
        if name == 'no': raise AttributeError('no!')
        return name

class S:
    def __setattr__(self, name, value):
        log((name, value))
        super().__setattr__(name, value)
    def __delattr__(self, name):
        log(name)
        object.__delattr__(self, name)

class R:
    def __getattribute__(self, name):
        log(name)
        return object.__getattribute__(self, name)

class Slots:
    __slots__ = ('a',)

class Data:
    def __get__(self, obj, owner): return 'got', owner.__name__
    def __set__(self, obj, value): log(('set', value))
    def __delete__(self, obj): log('deleted')

class D:
    d = Data()

class E(Exception):
    pass

class M(type):
    def mm(cls): return 'mm'

class WithMeta(metaclass=M):
    pass

def f(a, b=2, *, c=3) -> int:
    'doc f'
f.attr = 5

def gen():
    yield 1
a = A()

def after(obj, act):
    act(obj)
    return sorted(vars(obj))

def change(obj, name, *value):
    if value:
        setattr(obj, name, value[0])
        return getattr(obj, name)
    delattr(obj, name)
    return hasattr(obj, name)
"""


def test_reads_as_in_cpython() -> None:
    check_all(
        CLASSES,
        """
        getattr(a, 'x'), getattr(a, 'y'), getattr(a, 'p')
        getattr(a, 'nope')
        getattr(a, 'nope', 4), getattr(a, 'x', 4)
        getattr(A, 'nope')
        getattr(5, 'nope'), 1
        getattr([], 'x')
        getattr(a, 5)
        getattr(a)
        getattr(a, 'x', 1, 2)
        getattr(a, name='x')
        hasattr(a, 'x'), hasattr(a, 'nope'), hasattr(G(), 'no'), hasattr(G(), 'any')
        hasattr(a)
        hasattr(a, 5)
        getattr(G(), 'thing'), getattr(G(), 'no', 3)
        getattr(G(), '__custom__')
        getattr(R(), 'x', 1)
        a.__class__ is A, A.__class__ is type, (5).__class__ is int
        a.__dict__, A.__name__, A.__qualname__, A.__doc__, A.__module__, A.__bases__, len(A.__mro__)
        sorted(n for n in vars(A) if not n.startswith('__'))
        A.__dict__['x'], type(A.__dict__).__name__
        vars(a)
        vars(5)
        f.__name__, f.__doc__, f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__dict__, f.__module__
        a.m.__self__ is a, a.m.__func__ is A.m, a.m.__name__, A.c.__self__ is A
        (3).__add__(4), [].__len__(), 'a'.__contains__('a'), (1).__eq__(2), {}.__iter__() is not None
        len.__name__, [].append.__name__, [].append.__self__
        KeyError('x').__cause__, KeyError('x').__context__, KeyError('x').__suppress_context__
        E('x').args, KeyError('x').args, getattr(StopIteration(4), 'value')
        getattr(ExceptionGroup('m', [KeyError()]), 'exceptions')
        getattr(E('x'), 'with_traceback')(None)
        getattr(E('x'), 'with_traceback')(5)
        getattr(E('x'), 'add_note')('n')
        getattr(A.p, 'fget')(a)
        getattr(D(), 'd'), D.d
        WithMeta.mm()
        getattr(A, 'mro')()
        getattr(int, 'mro')()
        getattr('abc', 'upper')(), getattr(str, 'upper')('x')
        dir(a) == sorted(dir(a)), 'x' in dir(a)
        gen.__name__, gen().__name__
        int.__name__, int.__doc__[:10], type(a).__name__
        type.__call__(A).x
        object.__new__(A).x
        int.__new__(int, '5')
        """,
    )


def test_changes_as_in_cpython() -> None:
    check_all(
        CLASSES,
        """
        change(a, 'z', 1), change(a, 'z')
        change(A, 'z', 1), change(A, 'z')
        change(a, 'nope')
        change(S(), 'v', 1), after(S(), lambda s: setattr(s, 'q', 1))
        change(f, 'z', 1), change(f, 'z')
        change(f, '__name__', 'g'), change(f, '__doc__', 'd'), change(f, '__wrapped__', 3)
        change(f, '__name__', 5)
        change(a, '__class__', A) is A
        change(a, '__class__', int)
        change(a, '__class__', Slots)
        change(a, '__dict__', {'q': 1})
        change(a, '__dict__', 5)
        change(Slots(), 'a', 1), change(Slots(), 'b', 2)
        change(D(), 'd', 4), delattr(D(), 'd')
        change(E('x'), 'note', 1), change(E('x'), '__cause__', KeyError('k')), change(E(), 'args', (1, 2))
        change(KeyError('x'), 'extra', 1)
        change(E('x'), '__cause__', 5)
        change(a, 'p', 1)
        change([], 'x', 1)
        change(5, 'x', 1)
        change(int, 'x', 1)
        change(a, 5, 1)
        setattr(a, 'x')
        delattr(a)
        change(A, '__name__', 'B'), A.__name__
        change(A, '__doc__', 'new')
        object.__setattr__(a, 'q', 1), a.q
        object.__delattr__(a, 'y'), sorted(vars(a))
        object.__getattribute__(a, 'x')
        type.__setattr__(A, 'k', 1), A.k
        """,
    )


SEEDS = (
    "[1, 'a', b'', 1.5, [], (), {}, set(), None, f, f.__name__, print, getattr, len, int, type, object, A, A(), A().m, "
    "[].append, gen(), KeyError('x'), E('x'), super(A, A()), A.p, range(3), slice(1), {}.keys(), iter([]), Ellipsis, "
    "NotImplemented, staticmethod(f), classmethod(f), ExceptionGroup('m', [E()])]"
)
NAMES_OUT = """
    __globals__ __code__ __closure__ __builtins__ __reduce__ __reduce_ex__ __getstate__ __subclasses__ __subclasshook__
    __loader__ __spec__ __objclass__ __text_signature__ __sizeof__ __basicsize__ __dictoffset__ __flags__ __itemsize__
    __abstractmethods__ __thisclass__ __setstate__ __getnewargs__ __getnewargs_ex__ __signature__ __file__ __path__
    __cached__ __import__ __class__.__subclasses__ @guest @attr
"""
OUT = NAMES_OUT.split()


@pytest.mark.parametrize("name", [*OUT, *sorted(DENIED)])
def test_names_that_lead_out_exist_nowhere(name: str) -> None:
    found = f"[type(o).__name__ for o in {SEEDS} if hasattr(o, {name!r})]"
    source = f"{CLASSES}\nresult = {found}"
    outcome = guarded(source)
    assert outcome.text == "[]", (name, outcome)
    assert outcome.log == []


@pytest.mark.parametrize("name", [*OUT, *sorted(DENIED)])
def test_names_that_lead_out_can_not_be_set(name: str) -> None:
    source = f"""{CLASSES}
for o in {SEEDS}:
    try:
        setattr(o, {name!r}, 1)
    except (AttributeError, TypeError):
        pass
    else:
        if {name!r}[0] == '@' or hasattr(o, {name!r}) and getattr(o, {name!r}) != 1:
            log(type(o).__name__)
result = 1
"""
    outcome = guarded(source)
    assert outcome.log == [], (name, outcome)


@pytest.mark.parametrize(
    "source",
    [
        "f.__dict__['__globals__'] = 1; result = f.__globals__",
        "e = KeyError(); e.__dict__['__reduce__'] = 1; result = getattr(KeyError, '__reduce__')",
        "class S(str): startswith = lambda *a: False\ngetattr(1, S('__class__'))",
        "class S(str):\n    __hash__ = str.__hash__\n    __eq__ = lambda s, o: False\ngetattr(f, S('__globals__'))",
        "class C:\n    __reduce__ = 1\n    def get(self): return super().__reduce__\nresult = C().get()",
        "object.__getattribute__(f, '__globals__')",
        "type.__getattribute__(int, '__subclasses__')",
        "object.__getattribute__(g, 'gi_frame')",
        "setattr(f, '__code__', None)",
        "setattr(f, '__globals__', {})",
        "setattr(print, 'hook', [])",
        "print.hook = []; setattr(print, 'hook', [])" if False else "setattr(getattr, 'hook', [])",
        "setattr(int, 'x', 1)",
        "setattr(ValueError, '__str__', lambda s: 'x')",
        "setattr(ExceptionGroup, '__str__', lambda s: 'x')",
        "object.__setattr__(int, 'x', 1)",
        "type.__setattr__(int, 'x', 1)",
        "class C: pass\nsetattr(C, '__del__', f)",
        "class C: pass\nC.__bases__ = (int,)\nsetattr(C, '__bases__', (int,))"
        if False
        else "class C: pass\nsetattr(C, '__bases__', (int,))",
        "class C: pass\nsetattr(C, '@guest', 0)",
        "int.__dict__",
        "vars(type)",
        "type(1).__dict__['__class__']",
        "print.__self__",
        "print.__globals__",
        "print.__closure__",
        "print.__dict__",
        "getattr.__defaults__",
        "len.__self__",
        "KeyError().__traceback__.tb_frame",
        "getattr(KeyError().with_traceback, '__func__').__globals__",
        "''.format.__func__.__globals__",
        "getattr('', 'format').__func__.__code__",
        "(lambda: 0).__closure__",
        "().__class__.__base__.__subclasses__()",
        "type.mro.__objclass__",
        "(1).__class__.__subclasses__",
    ],
)
def test_attempts(source: str) -> None:
    outcome = guarded("def f(): pass\ng = (x for x in ())\n" + source)
    assert outcome.text.startswith(("AttributeError: ", "TypeError: ")), outcome


def test_an_attribute_error_names_no_object_of_ours() -> None:
    outcome = guarded("try:\n    (5).nope\nexcept AttributeError as e:\n    result = getattr(e, 'obj', 'hidden')")
    assert outcome.text == "hidden"


@pytest.mark.parametrize(
    "receiver, name, answer",
    [
        (str, "upper", True),
        (list, "append", True),
        (int, "__add__", True),
        (type, "mro", True),
        (str, "format", False),
        (str, "format_map", False),
        (type, "__subclasses__", False),
        (type, "__call__", False),
        (object, "__reduce__", False),
        (object, "__getattribute__", False),
        (BaseException, "with_traceback", False),
    ],
)
def test_methods_that_a_snapshot_may_name(receiver: type, name: str, answer: bool) -> None:
    assert may_hold(receiver, name) is answer
