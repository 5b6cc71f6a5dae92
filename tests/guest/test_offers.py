"""Every public name of a module that a guest may import is offered, or there is a reason why it is not."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest

from monty_cli.guest.modules import MODULES, offer_of
from monty_cli.library import list_module, module_names

NAMES = [name for name in MODULES if not name.startswith("@") and name != "__future__"]

# Names that a module without `__all__` has from elsewhere.
NOT_ITS_OWN = {"uuid": {"Enum", "bytes_", "int_"}}


def public_names(module: ModuleType) -> set[str]:
    """What CPython offers of a module."""
    named = getattr(module, "__all__", None)
    if named is not None:
        return set(named)
    names = {name for name, value in vars(module).items() if name[0] != "_" and not isinstance(value, ModuleType)}
    return names - NOT_ITS_OWN.get(module.__name__, set())


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
