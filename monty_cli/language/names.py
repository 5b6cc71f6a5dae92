"""Identifiers: hidden names, private-name mangling and the names that guest code may never spell.

Every identifier of ours contains `@`. An AST may hold such a name, source text may not, so no guest name can reach or shadow one.
"""

from __future__ import annotations

HIDDEN = "@"
PRELUDE_PREFIX = "h_"
# The function that holds a text with namespaces of its own, and its parameters: the local and the global ones.
PIECE = "@piece"
LOCALS, GLOBALS = "@L", "@D"
BUILTINS_ALIAS = "__builtins__@"

# Attributes that lead from a guest value to host frames, code or globals. Union over CPython 3.11 to 3.13, plus those that 3.14
# adds and Python 2's spellings. They are refused when a program is lowered, whatever the receiver.
DENIED = frozenset(
    [
        "f_back",
        "f_builtins",
        "f_code",
        "f_generator",
        "f_globals",
        "f_lasti",
        "f_lineno",
        "f_locals",
        "f_trace",
        "f_trace_lines",
        "f_trace_opcodes",
        "tb_frame",
        "tb_lasti",
        "tb_lineno",
        "tb_next",
        "gi_code",
        "gi_frame",
        "gi_running",
        "gi_suspended",
        "gi_yieldfrom",
        "cr_await",
        "cr_code",
        "cr_frame",
        "cr_origin",
        "cr_running",
        "cr_suspended",
        "ag_await",
        "ag_code",
        "ag_frame",
        "ag_running",
        "ag_suspended",
        "co_argcount",
        "co_cellvars",
        "co_code",
        "co_consts",
        "co_exceptiontable",
        "co_filename",
        "co_firstlineno",
        "co_flags",
        "co_freevars",
        "co_kwonlyargcount",
        "co_lines",
        "co_linetable",
        "co_lnotab",
        "co_name",
        "co_names",
        "co_nlocals",
        "co_positions",
        "co_posonlyargcount",
        "co_qualname",
        "co_stacksize",
        "co_varnames",
        "cell_contents",
        "func_globals",
        "func_code",
        "func_closure",
        "func_defaults",
        "im_func",
        "im_self",
        "im_class",
    ]
)


def is_hidden(name: str) -> bool:
    """Tell whether `name` is one of ours."""
    return HIDDEN in name


def is_dunder(name: str) -> bool:
    """Tell whether `name` has the form of a special name, `__x__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def mangle(class_name: str | None, name: str) -> str:
    """Return `name` as CPython spells it inside the body of `class_name` (`None` outside of classes).

    Follows `_Py_Mangle`: two leading underscores, no two trailing ones, no dot, and a class name that is not all underscores.
    """
    if class_name is None or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    stripped = class_name.lstrip("_")
    return f"_{stripped}{name}" if stripped else name
