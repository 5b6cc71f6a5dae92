"""The benchmark's programs still have CPython's results, and nothing that stands for speed has grown unseen.

Nothing here is a time. A change that is meant to alter the counts writes them anew: `python -m tests.benchmarks.counts --update`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from monty_cli import Monty
from tests.benchmarks import counts, readme, report
from tests.benchmarks.catalogue import KINDS, Program, programs
from tests.benchmarks.comparing import compare_one
from tests.benchmarks.drawing import draw
from tests.benchmarks.engines import CPython, Ours, default_limits

pytestmark = pytest.mark.harness

COMMITTED: dict[str, Any] = json.loads(counts.TABLE.read_text("utf-8"))
ADVICE = "python -m tests.benchmarks.counts --update writes what is meant"


def test_there_are_programs_of_each_kind() -> None:
    found = programs()
    assert len(found) >= 30
    assert {program.kind for program in found} == set(KINDS)


@pytest.mark.parametrize("program", programs(), ids=lambda program: program.name)
def test_a_program_has_the_result_of_cpython(program: Program) -> None:
    assert counts.digest(Monty(program.source).run(limits=default_limits())) == COMMITTED["results"][program.name]


def test_points_and_instructions_are_those_of_the_table() -> None:
    assert not counts.differences(COMMITTED["programs"], counts.of_programs()), ADVICE


def test_steps_call_as_much_as_the_table_says() -> None:
    assert not counts.differences(COMMITTED["steps"], counts.of_steps()), ADVICE


def test_the_command_line_imports_nothing_new(tmp_path: Path) -> None:
    for name, modules in counts.of_starts(tmp_path).items():
        assert not set(modules) - set(COMMITTED["imports"][name]), f"monty {name}: {ADVICE}"


def test_a_small_run_makes_its_report() -> None:
    ours, free = Ours(report.OURS, "1", default_limits()), Ours(report.FREE, "1", None)
    program = Program("sum", "module loop", "total = 0\nfor i in range(2_000):\n    total += i\ntotal\n")
    row = compare_one(program, CPython("3"), [ours, free], 1)
    names = [report.OURS, report.FREE]
    told = {"date": "2026-01-31 12:00 UTC", "versions": {"python": "3"}}
    found = report.data([row], names, told, report.bars([row]), {})
    assert row.ratios.keys() == set(names) and found["summary"][report.OURS]["programs"] == 1
    assert len(report.line(row, names)) == len(report.heading(names))
    assert ElementTree.fromstring(draw(found)).tag.endswith("svg")


def test_the_readme_tells_what_was_measured_last() -> None:
    assert readme.section(json.loads(readme.RESULTS.read_text())) in readme.README.read_text()
