"""What `statistics` leaves to the host: its own functions over plain numbers, decimals and fractions."""

from __future__ import annotations

import statistics
import sys
from decimal import Decimal
from fractions import Fraction

from monty_cli.guest.prims import type_name
from monty_cli.guest.protocol import dict_of, is_guest_class, is_plain, is_subclass, mro_of, set_on_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NUMBERS: tuple[tuple[type, Any], ...] = (
    (int, int.__index__),
    (float, float.__float__),
    (complex, complex.__complex__),
)


def _fraction_class(cls: type) -> Any:
    """Return the library's class of fractions if `cls` is it or derives from it."""
    for owner in mro_of(cls):
        if is_guest_class(owner) and owner.__module__ == "fractions" and "_numerator" in dict_of(owner):
            return owner
    return None


def _to_host(value: Any, found: list[Any]) -> Any:
    """Return what the host calculates with for `value`; the class of a fraction of the guest's is added to `found`.

    Raises:
        TypeError: `value` is an object of the guest's that is no number.
    """
    kind = type(value)
    if kind is list:
        return [_to_host(item, found) for item in value]
    if kind is Decimal or is_plain(value):
        return value
    cls = _fraction_class(kind)
    if cls is not None:
        found.append(cls)
        names = dict_of(cls)
        return Fraction(names["_numerator"].__get__(value), names["_denominator"].__get__(value))
    for base, plain in _NUMBERS:
        if is_subclass(base, kind):
            return plain(value)
    if is_subclass(Decimal, kind):
        return Decimal(value)
    raise TypeError(f"can't convert type '{type_name(value)}' to numerator/denominator")


def _to_guest(value: Any, found: list[Any]) -> Any:
    if type(value) is list or is_subclass(tuple, type(value)):
        return [_to_guest(item, found) for item in value]
    if type(value) is not Fraction:
        return value
    cls = found[0]
    names = dict_of(cls)
    made = object.__new__(cls)
    names["_numerator"].__set__(made, value.numerator)
    names["_denominator"].__set__(made, value.denominator)
    return made


def _from_samples(data: list[Any]) -> tuple[float, float]:
    found = statistics.NormalDist.from_samples(data)
    return found.mean, found.stdev


def _sample(mu: float, sigma: float, number: Any) -> float:
    inverse: Any = getattr(statistics, "_normal_dist_inv_cdf")  # noqa: B009
    found: float = inverse(number, mu, sigma)
    return found


_OWN: dict[str, Any] = {
    "_from_samples": _from_samples,
    "_sample": _sample,
    "_pdf": lambda mu, sigma, x: statistics.NormalDist(mu, sigma).pdf(x),
    "_cdf": lambda mu, sigma, x: statistics.NormalDist(mu, sigma).cdf(x),
    "_inv_cdf": lambda mu, sigma, p: statistics.NormalDist(mu, sigma).inv_cdf(p),
    "_overlap": lambda mu, sigma, *other: statistics.NormalDist(mu, sigma).overlap(statistics.NormalDist(*other)),
}


_NAMES = "mean fmean geometric_mean harmonic_mean median_grouped quantiles variance pvariance stdev pstdev covariance correlation"
_FUNCTIONS = frozenset((*_NAMES.split(), "linear_regression"))


def statistic(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str | None, Any]:
    """Call the host's function `name`.

    Returns:
        the text of its StatisticsError or `None`, and its result.
    """
    found: list[Any] = []
    given = [_to_host(value, found) for value in args]
    named = {key: _to_host(value, found) for key, value in kwargs.items()}
    function = _OWN.get(name)
    if function is None:
        if name not in _FUNCTIONS:
            raise ValueError(f"there is no function {name!r}")
        function = getattr(statistics, name)
    try:
        return None, _to_guest(function(*given, **named), found)
    except statistics.StatisticsError as error:
        return str(error), None


HELPERS: dict[str, Any] = {
    "@host_statistic": statistic,
    "@has_ranks": sys.version_info >= (3, 12),
    "@samples_by_quantile": sys.version_info >= (3, 13),
    "@set_class_attribute": set_on_class,
}
