"""The offer of the modules that nearly every script may use: numbers, containers, functions, classes and annotations."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer

_OPERATOR = (
    "abs add and_ concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat ifloordiv ilshift "
    "imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le "
    "length_hint lshift lt matmul mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor"
)
_MATH = (
    "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 "
    "expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm "
    "ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt "
    "sumprod tan tanh tau trunc ulp"
)

# `@asyncio`, which no program can name, has what running a program with `await` takes; the rest of `asyncio` is made when it is
# imported.
OFFERS: dict[str, Offer] = {
    "@asyncio": Offer(made=True),
    "__future__": Offer(),
    "abc": Offer(made=True),
    "asyncio": Offer(made=True),
    "asyncio.exceptions": Offer(made=True),
    "bisect": Offer("bisect bisect_left bisect_right insort insort_left insort_right"),
    "collections": Offer(made=True),
    "collections.abc": Offer(),
    "contextlib": Offer(made=True),
    "contextvars": Offer(made=True),
    "copy": Offer(made=True),
    "dataclasses": Offer(made=True),
    "enum": Offer(made=True),
    "functools": Offer(made=True),
    "heapq": Offer("heapify heappop heappush heappushpop heapreplace", source="_heapq", made=True),
    "itertools": Offer(made=True),
    "json": Offer(made=True),
    "math": Offer(_MATH, made=True),
    "operator": Offer(_OPERATOR, source="_operator", made=True),
    "string": Offer(
        "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation whitespace",
        made=True,
    ),
    "typing": Offer(made=True),
}
