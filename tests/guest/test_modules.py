"""The modules that a guest may import: guest programs give what they give under CPython."""

from __future__ import annotations

import pytest

from monty_cli.guest.modules import MODULES
from tests.guest.native import Prelude, check, check_all, guarded

FUNCTIONS = """
def gen(*items):
    for item in items:
        log(item)
        yield item
class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f'V({self.v})'
    def __add__(self, other): return V(self.v + getattr(other, 'v', other))
    def __radd__(self, other): return V(self.v + other)
    def __mul__(self, other): return V(self.v * getattr(other, 'v', other))
    def __rmul__(self, other): return V(self.v * other)
    def __lt__(self, other): log('<'); return self.v < other.v
    def __floor__(self): return 'floor'
    def __ceil__(self): return 'ceil'
    def __trunc__(self): return 'trunc'
    def __eq__(self, other): return isinstance(other, V) and self.v == other.v
    def __hash__(self): return hash(self.v)
def even(x): log(x); return x % 2 == 0
def take(it, n=8):
    items = []
    for item in it:
        items.append(item)
        if len(items) == n: break
    return items
"""


IMPORTS = """
import itertools
from itertools import accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby
from itertools import islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest
"""
ITERTOOLS = """
    list(chain(gen(1), [2], gen(3)))
    list(chain.from_iterable([gen(1), 'ab']))
    list(chain.from_iterable(['ab', 'c']))
    list(chain([1], [2]))
    list(chain(5))
    list(chain(gen(1), 5))
    list(accumulate(gen(1, 2, 3)))
    list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10))
    list(accumulate([]))
    list(accumulate([V(1), V(2)]))
    list(accumulate(gen(1, 2), initial=5))
    list(combinations(gen(1, 2, 3), 2)), list(permutations(gen(1, 2))), list(combinations_with_replacement('ab', 2))
    list(product(gen(1, 2), 'ab')), list(product('ab', repeat=2))
    list(compress(gen(1, 2, 3), [1, 0, 1])), list(compress('abc', [1, 0, 1]))
    take(count(3)), take(count(1, 0.5))
    take(cycle(gen(1, 2))), take(cycle([])), take(cycle('ab'))
    list(dropwhile(even, [2, 4, 5, 6])), list(takewhile(even, gen(2, 4, 5, 6)))
    list(filterfalse(even, [1, 2, 3])), list(filterfalse(None, [0, 1, '']))
    list(starmap(lambda a, b: a + b, [(1, 2), gen(3, 4)]))
    [(k, list(g)) for k, g in groupby([1, 1, 2, 2, 1])]
    [(k, list(g)) for k, g in groupby(gen('apple', 'avocado', 'bean'), key=lambda s: s[0])]
    [k for k, g in groupby('aabbb')]
    list(groupby([]))
    list(islice(gen(1, 2, 3, 4), 2)), list(islice(gen(1, 2, 3, 4, 5), 1, 4, 2)), list(islice(gen(1, 2), 1, None))
    list(islice(gen(1, 2, 3), 0)), list(islice(gen(1, 2, 3, 4, 5, 6, 7, 8), 1, 7, 3))
    list(islice(gen(1), -1))
    list(islice('abc', 'x'))
    list(pairwise(gen(1, 2, 3))), list(pairwise([1]))
    list(repeat(1, 3))
    [list(t) for t in tee(gen(1, 2, 3), 2)]
    list(zip_longest(gen(1, 2), 'a', fillvalue='-')), list(zip_longest([1], [2, 3]))
    list(zip_longest())
    itertools.nope
"""


def test_itertools() -> None:
    check_all(FUNCTIONS + IMPORTS, ITERTOOLS)


