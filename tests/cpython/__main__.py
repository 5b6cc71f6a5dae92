"""Run CPython's own tests natively and as guests, and tell which come out in another way.

    python -m tests.cpython [NAME ...] [--reload] [--keep FOLDER] [--update]

Without names, those of the table `known.json`, which holds what comes out in another way for each Python; `--update` writes it. With
`--reload` the guest is saved and loaded at its pauses too, and what could not be saved is counted. The exit code is 1 when something
comes out in a way that the table does not know.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cpython.reducing import FOLDER, reduced
from tests.cpython.running import Results, run

TABLE = Path(__file__).with_name("known.json")
PYTHON = "{}.{}".format(*sys.version_info[:2])


def known() -> dict[str, list[str]]:
    """Return the modules that are tried on this Python, each with the tests that are known to come out in another way."""
    found: dict[str, list[str]] = json.loads(TABLE.read_text("utf-8")).get(PYTHON, {}) if TABLE.exists() else {}
    return found


def differing(native: Results, other: Results) -> list[str]:
    """Return the tests whose outcome is not the native one, those that were never reached among them."""
    expected, found = native.words(), other.words()
    return sorted(name for name in expected if found.get(name) != expected[name])


def check(name: str, folder: Path, modes: list[str]) -> tuple[Results, dict[str, Results], list[str]]:
    """Run a module natively and in `modes`; return the results and what was left out of it."""
    text, dropped = reduced(name)
    program = folder / f"{name}.py"
    program.write_text(text, "utf-8")
    return run(program, "native"), {mode: run(program, mode) for mode in modes}, dropped


def main() -> int:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.cpython", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="test modules, as `test_list`")
    parser.add_argument("--reload", action="store_true", help="save and load at the pauses, too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the programs there")
    parser.add_argument("--update", action="store_true", help="write the table")
    asked = parser.parse_args()
    if not FOLDER.is_dir():
        raise SystemExit(f"this Python comes without its tests: there is no folder {FOLDER}")
    table, modes = known(), ["live", *(["reload"] if asked.reload else [])]
    wrong, counted, refused = 0, Counter[str](), Counter[str]()
    with TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(exist_ok=True)
        for name in asked.names or sorted(table):
            native, found, dropped = check(name, folder, modes)
            differ = {mode: differing(native, results) for mode, results in found.items()}
            each = {mode: len(tests) for mode, tests in differ.items()}
            counted += Counter(tests=len(native.outcomes), left_out=len(dropped), **each)
            print(
                f"{name}: {len(native.outcomes)} tests, {len(dropped)} left out, of another outcome: {each}", flush=True
            )
            every = set().union(*differ.values())
            new = sorted(every - set(table.get(name, [])))
            for test in new:
                print(f"    {test} natively {native.outcomes[test][:100]}")
                for mode, results in found.items():
                    print(f"        {mode}: {results.outcomes.get(test, 'not reached')[:200]}")
            for results in found.values():
                print("".join(f"    {line}\n" for line in results.ended), end="")
                refused += results.refused
            wrong += len(new)
            table[name] = sorted(every)
    print(", ".join(f"{what}: {count}" for what, count in counted.items()))
    for reason, count in refused.most_common():
        print(f"{count:6}  {reason}")
    if asked.update:
        write(table)
    return 1 if wrong and not asked.update else 0


def write(table: dict[str, list[str]]) -> None:
    """Write what is known for this Python, beside what is known for others."""
    every = json.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    TABLE.write_text(json.dumps({**every, PYTHON: dict(sorted(table.items()))}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
