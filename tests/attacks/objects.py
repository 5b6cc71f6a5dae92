"""Attack classes 41-84: classes, modules, shared state, lies, and what the host does with a program. Form as in `names`."""

from __future__ import annotations

ATTACKS: dict[int, tuple[str, list[tuple[str, str]]]] = {
    41: ("syntax that is not listed", [
        ("refused", "await = 1"),
        ("3", "def f[T](x: T) -> T: return x\nf(3)") if __import__("sys").version_info >= (3, 12) else ("refused", "def f[T](): pass"),
    ]),
    42: ("decorators", [
        ("AttributeError", "@(lambda c: c.__subclasses__())\nclass X: pass"),
        ("AttributeError", "def name(c): return '__globals__'\n@(lambda n: getattr(print, n))\n@name\nclass X: pass"),
    ]),
    43: ("__class_getitem__", [
        ("'got x'", "class A: __class_getitem__ = ext_echo\nA['x']"),
        ("AttributeError", "list[int].__origin__.__subclasses__"),
    ]),
    44: ("metaclass", [
        ("AttributeError", "class M(type):\n    def __call__(cls): return cls.__subclasses__()\nclass A(metaclass=M): pass\nA()"),
        ("TypeError", "class M(type):\n    def __prepare__(n, b): return {'__del__': print}\n    __prepare__ = staticmethod(__prepare__)\n"
                      "class A(metaclass=M): pass"),
    ]),
    45: ("type with three arguments", [
        ("TypeError", "type('X', (type(lambda: 0),), {})"),
        ("TypeError", "type(str)('X', (type(print),), {})"),
        ("AttributeError", "type('X', (str,), {})('a').__reduce__()"),
        ("TypeError", "list(map(type, ['X'], [()], [{'__del__': print}]))"),
        ("TypeError", "t = type\nt('X', (), {'__del__': print})"),
        ("TypeError", "new = type.__new__\nnew(type, 'X', (), {'__del__': print})"),
        ("TypeError", "type(type(1))('X', (), {'__del__': print})"),
        ("TypeError", "int.__class__('X', (), {'__del__': print})"),
        ("TypeError", "class M(type): pass\nsuper(M, M).__new__(M, 'X', (), {'__del__': print})"),
        ("TypeError", "def f(make, *args): return make(*args)\nf(type, 'X', (), {'__del__': print})"),
        ("TypeError", "import functools\nfunctools.partial(type, 'X')((), {'__del__': print})"),
    ]),
    46: ("bases", [
        ("TypeError", "class X(type(lambda: 0)): pass"),
        ("TypeError", "class X(type(x for x in ())): pass"),
        ("TypeError", "class E:\n    def __mro_entries__(self, bases): return (type(print),)\nclass X(E()): pass"),
    ]),
    47: ("__class__, __bases__, __dict__", [
        ("TypeError", "class A: pass\nA().__class__ = int"),
        ("AttributeError", "class A: pass\nA.__bases__ = (object,)"),
        ("TypeError", "vars(int)['x'] = 1"),
    ]),
    48: ("slots and descriptors", [
        ("AttributeError", "class D:\n    def __get__(self, o, t): return t.__subclasses__()\nclass A: d = D()\nA().d"),
        ("TypeError", "class A: __slots__ = ('__del__',)"),
    ]),
    49: ("attribute hooks", [
        ("ok", "class A:\n    def __getattribute__(self, n): raise SystemExit(n)\nA()"),
        ("ok", "class A:\n    def __getattr__(self, n): return ext_echo\n[A()]"),
    ]),
    50: ("instance checks and registries", [
        ("True", "from collections.abc import Sequence\nclass E: pass\nSequence.register(E)\nissubclass(E, Sequence)"),
        ("AttributeError", "int.__subclasshook__"),
    ]),
    51: ("subclasses and mro", [
        ("AttributeError", "type.mro(int)[-1].__subclasses__()"),
        ("True", "int.mro() == [int, object]"),
    ]),
    52: ("__reduce__", [
        ("AttributeError", "print.__reduce__()"),
        ("AttributeError", "(1).__reduce_ex__(2)"),
        ("AttributeError", "[].__getstate__()"),
    ]),
    53: ("super", [
        ("AttributeError", "class A:\n    def f(self): return super().__getattribute__('__reduce__')\nA().f()"),
        ("AttributeError", "super(int, True).__thisclass__"),
    ]),
    54: ("properties", [
        ("AttributeError", "p = property(lambda s: 1)\np.fget.__code__"),
        ("AttributeError", "class A:\n    p = property(lambda s: 1)\nA.p.getter(print).fget.__globals__"),
    ]),
    55: ("partial, lru_cache", [
        ("AttributeError", "import functools\nfunctools.partial(print).func.__globals__"),
        ("AttributeError", "import functools\nfunctools.lru_cache(lambda: 0).__wrapped__.__code__"),
    ]),
    56: ("getattr as a callback", [
        ("AttributeError", "import functools\nfunctools.reduce(getattr, ['__class__', '__base__', '__subclasses__'], ())"),
        ("AttributeError", "list(map(getattr, [print], ['__globals__']))"),
        ("AttributeError", "sorted([1], key=lambda x: getattr(print, '__closure__'))"),
    ]),
    57: ("operator's getters", [
        ("AttributeError", "import operator\noperator.attrgetter('__class__.__base__.__subclasses__')(1)"),
        ("AttributeError", "import operator\noperator.methodcaller('__subclasses__')(int)"),
    ]),
    58: ("hasattr, vars", [
        ("[False, False]", "[hasattr(print, n) for n in ('__globals__', '__code__')]"),
        ("TypeError", "vars(print)"),
    ]),
    59: ("builtins that are not there", [
        ("NameError", "exec('breakpoint', {})"),
        ("ImportError", "import builtins"),
        ("ImportError", "exec('import ctypes')"),
        ("NameError", "d = {}\nexec('x = memoryview', d)"),
    ]),
    60: ("no __builtins__", [
        ("NameError", "eval('__import__', {})('typing').sys"),
        ("TypeError", "__import__ = 1\ndel __import__\n__import__('typing')['x']"),
        ("AttributeError", "def f():\n    global __import__\n    __import__ = 1\n    del __import__\n"
                           "    return __import__\nf()('typing').sys"),
        ("NameError", "exec('len', {'__builtins__': {}})"),
        ("NameError", "eval('(lambda: __import__)()', {'__builtins__': None})"),
    ]),
    61: ("modules of modules", [
        ("AttributeError", "import json\njson.codecs.sys"),
        ("AttributeError", "import random\nrandom._os"),
        ("AttributeError", "import dataclasses, typing, enum, contextlib\n[typing.sys, enum.sys, dataclasses.sys, contextlib.os]"),
    ]),
    62: ("Path.parser", [
        ("AttributeError", "from pathlib import PurePath\nPurePath('/').parser.os"),
        ("AttributeError", "import pathlib\npathlib.os"),
    ]),
    63: ("dataclass and namedtuple", [
        ("ValueError", "from collections import namedtuple\nnamedtuple('X', ['__import__(\"os\")'])"),
        ("TypeError", "from dataclasses import make_dataclass\nmake_dataclass('X', [(1, int)])"),
        ("'A(g.gi_frame=1)'", "import dataclasses\nclass A: g = 5\nA.__annotations__ = {'g.gi_frame': int}\n"
                           "A = dataclasses.dataclass(A)\na = A(1)\na.g = (x for x in ())\nrepr(a)"),
    ]),
    64: ("annotations as code", [
        ("NameError", "import typing\ndef f(x: '__import__(\"os\")'): pass\ntyping.get_type_hints(f, {}, {})"),
        ("AttributeError", "def f(x: int): pass\nf.__annotations__['x'].__subclasses__"),
    ]),
    65: ("Template and enum hooks", [
        ("AttributeError", "import string\nstring.Template('$a').substitute(a=(lambda: 0).__code__)"),
        ("AttributeError", "import enum\nclass E(enum.Enum):\n    A = 1\n"
                           "    @classmethod\n    def _missing_(cls, v): return cls.__subclasses__()\nE(5)"),
    ]),
    66: ("warnings and logs", [
        ("True", "'\\d' == '\\\\d'"),
        ("True", "1 is 1"),
        ("None", "import logging\nlogging.warning('%(x)s')"),
    ]),
    67: ("unraisable, never awaited", [
        ("ok", "async def c(): pass\nc()\n1"),
        ("ok", "def g():\n    try: yield 1\n    finally: raise ValueError('late')\nx = g()\nnext(x)\ndel x\n1"),
    ]),
    68: ("shared classes", [
        ("TypeError", "ExceptionGroup.x = 1"),
        ("TypeError", "import decimal\ndecimal.Inexact.args = 1"),
        ("ok", "import decimal\ndecimal.Context.prec = property(print)"),
        ("28", "import decimal\ndecimal.getcontext().prec"),
        ("TypeError", "del ExceptionGroup.derive"),
        ("TypeError", "ExceptionGroup.x += 1"),
        ("TypeError", "for ExceptionGroup.x in [1]: pass"),
        ("TypeError", "import zoneinfo\nzoneinfo.ZoneInfo.key = 1"),
        ("TypeError", "setattr(ExceptionGroup, 'x', 1)"),
        ("TypeError", "type.__setattr__(ExceptionGroup, 'x', 1)"),
    ]),
    69: ("attributes of helpers", [
        ("AttributeError", "len.x = 1"),
        ("AttributeError", "setattr(print, 'hook', [])"),
    ]),
    70: ("constants that are shared", [
        ("ok", "import keyword\nkeyword.kwlist.append('nonce')"),
        ("True", "import keyword\n'nonce' not in keyword.kwlist"),
        ("ok", "import hashlib\nhashlib.algorithms_available.add('nonce')"),
        ("True", "import hashlib\n'nonce' not in hashlib.algorithms_available"),
        ("ok", "import errno\nerrno.errorcode[99999] = 'nonce'"),
        ("True", "import errno\n99999 not in errno.errorcode"),
    ]),
    71: ("knobs of the interpreter", [
        ("AttributeError", "import sys\nsys.setrecursionlimit(10**9)"),
        ("ok", "import decimal\ndecimal.getcontext().prec = 1\ndecimal.DefaultContext.prec = 1"),
        ("28", "import decimal\ndecimal.getcontext().prec"),
        ("28", "import decimal\ndecimal.DefaultContext.prec"),
        ("ImportError", "import gc"),
    ]),
    72: ("constants of code", [
        ("[1]", "def f(x=[1]): return x\nf()"),
        ("[1, 2]", "def f(x=[1]): x.append(2); return x\nf()"),
    ]),
    73: ("addresses", [
        ("True", "nonce_free(repr(id(object())))"),
        ("ok", "hash(object())"),
    ]),
    74: ("walrus and class scope", [
        ("refused", "class A:\n    x = [(y := i) for i in [1]]"),
        ("AttributeError", "[(y := print).__globals__ for i in [1]]"),
    ]),
    75: ("annotations, names and docs", [
        ("1", "n = []\ndef f(x: (n.append(1))): pass\nlen(n)"),
        ("AttributeError", "print.__annotations__['x'] = 1"),
    ]),
    76: ("star arguments", [
        ("TypeError", "ext_echo(**{1: 2})"),
        ("TypeError", "getattr(**{'obj': 1, 'name': 'real'})"),
        ("limit", "def g():\n    while True: yield 1\nprint(*g())"),
    ]),
    77: ("numbers that lie", [
        ("3", "class I(int):\n    __lt__ = lambda s, o: True\nlen('a' * I(3))"),
        ("TypeError", "class I:\n    def __index__(self): return 'x'\n[1][I()]"),
    ]),
    78: ("mutation in callbacks", [
        ("ValueError", "x = [3, 2, 1]\nx.sort(key=lambda i: x.append(i) or i)"),
        ("RuntimeError", "d = {1: 2}\nfor k in d: d[k + 1] = 1"),
    ]),
    79: ("pause inside C", [
        ("[1, 2]", "sorted([2, 1], key=ext_same)"),
        ("'got 1'", "class A:\n    __hash__ = lambda s: ext_same(1)\nd = {A(): 1}\next_echo(1)"),
    ]),
    80: ("dropped pause", [
        ("ok", "def g():\n    try: yield ext_echo(1)\n    except BaseException: ext_echo(2)\nx = g()\nnext(x)"),
        ("ok", "try: ext_echo(1)\nfinally: pass"),
    ]),
    81: ("re-entrancy", [
        ("ValueError", "def g(): next(x); yield\nx = g()\nnext(x)"),
        ("'got 1'", "ext_echo(1)"),
    ]),
    82: ("context variables", [
        ("LookupError", "import contextvars\nv = contextvars.ContextVar('v')\nv.get()"),
        ("5", "import contextvars\nv = contextvars.ContextVar('v')\nv.set(5)\nv.get()"),
    ]),
    83: ("smuggling by the host's answers", [
        ("TypeError", "ext_module()"),
        ("AttributeError", "ext_function().__globals__"),
    ]),
    84: ("output", [
        ("ok", "print('\\x1b]0;x\\x07\\r')"),
        ("ok", "print('\\ud800')"),
    ]),
}  # fmt: skip