def test_functions_of_other_modules() -> None:
    check_all(
        FUNCTIONS + "import math, functools, operator, string, heapq, bisect, copy, collections\nfrom functools import reduce, partial",
        """
        math.sqrt(2), math.pi, math.floor(2.5), math.ceil(V(1)), math.trunc(V(1)), math.floor(V(1)), math.gcd(4, 6), math.inf
        math.prod(gen(1, 2, 3)), math.prod([2, 3]), math.prod([V(2), V(3)]), math.prod(gen(2), start=5), math.fsum(gen(0.1, 0.2))
        math.prod(5)
        math.sqrt(-1)
        math.nope
        reduce(lambda a, b: a + b, gen(1, 2, 3)), reduce(lambda a, b: a + b, [], 5)
        reduce(lambda a, b: a, [])
        reduce(max, [3, 1, 2]), reduce(operator.add, [V(1), V(2)])
        reduce(5, 5)
        reduce(lambda a, b: a)
        partial(lambda a, b, c=0: (a, b, c), 1, c=5)(2), partial(partial(max, 1), 3)(2), partial(int, base=2)('101')
        partial(sorted, key=len)(['bb', 'a']), partial(max).func is max, partial(max, 1, key=len).args, partial(max, key=len).keywords
        partial()
        partial(5)
        repr(partial(int, '1', base=2))
        sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), max([1, 3, 2], key=functools.cmp_to_key(lambda a, b: a - b))
        operator.add(1, 2), operator.itemgetter(1)([1, 2]), operator.itemgetter(0, 1)('ab'), operator.attrgetter('v')(V(3))
        operator.attrgetter('v', 'v.real')(V(3)), operator.methodcaller('upper')('a'), operator.methodcaller('split', ',', maxsplit=1)('a,b,c')
        operator.attrgetter('nope')(V(3))
        operator.attrgetter(5)
        repr(operator.attrgetter('a', 'b')), repr(operator.methodcaller('f', 1, x=2))
        string.ascii_lowercase, string.digits, string.punctuation, string.capwords('a bc  d')
        heapq.nlargest(2, gen(3, 1, 2)), heapq.nsmallest(2, [V(3), V(1), V(2)]), heapq.nlargest(2, 'abc', key=ord), list(heapq.merge([1, 4], gen(2, 3)))
        list(heapq.merge([4, 1], [3, 2], reverse=True)), heapq.nlargest(0, [1])
        bisect.bisect([1, 2, 3], 2), bisect.bisect_left([1, 2, 3], 2)
        copy.copy([1, [2]]), copy.deepcopy({'a': [1, (2, [3])], 'b': {4}, 'c': frozenset([5])})
        copy.deepcopy(V(3)), copy.copy(V(3)), copy.deepcopy([V(1)] * 2)[0] is not None
        collections.deque([1, 2], maxlen=2), collections.OrderedDict(a=1), list(collections.deque(gen(1, 2)))
        operator.call(lambda a: a + 1, 2)
        """,
    )


