"""The table of what parts of the library bring to programs has all that the parts themselves show."""

import pytest

from monty_cli.guest.modules.effects import EFFECTS, effects_of_parts

from .effects import ASKED, BY_PART, effects_of, text_of


def test_the_table_is_about_the_modules_told_by_their_parts() -> None:
    assert set(EFFECTS) == set(BY_PART)


@pytest.mark.parametrize("module", BY_PART)
def test_every_part(module: str) -> None:
    found = effects_of(module)
    assert found
    listed = effects_of_parts(module)
    for name, effects in found.items():
        missing = set(text_of(*effects).split()) - set(listed.get(name, "").split()) - ASKED.get((module, name), set())
        assert not missing, (module, name, missing)
