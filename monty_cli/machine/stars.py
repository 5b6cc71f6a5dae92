"""What `from module import *` binds: the names of a module that CPython exports, as far as scripts have them."""

from __future__ import annotations

from monty_cli.guest.modules import MODULES

# Names that only newer Pythons export: a script gets them where its text mentions them, so that the others bind the same everywhere.
NEWER: dict[str, frozenset[str]] = {
    module: frozenset(names.split())
    for module, names in {
        "asyncio": "EventLoop QueueShutDown TaskGroup",
        "base64": "z85decode z85encode",
        "calendar": "APRIL AUGUST DECEMBER Day FEBRUARY JANUARY JULY JUNE MARCH MAY Month NOVEMBER OCTOBER SEPTEMBER",
        "copy": "replace",
        "csv": "QUOTE_NOTNULL QUOTE_STRINGS",
        "itertools": "batched",
        "math": "fma sumprod",
        "os.path": "isjunction splitroot",
        "pathlib": "UnsupportedOperation",
        "queue": "ShutDown",
        "random": "binomialvariate",
        "re": "PatternError",
        "typing": "NoDefault ReadOnly TypeAliasType TypeIs get_protocol_members is_protocol override",
    }.items()
}

# Names that CPython's modules have, and do not export.
KEPT: dict[str, frozenset[str]] = {
    module: frozenset(names.split())
    for module, names in {
        "asyncio": "exceptions",
        "calendar": "EPOCH February January error format formatstring mdays prweek week",
        "collections": "abc",
        "contextlib": "AsyncContextDecorator",
        "copy": "error",
        "enum": "show_flag_values",
        "html": "parser",
        "json": "decoder detect_encoding encoder",
        "logging": "Filterer root",
        "os": "PathLike",
        "reprlib": "aRepr",
        "secrets": "DEFAULT_ENTROPY",
        "statistics": "LinearRegression",
        "traceback": "print_list",
        "urllib": "parse",
        "warnings": "WarningMessage",
    }.items()
}


def star_names(module: str, text: str) -> list[str]:
    """Return the names that `from module import *` binds in a script with this text; none for what is no module."""
    if module not in MODULES or "@" in module:
        return []
    from monty_cli.machine.offers import offered_names

    newer = NEWER.get(module, frozenset())
    hidden = KEPT.get(module, frozenset())
    return [name for name in offered_names(module) if name not in hidden and (name not in newer or name in text)]
