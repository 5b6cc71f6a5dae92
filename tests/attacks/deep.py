"""A deeper walk of what a script can reach: every callable is called with values of many types, and what comes of it is walked as well.

`python -m tests.attacks.deep [MODULE ...]` walks from the builtins and from each module that scripts may import, each in a program of
its own, on this Python. It tells what no script may have (a thing of the host's), what ends a program or the walk, and what of a first
program is seen by a second one. What needs more than some seconds is left.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from monty_cli.errors import MontyError
from monty_cli.library import module_names
from monty_cli.limits import check_limits
from monty_cli.machine import GuestError, program_for, steps_checked
from monty_cli.machine.run import Run
from tests.attacks.fuzz import is_foreign

LIMITS = check_limits({"max_duration_secs": 5.0, "max_memory": 700_000_000, "max_output": 1 << 24})
LEFT = frozenset(("this", "antigravity", "__future__"))
_WALK = """
{imports}
class A:
    x = 1
    def m(self): return 1
class E(Exception): pass
def gen(): yield 1
async def co(): pass
def first(*args, **kwargs): return args[0] if args else 1
values = [0, 1, -1, 2.5, 'a', 'a.b', b'a', [1, 2], (1, 2), {{'a': 1}}, {{1}}, None, True, first, len, int,
    str, A, A(), E, E('a'), gen(), range(3), iter([1]), ...]
few = [1, 'a', [1, 2], first, A, {{'a': 1}}, None]
SPECIAL = ('__call__', '__class__', '__get__', '__iter__', '__next__', '__enter__', '__exit__', '__init__', '__new__',
    '__self__', '__func__',
    '__wrapped__', '__dict__', '__doc__', '__module__', '__origin__', '__args__', '__or__', '__ror__', '__eq__', '__getitem__', '__copy__',
    '__deepcopy__', '__format__', '__class_getitem__', '__mro__', '__base__', '__bases__', '__init_subclass__', '__set_name__',
    '__instancecheck__', '__subclasscheck__', '__prepare__', '__reversed__', '__add__', '__mul__', '__mod__', '__repr__', '__hash__',
    '__length_hint__', '__await__', '__anext__', '__aiter__', '__context__', '__cause__', '__notes__', '__annotations__', '__defaults__',
    '__kwdefaults__', '__type_params__', '__value__', '__bound__', '__match_args__', '__slots__', '__set__', '__delete__', '__missing__')
QUIET = {quiet}
seen, kept = set(), []
def name_of(kind): return f'{{kind.__module__}}.{{kind.__qualname__}}' if type(kind.__module__) is str else kind.__qualname__
def key_of(obj):
    if isinstance(obj, type): return 'class ' + name_of(obj)
    of = name_of(type(obj))
    name = getattr(obj, '__qualname__', None) or getattr(obj, '__name__', None)
    return f'{{of}} {{name}}' if type(name) is str else of
def take(obj, depth, path):
    show(obj, path)
    try: of = key_of(obj)
    except BaseException: return
    if of in seen: return
    seen.add(of)
    kept.append(obj)
    if depth < {depth}: todo.append((obj, depth + 1, path))
def tries(value):
    yield ()
    for one in values: yield (one,)
    for one in few:
        for other in few: yield (one, other)
    for one in few: yield (one, 1, 'a')
    yield ('X', (), {{}})
    yield ('X', ['a', 'b'])
    yield (first, [1, 2], [3, 4])
todo = []
for value in {roots}: take(value, 0, '')
while todo:
    obj, depth, path = todo.pop(0)
    names = [*dir(obj), *SPECIAL]
    for name in names:
        if name in QUIET: continue
        try: value = getattr(obj, name)
        except BaseException: continue
        place = f'{{path}}.{{name}}'
        take(value, depth, place)
        try: setattr(obj, 'planted', 1)
        except BaseException: pass
        if not callable(value) or (isinstance(value, type) and key_of(value) in called): continue
        try: of = f'{{key_of(obj)}}.{{name}}'
        except BaseException: continue
        if of in called: continue
        called.add(of)
        for args in tries(value):
            try: made = value(*args)
            except BaseException: continue
            take(made, depth, f'{{place}}({{len(args)}})')
            if callable(getattr(made, '__next__', None)):
                try: take(next(made), depth, f'{{place}}() next')
                except BaseException: pass
len(seen)
"""
_QUIET = (
    "exit quit input sleep run run_forever run_until_complete breakpoint abort throw __subclasses__ count cycle repeat "
    "factorial comb perm pbkdf2_hmac simplefilter resetwarnings filterwarnings basicConfig disable setLevel"
)
_SEEN = """{imports}
found = [name for name in dir({name}) if hasattr(getattr({name}, name, None), 'planted')]
found + [hasattr(x, 'planted') for x in (print, {name})]"""


class Walk:
    """One walk, from one module or from the builtins."""

    def __init__(self, module: str, depth: int) -> None:
        self.found: dict[str, str] = {}
        imports = f"import {module}" if module else ""
        roots = (
            f"[{module}]"
            if module
            else "[*values, print, getattr, type, object, super, property, globals(), co(), A().m, vars(A), open]"
        )
        text = _WALK.format(imports=imports, roots=roots, depth=depth, quiet=repr(frozenset(_QUIET.split())))
        self.source = text.replace("todo = []", "todo, called = [], set()")
        self.module = module

    def show(self, value: Any, path: str) -> None:
        """Look at a value that the script has come to."""
        if is_foreign(value):
            kind = f"{type(value).__module__}.{type(value).__qualname__} {getattr(value, '__qualname__', '')}"
            self.found.setdefault(kind, f"{self.module}{path}")

    def run(self) -> list[str]:
        """Walk; return what is wrong."""
        wrong = []
        try:
            self._run(self.source)
        except GuestError as error:
            text = ": ".join(error.describe())
            if "about to cause" in text:
                wrong.append(f"the walk from {self.module or 'builtins'} was ended: {text}")
            elif "limit" not in text:
                wrong.append(f"the walk from {self.module or 'builtins'}: {text}")
        except MontyError:
            pass
        wrong += [f"{path}: {kind}" for kind, path in self.found.items()]
        return wrong

    def _run(self, source: str) -> Any:
        run = Run(program_for(source, "main.py", [], steps_checked(LIMITS)), lambda stream, text: None)
        run.limit(LIMITS)
        return run.start({}, {"show": self.show})


def planted(module: str) -> list[str]:
    """Return what a second program sees of what the first has set."""
    from monty_cli import Monty

    name = module or "object"
    found = Monty(_SEEN.format(imports=f"import {module}" if module else "", name=name)).run()
    return [f"{name}.{item} is shared" for item in found if item]


def main() -> int:
    """Run from the command line; 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("modules", nargs="*", help="modules to walk from; all, and the builtins, when none are given")
    options = parser.parse_args()
    count = 0
    for module in options.modules or ["", *sorted(set(module_names()) - LEFT)]:
        wrong = [*Walk(module, options.depth).run(), *planted(module)]
        count += len(wrong)
        sys.stdout.write("".join(f"{module or 'builtins'}: {text}\n" for text in wrong))
        sys.stdout.flush()
    sys.stdout.write(f"{count} found\n")
    return bool(count)


if __name__ == "__main__":
    sys.exit(main())
