"""Class statements, metaclasses and type(): made by the prelude as CPython makes them."""

from __future__ import annotations

import pytest

from tests.guest.native import check, guarded

PROGRAMS = {
    "plain": """
class A:
    x = 1
    def f(self): return self.x
result = A().f(), A.__name__, A.__bases__, A.__mro__, A.__module__
""",
    "super and cells": """
class A:
    def f(self): return 'A'
class B(A):
    def f(self): return super().f() + __class__.__name__
result = B().f()
""",
    "set_name in order": """
class D:
    def __set_name__(self, owner, name):
        log((owner.__name__, name, owner.__dict__.get('marker'), list(owner.__dict__)[:4]))
        self.name = name
    def __get__(self, obj, owner):
        return self.name
class A:
    marker = 1
    b = D()
    a = D()
    c = 5
result = A.a, A().b
""",
    "set_name fails": """
class D:
    def __set_name__(self, owner, name):
        raise KeyError(name)
class A:
    a = D()
""",
    "set_name on the class of the value only": """
class D: pass
d = D()
d.__set_name__ = lambda *a: log(a)
class A:
    a = d
result = A.a is d
""",
    "set_name of a class by its metaclass": """
class M(type):
    def __set_name__(cls, owner, name):
        log((cls.__name__, owner.__name__, name))
class I(metaclass=M): pass
class A:
    inner = I
""",
    "init_subclass": """
class A:
    def __init_subclass__(cls, /, tag='none', **kw):
        super().__init_subclass__(**kw)
        log((cls.__name__, tag, sorted(kw)))
        cls.tag = tag
class B(A): pass
class C(B, tag='c'): pass
class D(C):
    def __init_subclass__(cls, **kw):
        log('D hook')
        super().__init_subclass__(**kw)
class E(D, tag='e'): pass
result = B.tag, C.tag, E.tag, D.tag, list(A.__dict__)[:3]
""",
    "init_subclass after set_name": """
class N:
    def __set_name__(self, owner, name): log('set_name')
class A:
    def __init_subclass__(cls): log('init_subclass')
class B(A):
    n = N()
""",
    "init_subclass of several parents": """
class A:
    def __init_subclass__(cls, **kw):
        log('A'); super().__init_subclass__(**kw)
class B:
    def __init_subclass__(cls, **kw):
        log('B'); super().__init_subclass__(**kw)
class C(A, B): pass
class D(B, A): pass
class E(C, x=1): pass
""",
    "init_subclass raises": """
class A:
    def __init_subclass__(cls): raise KeyError('no')
try:
    class B(A): pass
except KeyError as error:
    log(error)
try:
    class C(A): pass
except KeyError as error:
    log(error)
""",
    "init_subclass takes no keywords": """
class A: pass
class B(A, x=1): pass
""",
    "init_subclass and builtins": """
class A:
    def __init_subclass__(cls): log(cls.__name__)
class B(A, list): pass
class C(A, Exception): pass
class D(A, int):
    __slots__ = ()
class E(B): pass
class S(A):
    __slots__ = ('x', 'y')
s = S(); s.x = 1
result = B([1]), C('x'), D(4), E([2]), s.x
""",
    "init_subclass as a static method": """
class A:
    @staticmethod
    def __init_subclass__(**kw): log(kw)
class B(A, x=1): pass
""",
    "class keywords": """
def deco(cls):
    log(cls.__name__); return cls
kw = {'k': 2}
class A:
    def __init_subclass__(cls, **kw): log(kw)
@deco
class B(A, j=1, **kw): pass
""",
    "mro_entries": """
class Alias:
    def __mro_entries__(self, bases):
        log(len(bases))
        return (dict,)
class A(Alias()): x = 1
result = A.__bases__, type(A.__orig_bases__[0]).__name__, A(a=1)
""",
    "mro_entries gives no tuple": """
class Alias:
    def __mro_entries__(self, bases): return [dict]
class A(Alias()): pass
""",
    "generic alias base": """
class A(list[int]): pass
result = A.__bases__, A.__orig_bases__
""",
    "a base that is no class": """
class A(5): pass
""",
    "metaclass": """
class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        log(('new', name, sorted(k for k in ns if not k.startswith('__')), kw))
        cls = super().__new__(mcls, name, bases, ns)
        cls.made = True
        return cls
    def __init__(cls, name, bases, ns, **kw):
        log(('init', name, kw))
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        log(('call', cls.__name__, args))
        return super().__call__(*args, **kw)
class A(metaclass=M, k=1):
    x = 1
    def __init__(self, v=0): self.v = v
class B(A):
    def f(self): return super().v if False else __class__
result = A.made, B(3).v, type(B).__name__, B().f().__name__, M('C', (B,), {'z': 1}).__mro__[0].__name__
""",
    "metaclass new only": """
class M(type):
    def __new__(mcls, name, bases, ns):
        ns = dict(ns, extra=1)
        return type.__new__(mcls, name, bases, ns)
class A(metaclass=M): pass
result = A.extra
""",
    "metaclass returns something else": """
class M(type):
    def __new__(mcls, name, bases, ns): return (name, bases)
    def __init__(cls, *a): log('never')
class A(metaclass=M): pass
result = A
""",
    "metaclass init returns": """
class M(type):
    def __init__(cls, *a): return 5
class A(metaclass=M): pass
""",
    "function as metaclass": """
def m(name, bases, ns, **kw):
    log((name, bases, kw))
    return 'made'
class A(int, metaclass=m, k=1): pass
result = A
""",
    "prepare": """
class Names(dict):
    def __setitem__(self, key, value):
        if not key.startswith('__'): log(key)
        super().__setitem__(key, value)
class M(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        log(('prepare', name, bases, kw))
        return Names(given=1)
    def __new__(mcls, name, bases, ns, **kw):
        log(type(ns).__name__)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, *a, **kw): pass
class A(metaclass=M, k=2):
    x = given
    y = 2
result = A.x, A.given
""",
    "prepare gives no mapping": """
class M(type):
    def __prepare__(*a): return 5
class A(metaclass=M): pass
""",
    "metaclass conflict": """
class M(type): pass
class N(type): pass
class A(metaclass=M): pass
class B(metaclass=N): pass
class C(A, B): pass
""",
    "metaclass derived": """
class M(type): pass
class N(M): pass
class A(metaclass=M): pass
class B(metaclass=N): pass
class C(A, B): pass
class D(A, metaclass=N): pass
class E(B, metaclass=M): pass
result = type(C).__name__, type(D).__name__, type(E).__name__
""",
    "metaclass of metaclass": """
class MM(type):
    def __call__(mcls, name, bases, ns, **kw):
        log(('MM', name))
        return super().__call__(name, bases, ns, **kw)
class M(type, metaclass=MM): pass
class A(metaclass=M): pass
result = type(A).__name__, type(M).__name__
""",
    "classcell not passed on": """
class M(type):
    def __new__(mcls, name, bases, ns):
        ns = dict(ns); ns.pop('__classcell__', None)
        return type.__new__(mcls, name, bases, ns)
try:
    class A(metaclass=M):
        def f(self): return __class__
except RuntimeError as error:
    result = str(error)[:40]
""",
    "singleton": """
class Singleton(type):
    made = {}
    def __call__(cls, *args):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args)
        return cls.made[cls]
class A(metaclass=Singleton):
    def __new__(cls, *args):
        log('new'); return object.__new__(cls)
    def __init__(self, x): self.x = x; log('init')
result = A(1) is A(2), A(3).x
""",
    "registry": """
class Registry(type):
    classes = []
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        Registry.classes.append(name)
class A(metaclass=Registry): pass
class B(A): pass
result = Registry.classes
""",
    "new and init": """
class A:
    def __new__(cls, *args, **kw):
        log((args, kw))
        return super().__new__(cls)
    def __init__(self, *args, **kw): log('init')
class I(int):
    def __new__(cls, v): return int.__new__(cls, v * 2)
class T(tuple):
    def __new__(cls, *items): return tuple.__new__(cls, items)
result = type(A(1, k=2)).__name__, I(4), T(1, 2), type(T()).__name__
""",
    "slots": """
class A:
    __slots__ = ('x',)
a = A(); a.x = 1
try:
    a.y = 2
except AttributeError as error:
    log(error)
class B(A): pass
b = B(); b.y = 3
result = a.x, b.y, A.__slots__
""",
    "slots conflict": """
class A:
    __slots__ = ('x',)
    x = 1
""",
    "layout conflict": """
class A(int, str): pass
""",
    "duplicate base": """
class A: pass
class B(A, A): pass
""",
    "no order": """
class A: pass
class B(A): pass
class C(A, B): pass
""",
    "final base": """
class A(bool): pass
""",
    "equality without hash": """
class A:
    def __eq__(self, other): return True
hash(A())
""",
    "type with three arguments": """
class D:
    def __set_name__(self, owner, name): log((owner.__name__, name))
class A:
    def __init_subclass__(cls, **kw): log((cls.__name__, kw))
X = type('X', (A,), {'d': D(), 'f': lambda self: 7}, k=1)
result = X().f(), X.__name__, X.__bases__[0].__name__
""",
    "type with a metaclass among the bases": """
class M(type):
    def __new__(mcls, *a): log('M'); return super().__new__(mcls, *a)
class A(metaclass=M): pass
X = type('X', (A,), {})
result = type(X).__name__
""",
    "type with one argument": """
result = type(1), type('x').__name__
""",
    "type with two arguments": """
type('X', ())
""",
    "type with wrong arguments": """
type('X', 5, {})
""",
    "type with a wrong name": """
type(5, (), {})
""",
    "type with a wrong namespace": """
type('X', (), 5)
""",
    "type.__new__ with too few": """
class M(type):
    def __new__(mcls, *a): return type.__new__(mcls, 'x')
class A(metaclass=M): pass
""",
    "exceptions": """
class A(Exception):
    def __init__(self, code): self.code = code; super().__init__(f'code {code}')
class B(A, KeyError): pass
result = str(A(3)), repr(B(4)), B(5).args
""",
    "nested": """
class A:
    class B:
        class C: pass
result = A.B.C.__qualname__, A.B.__qualname__
""",
    "annotations and doc": """
class A:
    'the doc'
    x: int = 1
    y: str
result = A.__doc__, A.__annotations__, A.__dict__['x']
""",
    "properties": """
class A:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def s(): return 's'
a = A(); a.x = 4
result = a.x, type(A.make()).__name__, A.s()
""",
    "class getitem": """
class A:
    def __class_getitem__(cls, item): return (cls.__name__, item)
class B(A): pass
result = A[1], B['x']
""",
    "instances of classes with metaclass call": """
class M(type):
    def __call__(cls, *a): return ('called', a)
class A(metaclass=M): pass
result = A(1)
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_class_is_made_as_cpython_makes_it(name: str) -> None:
    check(PROGRAMS[name])


@pytest.mark.parametrize("base", ["type(print)", "type(lambda: 0)", "type(i for i in ())", "range", "slice", "type(None)", "type({}.keys())", "super", "map", "zip", "type(type.__dict__)"])
def test_other_bases_are_refused(base: str) -> None:
    outcome = guarded(f"class A({base}): pass" if "dict" not in base else "class A(type(vars(B))): pass\nclass B: pass")
    assert outcome.text.startswith(("TypeError: type '", "NameError", "AttributeError")), outcome
    assert "not an acceptable base type" in outcome.text or "Error" in outcome.text


@pytest.mark.parametrize("source", ["type('A', (), {'__del__': print})", "class A:\n    def __del__(self): pass", "type('A', (), {'@x': 1})", "type('A', (), {5: 1})"])
def test_names_that_no_class_may_have(source: str) -> None:
    assert guarded(source).text.startswith(("TypeError", "ValueError"))




def test_the_mark_is_not_seen() -> None:
    outcome = guarded("class A: x = 1\nresult = [n for n in vars(A) if '@' in n], [n for n in dir(A) if '@' in n]")
    assert outcome.text == "([], [])"


