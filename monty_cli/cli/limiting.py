"""The limits that the command line sets: what its options say, or the defaults."""

from __future__ import annotations

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import USAGE, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli import ResourceLimits
    from monty_cli.cli.settings import Settings

_NONE = "none"
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_TIMES = {"": 1.0, "S": 1.0, "MS": 1e-3, "M": 60.0, "H": 3600.0}
_MOST = 2**63 - 1


def limits_of(settings: Settings) -> ResourceLimits:
    """Return the limits for what a command runs; `Failure` explains what is wrong with an option."""
    return {
        "max_duration_secs": _seconds("--max-time", settings.max_time),
        "max_memory": _size("--max-memory", settings.max_memory),
        "max_output": _size("--max-output", settings.max_output),
        "max_suspensions": _count("--max-pauses", settings.max_pauses),
        "max_recursion_depth": _count("--max-recursion", settings.max_recursion),
    }


def _seconds(flag: str, text: str) -> float | None:
    """Return the seconds that `10`, `1.5s`, `200ms`, `2m` or `1h` mean."""
    if text == _NONE:
        return None
    number = text.rstrip("smhSMH")
    unit = _TIMES.get(text[len(number) :].upper())
    digits = number.replace(".", "", 1)
    if unit is None or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise _wrong(flag, text, "a time such as 10, 1.5s, 200ms, 2m or 1h")
    return float(number) * unit


def _size(flag: str, text: str) -> int | None:
    """Return the bytes that `1000`, `64K`, `64M`, `64MiB` or `1.5G` mean."""
    if text == _NONE:
        return None
    name = text.upper().removesuffix("B").removesuffix("I")
    number = name.rstrip("".join(_UNITS))
    unit = _UNITS.get(name[len(number) :])
    digits = number.replace(".", "", 1)
    if unit is None or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise _wrong(flag, text, "a size such as 64K, 64M or 1G")
    size = int(float(number) * unit) if "." in number else int(number) * unit
    if size > _MOST:
        raise _wrong(flag, text, f"a size up to {_MOST}")
    return size


def _count(flag: str, text: str) -> int | None:
    if text == _NONE:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise _wrong(flag, text, "a whole number")
    return int(text)


def _wrong(flag: str, text: str, wanted: str) -> Failure:
    return Failure(USAGE, f"{flag} takes {wanted}, or none; not {escape_line(text)!r}")
