"""Time programs and the rest of what is promised, each next to its yardstick, in one run.

    python -m tests.benchmarks [--rounds N] [--only PATTERN] [--peers auto|none|all] [--peer-venv FOLDER]
                               [--measures all|none] [--json FILE] [--svg FILE]

Prints a table of ratios to CPython's time (below 1 is faster), the means, and each bar with its figure. Peers are the extra `bench`;
the current pydantic-monty lives in a virtual environment of its own, which `--peer-venv` names and makes if it is not there.
"""

from __future__ import annotations

import argparse
import json
import platform
from pathlib import Path

from monty_cli.cli.version import VERSION
from tests.benchmarks import report
from tests.benchmarks.catalogue import programs
from tests.benchmarks.comparing import compare
from tests.benchmarks.drawing import draw
from tests.benchmarks.engines import CPython, Engine, Ours, default_limits
from tests.benchmarks.facts import facts
from tests.benchmarks.measures import measures
from tests.benchmarks.peers import PydanticMonty, find_peers


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how often each program runs on each engine")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only programs whose name or kind has this text")
    parser.add_argument(
        "--peers", choices=("auto", "none", "all"), default="auto", help="those installed, none, or all or fail"
    )
    parser.add_argument(
        "--peer-venv", type=Path, metavar="FOLDER", help="virtual environment of the current pydantic-monty"
    )
    parser.add_argument(
        "--measures", choices=("all", "none"), default="all", help="what is no program: pauses, dumps, start-up"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the ratios")
    return parser.parse_args()


def main() -> None:
    """Measure, and print the report."""
    asked = options()
    chosen = programs(asked.only)
    if not chosen:
        raise SystemExit(f"no program has {asked.only!r} in its name or kind")
    peers, absent = find_peers(asked.peers, asked.peer_venv)
    yardstick = CPython(platform.python_version())
    ours: list[Engine] = [Ours(report.OURS, VERSION, default_limits()), Ours(report.FREE, VERSION, None)]
    engines = ours + peers
    names = [engine.name for engine in engines]
    told = facts([yardstick, *engines], asked.rounds)
    print(
        f"CPython {yardstick.version}, {told['machine']['processor']}: ratios to CPython's time, medians of {asked.rounds} rounds"
    )
    print(report.heading(names))
    rows = []
    try:
        for row in compare(chosen, yardstick, engines, asked.rounds):
            print(report.line(row, names), flush=True)
            rows.append(row)
    finally:
        for engine in engines:
            engine.close()
    bars = report.bars(rows)
    if asked.measures == "all":
        bars.extend(
            figure.data()
            for figure in measures(
                next((peer.module for peer in peers if isinstance(peer, PydanticMonty)), None), asked.rounds
            )
        )
    print("", *report.summary_lines(rows, names, absent), "", *report.bar_lines(bars), sep="\n")
    found = report.data(rows, names, told, bars, absent)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if asked.svg:
        asked.svg.write_text(draw(found), "utf-8")


if __name__ == "__main__":
    main()
