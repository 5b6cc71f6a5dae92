# --- import-forms
import math
import json as j
from collections import OrderedDict, deque as queue
from operator import itemgetter
import collections

q = queue([1, 2], maxlen=ext(3))
q.append(ext(3))
q.append(4)
print(list(q), math.sqrt(ext(16)), j.dumps({"a": [ext(1), None]}), j.loads(ext('[1, {"b": 2}]')))
rows = [{"n": 2}, {"n": 1}]
ext("pause")
q.appendleft(0)
(
    sorted(rows, key=itemgetter("n")),
    list(q),
    math.floor(ext(2.7)),
    math.pi > 3,
    list(collections.Counter(ext("aab")).items()),
)


# --- import-in-function-and-try
def area(r):
    import math
    from math import pi as p

    return math.floor(p * ext(r) ** 2)


try:
    import nothing_here
except ImportError as error:
    print(type(error).__name__)
area(2), ext("end")

# --- collections-across-pauses
from collections import Counter, defaultdict, namedtuple

groups = defaultdict(list)
for word in ext(["ant", "bee", "ape"]):
    groups[word[0]].append(ext(word))
counts = Counter(ext("hello"))
Point = namedtuple("Point", "x y")
p = Point(ext(1), y=2)
ext("pause")
groups["c"].append(p.x)
counts.update("lo")
print(dict(groups), counts.most_common(ext(2)), p, p._replace(x=ext(5)))
x, y = p
x + y, counts["l"], sorted(groups)

# --- itertools-across-pauses
import itertools

c = itertools.count(ext(10), 5)
chained = itertools.chain([1, 2], (ext(x) for x in "ab"))
sliced = itertools.islice(c, 3)
print(next(c), next(chained), next(sliced))
ext("pause")
print(list(sliced), list(chained), next(c))
pairs = list(itertools.product([1, 2], ext("ab")))
grouped = [(k, list(g)) for k, g in itertools.groupby([1, 1, 2], key=lambda x: ext(x) % 2)]
acc = list(itertools.accumulate([1, 2, 3], lambda a, b: ext(a) + b))
taken = list(itertools.takewhile(lambda x: ext(x) < 3, itertools.count(1)))
pairs, grouped, acc, taken, [a + b for a, b in itertools.combinations(ext([1, 2, 3]), 2)]

# --- functools-across-pauses
import functools


@functools.lru_cache(maxsize=None)
def slow(n):
    return ext(n) * 2


print(slow(1), slow(1), slow(2))
ext("pause")
add = functools.partial(lambda a, b, c=0: [ext(a), b, c], 1, c=ext(9))


@functools.total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < ext(other.n)


slow(1), add(5), V(1) <= V(2), V(3) > V(2)

# --- typing-names
from typing import Any, Optional


def f(x: Optional[int] = None, *rest: Any) -> dict[str, list[int]]:
    result: dict[str, list[int]] = {}
    result["x"] = [ext(x or 1)]
    return result


f(), f(5)

# --- import-star
from collections import *
from functools import *
from itertools import *
from math import *

counts = Counter(ext("aab"))


@lru_cache
def root(n):
    return floor(sqrt(ext(n))) + len(counts)


def area(r):
    return round(pi * r**2, 3)


list(accumulate([ext(1), 2, 3])), root(10), root(10), area(ext(2)), list(islice(cycle("ab"), 3)), reduce(lambda a, b: a * ext(b), [1, 2, 3])

# --- import-star-in-exec
space = {"ext": ext}
exec("from math import *\nfrom string import *\nr = sqrt(ext(16))", space)


def inside():
    exec("from math import *\nprint(floor(e + ext(1)), 'pi' in dir())")


inside()
space["r"], space["digits"], "cos" in space

# --- import-star-of-nothing
ext("before")
try:
    from no_such_module import *
except ModuleNotFoundError as error:
    text = str(error), error.name
text, ext("after")

# --- import-star-is-rebound
from os.path import *
from math import *

ext("pause")
pi = 3
join("a", "b"), pi, ceil(ext(1.5))

# --- relative-import
ext("before")
try:
    from . import something
except ImportError as error:
    text = str(error)
text, ext("after")

# --- import-of-what-is-no-package
ext("before")
found = []
for name in ("string.templatelib", "json.nothing", "nothing.at_all", "math.x"):
    try:
        if name == "string.templatelib":
            import string.nothing
        elif name == "json.nothing":
            import json.nothing
        elif name == "nothing.at_all":
            import nothing.at_all
        else:
            import math.x
    except ImportError as error:
        found.append((type(error).__name__, str(error), error.name, ext(name)))
found

# --- modules-within-modules
import collections
import html.parser
import json
import urllib.parse

first = urllib.parse.quote(ext("a b"))
second = urllib.parse.unquote(ext("a%20b"))
try:
    json.loads(ext("{"))
except json.decoder.JSONDecodeError as error:
    first += str(error)


def check(value):
    return isinstance(ext(value), collections.abc.Sequence), html.parser.HTMLParser.__name__


first, second, check([1]), check(2)
