"""Hidden names: what the prelude defines, what the host gives it, and that neither hides the other."""

from __future__ import annotations

from collections import Counter

from monty_cli.guest import make_builtins
from monty_cli.guest.prelude import PRELUDE_FILES, prelude_names, prelude_source
from monty_cli.machine import prelude
from monty_cli.machine.runtime import HIDDEN


def test_the_prelude_defines_a_name_once() -> None:
    """Of two functions with one hidden name, one would never run."""
    names = [name for file in PRELUDE_FILES for name in prelude_names(prelude_source(file))]
    assert not [name for name, count in Counter(names).items() if count > 1]


def test_no_prelude_function_has_the_name_of_a_helper_of_the_host() -> None:
    """A helper of the host in the builtins of a run would stand in the way of a prelude function of its name."""
    given = {*make_builtins(lambda text: None), *HIDDEN}
    assert not given & set(prelude.index())
