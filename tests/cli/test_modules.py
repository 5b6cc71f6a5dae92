"""`modules`: the modules that scripts may import, and what there is of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from monty_cli.cli.exit_codes import DONE, USAGE
from tests.cli.helpers import run_here, run_process


def test_all_modules() -> None:
    result = run_here("modules")
    lines = result.stdout.splitlines()
    assert (result.status, result.stderr) == (DONE, "")
    assert lines == sorted(lines)
    assert {"json", "collections.abc", "csv"} <= set(lines)


def test_one_module() -> None:
    result = run_here("modules", "hmac")
    assert (result.status, result.stderr) == (DONE, "")
    assert result.stdout.splitlines() == [
        "HMAC",
        "compare_digest",
        "digest",
        "new",
        *(f"{name}\tnot offered: it is a part of how HMAC works" for name in ("digest_size", "trans_36", "trans_5C")),
    ]


@pytest.mark.parametrize("name", ["nothing", "@paths", "json.x"])
def test_no_such_module(name: str) -> None:
    result = run_here("modules", name)
    assert (result.status, result.stdout) == (USAGE, "")
    assert result.stderr == f"monty: there is no module {name!r} for scripts; `monty modules` lists them\n"


def test_the_other_parser(tmp_path: Path) -> None:
    plain = run_process("modules", "hmac", cwd=tmp_path)
    assert (plain.status, plain.stdout) == (DONE, run_here("modules", "hmac").stdout)
    assert run_process("modules", "--color=never", "hmac", cwd=tmp_path).stdout == plain.stdout
    assert run_process("--color=never", "modules", cwd=tmp_path).stdout == run_here("modules").stdout
    assert run_process("modules", "a", "b", cwd=tmp_path).status == USAGE