PROGRAMS = {
    "wraps": """
import functools
def deco(f):
    @functools.wraps(f)
    def inner(*a):
        log('before')
        return f(*a)
    return inner
@deco
def g(a: int) -> str:
    'doc'
    return a
result = g(3), g.__name__, g.__doc__, g.__qualname__, g.__annotations__, g.__wrapped__(4)
""",
    "lru_cache": """
from functools import lru_cache, cache
@lru_cache(maxsize=2)
def f(x, y=0):
    log(x)
    return x * 2
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@lru_cache
def h(x): return x
@lru_cache(maxsize=None, typed=True)
def t(x): log(type(x).__name__); return x
f(1); f(2); f(1); f(3); f(2); f(1, y=2)
t(1); t(1.0); t(1)
result = f.cache_info(), fib(60), fib.cache_info(), f.cache_parameters(), h(1), h.cache_info().hits, f.__name__, f.__wrapped__(9)
f.cache_clear()
log(f.cache_info())
""",
    "lru_cache as a method": """
from functools import lru_cache
class A:
    @lru_cache
    def f(self, x): log(x); return x
a = A()
result = a.f(1), a.f(1), A().f(1)
""",
    "lru_cache of something unhashable": """
from functools import cache
@cache
def f(x): return x
f([])
""",
    "cached_property": """
from functools import cached_property
class A:
    @cached_property
    def p(self):
        'doc'
        log('computed')
        return 5
a = A()
result = a.p, a.p, sorted(vars(a)), type(A.p).__name__
""",
    "partialmethod": """
from functools import partialmethod
class A:
    def f(self, a, b=0): return a, b
    g = partialmethod(f, 1, b=2)
result = A().g(), A().g(b=3)
""",
    "total_ordering": """
from functools import total_ordering
@total_ordering
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): log((self.v, o.v)); return self.v < o.v
@total_ordering
class B:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return self.v >= o.v
result = [A(1) <= A(2), A(1) > A(2), A(2) >= A(2), A(1) < A(0)], [B(1) <= B(2), B(1) > B(2), B(2) < B(2), B(2) <= B(2)], sorted([B(2), B(1)])[0].v
""",
    "total_ordering of nothing": """
from functools import total_ordering
@total_ordering
class A: pass
""",
    "singledispatch": """
from functools import singledispatch
@singledispatch
def f(x, *more): 'doc'; return 'any', x
@f.register
def _(x: int): return 'int', x
@f.register(list)
def _(x, y=1): return 'list', x, y
f.register(str, lambda s: 'str')
result = f(1), f(True), f([1]), f(2.5), f('a'), f.__name__, f.dispatch(int)(3)
""",
    "counter": """
from collections import Counter
c = Counter('abracadabra')
d = Counter(a=3, b=1)
def gen():
    yield 'a'; yield 'b'; yield 'a'
c2 = Counter(gen())
c2.update(gen()); c2.update({'z': 2}); c2.subtract('ab')
result = c, c.most_common(2), c['zz'], sorted(c.elements()), c - d, c + d, c & d, c | d, c2, +Counter(a=-1, b=2), c.total(), Counter(), c == Counter('abracadabra'), d <= c
c['x'] += 1
del c['a'], c['nope']
log(c)
log(isinstance(c, dict))
e = Counter(a=1); e += Counter(a=2, b=3); e -= Counter(b=5)
log(e)
log(Counter([1, 2, 2]).most_common())
""",
    "counter update with None": "from collections import Counter\nresult = Counter(None), Counter({'a': 1}, b=2)\nCounter(5)",
    "defaultdict": """
from collections import defaultdict
d = defaultdict(list)
d['a'].append(1); d['a'].append(2); d['b']
n = defaultdict(int, x=1)
n['y'] += 5
m = defaultdict(lambda: log('made') or 7)
nested = defaultdict(lambda: defaultdict(list))
nested['a']['b'].append(1)
result = d, dict(n), m['q'], dict(m), d.default_factory is list, n.copy(), 'zz' in d, d.get('zz'), sorted(d.items()), {k: dict(v) for k, v in nested.items()}
log(defaultdict(None, {1: 2}))
log(n | {'z': 1})
try:
    defaultdict(None)['k']
except KeyError as e:
    log(repr(e))
defaultdict(5)
""",
    "defaultdict subclass": """
from collections import defaultdict
class D(defaultdict):
    def __missing__(self, key):
        log(key)
        return super().__missing__(key)
d = D(int)
d['a'] += 1
result = d['a'], sorted(d)
""",
    "OrderedDict and deque": """
from collections import OrderedDict, deque
o = OrderedDict(a=1, b=2)
o.move_to_end('a')
q = deque([1, 2, 3], maxlen=3)
q.append(4); q.appendleft(0); q.rotate(1)
result = list(o), o.popitem(), q, q.maxlen, list(reversed(q)), q[0]
""",
    "ChainMap": """
from collections import ChainMap
c = ChainMap({'a': 1}, {'a': 2, 'b': 3})
c['z'] = 9
result = c['a'], c['b'], len(c), sorted(c), c.new_child({'a': 0})['a'], c.parents['a'], c.get('q', 5), 'b' in c, c, sorted(c.items()), c.maps
c['nope']
""",
    "namedtuple": """
from collections import namedtuple
P = namedtuple('P', 'x y')
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[2, 3])
R = namedtuple('R', 'a class a _x', rename=True)
p = P(1, y=2)
x, y = p
class S(P):
    def norm(self): return self.x + self.y
match p:
    case P(x=1, y=b):
        log(b)
    case _:
        log('no')
result = p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, Q(1), Q._field_defaults, R._fields, P._make([3, 4]), p == (1, 2), S(3, 4).norm(), S(3, 4), P.__doc__, repr(P(x='a', y=[1])), hash(p) == hash((1, 2)), len(p), P.x.__doc__, P.__name__, p < P(2, 0), {**p._asdict()}
""",
    "namedtuple errors": """
from collections import namedtuple
P = namedtuple('P', 'x y')
Q = namedtuple('Q', 'x y z', defaults=(1,))
for act in (lambda: P(1), lambda: P(), lambda: P(1, 2, 3), lambda: P(1, x=2), lambda: P(1, z=2), lambda: P._make([1]), lambda: P(1, 2)._replace(q=1),
            lambda: namedtuple('P', 'x x'), lambda: namedtuple('P', 'class'), lambda: namedtuple('P', '_x'), lambda: namedtuple('1', 'x'), lambda: Q(1),
            lambda: Q(1, 2, 3, 4), lambda: namedtuple('P', 'x', defaults=(1, 2)), lambda: P(1, 2).nope):
    try:
        act()
    except Exception as e:
        log(type(e).__name__ + ': ' + str(e).split('. Did')[0])
""",
    "NamedTuple": """
from typing import NamedTuple, Optional
class P(NamedTuple):
    'a point'
    x: int
    y: int = 2
    def norm(self) -> int: return self.x + self.y
    @property
    def double(self): return self.x * 2
result = P(1), P(1).norm(), P(3, 4).double, P._fields, P.__annotations__ == {'x': int, 'y': int}, P._field_defaults, P.__doc__, P(1) == (1, 2)
E = NamedTuple('E', [('a', int)])
log(E(1))
""",
    "TypedDict": """
from typing import TypedDict
class P(TypedDict):
    x: int
    y: int
class Q(P, total=False):
    z: int
result = P(x=1, y=2), type(P(x=1)).__name__, Q(z=3)
""",
    "typing": """
from typing import Any, Optional, Union, List, Dict, Callable, Iterable, TypeVar, Generic, cast, TYPE_CHECKING, Literal, Protocol, NewType, ClassVar
T = TypeVar('T')
class Box(Generic[T]):
    def __init__(self, v: T) -> None: self.v = v
class P(Protocol):
    def f(self) -> int: ...
UserId = NewType('UserId', int)
def f(a: Optional[int], b: List[Dict[str, Any]], c: Callable[[int], str] = None) -> Union[int, None]: return a
result = f(1, []), Box[int](3).v, cast(int, 'x'), TYPE_CHECKING, UserId(5), Literal['a'] == Literal['a'], Box(1).v, isinstance(Box(2), Box)
""",
    "dataclass": """
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
@dataclass
class Q(P):
    z: str = 'z'
    def __post_init__(self): log('post'); self.w = self.x + 1
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
@dataclass
class Outer:
    p: P
    items: list
p = P(1)
q = Q(1, tags=[5])
result = p, q, p == P(1), p == P(2), p != q, asdict(Outer(p, [P(3), {'k': P(4)}])), astuple(p), replace(p, x=9), [f.name for f in fields(q)], is_dataclass(p), is_dataclass(P), is_dataclass(5), q.w, V(1) < V(1, 2), sorted([V(2), V(1, 5), V(1)]), hash(V(1)) == hash(V(1)), V(1) <= V(1), {V(1): 1}[V(1)], P.__match_args__, p.tags is not P(1).tags, P.y
match p:
    case P(x, y):
        log((x, y))
    case _:
        log('no')
""",
    "dataclass errors": """
from dataclasses import dataclass, field, FrozenInstanceError, replace, asdict, fields
@dataclass
class P:
    x: int
    y: int = 2
@dataclass(frozen=True)
class F:
    x: int
@dataclass
class K:
    a: int
    b: int = field(default=1, kw_only=True)
    c: int = field(kw_only=True)
def bad1():
    @dataclass
    class A:
        x: int = 1
        y: int
def bad2():
    @dataclass
    class A:
        x: list = []
def bad3():
    @dataclass
    class A:
        x = field()
def bad4():
    @dataclass
    class A(F):
        z: int
def bad5():
    @dataclass(frozen=True)
    class A(P):
        z: int
def bad6():
    @dataclass(order=True)
    class A:
        x: int
        def __lt__(self, other): pass
def bad7():
    @dataclass(order=True, eq=False)
    class A: x: int
def bad8():
    @dataclass(unsafe_hash=True)
    class A:
        def __hash__(self): return 1
def bad9():
    F(1).x = 2
def bad10():
    del F(1).x
for act in (lambda: P(), lambda: P(1, 2, 3), lambda: P(x=1, z=2), lambda: P(1, x=2), lambda: K(1), lambda: K(1, 2, c=3), lambda: hash(P(1)), lambda: P(1) < P(2),
            lambda: F(1).__setattr__('q', 1), lambda: setattr(F(1), 'x', 2), lambda: delattr(F(1), 'x'), lambda: field(default=1, default_factory=list), lambda: replace(P(1), q=1),
            lambda: asdict(5), lambda: asdict(P), lambda: fields(5), lambda: replace(5), bad1, bad2, bad3, bad4, bad5, bad6, bad7, bad8, bad9, bad10):
    try:
        act()
        log('fine')
    except Exception as e:
        log(type(e).__name__ + ': ' + str(e).split('. Did')[0])
result = K(1, c=3), K(a=1, b=2, c=3)
""",
    "dataclass with values of the guest": """
from dataclasses import dataclass, field, InitVar, KW_ONLY, make_dataclass
from typing import ClassVar, Optional
class V:
    def __eq__(self, other): log('eq'); return True
    def __repr__(self): log('repr'); return 'V'
@dataclass
class P:
    count: ClassVar[int] = 5
    a: V
    b: Optional['P'] = None
    scale: InitVar[int] = 2
    computed: int = field(init=False, default=0)
    def __post_init__(self, scale): self.computed = scale * 10
@dataclass
class Kw:
    a: int
    _: KW_ONLY
    b: int = 1
@dataclass
class S:
    x: int
    def __setattr__(self, name, value):
        log((name, value)); object.__setattr__(self, name, value)
    def __repr__(self): return 'own'
    def __eq__(self, other): return 'own'
@dataclass(slots=True)
class Slots:
    x: int
    y: int = 3
M = make_dataclass('M', ['a', ('b', int), ('c', int, 5)])
v = V()
p = P(v, scale=3)
result = p, p == P(v), p == P(V()), P(V(), P(V())), P.count, Kw(1, b=2), S(4), S(1) == S(2), Slots(1), M(1, 2), hasattr(Slots(1), '__dict__'), p.computed
def loop():
    p.b = p
    return repr(p)
log(loop())
""",
    "json": """
import json
class V: pass
class L(list):
    def __iter__(self): log('iter'); return iter([1, 2])
class D(dict): pass
class I(int): pass
from collections import OrderedDict, namedtuple
data = {'a': [1, 2.5, None, True], 'b': {'c': 'é"'}, 'n': [], 'e': {}}
result = json.dumps(data), json.dumps(data, indent=2, sort_keys=True), json.dumps(data, ensure_ascii=False, separators=(',', ':')), json.loads(json.dumps(data)) == data, json.dumps(D(a=1)), json.dumps(I(5)), json.dumps((1, 2)), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps(OrderedDict(x=1)), json.dumps(namedtuple('P', 'x')(1))
def default(o):
    log(type(o).__name__)
    if isinstance(o, set): return sorted(o)
    if isinstance(o, V): return {'v': {3, 1}}
    raise TypeError('no')
log(json.dumps({'a': V(), 'b': {2, 1}}, default=default))
log(json.dumps({'b': {2}, 'a': V()}, default=default, sort_keys=True))
log(json.dumps([L()]))
log(json.loads('{"a": {"b": 1}, "c": [{"d": 2}]}', object_hook=lambda d: log(d) or sorted(d)))
log(json.loads('{"a": {"b": 1}}', object_pairs_hook=lambda p: log(p) or p))
log(json.loads('[1.5, 2, {"x": 1.25}]', parse_float=lambda s: log(s) or 'f' + s, parse_int=str))
log(json.loads(b'[1]'))
for act in (lambda: json.dumps(V()), lambda: json.dumps({'x': {1}}), lambda: json.loads('{bad'), lambda: json.loads(''), lambda: json.loads('[1] x'), lambda: json.loads(5),
            lambda: json.dumps({(1,): 2}), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(V(), default=lambda o: o)):
    try:
        act()
    except Exception as e:
        log(type(e).__name__ + ': ' + str(e))
try:
    json.loads('[1,')
except json.JSONDecodeError as e:
    log((e.msg, e.doc, e.pos, e.lineno, e.colno, isinstance(e, ValueError)))
loop = []
loop.append(loop)
json.dumps(loop)
""",
    "contextlib": """
from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack
@contextmanager
def cm(x):
    log('enter')
    try:
        yield x
    except KeyError:
        log('caught')
    finally:
        log('exit')
with cm(1) as v: log(v)
with cm(2): raise KeyError('x')
try:
    with cm(3): raise ValueError('y')
except ValueError as e: log(e)
with suppress(KeyError, OSError): raise KeyError('z')
with nullcontext(5) as n: log(n)
class C:
    def close(self): log('closed')
with closing(C()): pass
with ExitStack() as stack:
    stack.enter_context(cm(6)); stack.callback(log, 'called'); stack.enter_context(cm(7))
try:
    with ExitStack() as stack:
        stack.callback(log, 'cleanup')
        raise OSError('o')
except OSError as e: log(e)
@cm(8)
def f(): log('f')
f()
@contextmanager
def twice():
    yield 1
    yield 2
try:
    with twice(): pass
except RuntimeError as e: log(e)
@contextmanager
def never():
    return
    yield
try:
    with never(): pass
except RuntimeError as e: log(e)
result = cm.__name__
""",
    "abc": """
from abc import ABC, abstractmethod, ABCMeta
class Base(ABC):
    @abstractmethod
    def f(self): 'doc'
    @property
    @abstractmethod
    def p(self): ...
    @classmethod
    @abstractmethod
    def c(cls): ...
class Half(Base):
    def f(self): return 'f'
class Full(Half):
    p = 1
    @classmethod
    def c(cls): return 'c'
for cls in (Base, Half, Full):
    try:
        log(cls().f())
    except TypeError as e:
        log(e)
class Duck:
    pass
Base.register(Duck)
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other): return hasattr(other, 'quack') or NotImplemented
class Q:
    def quack(self): pass
result = isinstance(Full(), Base), isinstance(Duck(), Base), issubclass(Duck, Base), isinstance(5, Base), isinstance(Q(), Hook), issubclass(int, Hook), sorted(Base.__abstractmethods__) if False else 1
""",
    "enum": """
from enum import Enum, IntEnum, auto, Flag, IntFlag, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f'{self.name}:{self.value}'
    @classmethod
    def first(cls): return cls.RED
class N(IntEnum):
    A = auto()
    B = auto()
    C = 10
class S(StrEnum):
    ONE = auto()
    TWO = 'two!'
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
class IF(IntFlag):
    A = 1
    B = 2
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
class Str(str, Enum):
    X = 'x'
def show(*items):
    for item in items: log(item)
show(Color.RED, repr(Color.RED), Color(1) is Color.RED, Color['GREEN'], list(Color), len(Color), Color.CRIMSON is Color.RED, Color.RED.describe(), Color.first(),
     Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, isinstance(Color.RED, Color), {Color.RED: 1}[Color.RED], Color.RED in Color, list(Color.__members__),
     f'{Color.RED} {Color.GREEN!r}', Color)
show(N.A, repr(N.B), N.A + 1, N.B == 2, N(10), f'{N.A}', sorted([N.C, N.A]), [*N], str(N.A), N.A < N.B)
show(S.ONE, repr(S.TWO), S.ONE == 'one', f'{S.TWO}', S('one') is S.ONE, S.ONE.upper())
show(Perm.R, Perm.R | Perm.X, repr(Perm.R | Perm.W), Perm.R in Perm.RW, bool(Perm.R & Perm.W), ~Perm.R, Perm(3), list(Perm.RW), list(Perm), Perm.RW.value)
show(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 8 == 9, IF.A + 1)
show(Planet.EARTH.mass, Planet.MARS.value, Planet((0.6, 3.3)), Str.X == 'x', repr(Str.X), str(Str.X), Str.X.value)
E = Enum('E', 'A B')
show(list(E), E.A.value)
for act in (lambda: Color(9), lambda: Color['NOPE'], lambda: setattr(Color, 'RED', 5), lambda: Perm(99) if False else Color('x'), lambda: Color.RED < Color.GREEN):
    try:
        act()
    except Exception as e:
        log(type(e).__name__ + ': ' + str(e))
try:
    class Sub(Color): pass
except TypeError as e: log(e)
try:
    class Dup(Enum):
        A = 1
        A = 2
except TypeError as e: log(e)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e: log(e)
class M(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, value): return cls.A
result = M('zz')
match Color.RED:
    case Color.GREEN: log('green')
    case Color.RED: log('red')
""",
    "copy": """
import copy
class Node:
    def __init__(self, v): self.v = v; self.next = None
class Own:
    def __deepcopy__(self, memo): log('deep'); return 'own'
    def __copy__(self): log('copy'); return 'c'
class L(list):
    pass
class S:
    __slots__ = ('a',)
a = Node(1); a.next = a
b = copy.deepcopy(a)
l = L([1, [2]]); l.x = 3
m = copy.deepcopy(l)
s = S(); s.a = [1]
t = copy.deepcopy(s)
loop = []; loop.append(loop)
shared = [1]
pair = copy.deepcopy([shared, shared])
result = b is not a, b.next is b, b.v, copy.deepcopy([Own()]), copy.copy(Own()), m, m.x, m is not l, type(m).__name__, t.a, t.a is not s.a, copy.deepcopy(loop)[0][0] == 'x', pair[0] is pair[1], copy.copy(l).x, copy.deepcopy(len) is len, copy.deepcopy({1: {2: [3]}})
""",
    "imports": """
import math as m, collections.abc
import collections
from math import sqrt as root, pi
from __future__ import annotations
result = root(4), m.pi == pi, collections.abc.Iterable is not None
""".replace("from __future__ import annotations\n", ""),
    "no such module": "import os",
    "no such part": "from math import nope",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program(name: str) -> None:
    if name in ("no such module", "no such part"):
        outcome = guarded(PROGRAMS[name])
        assert outcome.text.startswith(("ModuleNotFoundError: No module named 'os'", "ImportError: cannot import name 'nope' from 'math'"))
    else:
        check(PROGRAMS[name])


@pytest.mark.parametrize("name", MODULES)
def test_a_module_holds_nothing_of_the_host(name: str) -> None:
    prelude = Prelude()
    module = prelude.modules.load(name)
    from types import FunctionType, ModuleType

    for part, value in module.__dict__.items():
        if part.startswith("__"):
            continue
        assert not isinstance(value, ModuleType) or value in prelude.modules.loaded.values(), part
        if isinstance(value, FunctionType):
            assert value.__globals__ is prelude.namespace, part


@pytest.mark.parametrize("name", MODULES)
def test_parts_of_modules_are_found_by_their_names(name: str) -> None:
    first, second = Prelude().modules, Prelude().modules
    for part, value in first.load(name).__dict__.items():
        text = first.name_of(value)
        if text is not None and not part.startswith("__"):
            assert second.name_of(second.named(text)) == text


@pytest.mark.parametrize("act", ["math.pi = 3", "setattr(math, 'x', 1)", "del math.pi", "delattr(math, 'pi')", "setattr(math, 'pi', 1)"])
def test_a_module_can_not_be_changed(act: str) -> None:
    if act.startswith(("setattr", "delattr")):
        assert guarded(f"import math\n{act}").text.startswith("AttributeError")


@pytest.mark.parametrize("source", ["math.__dict__", "math.__loader__", "math.__spec__", "json.__builtins__", "math.__getattr__", "json.loads.__globals__", "functools.reduce.__code__",
                                    "collections.Counter.update.__globals__", "collections.Counter.__init__.__code__", "functools.partial(len).__reduce__()"])  # fmt: skip
def test_modules_lead_nowhere(source: str) -> None:
    assert guarded(f"import math, json, functools, collections\nresult = {source}").text.startswith("AttributeError: ")
