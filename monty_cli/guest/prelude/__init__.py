"""The prelude's texts, and which file defines which name."""

from __future__ import annotations

# The files of the builtins, and then those of modules, which are named like the module.
PRELUDE_FILES = (
    "numbers",
    "iteration",
    "reductions",
    "containers",
    "sorting",
    "text",
    "formatting",
    "attributes",
    "exceptions",
    "classes",
    "steps",
    "abc",
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "enum",
    "functools",
    "heapq",
    "itertools",
    "json",
    "math",
    "operator",
    "string",
    "typing",
)


def prelude_source(name: str) -> str:
    """Return the text of prelude file `name`."""
    folder = __file__[: -len("__init__.py")]
    with open(f"{folder}{name}.guest", encoding="utf-8") as file:
        return file.read()


def prelude_names(source: str) -> list[str]:
    """Return the hidden names that a prelude text defines: `@list` for `def h_list`."""
    names = []
    for line in source.split("\n"):
        for keyword in ("def h_", "class h_"):
            if line.startswith(keyword):
                names.append("@" + line[len(keyword) :].split("(")[0].split(":")[0])
    return names
