"""Runs corpus programs from the command line and prints what is wrong."""

from __future__ import annotations

import argparse
import re
import sys

from tests.oracle.check import MODES, check, new_pool
from tests.oracle.native import run_native
from tests.oracle.programs import Program, corpus, find


def main() -> int:
    """Check the programs that the command line names, all when none; return 1 when any is wrong, else 0."""
    options = _parse()
    programs = [find(name) for name in options.names] or corpus()
    report = _count if options.summary else _report
    wrong: dict[str, list[str]] = {}
    for mode in options.mode or ["live", "reload"]:
        pool = new_pool(mode) if mode in ("hop", "native") else None
        try:
            for program in programs:
                report(program, mode, check(program, mode, pool), wrong)
        finally:
            if pool is not None:
                pool.stop()
    if options.show:
        for program in programs:
            _show(program)
    if options.summary:
        _summarise(wrong)
    return 1 if wrong else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="program, or file.py::program; all when none is given")
    parser.add_argument("--mode", action="append", choices=MODES, help="may be repeated; live and reload by default")
    parser.add_argument("--summary", action="store_true", help="count the programs that are wrong alike, with examples")
    parser.add_argument("--show", action="store_true", help="print the source and what it does natively")
    return parser.parse_args()


def _report(program: Program, mode: str, found: list[str], wrong: dict[str, list[str]]) -> None:
    if found:
        wrong[f"{program} [{mode}]"] = found
        print(f"{program.file}::{program.name} [{mode}]")
        print("".join(f"    {line}\n" for line in found), end="", flush=True)


def _count(program: Program, mode: str, found: list[str], wrong: dict[str, list[str]]) -> None:
    """Sort what was found under its most telling line, numbers and names of files left out."""
    if found:
        line = next((line for line in found if line.startswith(("error", "product", "host", "dump"))), found[0])
        kind = " ".join(re.sub(r"\d+", "N", re.sub(r'; File "[^"]*".*', "", line)).split())
        wrong.setdefault(f"[{mode}] {kind[:200]}", []).append(program.name)


def _summarise(wrong: dict[str, list[str]]) -> None:
    for kind, names in sorted(wrong.items(), key=lambda pair: -len(pair[1])):
        print(f"{len(names):4}  {kind}\n        {' '.join(names[:6])}{' ...' if len(names) > 6 else ''}")


def _show(program: Program) -> None:
    print(f"\n{program.file}::{program.name}")
    first = len(program.source) - len(program.source.lstrip("\n"))
    for number, line in enumerate(program.source.strip("\n").split("\n"), first + 1):
        print(f"{number:5}  {line}")
    outcome = run_native(program)
    for call in outcome.calls:
        print(f"    call {call}")
    print(f"    printed {outcome.printed!r}\n    result {outcome.result}")
    print(f"    error {outcome.error} {outcome.traceback}")


if __name__ == "__main__":
    sys.exit(main())
