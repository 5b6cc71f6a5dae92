"""Hidden names: what the prelude defines, what the host gives it, and that neither hides the other."""

from __future__ import annotations

from monty_cli.guest import make_builtins
from monty_cli.machine import prelude
from monty_cli.machine.runtime import HIDDEN


def test_no_prelude_function_has_the_name_of_a_helper_of_the_host() -> None:
    """A helper of the host in the builtins of a run would stand in the way of a prelude function of its name."""
    given = {*make_builtins(lambda text: None), *HIDDEN}
    assert not given & set(prelude.index())
