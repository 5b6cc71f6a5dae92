"""Attack classes 1-40: ways to names, frames, formats, exceptions and helpers. Class number -> name and (outcome, payload) pairs.

An outcome is the exception that ends the script, `refused` for what is not compiled, or the `repr` of the result.
"""

from __future__ import annotations

GEN = "def gen():\n    yield 1\n"
ANY = "class Any(type):\n    def __instancecheck__(cls, obj): return True\n"

ATTACKS: dict[int, tuple[str, list[tuple[str, str]]]] = {
    1: ("class walk", [
        ("AttributeError", "().__class__.__base__.__subclasses__()"),
        ("AttributeError", "getattr(type(0).__mro__[-1], '__sub' + 'classes__')()"),
        ("AttributeError", "type.__getattribute__(object, '__subclasses__')"),
    ]),
    2: ("function globals", [
        ("AttributeError", "(lambda: 0).__globals__"),
        ("AttributeError", "def f(): pass\nf.__code__ = (lambda: 0)"),
        ("[]", "f = lambda: 0\n[n for n in ('__globals__', '__builtins__', '__closure__', '__code__') if hasattr(f, n)]"),
    ]),
    3: ("helper globals", [
        ("AttributeError", "print.__self__"),
        ("AttributeError", "print.__call__.__globals__"),
        ("AttributeError", "getattr(getattr, '__closure__')"),
        ("AttributeError", "object.__getattribute__(print, '__globals__')"),
        ("AttributeError", "ext.__globals__"),
        ("AttributeError", "len.__self__"),
    ]),
    4: ("generator frame", [
        ("refused", "g = (g.gi_frame.f_back.f_back for _ in [1])\n[*g]"),
        ("AttributeError", GEN + "getattr(gen(), 'gi_' + 'frame')"),
        ("AttributeError", GEN + "import operator\noperator.attrgetter('gi_frame.f_back')(gen())"),
    ]),
    5: ("coroutine and async generator frame", [
        ("refused", "async def c(): pass\nc().cr_frame"),
        ("AttributeError", "async def a(): yield 1\nobject.__getattribute__(a(), 'ag_frame')"),
    ]),
    6: ("peek at yield from", [
        ("refused", GEN + "gen().gi_yieldfrom"),
        ("False", GEN + "hasattr(gen(), 'gi_yieldfrom')"),
    ]),
    7: ("traceback", [
        ("AttributeError", "try: 1/0\nexcept Exception as e: e.__traceback__.x"),
        ("refused", "try: 1/0\nexcept Exception as e: e.__traceback__.tb_frame"),
    ]),
    8: ("traceback in __exit__", [
        ("True", "seen = []\nclass C:\n    def __enter__(self): pass\n    def __exit__(self, *a): seen.extend(a); return True\n"
                 "with C(): 1/0\nseen[2] is None or not hasattr(seen[2], 'tb_frame')"),
        ("refused", "class C:\n    __enter__ = lambda s: 0\n    __exit__ = lambda s, a, b, t: t.tb_frame.f_back\nwith C(): 1/0"),
    ]),
    9: ("with_traceback", [
        ("TypeError", "Exception().with_traceback(5)"),
        ("ValueError", "raise ValueError('x').with_traceback(None)"),
    ]),
    10: ("str.format", [
        ("AttributeError", GEN + "'{0.gi_code}'.format(gen())"),
        ("AttributeError", "'{0.__globals__}'.format(print)"),
        ("\"<class 'int'>\"", "'{0.__class__}'.format(1)"),
    ]),
    11: ("format through type and map", [
        ("AttributeError", "str.format('{0.__globals__}', print)"),
        ("AttributeError", "str.format_map('{a.__globals__}', {'a': print})"),
        ("AttributeError", "str.format(*['{0.__globals__}', print])"),
        ("AttributeError", "class S(str):\n    def f(self): return super().format(print)\nS('{0.__globals__}').f()"),
        ("AttributeError", "[*map(str.format, ['{0.__code__}'], [lambda: 0])]"),
        ("AttributeError", "f = '{0.__code__}'.format\nf(lambda: 0)"),
    ]),
    12: ("format_map", [
        ("AttributeError", "'{a.__code__}'.format_map({'a': lambda: 0})"),
        ("AttributeError", "class D(dict):\n    def __missing__(self, k): return lambda: 0\n'{a.__globals__}'.format_map(D())"),
    ]),
    13: ("nested specification", [
        ("AttributeError", "'{0:{1.__code__}}'.format(1, lambda: 0)"),
        ("ValueError", "'{0:{1:{2}}}'.format(1, 2, 3)"),
    ]),
    14: ("string.Formatter", [
        ("AttributeError", "import string\nstring.Formatter().get_field('0.__code__', (lambda: 0,), {})"),
        ("AttributeError", "import string\nstring.Formatter().vformat('{0.__globals__}', (print,), {})"),
    ]),
    15: ("UserString", [
        ("AttributeError", "from collections import UserString\nUserString('{0.__globals__}').format(lambda: 0)"),
        ("AttributeError", "import collections\ncollections.UserString('{a.__code__}').format_map({'a': lambda: 0})"),
        ("AttributeError", "import copy, math\nclass A:\n    def __reduce__(s): return lambda: math, (), {'pi': 3}\ncopy.copy(A())"),
        (
            "[None]",
            "from contextlib import ExitStack\nseen = []\ntry:\n    with ExitStack() as s:\n"
            "        s.push(lambda k, v, t: seen.append(t))\n        s.callback(lambda: 1 / 0)\n"
            "except ZeroDivisionError: pass\nseen",
        ),
        ("0", "import math\nr = 0\nmatch math:\n    case object(__dict__=x): r = x\nr"),
        ("0", "def f(): pass\nr = 0\nmatch f:\n    case object(__globals__=x): r = x\nr"),
        ("ImportError", "from enum import __getattr__"),
        ("AttributeError", "import collections\ncollections.__getattr__"),
        ("AttributeError", "import enum\nobject.__getattribute__(enum, '__dir__')"),
    ]),
    16: ("f-string", [
        ("AttributeError", "x = lambda: 0\nf'{x.__globals__}'"),
        ("AttributeError", "x = lambda: 0\nf'{1:{x.__code__}}'"),
    ]),
    17: ("percent format", [
        ("'lie'", "class D(dict):\n    def __getitem__(self, k): return 'lie'\n'%(a)s' % D()"),
        ("TypeError", "'%*d' % ('9', 1)"),
    ]),
    18: ("template string", [
        ("refused", "x = 1\nt'{x.__class__}'.interpolations"),
        ("refused", "t'{1}'"),
    ]),
    19: ("keyword in a class pattern", [
        ("refused", GEN + "match gen():\n    case object(gi_frame=f): f"),
        ("None", ANY + "class G(metaclass=Any): pass\nr = None\nmatch print:\n    case G(__globals__=x): r = x\nr"),
    ]),
    20: ("__match_args__", [
        ("None", ANY + "class G(metaclass=Any): __match_args__ = ('__globals__',)\nr = None\nmatch print:\n    case G(x): r = x\nr"),
        ("None", GEN + ANY + "class G(metaclass=Any): __match_args__ = ('gi_frame',)\nr = None\nmatch gen():\n    case G(x): r = x\nr"),
        ("None", "import types\nE = types.new_class('E', (Exception,), {}, lambda n: n.update(__match_args__=('__traceback__',)))\n"
                 "r = None\ntry: raise E()\nexcept E as e:\n    match e:\n        case E(x): r = x\nr"),
        ("None", "N = '__match' + '_args__'\nE = type('E', (Exception,), {N: ('__traceback__',)})\nr = None\ntry: raise E()\n"
                 "except E as e:\n    match e:\n        case E(x): r = x\nr"),
        ("'closed'", "from dataclasses import dataclass\n@dataclass\nclass P: format: str\nclass Q(P, str): pass\nr = 'SECRET'\n"
                     "match str.__new__(Q, '{0.__class__.__subclasses__}'):\n    case P(f):\n"
                     "        try: r = f(print)\n        except (AttributeError, ValueError): r = 'closed'\nr"),
    ]),
    21: ("match on a class that lies", [
        ("'str'", "class L:\n    __class__ = property(lambda s: str)\nmatch L():\n    case str(): r = 'str'\n    case _: r = 'no'\nr"),
        ("'int'", ANY + "class L(metaclass=Any): pass\nmatch 5:\n    case L(): r = 'int'\nr"),
    ]),
    22: ("except*", [
        ("True", "try: raise ExceptionGroup('m', [ValueError(1)])\nexcept* ValueError as g: r = type(g.exceptions[0]) is ValueError\nr"),
        ("AttributeError", "try: ().nope\nexcept* AttributeError as g: g.exceptions[0].obj.__class__.__subclasses__()"),
    ]),
    23: ("dynamic type in except", [
        ("TypeError", "try: 1/0\nexcept (object(),): pass"),
        ("limit", "def f(): return BaseException\nwhile True:\n    try:\n        while True: pass\n    except (f(),): pass"),
    ]),
    24: ("catching the limit", [
        ("limit", "while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
        ("limit", "while True:\n    try:\n        while True: pass\n    finally: continue"),
        ("limit", "from contextlib import suppress\nwhile True:\n    with suppress(BaseException):\n        while True: pass"),
    ]),
    25: ("limit in __del__", [
        ("refused", "class D:\n    def __del__(self):\n        while True: pass"),
        ("TypeError", "type('D', (), {'__del__': lambda s: print('late')})"),
        ("AttributeError", "class D: pass\nsetattr(D, '__del__', print)"),
    ]),
    26: ("special methods after the end", [
        ("ok", "class B:\n    def __repr__(self):\n        while True: pass\n    __eq__ = __hash__ = __str__ = __repr__\nB()"),
        ("ok", "class B(Exception):\n    def __getattribute__(self, n):\n        while True: pass\n[B()]"),
    ]),
    27: ("AttributeError.obj", [
        ("AttributeError", "try: ext_attribute()\nexcept AttributeError as e: e.obj"),
        ("AttributeError", "try: print.nope\nexcept AttributeError as e: e.obj"),
    ]),
    28: ("NameError.name, ImportError.path", [
        ("AttributeError", "try: import nowhere\nexcept ImportError as e: e.path"),
        ("AttributeError", "try: from os import nowhere\nexcept ImportError as e: getattr(e, 'path')"),
    ]),
    29: ("fields of the host's errors", [
        ("(True, None)", "try: ext_oserror()\nexcept OSError as e: r = (nonce_free(str(e)), e.filename)\nr"),
        ("AttributeError", "try: ext_attribute()\nexcept Exception as e: e.secret"),
    ]),
    30: ("context of the host's errors", [
        ("(None, None)", "try: ext_chained()\nexcept Exception as e: r = (e.__context__, e.__cause__)\nr"),
        ("[]", "try: ext_chained()\nexcept Exception as e: r = getattr(e, '__notes__', [])\nr"),
    ]),
    31: ("exceptions that bleed", [
        ("None", "try: 1/0\nexcept Exception: pass\next_exc_info()"),
        ("None", "r = None\ntry: ext_chained()\nexcept Exception as e: r = e.__context__\nr"),
    ]),
    32: ("text of a traceback", [
        ("True", "import traceback\ntry: ext_chained()\nexcept Exception: r = 'site-packages' not in traceback.format_exc()\nr"),
        ("ValueError", "ext_chained()"),
    ]),
    33: ("name that is a subclass of str", [
        ("TypeError", "class S(str):\n    startswith = lambda *a: False\ngetattr(1, S('__class__'))"),
        ("TypeError", "class S(str): pass\nsetattr(type('A', (), {})(), S('x'), 1)"),
    ]),
    34: ("lying hash and equality", [
        ("TypeError", "class L(str):\n    __hash__ = lambda s: hash('append')\n    __eq__ = lambda s, o: True\n"
                       "getattr([], L('__globals__'))"),
        ("TypeError", "class L(str):\n    __eq__ = lambda s, o: True\n    __hash__ = lambda s: 1\nhasattr(print, L('__code__'))"),
    ]),
    35: ("name that changes", [
        ("TypeError", "import operator\nclass N(str): pass\ngetattr(print, N('__globals__'), None)"),
        ("AttributeError", "names = ['__name__']\n[names.__setitem__(0, '__globals__'), getattr(print, names[0])]"),
    ]),
    36: ("unicode name", [
        ("refused", GEN + "gen().\uff47i_frame"),
        ("AttributeError", "(lambda: 0).__\uff47lobals__"),
        ("AttributeError", "getattr(1, '__\uff43lass__')"),
    ]),
    37: ("name mangling", [
        ("AttributeError", "class _X:\n    def f(self, x): return x.__globals\n_X().f(print)"),
        ("AttributeError", "class X:\n    def f(self): return print.__self\nX().f()"),
    ]),
    38: ("odd source", [
        ("refused", "x = 1\0"),
        ("refused", "\ud800"),
    ]),
    39: ("shadow a helper", [
        ("refused", "def f(@attr): pass"),
        ("5", "def f(_getattr_, /, *, rt=5): return rt\nf(1)"),
    ]),
    40: ("helper names at run time", [
        ("KeyError", "globals()['@attr']"),
        ("ValueError", "globals()['@attr'] = 1"),
        ("AttributeError", "getattr(globals(), '@attr')"),
        ("NameError", "d = {}\nexec('1', d)\nexec('__rt', d)"),
        ("ValueError", "type('X', (), {'@guest': 1})"),
    ]),
}  # fmt: skip
