"""Every program of the corpus agrees with native execution: live, reloaded at each pause, hopping; every other one in one more mode.

`MONTY_TEST_MODES` names other modes, with blanks between them; `all` stands for all. With `MONTY_TEST_PART`, a number, only the
programs with an even or an odd place are run, so that two Pythons can share them.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.oracle import MODES, Pool, Program, check, corpus
from tests.oracle.programs import every_program

NOT_IN_SCRIPTS = {
    *("Expression", "FunctionType", "Interactive", "TypeIgnore"),  # roots and marks of other kinds of source
    *("AugLoad", "AugStore", "Bytes", "Ellipsis", "ExtSlice", "Index", "NameConstant", "Num", "Param", "Str", "Suite"),
}

pytestmark = pytest.mark.usefixtures("time_limit")


ALWAYS = ("native", "live", "reload", "hop")
IN_TURN = tuple(mode for mode in MODES if mode not in ALWAYS)


def _cases() -> list[Any]:
    """Return the programs with their modes. A pause that can't be saved can't go on in another thread, once its own has ended."""
    wanted = os.environ.get("MONTY_TEST_MODES", "").split()
    part = os.environ.get("MONTY_TEST_PART", "")
    return [
        pytest.param(program, mode, id=f"{program.file}::{program.name}-{mode}")
        for number, program in enumerate(corpus())
        for mode in (
            MODES if wanted == ["all"] else wanted or (*ALWAYS, *IN_TURN[number // 2 % len(IN_TURN) :][: number % 2])
        )
        if not part or number % 2 == int(part) % 2
        if not (mode == "thread" and program.refuses) and not (mode == "session" and _shows_its_file(program))
    ]


def _shows_its_file(program: Program) -> bool:
    """Tell whether a program prints tracebacks: in a session, the script has another name."""
    return "traceback" in program.source or "logging" in program.source


@pytest.mark.parametrize(("program", "mode"), _cases())
def test_program(program: Program, mode: str, pools: Callable[[str], Pool]) -> None:
    """A program prints, calls, returns and raises in `mode` as on CPython, and is dumped wherever it should be."""
    pool = pools(mode) if mode in ("hop", "native") else None
    found = check(program, mode, pool)
    assert not found, "\n".join([f"{program} [{mode}]", *found])


def test_the_corpus_is_large() -> None:
    """There are at least 200 programs and as many asynchronous ones, with model scripts in both; no two have the same name."""
    names = [program.name for program in every_program()]
    assert len(names) >= 200
    assert len(names) == len(set(names))
    assert sum(program.file == "model_scripts.py" for program in every_program()) >= 20
    assert sum(program.file.startswith("async_") for program in every_program()) >= 200
    assert sum(program.file == "async_models.py" for program in every_program()) >= 10


def test_the_corpus_has_every_syntax_node() -> None:
    """Each node class of the running Python occurs in the corpus, but for those that no script holds."""
    used = {type(node) for program in corpus() for node in ast.walk(ast.parse(program.source))}
    missing = {node.__name__ for node in _leaves(ast.AST) if node not in used and node.__module__ == "ast"}
    assert missing <= NOT_IN_SCRIPTS


def _leaves(node: type[ast.AST]) -> list[type[ast.AST]]:
    below = node.__subclasses__()
    return [leaf for each in below for leaf in _leaves(each)] if below else [node]
