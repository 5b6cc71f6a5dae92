"""Random attacks: `python -m tests.attacks.fuzz --seconds N --seed S`.

Each program builds values by random chains of reads, calls and items over what a script can reach, and shows each of them to a
function that gets it as it is. The oracle: none is a thing of the host's (a module, a frame, code, a function with live globals, a
class that nobody has reviewed), the tripwire stays silent, and only Monty's own errors come out.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import types
from typing import Any

from monty_cli.errors import MontyError
from monty_cli.guest.attributes import Guard
from monty_cli.guest.library_types import library_type_name
from monty_cli.guest.protocol import is_guest_class, is_guest_code, is_type
from monty_cli.limits import check_limits
from monty_cli.machine import GuestError, program_for, steps_checked
from monty_cli.machine.run import Run

LIMITS = check_limits({"max_duration_secs": 5.0, "max_memory": 500_000_000})  # a program may ask for what has no end
NEVER = (types.FrameType, types.CodeType, types.TracebackType, types.CellType, Guard, Run)
OUR_FUNCTIONS = frozenset(
    [
        "print",
        "getattr",
        "hasattr",
        "setattr",
        "delattr",
        "vars",
        "dir",
        "open",
        "object.__getattribute__",
        "object.__setattr__",
        "object.__delattr__",
        "BaseException.with_traceback",
        *(
            "ZoneInfo." + name
            for name in ("__copy__", "__new__", "__repr__", "__str__", "dst", "fromutc", "tzname", "utcoffset")
        ),
    ]
)
PLACES = frozenset(
    [
        "builtins",
        "types",
        "collections",
        "_collections",
        "functools",
        "itertools",
        "operator",
        "_operator",
        "re",
        "datetime",
        "decimal",
        "time",
        "zoneinfo",
        "typing",
        "_thread",
        "string",
    ]
)
ROOTS = [
    "print",
    "len",
    "type",
    "object",
    "int",
    "str",
    "list",
    "dict",
    "tuple",
    "set",
    "property",
    "super",
    "Exception",
    "ExceptionGroup",
    "classmethod",
    "range",
    "iter",
    "map",
    "getattr",
    "(lambda:0)",
    "gen()",
    "gen",
    "co()",
    "A",
    "A()",
    "A().m",
    "A.c",
    "M",
    "err()",
    "[1]",
    "{'a':1}",
    "'a'",
    "b'a'",
    "1.5",
    "1",
    "None",
    "...",
    "globals()",
    "iter([1])",
    "{}.keys()",
    "A.p",
    "json",
    "re",
    "datetime",
    "decimal",
    "functools",
    "operator",
    "typing",
    "enum",
    "dataclasses",
    "collections",
    "inspect",
    "traceback",
    "logging",
    "string",
    "types",
    "functools.partial(len)",
    "functools.lru_cache(len)",
    "re.compile('a')",
    "re.match('a','a')",
    "datetime.date.today",
    "decimal.Decimal(1)",
    "operator.attrgetter('a')",
    "collections.Counter()",
    "collections.deque()",
    "typing.List",
    "types.SimpleNamespace(a=1)",
    "list[int]",
    "int|str",
]
HEADER = """
import json, re, datetime, decimal, functools, operator, typing, enum, dataclasses, collections, inspect, traceback, logging, string, types
def gen(): yield 1
async def co(): pass
class M(type): pass
class A:
    x = 1
    def m(self): return self
    @classmethod
    def c(cls): return cls
    @property
    def p(self): return 1
def err():
    try: [].nope
    except Exception as e: return e
