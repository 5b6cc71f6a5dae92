"""Every function that the library offers does what CPython's own does: called with generated arguments, or in the lines of a table.

What is offered is read off the modules themselves, so that a name which no test runs in both worlds fails here.
"""

from __future__ import annotations

import contextlib
import io
import logging
import random
import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from monty_cli import Monty
from monty_cli.library import list_module, module_names
from tests.guest.differential import check_calls, without_address
from tests.guest.table import lines_data, lines_text
from tests.guest.table.generated import ROWS, cases
from tests.guest.table.uses import used_names

MODULES = [name for name in module_names() if name != "__future__"]
LINES = lines_data.LINES | lines_text.LINES

# Names that no test compares, and why. A constant is compared by its repr.
NOT_COMPARED = {
    **dict.fromkeys(
        (
            "asyncio.EventLoop",
            "asyncio.get_event_loop",
            "asyncio.new_event_loop",
            "asyncio.set_event_loop",
            "asyncio.timeout_at",
            "asyncio.to_thread",
        ),
        "tests/corpus has what they are for; loops of the script's own are refused",
    ),
    **dict.fromkeys(("traceback.extract_stack", "traceback.print_stack"), "they show the frames of the test itself"),
    "os.path.isjunction": "it asks the host: tests/os_access",
    "typing.override": "newer than 3.11, where scripts have it all the same",
    "sys.exit": "it ends the process that would compare",
}
NOT_EQUAL = {
    "os.supports_bytes_environ": "there is no environ in bytes",
    "sys.version": "how the host's Python was compiled is not told",
    **dict.fromkeys(("os.environ", "os.environb", "sys.argv"), "what a script finds there is the host's decision"),
    **dict.fromkeys(
        ("sys.platform", "os.name", "os.path.supports_unicode_filenames"), "the world of a script is a POSIX one"
    ),
}
ATTEMPT = """
import contextlib, io
def attempt(line):
    written = io.StringIO()
    try:
        with contextlib.redirect_stdout(written):
            return repr(line()), written.getvalue()
    except Exception as error:
        return type(error).__name__ + ": " + str(error), written.getvalue()
"""


def lines_of(module: str) -> list[str]:
    """Return the lines of a module."""
    return [line.strip() for line in LINES[module].strip().split("\n")]


def native(source: str) -> Any:
    """Return the value of the last line of `source` under CPython."""
    names: dict[str, Any] = {"__name__": "__main__"}
    head, _, last = source.rpartition("\n")
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        exec(compile(head, "main.py", "exec", dont_inherit=True), names)
        return eval(compile(last, "main.py", "eval", dont_inherit=True), names)


@pytest.fixture
def own_state() -> Iterator[None]:
    """Leave the state of CPython's modules as it was."""
    state, levels, disabled = random.getstate(), dict(logging._levelToName), logging.root.manager.disable
    yield
    random.setstate(state)
    logging._levelToName.clear()
    logging._levelToName.update(levels)
    logging._nameToLevel.pop("NOTE", None)
    logging.root.manager.disable = disabled


@pytest.mark.usefixtures("own_state")
@pytest.mark.parametrize("module", sorted(LINES))
def test_lines(module: str) -> None:
    lines = lines_of(module)
    body = ", ".join(f"attempt(lambda: ({line}))" for line in lines)
    source = f"import {module}\n{ATTEMPT}\n[{body}]"
    expected = native(source)
    found = Monty(source).run(
        print_callback=lambda stream, text: None, os=lambda name, args, kwargs: answer(name, args)
    )
    wrong = [
        f"{line}\n  expected {right}\n  found    {left}"
        for line, left, right in zip(lines, found, expected, strict=True)
        if [without_address(part) for part in left] != [without_address(part) for part in right]
    ]
    assert not wrong, "\n".join(wrong)


def answer(name: str, args: tuple[Any, ...]) -> Any:
    """Answer the system calls of a line that only asks for their kind: random bytes, and clocks."""
    known: dict[str, Any] = {"os.environ": {}, "os.getenv": None}
    return bytes(args[0]) if name == "os.urandom" else known.get(name, 1.0)


@pytest.mark.parametrize("module", sorted(ROWS))
def test_generated_arguments(module: str) -> None:
    calls, found = cases(module)
    host = import_module(module)
    there = {name: calls[name] for name in calls if name.startswith("lambda") or hasattr(host, name)}
    check_calls(f"import {module}", there, [case for case in found if case[0] in there])


@pytest.mark.parametrize("module", MODULES)
def test_constants(module: str) -> None:
    host = import_module(module)
    names = [name for name in list_module(module)[0] if _is_plain(getattr(host, name, None))]
    names = [name for name in names if f"{module}.{name}" not in NOT_EQUAL]
    found = Monty(f"import {module}\n[{', '.join(f'repr({module}.{name})' for name in names)}]").run()
    assert dict(zip(names, found, strict=True)) == {name: repr(getattr(host, name)) for name in names}


def _is_plain(value: Any) -> bool:
    return isinstance(value, (int, float, str, bytes, tuple, list, dict, frozenset, complex)) and not re.search(
        r" at 0x", repr(value)
    )


@pytest.mark.harness
def test_every_function_is_compared() -> None:
    used = used_names(set(MODULES)) | {f"{module}.{name}" for module in ROWS for name in cases(module)[0]}
    offered = {
        f"{module}.{name}"
        for module in MODULES
        for name in list_module(module)[0]
        if callable(getattr(import_module(module), name, None))
    }
    missing = offered - used - set(NOT_COMPARED)
    assert not missing, sorted(missing)
    known = {name for name in NOT_COMPARED if hasattr(import_module(name.rpartition(".")[0]), name.rpartition(".")[2])}
    assert known <= offered, "names that are not offered"
    compared = set(NOT_COMPARED) & used
    assert not compared, sorted(compared)
