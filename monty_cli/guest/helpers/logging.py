"""What `logging` needs of the host: formats, names of files, and times as texts."""

from __future__ import annotations

import re
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_PERCENT = re.compile(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", re.IGNORECASE)
_TIMES = ("asctime", "created", "msecs", "relativeCreated")
_DEFAULTS = {"%": "%(message)s", "{": "{message}", "$": "${message}"}
_BASIC = {
    "%": "%(levelname)s:%(name)s:%(message)s",
    "{": "{levelname}:{name}:{message}",
    "$": "${levelname}:${name}:${message}",
}


def check_format(fmt: Any, style: str) -> None:
    """Refuse a format without a field."""
    if style == "%" and (type(fmt) is not str or not _PERCENT.search(fmt)):
        raise ValueError(f"Invalid format '{fmt}' for '{style}' style" if type(fmt) is str else "invalid format")
    if type(fmt) is str and style == "{" and "{" not in fmt:
        raise ValueError("invalid format: no fields")
    if type(fmt) is str and style == "$" and "$" not in fmt:
        raise ValueError("invalid format: no fields")


def shows(fmt: str, style: str, name: str) -> bool:
    """Tell whether a format has the field `name`."""
    if style == "%":
        return f"%({name})" in fmt
    if style == "{":
        return "{" + name in fmt
    return "$" + name in fmt or "${" + name in fmt


def uses_time(fmt: str, style: str) -> bool:
    """Tell whether a format shows the time as text."""
    return shows(fmt, style, "asctime")


def needs_time(fmt: str, style: str) -> bool:
    """Tell whether a format shows the time in any way."""
    return any(shows(fmt, style, name) for name in _TIMES)


def file_names(path: Any) -> tuple[Any, Any]:
    """Return the last part of a path, and that without its suffix."""
    if type(path) is not str:
        return path, "Unknown module"
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0] or name


def time_text(fmt: Any, seconds: float) -> str:
    """Return a time, in UTC, as text."""
    return time.strftime(fmt, time.gmtime(seconds))


def root_class(module: ModuleType) -> Any:
    """Return the class of the root logger that a guest's `logging` has."""
    return module.__dict__["@RootLogger"]


HELPERS: dict[str, Any] = {
    "@log_check_format": check_format,
    "@log_uses_time": uses_time,
    "@log_needs_time": needs_time,
    "@log_file_names": file_names,
    "@log_time": time_text,
    "@log_formats": _BASIC,
    "@log_default_formats": _DEFAULTS,
    "@log_root_class": root_class,
}
