# --- decimal-context-over-pauses
import decimal
from decimal import Decimal, getcontext, localcontext

print(Decimal("1.10") + 2, Decimal("-0.00"), getcontext())
getcontext().prec = 5
print(Decimal(ext(1)) / 3)
with localcontext() as inner:
    inner.prec = 3
    inner.rounding = decimal.ROUND_UP
    ext(2)
    print(Decimal(1) / 3, inner is getcontext(), inner)
print(Decimal(1) / 3, getcontext().prec, getcontext().flags[decimal.Inexact], getcontext().traps)
with localcontext(prec=2) as inner:
    print(Decimal(2) / 3, ext(inner.prec))
getcontext().traps[decimal.DivisionByZero] = False
ext(3)
print(Decimal(1) / 0, Decimal(-1) / 0, [signal.__name__ for signal, raised in getcontext().flags.items() if raised])
getcontext().clear_flags()
ext(4)
print(getcontext().flags, getcontext().copy())

# --- decimal-signals-are-exceptions
import decimal
from decimal import Decimal

kept = []
for act in (
    lambda: Decimal(1) / 0,
    lambda: Decimal("x"),
    lambda: Decimal(0) / 0,
    lambda: Decimal("1e999999") * 10,
    lambda: Decimal("sNaN") + 1,
):
    try:
        act()
    except decimal.DecimalException as error:
        kept.append(error)
        ext(len(kept))
    except ArithmeticError as error:
        print("other", error)
print([type(error).__name__ for error in kept], [repr(error) for error in kept])
print(isinstance(kept[0], ZeroDivisionError), kept[0].args, type(kept[0]).__mro__)
try:
    try:
        Decimal(1) / 0
    finally:
        ext("in finally")
except ZeroDivisionError as error:
    print(repr(error))
repr({decimal.Inexact: ext(1)})

# --- decimal-uncaught
# error: InvalidOperation
from decimal import Decimal

x = Decimal(ext("1.5"))
print(x)
Decimal("one")

# --- decimal-values-and-subclasses
from decimal import Context, Decimal, ROUND_UP


class Money(Decimal):
    def __new__(cls, value, currency="EUR"):
        self = super().__new__(cls, value)
        self.currency = currency
        return self

    def __str__(self):
        return f"{super().__str__()} {self.currency}"


prices = {"tea": Money("3.50"), "cake": Money("4.25", "USD")}
numbers = [
    Decimal("1e30"),
    Decimal("-Infinity"),
    Decimal("NaN123"),
    Decimal("-0"),
    Decimal((1, (1, 2), -3)),
    Decimal(0.1),
]
careful = Context(prec=4, rounding=ROUND_UP)
method = Decimal("2").sqrt
ext(1)
print(
    [str(price) for price in prices.values()],
    prices["tea"] + 1,
    type(prices["tea"] + 1).__name__,
    prices["cake"].currency,
)
print(numbers, [n.as_tuple() for n in numbers], sum(numbers[:1]) + 1)
print(
    careful.divide(Decimal(1), 3), Decimal("1.005").quantize(Decimal("0.01"), context=careful), careful, method(careful)
)
print(
    sorted(prices, key=lambda name: ext(float(prices[name]))), max(prices.values()), hash(Decimal("0.5")) == hash(0.5)
)
(
    f"{prices['tea'] * 3:.1f}",
    str(round(Decimal("2.675"), 2)),
    int(Decimal("7.9")),
    Decimal("1.1") == 1.1,
    repr(Decimal("1.10").normalize()),
)

# --- decimal-contexts-of-tasks
import asyncio
import decimal
from decimal import Decimal, getcontext, localcontext


async def own(n):
    getcontext().prec = n
    await asyncio.sleep(0)
    first = Decimal(1) / 3
    with localcontext(prec=n + 1):
        ext(n)
        await asyncio.sleep(0)
        second = Decimal(1) / 3
    ext(n)
    return str(first), str(second), getcontext().prec, getcontext().flags[decimal.Inexact]


