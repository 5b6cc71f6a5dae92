"""Counts that stand for speed, and repeat exactly: what a change must not let grow unseen.

    python -m tests.benchmarks.counts [--update | --steps]

Compares the counts with the committed ones in `counts.json`, on the Python that these are of, and prints what differs; `--update`
writes them. Counted are, for each program, the points (places where it can pause) and the instructions of its compiled code, free and
under limits, next to CPython's; for single steps such as a pause, the functions that are called; and what the command line imports.
"""

from __future__ import annotations

import argparse
import dis
import gc
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from monty_cli import Monty, ResourceLimits, load_snapshot
from monty_cli.machine import Program as Compiled
from tests.benchmarks.catalogue import Program, programs
from tests.benchmarks.engines import default_limits, native
from tests.benchmarks.holding import SOURCE

TABLE = Path(__file__).with_name("counts.json")
PYTHON = "3.11"
"""The Python whose counts the table has."""

LISTING = "; print(*sorted(sys.modules), sep='\\n')"
FIXED = {**os.environ, "PYTHONHASHSEED": "0"}  # the order of sets decides on some calls
STARTS = {"run --in-process": ["run", "--in-process"], "--help": ["--help"]}


def of_program(program: Program) -> dict[str, int]:
    """Return the counts of a program: points, and instructions here, under limits and natively."""
    free = Compiled(program.source).script
    metered = Compiled(program.source, metered=True).script
    points = 0
    for info in free.functions.values():
        info.path_to(0)
        points += len(info.paths or ())
    plain = compile(program.source, "native", "exec")
    return {
        "points": points,
        "instructions": instructions(free.code),
        "metered": instructions(metered.code),
        "native": instructions(plain),
    }


def instructions(code: CodeType) -> int:
    """Return how many instructions a code object has, with those of the functions in it."""
    inner = (item for item in code.co_consts if isinstance(item, CodeType))
    return sum(1 for _ in dis.get_instructions(code)) + sum(map(instructions, inner))


def digest(result: object) -> str:
    """Return what tells the result of a program from others."""
    return hashlib.sha256(repr(result).encode()).hexdigest()[:12]


def calls(function: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, a call of `function` calls."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    gc.collect()
    gc.disable()  # finalizers and callbacks are no calls of the step's
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def of_steps() -> dict[str, int]:
    """Return the calls of single steps of a small script, counted in a process of its own."""
    line = [sys.executable, "-m", "tests.benchmarks.counts", "--steps"]
    found: dict[str, int] = json.loads(
        subprocess.run(line, check=True, capture_output=True, text=True, env=FIXED).stdout
    )
    return found


def counted_steps() -> dict[str, int]:
    """Return the calls of the steps in this process, each the second time that it is done."""
    program, limits = Monty(SOURCE), default_limits()
    timeless: ResourceLimits = {
        **limits,
        "max_memory": None,
    }  # at which calls of the host it is looked at depends on the clock
    first: Any = program.start(limits=limits)
    data = first.dump()

    def steps() -> dict[str, int]:
        live: Any = program.start(limits=limits)
        loaded: Any = load_snapshot(data)
        functions: dict[str, Callable[..., object]] = {"fetch": lambda item: 3}
        return {
            "start": calls(lambda: program.start(limits=limits)),
            "pause and resume": calls(lambda: live.resume(return_value=3)),
            "dump": calls(first.dump),
            "load": calls(lambda: load_snapshot(data)),
            "first step after a load": calls(lambda: loaded.resume(return_value=3)),
            "run with three host calls": calls(lambda: program.run(limits=timeless, external_functions=functions)),
        }

    steps()
    return steps()


def of_starts(folder: Path) -> dict[str, list[str]]:
    """Return the modules that the command line imports on its ways, beyond those of `python -c pass`; `folder` is for a script."""
    script = folder / "hello.py"
    script.write_text("print('hello')\n")
    bare = set(listed("import sys" + LISTING, []))
    entry = "import sys; from monty_cli.cli.entry import main; main()" + LISTING
    scripts = {"run --in-process": [str(script)]}
    return {name: sorted(set(listed(entry, [*line, *scripts.get(name, [])])) - bare) for name, line in STARTS.items()}


def listed(code: str, arguments: list[str]) -> list[str]:
    """Return the modules that a Python process with this code has in the end."""
    world = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    line = [sys.executable, "-c", code, *arguments]
    output = subprocess.run(line, check=True, capture_output=True, text=True, env=world).stdout
    return [text for text in output.splitlines() if text.replace(".", "").replace("_", "").isalnum()]


def of_programs() -> dict[str, dict[str, int]]:
    """Return the counts of all programs."""
    return {program.name: of_program(program) for program in programs()}


def results() -> dict[str, str]:
    """Return the digests of the programs' results on CPython."""
    return {program.name: digest(native(program.source)()) for program in programs()}


def differences(committed: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Return a line for each entry that differs; of lists, what one of them lacks."""
    lines = []
    for name in sorted(committed.keys() | found.keys()):
        before, now = committed.get(name), found.get(name)
        if isinstance(before, list) and isinstance(now, list):
            gone, new = sorted(set(before) - set(now)), sorted(set(now) - set(before))
            lines += [f"{name}: without {gone}, with {new} now"] if gone or new else []
        elif before != now:
            lines.append(f"{name}: {before} before, {now} now")
    return lines


def main() -> None:
    """Compare, or write the table."""
    from tempfile import TemporaryDirectory

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="write the table")
    parser.add_argument("--steps", action="store_true", help="print only the counts of single steps, as JSON")
    asked = parser.parse_args()
    if asked.steps:
        print(json.dumps(counted_steps()))
        return
    if sys.version_info[:2] != tuple(map(int, PYTHON.split("."))):
        raise SystemExit(f"the table is of Python {PYTHON}")
    with TemporaryDirectory() as folder:
        found: dict[str, Mapping[str, Any]] = {
            "programs": of_programs(),
            "results": results(),
            "steps": of_steps(),
            "imports": of_starts(Path(folder)),
        }
    committed = json.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    for part, entries in found.items():
        for line in differences(committed.get(part, {}), entries):
            print(line)
    if asked.update:
        TABLE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
