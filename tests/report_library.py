"""What scripts find of CPython's library, counted: `python -m tests.report_library [--names] [MODULE...]`.

Public are the names in a module's `__all__`, or those without an underscore that are no modules. Counted is under the Python that runs
this; every name that is not offered has its reason in the table that `monty modules NAME` prints.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from importlib import import_module
from types import ModuleType

from monty_cli.guest.modules.hints import OTHERS, REASONS, reason_for
from monty_cli.library import list_module, module_names

# Names that a module without `__all__` has from elsewhere.
NOT_ITS_OWN = {"uuid": {"Enum", "bytes_", "int_"}}


def public_names(module: ModuleType) -> set[str]:
    """Return what CPython offers of a module."""
    named = getattr(module, "__all__", None)
    if named is not None:
        return set(named)
    names = {name for name, value in vars(module).items() if name[0] != "_" and not isinstance(value, ModuleType)}
    return names - NOT_ITS_OWN.get(module.__name__, set())


def count(name: str) -> tuple[list[str], list[str]]:
    """Return the public names of CPython's module `name` that scripts find, and those that they don't."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        public = public_names(import_module(name))
    offered, _ = list_module(name)
    return sorted(public & set(offered)), sorted(public - set(offered))


def library_modules() -> tuple[list[str], list[str]]:
    """Return the top modules of CPython's library that scripts have, and those that they don't."""
    offered = set(module_names())
    public = [name for name in sorted(sys.stdlib_module_names) if not name.startswith("_")]
    return [name for name in public if name in offered], [name for name in public if name not in offered]


def main(arguments: list[str]) -> int:
    """Print the counts of the modules asked for, or of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", action="store_true", help="also the names that are not offered")
    parser.add_argument("modules", nargs="*")
    options = parser.parse_args(arguments)
    found = total = 0
    asked = options.modules or [name for name in module_names() if name != "__future__"]
    for name in asked:
        offered, missing = count(name)
        found += len(offered)
        total += len(offered) + len(missing)
        print(f"{name:24}{len(offered):5} of {len(offered) + len(missing):4}")
        if options.names and missing:
            print("    " + " ".join(missing))
    print(f"{'all names':24}{found:5} of {total:4}  ({100 * found // total} %)")
    if not options.modules:
        tops, others = library_modules()
        reasons = sum(reason_for(name) != OTHERS for name in others)
        print(
            f"{'modules of the library':24}{len(tops):5} of {len(tops) + len(others):4}  ({len(module_names())} with submodules)"
        )
        print(f"not offered, with a reason: {reasons} of {len(others)} modules, {len(set(REASONS.values()))} reasons")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