"""
NAMES = [
    "__class__",
    "__dict__",
    "__self__",
    "__func__",
    "__wrapped__",
    "__call__",
    "__new__",
    "__init__",
    "__get__",
    "__getattribute__",
    "__reduce__",
    "__globals__",
    "__code__",
    "__closure__",
    "__mro__",
    "__bases__",
    "__subclasses__",
    "__module__",
    "__doc__",
    "__name__",
    "__init_subclass__",
    "__traceback__",
    "__context__",
    "__cause__",
    "__origin__",
    "__args__",
    "__defaults__",
    "__kwdefaults__",
    "__annotations__",
    "__builtins__",
    "__import__",
    "__loader__",
    "__spec__",
    "__match_args__",
    "__iter__",
    "__next__",
    "__format__",
    "gi_code",
    "gi_frame",
    "cr_frame",
    "func",
    "args",
    "keywords",
    "obj",
    "name",
    "fget",
    "fset",
    "pattern",
    "format",
    "format_map",
    "register",
    "mro",
    "value",
    "parser",
    "exceptions",
    "parts",
    "copy",
    "get",
    "items",
    "keys",
    "pop",
    "upper",
    "split",
    "join",
    "send",
    "throw",
    "close",
    "default_factory",
    "maps",
    "parents",
    "x",
    "m",
    "c",
    "p",
    "real",
    "fields",
    "cache_clear",
    "sub",
    "scanner",
]


def is_foreign(value: Any) -> bool:
    """Tell whether a value is a thing of the host's that no script may have."""
    kind = type(value)
    if kind in NEVER:
        return True
    if kind is types.ModuleType:
        return sys.modules.get(value.__name__) is value
    if kind is types.FunctionType:
        return not is_guest_code(value) and value.__qualname__ not in OUR_FUNCTIONS
    cls = value if is_type(value) else kind
    if is_guest_class(cls) or library_type_name(cls):
        return False
    if (
        cls.__module__ == "__main__"
    ):  # the script's own, made by calling `type` as a value: unmarked, but nothing of the host's
        return False
    return cls.__module__ not in PLACES and not cls.__module__.startswith("monty_cli.")


class Grammar:
    """Makes random programs."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self, depth: int = 0) -> str:
        """Return an expression."""
        pick = self.random.choice
        text = pick(ROOTS)
        for _ in range(self.random.randrange(4)):
            text = self._step(text, depth)
        return text

    def _step(self, text: str, depth: int) -> str:
        pick = self.random.choice
        argument = self.value(depth + 1) if depth < 2 else pick(ROOTS)
        name = pick(NAMES)
        return pick((
            f"{text}.{name}",
            f"getattr({text}, {name!r})",
            f"{text}({argument})",
            f"{text}()",
            f"{text}({argument}, {name!r})",
            f"{text}({name!r}, (), {{}})",
            f"type({text})",
            f"[*{text}][0]",
            f"{text}[{argument}]",
            f"operator.attrgetter({name!r})({text})",
            f"operator.methodcaller({name!r}, {argument})({text})",
            f"functools.reduce(getattr, [{name!r}, {pick(NAMES)!r}], {text})",
            f"list(map({text}, [{argument}]))",
            f"str.format('{{0.{name}}}', {text})",
            f"object.__getattribute__({text}, {name!r})",
            f"super(A, A()).{name}",
            f"eval({name!r}, {{}})",
            f"functools.partial({text}, {argument})",
            f"vars({text})",
        ))  # fmt: skip

    def program(self) -> str:
        """Return a program that shows some values."""
        lines = [f"try: show({self.value()})\nexcept Exception: pass" for _ in range(12)]
        return HEADER + "\n".join(lines)


def try_out(source: str) -> str | None:
    """Run a program; return what is wrong with it, `None` if nothing is."""
    wrong: list[str] = []

    def show(value: Any) -> None:
        if is_foreign(value):
            wrong.append(
                f"{type(value).__name__} {getattr(value, '__qualname__', '')} {getattr(value, '__module__', '')}"
            )

    try:
        run = Run(program_for(source, "main.py", [], steps_checked(LIMITS)), lambda stream, text: None)
        run.limit(LIMITS)
        run.start({}, {"show": show})
    except GuestError as error:
        if "about to cause" in error.describe()[1]:
            return error.describe()[1]
    except MontyError:
        pass
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return wrong[0] if wrong else None


def fuzz(seconds: float, seed: int) -> list[tuple[str, str]]:
    """Try random programs for so long; return what is wrong, with the lines that may be the reason."""
    found: list[tuple[str, str]] = []
    end = time.monotonic() + seconds
    grammar = Grammar(seed)
    count = 0
    while time.monotonic() < end:
        source = grammar.program()
        count += 1
        reason = try_out(source)
        if reason is not None:
            body = source[len(HEADER) :].split("\nexcept Exception: pass")
            culprits = [line for line in body if line and try_out(f"{HEADER}{line}\nexcept Exception: pass")]
            found.append((reason, "\n".join(culprits) or source))
    sys.stderr.write(f"{count} programs\n")
    return found


def main() -> int:
    """Run from the command line; 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = fuzz(options.seconds, options.seed)
    for reason, source in found:
        sys.stdout.write(f"{reason}\n{source}\n\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
