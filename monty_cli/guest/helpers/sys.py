"""What `sys` tells of the Python that runs the guest, and the exception that is being handled."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_VERSION = ("major", "minor", "micro", "releaselevel", "serial")
_FLOAT = (
    "max",
    "max_exp",
    "max_10_exp",
    "min",
    "min_exp",
    "min_10_exp",
    "dig",
    "mant_dig",
    "epsilon",
    "radix",
    "rounds",
)
_INT = ("bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")


def part(module: ModuleType, name: str) -> Any:
    """Return a hidden part of a module."""
    return module.__dict__[name]


HELPERS: dict[str, Any] = {
    "@sys_part": part,
    "@sys_version_fields": _VERSION,
    "@sys_version": tuple(sys.version_info),
    "@sys_version_text": ".".join(map(str, sys.version_info[:3])),
    "@sys_hexversion": sys.hexversion,
    "@sys_float_fields": _FLOAT,
    "@sys_float": tuple(sys.float_info),
    "@sys_int_fields": _INT,
    "@sys_int": tuple(getattr(sys.int_info, name) for name in _INT),
    "@sys_platform": sys.platform,
    "@c_getrecursionlimit": sys.getrecursionlimit,
}
