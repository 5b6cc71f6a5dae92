"""Every public name of a module that a guest may import is offered, or there is a reason why it is not."""

from __future__ import annotations

from importlib import import_module

import pytest

from monty_cli import Monty, MontyRuntimeError
from monty_cli.guest.modules import MODULES, offer_of
from monty_cli.guest.modules.hints import OTHERS, REASONS, hint_of, reason_for
from monty_cli.library import list_module, module_names
from tests.report_library import library_modules, public_names

NAMES = [name for name in MODULES if not name.startswith("@") and name != "__future__"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_offered_or_has_a_reason(name: str) -> None:
    offered, omitted = list_module(name)
    missing = public_names(import_module(name)) - {*offered, *omitted}
    # a name of one underscore is public where __all__ has it
    found = {part for part in missing if not part.startswith("_")}
    assert not found


@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_for_names_that_are_not_offered(name: str) -> None:
    offered, omitted = list_module(name)
    assert not set(offered) & set(omitted)
    assert all(reason.strip() and not reason.endswith(".") for reason in offer_of(name).omitted.values())


def test_there_are_no_hidden_modules_in_the_list() -> None:
    assert "json" in module_names()
    assert not [name for name in module_names() if "@" in name]


@pytest.mark.parametrize("name", ["nothing", "@paths", "", "json.nothing"])
def test_what_is_no_module(name: str) -> None:
    with pytest.raises(ValueError, match="there is no module"):
        list_module(name)


def test_every_module_of_the_library_that_is_not_offered_has_a_reason() -> None:
    _, others = library_modules()
    assert not [name for name in others if reason_for(name) == OTHERS]
    assert not set(REASONS) & set(MODULES)
    assert not [reason for reason in REASONS.values() if reason.endswith(".") or not reason.strip()]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("No module named 'threading'", "a script has no threads: use asyncio"),
        ("No module named 'numpy'", OTHERS),
        ("No module named 'urllib.request'", "a script has no network: a function of the host does such work"),
        ("module 'os' has no attribute 'fork'", "a script starts and controls no processes"),
        ("cannot import name 'fork' from 'os' (unknown location)", "a script starts and controls no processes"),
        ("cannot import name 'request' from 'urllib' (unknown location)", REASONS["urllib.request"]),
        ("No module named 'json.nothing'", ""),
        ("module 'math' has no attribute 'nothing'", ""),
        ("'int' object has no attribute 'fork'", ""),
        ("module 'nothing' has no attribute 'fork'", ""),
    ],
)
def test_the_hint_below_an_error(text: str, hint: str) -> None:
    assert hint_of(text) == hint


def test_an_uncaught_error_shows_the_hint_and_a_caught_one_is_as_in_cpython() -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        Monty("import threading").run()
    assert caught.value.display().endswith(
        "ModuleNotFoundError: No module named 'threading'\nhint: a script has no threads: use asyncio"
    )
    assert str(caught.value) == "ModuleNotFoundError: No module named 'threading'"
    script = (
        "try:\n    import threading\nexcept ImportError as error:\n    text = str(error)\ntext, error.name if 0 else 1"
    )
    assert Monty(script).run() == ("No module named 'threading'", 1)
