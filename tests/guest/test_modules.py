"""The modules that a guest may import: guest programs give what they give under CPython."""

from __future__ import annotations

from types import FunctionType, ModuleType

import pytest

from monty_cli.guest.modules import MODULES
from tests.guest.native import Prelude, check, check_all, guarded, read_programs

PROGRAMS = read_programs("classes_of_modules") | read_programs("functions_of_modules")
EXPRESSIONS = read_programs("expressions")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program(name: str) -> None:
    check(PROGRAMS[name])


@pytest.mark.parametrize("name", ["itertools", "others"])
def test_expressions(name: str) -> None:
    check_all(EXPRESSIONS["helpers"] + EXPRESSIONS[f"{name} imports"], EXPRESSIONS[name])


def test_what_is_not_there() -> None:
    assert guarded("import socket").text.startswith("ModuleNotFoundError: No module named 'socket'")
    assert guarded("from math import nope").text.startswith("ImportError: cannot import name 'nope' from 'math'")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_holds_nothing_of_the_host(name: str) -> None:
    prelude = Prelude()
    module = prelude.modules.load(name)
    for part, value in module.__dict__.items():
        if part.startswith("__"):
            continue
        assert not isinstance(value, ModuleType) or value in prelude.modules.loaded.values(), part
        if isinstance(value, FunctionType):
            assert value.__globals__ is prelude.namespace, part


@pytest.mark.parametrize("name", MODULES)
def test_parts_of_modules_are_found_by_their_names(name: str) -> None:
    first, second = Prelude().modules, Prelude().modules
    for part, value in first.load(name).__dict__.items():
        text = first.name_of(value)
        if text is not None and not part.startswith("__"):
            assert second.name_of(second.named(text)) == text


@pytest.mark.parametrize("act", ["setattr(math, 'x', 1)", "delattr(math, 'pi')", "setattr(math, 'pi', 1)"])
def test_a_module_can_not_be_changed(act: str) -> None:
    assert guarded(f"import math\n{act}").text.startswith("AttributeError")


@pytest.mark.parametrize(
    "source",
    [
        "math.__dict__",
        "math.__loader__",
        "math.__spec__",
        "math.__getattr__",
        "json.__builtins__",
        "json.loads.__globals__",
        "functools.reduce.__code__",
        "functools.partial(len).__reduce__()",
        "collections.Counter.update.__globals__",
        "collections.Counter.__init__.__code__",
    ],
)
def test_modules_lead_nowhere(source: str) -> None:
    outcome = guarded(f"import math, json, functools, collections\nresult = {source}")
    assert outcome.text.startswith("AttributeError: ")
