"""What the prelude's files about modules need of C and of the host's library, one Python file per prelude file, of the same name.

Such a file has `HELPERS`: hidden name -> function or value. It is imported when a function of its prelude file is first made, so
that a program pays only for the modules that it uses. A helper runs no guest code, and gives guest code nothing of the host but
plain data and objects of reviewed types.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FILES: frozenset[str] = frozenset(
    {
        "collections_abc",
        "collections_abc_containers",
        "collections_user",
        "ast",
        "errno",
        "functools",
        "glob",
        "keyword",
        "tomllib",
        "inspect",
        "logging",
        "warnings",
        "heapq",
        "bisect",
        "binary",
        "hashlib",
        "json",
        "secrets",
        "uuid",
        "statistics",
        "random",
        "numbers_classes",
        "fractions",
        "csv",
        "sys",
        "files",
        "calendar",
        "calendar_text",
        "datetime",
        "dataclasses_methods",
        "decimal",
        "time",
        "zoneinfo",
        "io",
        "re",
        "difflib",
        "fnmatch",
        "html",
        "html_parser",
        "shlex",
        "pprint",
        "reprlib",
        "string",
        "string_formatter",
        "textwrap",
        "typing_hints",
        "urllib_parse",
    }
)
"""The prelude files that have helpers of their own."""


def helpers_of(file: str) -> dict[str, Any]:
    """Return the helpers of the prelude file `file`, by hidden name; an empty dictionary for a file that has none."""
    if file not in FILES:
        return {}
    found = _known.get(file)
    if found is None:
        from importlib import import_module

        found = _known[file] = import_module(f"{__name__}.{file}").HELPERS
    return found


_known: dict[str, dict[str, Any]] = {}
