"""Attack classes 85 and 86: classes that C makes in roundabout ways, and special methods that the host might call. Form as in `names`.

Where a class is made behind the checks, nothing of it runs after the end: the trial collects all garbage, and looks whether `late` is said.
"""

from __future__ import annotations

_NAMES = "{'__del__': lambda made: print('late')}"
_REFUSED, _MADE = "TypeError", "'made'"

# An import or a definition, what makes a class, and what comes of it.
_WAYS: list[tuple[str, str, str]] = [
    ("", "classmethod(type).__get__(None, 'X')((), NAMES)", _MADE),
    ("", "staticmethod(type)('X', (), NAMES)", _MADE),
    ("", "type[int]('X', (), NAMES)", _MADE),
    ("class A: __call__ = type", "A()('X', (), NAMES)", _MADE),
    ("import types", "types.GenericAlias(type, int)('X', (), NAMES)", _MADE),
    ("import types", "types.MethodType(type, 'X')((), NAMES)", _MADE),
    ("import contextvars", "contextvars.copy_context().run(type, 'X', (), NAMES)", _MADE),
    ("import functools", "functools.partial(staticmethod(type), 'X')((), NAMES)", _MADE),
    ("import functools", "next(iter(functools.partial(type[int], 'X', (), NAMES), None))", _MADE),
    (
        "import functools, collections",
        "collections.defaultdict(functools.partial(type[int], 'X', (), NAMES))[1]",
        _MADE,
    ),
    ("", "list(map(staticmethod(type), ['X'], [()], [NAMES]))[0]", _MADE),
    ("import abc", "getattr(abc.ABCMeta, '__ba' + 'se__')('X', (), NAMES)", _MADE),
    ("import typing", "typing.TypedDict('X', NAMES)", _MADE),
    ("import functools", "functools.partial(type, 'X')((), NAMES)", _REFUSED),
    ("import functools", "functools.reduce(lambda f, a: f(*a), [('X', (), NAMES)], type)", _REFUSED),
    ("", "list(map(type, ['X'], [()], [NAMES]))[0]", _REFUSED),
    ("import itertools", "list(itertools.starmap(type, [('X', (), NAMES)]))[0]", _REFUSED),
    ("import operator", "operator.methodcaller('__call__', 'X', (), NAMES)(type)", _REFUSED),
    ("", "type.__call__(type, 'X', (), NAMES)", _REFUSED),
    ("", "type.__mro__[0]('X', (), NAMES)", _REFUSED),
    ("", "object.__class__('X', (), NAMES)", _REFUSED),
    ("class M(type): pass", "M('X', (), NAMES)", _REFUSED),
    ("class M(type): pass", "super(M, M).__call__('X', (), NAMES)", _REFUSED),
    ("class M(type): pass", "super(M, M).__new__(M, 'X', (), NAMES)", _REFUSED),
    (
        "class M(type):\n    def __new__(m, n, b, ns): return super().__new__(m, n, b, NAMES)",
        "M('X', (), {})",
        _REFUSED,
    ),
    (
        "class M(type):\n    @classmethod\n    def __prepare__(m, *a): return NAMES\nclass S(metaclass=M): pass",
        "S",
        _REFUSED,
    ),
    (
        "class B:\n    def __init_subclass__(cls): setattr(cls, '__del__', print)\nclass P(B): pass",
        "P",
        "AttributeError",
    ),
    ("class I: __init__ = type\ntry: I('X', (), NAMES)\nexcept TypeError: pass", "1", _MADE),
    ("import enum", "enum.Enum('X', NAMES)", _REFUSED),
    ("import enum", "enum.EnumType('X', (), NAMES)", "AttributeError"),
    ("import abc", "abc.ABCMeta('X', (), NAMES)", _REFUSED),
    ("import typing", "typing.Protocol.__class__('X', (), NAMES)", _REFUSED),
    ("import dataclasses", "dataclasses.make_dataclass('X', [], namespace=NAMES)", _REFUSED),
    ("import collections", "collections.namedtuple('X', ['__del__'])", "ValueError"),
    ("import typing", "typing.NamedTuple('X', [('__del__', int)])", "ValueError"),
    ("import types", "types.new_class('X', (), {}, lambda names: names.update(NAMES))", _REFUSED),
    ("", "__build_class__(lambda: None, 'X')", "NameError"),
    ("", "eval('__build_class__', {})", "NameError"),
]
_KEEP = "made = made() if isinstance(made, type) else made\nhold = [made, lambda: made]\n'made'"

_EVIL = """
def endless(*args):
    while True: pass
hooks = dict.fromkeys(['__str__', '__repr__', '__eq__', '__len__', '__iter__', 'keys', '__bool__', '__format__'], endless)
K = type[int]('K', (BASE,), {**hooks, '__module__': 'collections'})
class M: __str__ = __repr__ = endless
class S(str): __str__ = __repr__ = endless
"""
_LATE: list[tuple[str, str, str]] = [
    ("Exception", "K", "raise K('x')"),
    ("Exception", "ValueError", "raise ValueError(K('x'))"),
    ("object", "ValueError", "raise ValueError(K())"),
    ("str", "KeyError", "raise KeyError(K('x'))"),
    ("object", "PermissionError", "e = OSError(1, 'a')\ne.filename = M()\nraise e"),
    ("object", "PermissionError", "e = OSError(1, 'a')\ne.strerror = K()\nraise e"),
    ("object", "SyntaxError", "e = SyntaxError('x')\ne.msg = M()\nraise e"),
    ("object", "UnicodeEncodeError", "e = UnicodeEncodeError('ascii', 'a', 0, 1, 'r')\ne.reason = M()\nraise e"),
    ("object", "UnicodeDecodeError", "e = UnicodeDecodeError('ascii', b'a', 0, 1, 'r')\ne.encoding = K()\nraise e"),
    ("object", "ExceptionGroup", "raise ExceptionGroup(S('m'), [ValueError(1)])"),
    ("object", "ok", "[K(), M(), S('x'), K, {'a': K()}]"),
    ("object", "TypeError", "ext_same(K())"),
]

ATTACKS: dict[int, tuple[str, list[tuple[str, str]]]] = {
    85: ("classes that C makes", [
        (expected, f"{first}\nmade = {way}\n{_KEEP}".replace("NAMES", _NAMES)) for first, way, expected in _WAYS
    ]),
    86: ("special methods that the host might call", [
        (expected, f"{_EVIL.replace('BASE', base)}{source}") for base, expected, source in _LATE
    ]),
}  # fmt: skip
