"""The checks that metered code makes before a step that could take the host's memory or time at one stroke.

What a step needs is estimated from its operands. Where that is beyond what the limits leave, the program ends as if it had used it.
"""

from __future__ import annotations

import itertools
import sys
from _operator import length_hint
from itertools import (
    accumulate,
    chain,
    combinations,
    combinations_with_replacement,
    compress,
    count,
    cycle,
    dropwhile,
    filterfalse,
    groupby,
    islice,
    pairwise,
    permutations,
    product,
    repeat,
    starmap,
    takewhile,
    tee,
    zip_longest,
)

from monty_cli.guest.protocol import is_guest_iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from monty_cli.machine.meter import Meter

FREE = 100_000
"""Bytes, items or digits that need no check."""
FREE_BITS = FREE * 8
SOME = 64
"""Items that tell of all."""
TICK = 4096
"""Items between two chances for the watchdog."""
_WHOLE = (int, bool)
_REPEATED = (str, bytes, bytearray, list, tuple)
_ITEM: dict[Any, int] = {str: 1, bytes: 1, bytearray: 1, list: 8, tuple: 8}
# Seconds that it takes to multiply two numbers of a million bits, and how that grows.
_MILLION_BITS = 0.02
_GROWTH = 1.585


def seconds_for(bits: float) -> float:
    """Return about how many seconds the last multiplication of a number with `bits` bits takes."""
    return _MILLION_BITS * float((bits / 1e6) ** _GROWTH)


