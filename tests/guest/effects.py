"""`python -m tests.guest.effects`: what each part of the library's modules brings to a program, read off the parts themselves.

Prints the table of `monty_cli/guest/modules/effects.py` anew, with what other versions of CPython have put there. A part brings the
special methods of all classes that it can make or give, and lazy iterators if any of its code has a `yield` or makes one of ours.
"""

from __future__ import annotations

import gc
import inspect
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

from monty_cli import Monty
from monty_cli.guest.modules.effects import effects_of_parts
from monty_cli.guest.prelude import module_files
from monty_cli.guest.protocol import is_guest_class
from monty_cli.machine import prelude
from monty_cli.machine.state import State

# Modules with parts that bring very different things, all of whose classes are in files of their own.
BY_PART = (
    "collections",
    "contextlib",
    "csv",
    "dataclasses",
    "enum",
    "functools",
    "io",
    "itertools",
    "logging",
    "os",
    "types",
    "typing",
)


# What parts lead to only because they ask whether something is of such a class.
ASKED = {
    ("dataclasses", "dataclass"): {"class_getitem", "set_name"},
    ("dataclasses", "make_dataclass"): {"class_getitem", "set_name"},
}


def parts_of(module: str) -> dict[str, Any]:
    """Return the parts of a module as a program gets them."""
    snapshot = Monty(f"import {module}\nstay()").start()
    states = [item for item in gc.get_objects() if type(item) is State and module in item.modules.loaded]
    loaded = states[-1].modules.loaded[module]
    parts = {name: getattr(loaded, name) for name in dir(loaded)}
    del snapshot
    return {name: part for name, part in parts.items() if not isinstance(part, ModuleType)}


def effects_of(module: str) -> dict[str, tuple[frozenset[str], bool]]:
    """Return, by the name of a part, the special methods that it brings and whether it makes iterators.

    Parts that bring nothing are left out.
    """
    files = frozenset(module_files(module))
    found = {}
    for name, part in parts_of(module).items():
        codes = _codes_of(part, files)
        dunders = frozenset(code.co_name for code in codes if code.co_name[:2] == code.co_name[-2:] == "__")
        lazy = any(code.co_flags & inspect.CO_GENERATOR or "@lazy" in code.co_names for code in codes)
        if dunders or lazy:
            found[name] = dunders, lazy
    return found


def _codes_of(part: Any, files: frozenset[str]) -> list[CodeType]:
    """Return all code that a part leads to within the prelude files of its module."""
    codes: dict[int, CodeType] = {}
    seen: dict[int, Any] = {}
    stack = [part]
    while stack:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        if isinstance(value, CodeType):
            if value.co_filename.removeprefix("<monty prelude ")[:-1] in files:
                codes[id(value)] = value
                stack += _within(value)
        elif isinstance(value, FunctionType):
            if value.__code__.co_filename.removeprefix("<monty prelude ")[:-1] in files:
                stack.append(value.__code__)
                stack += [cell.cell_contents for cell in value.__closure__ or () if cell != CellType()]
        else:
            stack += _held_by(value)
    return list(codes.values())


def _within(code: CodeType) -> list[Any]:
    found: list[Any] = [item for item in code.co_consts if isinstance(item, CodeType)]
    infos = [prelude.prelude_function(name) for name in code.co_names if name[0] == "@"]
    return found + [info.code for info in infos if info is not None and info.code is not None]


def _held_by(value: Any) -> list[Any]:
    if isinstance(value, (staticmethod, classmethod)):
        return [value.__func__]
    if isinstance(value, property):
        return [value.fget, value.fset, value.fdel]
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, dict):
        return list(value.values())
    if is_guest_class(value):
        return [*value.__mro__, *vars(value).values(), type(value)]
    return [type(value)] if is_guest_class(type(value)) else []


def table() -> dict[str, dict[str, str]]:
    """Return the effects of all modules as `EFFECTS` has them, with what it has already."""
    found = {}
    for module in BY_PART:
        parts = {name: text_of(*effects) for name, effects in effects_of(module).items()}
        for name, text in effects_of_parts(module).items():
            parts[name] = " ".join(sorted({*parts.get(name, "").split(), *text.split()}))
        for (there, name), asked in ASKED.items():
            if there == module:
                parts[name] = " ".join(sorted(set(parts[name].split()) - asked))
        found[module] = parts
    return found


def text_of(dunders: frozenset[str], lazy: bool) -> str:
    """Return effects in the words of the table."""
    return " ".join(sorted([*(item[2:-2] for item in dunders), *(["*"] if lazy else [])]))


def main() -> None:
    """Print the table, each kind of effects once for the parts of a module that have them."""
    for module, parts in table().items():
        kinds: dict[str, list[str]] = {}
        for name in sorted(parts):
            kinds.setdefault(parts[name], []).append(name)
        print(f"    {module!r}: (")
        for text, names in kinds.items():
            print(f"        ({' '.join(names)!r}, {text!r}),")
        print("    ),")


if __name__ == "__main__":
    main()