async def plain():
    await asyncio.sleep(0)
    x = Decimal(2) / 3
    ext("plain")
    await asyncio.sleep(0)
    return str(x), getcontext().flags[decimal.Inexact], getcontext().prec


async def main():
    print(await asyncio.gather(own(3), own(5), plain()))
    return getcontext().prec, getcontext().flags[decimal.Inexact]


print(asyncio.run(main()))
getcontext().prec = 11
print(asyncio.run(main()), Decimal(1) / 7)

# --- decimal-contexts-of-context-variables
import contextvars
import decimal
from decimal import Decimal, getcontext

getcontext().prec = 11
copy = contextvars.copy_context()


def inside():
    getcontext().prec = 4
    print(Decimal(1) / 7)
    decimal.setcontext(decimal.Context(prec=2))
    ext(3)
    return Decimal(1) / 7


print(copy.run(inside), ext(5), Decimal(1) / 7)
copy.run(lambda: ext(str(Decimal(1) / 7))), getcontext().prec

# --- fractions-over-pauses
import math
from decimal import Decimal
from fractions import Fraction


class Ratio(Fraction):
    def __str__(self):
        return f"{self.numerator}:{self.denominator}"


half, text = Fraction(1, 2), Fraction("-3.25")
ratio = Ratio(6, 4)
table = {half: "half", Fraction(7): "seven"}
plus = half.__add__
ext(1)
print(half + text, half - 1, 2 * half, half / 3, half**-2, text // half, divmod(text, half), -text, abs(text))
print(
    table[0.5],
    table[7],
    table[Fraction(2, 4)],
    half == Decimal("0.5"),
    Decimal("0.5") == half,
    half < 0.6,
    Decimal(1) > half,
)
print(
    ratio, repr(ratio), ratio + 1, type(ratio + 1).__name__, plus(1), math.floor(text), math.ceil(text), round(text, 1)
)
total = Fraction(0)
for n in range(1, 5):
    total += Fraction(1, ext(n))
repr(
    [
        total,
        float(total),
        Fraction(math.pi).limit_denominator(100),
        sum([half, half]),
        [half, text],
        half + 0.25,
        half + 1j,
    ]
)

# --- fractions-of-numbers-of-the-guest
import numbers
from fractions import Fraction


class Half(numbers.Rational):
    numerator = 1
    denominator = 2

    def __add__(self, other):
        return ext("add"), other

    def __radd__(self, other):
        return ext("radd"), other

    def __eq__(self, other):
        return ext(other == 0.5)

    def __lt__(self, other):
        return 0.5 < other

    def __float__(self):
        return 0.5

    __le__ = __ceil__ = __floor__ = __round__ = __trunc__ = __abs__ = __neg__ = __pos__ = __lt__
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = (
        __rpow__
    ) = __lt__
    __hash__ = None


h = Half()
ext(1)
print(isinstance(h, numbers.Real), Fraction(h), Fraction(h, 3), Fraction(1, 2) == h, h + 1, Fraction(3, 4) > h)
try:
    numbers.Integral()
except TypeError as error:
    print(str(error)[:40])
kinds = [numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral]
ext(kinds[0] is numbers.Number)
[[isinstance(x, kind) for kind in kinds] for x in (1, True, 1.0, 1j, Fraction(1, 2), "x", None)], kinds[4].__name__

# --- random-over-pauses
import random

random.seed(42)
print(random.random(), random.randint(1, 10), random.choice("abc"), random.gauss(0, 1))
ext(1)
print(
    random.random(), random.gauss(0, 1), random.sample(range(100), 5), random.choices([1, 2, 3], weights=[1, 2, 3], k=4)
)
own, draw = random.Random("seed"), random.random
bits, state = own.getrandbits, own.getstate()
ext(2)
items = list(range(10))
own.shuffle(items)
print(items, draw(), bits(70), own.uniform(1, 2), own.triangular(1, 5, 2), own.expovariate(2), own.betavariate(1, 2))
own.setstate(state)
ext(3)
print(
    own.random(), own.gammavariate(0.5, 1), own.gammavariate(3, 1), own.vonmisesvariate(1, 2), own.normalvariate(1, 2)
)
random.seed(b"bytes")
print(
    [random.randrange(0, 100, 7) for _ in range(ext(5))],
    random.randbytes(3),
    random.sample(["a", "b"], counts=[3, 4], k=3),
)
saved = random.getstate()
first = random.random()
random.setstate(saved)
ext(4)
first == random.random(), random.lognormvariate(0, 1), random.paretovariate(2), random.weibullvariate(1, 2)

# --- random-of-the-guest
import random


class Loaded(random.Random):
    def random(self):
        return ext(0.25)


class Bits(random.Random):
    def getrandbits(self, k):
        return ext(k) - 1

    def seed(self, a=None, version=2):
        self.seeds = [*getattr(self, "seeds", []), a]


loaded, more = Loaded(3), Bits(4)
print(
    loaded.choice("abcd"),
    loaded.randint(1, 100),
    loaded.uniform(2, 4),
    loaded.sample([1, 2, 3], 2),
    loaded.choices("ab", k=2),
)
print(more.choice("abcd"), more.randrange(3), more.seeds, loaded.triangular(), loaded.expovariate(1.5))
weights = (ext(n) for n in (1, 2, 3))
random.seed(1)
random.choices("abc", weights=weights, k=5)


# --- statistics-of-order-and-chance
# varies: since 3.13 sorts compare more often, and samples of a distribution are drawn otherwise
import statistics


class Grade:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return ext(self.n < other.n)

    def __repr__(self):
        return f"Grade({self.n})"


middle = repr(statistics.median_low([Grade(3), Grade(1), Grade(2), Grade(4)]))
middle, statistics.NormalDist(ext(1), 2).samples(2, seed=1)


# --- statistics-over-pauses
import statistics
from decimal import Decimal
from fractions import Fraction


def measured():
    for n in (3, 1, 4, 1, 5):
        yield ext(n)


print(
    statistics.mean(measured()),
    statistics.median(measured()),
    statistics.mode(measured()),
    statistics.stdev(measured()),
)
print(
    statistics.multimode("aabbc"),
    statistics.quantiles(measured(), n=ext(3)),
)
print(
    statistics.mean([Fraction(1, 2), Fraction(1, 3)]),
    statistics.pvariance([Decimal("1.5"), Decimal(2), 3]),
    statistics.fmean([1, 2.5], weights=[ext(3), 1]),
)
normal = statistics.NormalDist(1, 2)
fit = statistics.linear_regression([1, 2, 3], [2.5, 4, 6])
ext(1)
print(
    normal,
    normal + 1,
    normal * 2,
    normal.cdf(2),
    normal.inv_cdf(0.25),
    normal.overlap(statistics.NormalDist()),
    fit,
    fit.slope,
)
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    kept = error
ext(2)
(
    repr(kept),
    isinstance(kept, ValueError),
    repr(statistics.NormalDist.from_samples(measured())),
)

# --- uuid-over-pauses
import uuid

u = uuid.UUID("{12345678-1234-5678-1234-567812345678}")
table = {u: 1, uuid.NAMESPACE_DNS: 2}
ext(1)
print(
    u,
    repr(u),
    u.hex,
    u.int,
    u.bytes,
    u.fields,
    u.version,
    u.variant,
    u.urn,
    table[u],
    hash(u) == hash(uuid.UUID(int=u.int)),
)
print(
    uuid.uuid5(uuid.NAMESPACE_DNS, ext("python.org")),
    uuid.uuid3(u, "x"),
    sorted([uuid.NAMESPACE_URL, u, uuid.NAMESPACE_DNS]),
)
for act in (
    lambda: setattr(u, "int", 5),
    lambda: uuid.UUID("x"),
    lambda: uuid.UUID(),
    lambda: uuid.UUID(int=-1),
    lambda: u < 5,
):
    try:
        act()
    except (TypeError, ValueError) as error:
        print(ext(type(error).__name__), error)
(
    repr(u.is_safe),
    uuid.SafeUUID.unknown is u.is_safe,
    u == uuid.UUID(bytes=u.bytes),
    u != 5,
    isinstance(uuid.uuid5(u, "y").version, int),
)
