"""The offer of the modules of numbers, chance, identity and order."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer

_DECIMAL = (
    "Clamped ConversionSyntax Decimal DecimalException DivisionByZero DivisionImpossible DivisionUndefined FloatOperation "
    "HAVE_CONTEXTVAR HAVE_THREADS Inexact InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow "
    "ROUND_05UP ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded "
    "Subnormal Underflow"
)
_CMATH = (
    "acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj phase pi "
    "polar rect sin sinh sqrt tan tanh tau"
)

OFFERS: dict[str, Offer] = {
    "bisect": Offer(made=True),
    "cmath": Offer(_CMATH),
    "decimal": Offer(_DECIMAL, made=True),
    "fractions": Offer(made=True),
    "graphlib": Offer(made=True),
    "heapq": Offer(made=True),
    "numbers": Offer(made=True),
    "random": Offer(made=True),
    "secrets": Offer(made=True),
    "statistics": Offer(
        made=True,
        omitted={
            "kde": "estimates of densities are not offered",
            "kde_random": "estimates of densities are not offered",
        },
    ),
    "uuid": Offer(
        made=True,
        omitted={
            "getnode": "it would tell the address of the host's network card",
            "uuid1": "it would tell the address of the host's network card",
            "main": "it is the module's command line",
            **dict.fromkeys(
                ("Enum", "bytes_", "int_", "os", "platform", "sys"), "no part of the module: it only uses it"
            ),
        },
    ),
}
