"""The prelude's texts, and which file defines which name."""

from __future__ import annotations

# The files of the builtins, and then those of modules, which are named like the module, or like it with `_` and a subject.
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
    "matching",
    "classes",
    "steps",
    "awaiting",
    "async_generators",
    "growing",
    "host_classes",
    "abc",
    "asyncio",
    "asyncio_completed",
    "asyncio_contexts",
    "asyncio_futures",
    "asyncio_groups",
    "asyncio_locks",
    "asyncio_loop",
    "asyncio_queues",
    "asyncio_runner",
    "asyncio_tasks",
    "asyncio_waits",
    "ast",
    "bisect",
    "calendar",
    "calendar_text",
    "collections",
    "collections_user",
    "colorsys",
    "collections_abc",
    "collections_abc_containers",
    "contextlib",
    "contextlib_async",
    "contextvars",
    "copy",
    "csv",
    "dataclasses",
    "dataclasses_methods",
    "datetime",
    "decimal",
    "enum",
    "enum_members",
    "errno",
    "fractions",
    "files",
    "functools",
    "glob",
    "graphlib",
    "difflib",
    "fnmatch",
    "heapq",
    "html",
    "html_parser",
    "io",
    "itertools",
    "json",
    "keyword",
    "math",
    "numbers_classes",
    "operator",
    "queue",
    "random",
    "os",
    "os_path",
    "pathlib",
    "pathlib_files",
    "pprint",
    "pprint_keys",
    "re",
    "re_flags",
    "reprlib",
    "shlex",
    "string",
    "sys",
    "secrets",
    "statistics",
    "string_formatter",
    "textwrap",
    "time",
    "tomllib",
    "binary",
    "hashlib",
    "traceback",
    "warnings",
    "types",
    "logging",
    "logging_loggers",
    "inspect",
    "typing",
    "typing_forms",
    "typing_hints",
    "urllib_parse",
    "uuid",
    "zoneinfo",
)

# Further files with classes of a module.
_MODULE_FILES = {
    "dataclasses": ("dataclasses_methods",),
    "logging": ("logging_loggers",),
    "struct": ("binary",),
    "hmac": ("hashlib",),
    "calendar": ("calendar_text",),
    "collections": ("collections_user",),
    "asyncio": (
        "asyncio_completed",
        "asyncio_futures",
        "asyncio_groups",
        "asyncio_locks",
        "asyncio_loop",
        "asyncio_queues",
        "asyncio_tasks",
    ),
    "contextlib": ("contextlib_async",),
    "enum": ("enum_members",),
    "numbers": ("numbers_classes",),
    "os": ("files", "pathlib", "pathlib_files"),
    "pathlib": ("files", "pathlib_files"),
}


def module_files(name: str) -> list[str]:
    """Return the prelude files with classes of the module `name`."""
    return [file for file in (name, *_MODULE_FILES.get(name, ())) if file in PRELUDE_FILES]


def module_source(name: str) -> str:
    """Return the text of all prelude files with classes of the module `name`."""
    return "".join(map(prelude_source, module_files(name)))


def prelude_source(name: str) -> str:
    """Return the text of prelude file `name`."""
    folder = __file__[: -len("__init__.py")]
    with open(f"{folder}{name}.guest", encoding="utf-8") as file:
        return file.read()


def prelude_names(source: str) -> list[str]:
    """Return the hidden names that a prelude text defines: `@list` for `def h_list`."""
    names = []
    for line in source.split("\n"):
        for keyword in ("def h_", "async def h_", "class h_"):
            if line.startswith(keyword):
                names.append("@" + line[len(keyword) :].split("(")[0].split(":")[0])
    return names
