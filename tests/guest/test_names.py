"""Hidden names: what the prelude defines, what the host gives it, and that neither hides the other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from monty_cli.guest import helpers, make_builtins
from monty_cli.guest.helpers import FILES, helpers_of
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
    of_files = [name for file in FILES for name in helpers_of(file)]
    assert len(of_files) == len(set(of_files))
    assert not given & set(of_files)
    assert not {*given, *of_files} & set(prelude.index())


def test_helpers_belong_to_prelude_files() -> None:
    """A file of helpers that no prelude file has would never be imported."""
    assert set(PRELUDE_FILES) >= FILES
    folder = Path(helpers.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *FILES}