class Steps:
    """The checks of one run; each returns what the step goes on with."""

    __slots__ = ("meter",)

    def __init__(self, meter: Meter) -> None:
        self.meter = meter

    def power(self, base: Any, exponent: Any) -> Any:
        """Return `base ** exponent`."""
        return base ** self.exponent(base, exponent)

    def exponent(self, base: Any, exponent: Any) -> Any:
        """Return the exponent of a power that may be made."""
        if type(base) in _WHOLE and type(exponent) in _WHOLE and exponent > 1 and abs(base) > 1:
            self._check_bits(base.bit_length() * exponent, 2.0)
        return exponent

    def modular_power(self, *arguments: Any, **keywords: Any) -> Any:
        """Return `pow` of the arguments."""
        given = dict(zip(("base", "exp", "mod"), arguments, strict=False)) | keywords
        base, exponent, modulus = given.get("base"), given.get("exp"), given.get("mod")
        if modulus is None:
            self.exponent(base, exponent)
        elif all(type(item) in _WHOLE for item in (base, exponent, modulus)):
            self.meter.need_time(1.5 * exponent.bit_length() * seconds_for(modulus.bit_length()))  # type: ignore[union-attr]
        return pow(*arguments, **keywords)

    def shift(self, value: Any, bits: Any) -> Any:
        """Return `value << bits`."""
        return value << self.bits(value, bits)

    def bits(self, value: Any, bits: Any) -> Any:
        """Return how far a number may be shifted."""
        if type(bits) in _WHOLE and bits > FREE_BITS and type(value) in _WHOLE and value:
            self.meter.need((value.bit_length() + bits) // 8)
        return bits

    def times(self, left: Any, right: Any) -> Any:
        """Return `left * right`."""
        return left * self.factor(left, right)

    def factor(self, left: Any, right: Any) -> Any:
        """Return by what a value may be multiplied."""
        value, number = (left, right) if type(right) in _WHOLE else (right, left)
        if type(number) in _WHOLE and number > 1 and type(value) in _REPEATED:
            size = len(value) * number
            if size > FREE:
                self.meter.need(size * _ITEM[type(value)])
        return right

    def each(self, items: Any) -> Any:
        """Return the items of a container, or of an iterator of C's that lets the watchdog look up."""
        kind = type(items)
        if kind in _SIZED:
            return items
        if kind in _WHOLE:  # of `bytes`
            return self.width(items)
        if kind is range:
            return items if len_of(items) <= FREE else polled(iter(items))
        return polled(items) if kind in _C_ITERATORS and not is_guest_iterable(items) else items

    def items(self, items: Any) -> Any:
        """Return the items that a container may take in."""
        kind = type(items)
        if kind in _SIZED:
            return items
        if kind in _ENDLESS and not (kind is repeat and length_hint(items, -1) >= 0):
            self.meter.need(sys.maxsize)
        elif kind is range and len_of(items) > FREE:
            self.meter.need(len_of(items) * 8)
        elif kind is repeat and length_hint(items) > FREE:
            self.meter.need(length_hint(items) * 8)
        return items

    def parts(self, parts: Any) -> Any:
        """Return the items of a text or of bytes that may be joined: some tell how long all are, to look at all costs too much."""
        kind = type(parts)
        if (kind is list or kind is tuple) and len(parts) > SOME:
            some = parts[:: len(parts) // SOME]
            size = sum([len(part) for part in some if type(part) is str or type(part) is bytes])
            if size > SOME * SOME:
                self.meter.need(size * len(parts) // len(some))
        return self.items(parts)

    def width(self, width: Any) -> Any:
        """Return a width of a text that may be made."""
        if type(width) in _WHOLE and width > FREE:
            self.meter.need(width)
        return width

    def spec(self, spec: str) -> str:
        """Return a format specification with widths that may be made."""
        self._check_widths(spec)
        return spec

    def percent(self, text: str, values: Any) -> Any:
        """Return the values for a `%` format."""
        self._check_widths(text)
        if "*" in text and type(values) is tuple:
            for value in values:
                self.width(value)
        return values

    def factorial(self, number: Any) -> Any:
        """Return the argument of a factorial that may be made."""
        if type(number) in _WHOLE and number > 20_000:
            self._check_bits(number * number.bit_length(), 3.0)
        return number

    def comb(self, number: Any) -> Any:
        """Return the first argument of a binomial coefficient or a number of permutations that may be made."""
        if type(number) in _WHOLE and number > 200_000:
            self._check_bits(number, 50.0)
        return number

    def _check_widths(self, text: str) -> None:
        digits = ""
        for char in f"{text} ":
            if "0" <= char <= "9":
                digits += char
            else:
                if len(digits) > 4:
                    self.width(int(digits[:19]))
                digits = ""

    def _check_bits(self, bits: int, multiplications: float) -> None:
        if bits > FREE_BITS:
            self.meter.need(bits // 8)
            self.meter.need_time(multiplications * seconds_for(bits))


def len_of(numbers: range) -> int:
    """Return how many numbers a range has, however many these are."""
    step = numbers.step
    return max(0, (numbers.stop - numbers.start + step - (1 if step > 0 else -1)) // step)


def polled(items: Any) -> Iterator[Any]:
    """Return the items of an iterator, one by one, such that code of Python's runs now and then."""
    return compress(items, chain.from_iterable(_ticks()))


def _ticks() -> Iterator[Iterator[bool]]:
    while True:
        yield repeat(True, TICK)


_SIZED = frozenset((str, bytes, bytearray, list, tuple, dict, set, frozenset))
_ENDLESS = frozenset((count, cycle, repeat))
_ITERATED: tuple[Any, ...] = (range(1), range(1 << 65), [], (), "", "é", b"", {}, set())
_C_ITERATORS = frozenset(
    (
        *(count, cycle, repeat, chain, compress, map, filter, zip, enumerate, reversed),
        *(type(iter(item)) for item in _ITERATED),
        *(
            accumulate,
            combinations,
            combinations_with_replacement,
            dropwhile,
            filterfalse,
            groupby,
            islice,
            pairwise,
            permutations,
        ),
        *(
            product,
            starmap,
            takewhile,
            zip_longest,
            type(tee(())[0]),
            type(iter(int, 1)),
            getattr(itertools, "batched", chain),
        ),
    )
)


def checks(meter: Meter) -> dict[str, Any]:
    """Return the hidden builtins of metered code."""
    steps = Steps(meter)
    return {
        "@metered_power": steps.power,
        "@metered_exponent": steps.exponent,
        "@metered_pow": steps.modular_power,
        "@metered_shift": steps.shift,
        "@metered_bits": steps.bits,
        "@metered_times": steps.times,
        "@metered_factor": steps.factor,
        "@metered_each": steps.each,
        "@metered_items": steps.items,
        "@metered_parts": steps.parts,
        "@metered_width": steps.width,
        "@metered_spec": steps.spec,
        "@metered_percent": steps.percent,
        "@metered_factorial": steps.factorial,
        "@metered_comb": steps.comb,
        "@metered_perm": steps.comb,
    }
