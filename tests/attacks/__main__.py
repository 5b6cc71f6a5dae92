"""Try every attack class, and print what came of it: `python -m tests.attacks [--in-process] [--python PYTHON ...] [CLASS ...]`.

Payloads run in worker processes, and with `--in-process` in one process of the host's; on this Python, and on those that are named.
The exit code tells whether all ended as they should and nothing got out.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
from collections import Counter

from tests.attacks.trying import ATTACKS, payloads, try_out


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in-process", action="store_true", help="run the payloads in one process of the host's")
    parser.add_argument("--python", action="append", help="a Python to try them on; may be given again")
    parser.add_argument("classes", nargs="*", type=int, help="numbers of attack classes; all when none are given")
    options = parser.parse_args()
    if options.python is None:
        return bool(report(options.classes, not options.in_process))
    line = ["-m", "tests.attacks", *["--in-process"] * options.in_process, *map(str, options.classes)]
    return max(subprocess.run([python, *line], check=False).returncode for python in options.python)


def report(classes: list[int], isolate: bool) -> int:
    """Try attack classes on this Python, print what came of them, and return how many attempts were wrong."""
    trial = try_out(payloads(classes), isolate)
    wrong = [attempt for attempt in trial.attempts if not attempt.is_right()]
    for attempt in wrong:
        name = ATTACKS[attempt.number][0]
        print(f"{attempt.number} {name}: {attempt.outcome()!r} instead of {attempt.expected!r}\n{attempt.source}\n")
    print("".join(f"{text}\n" for text in trial.wrong), end="")
    outcomes = Counter("result" if a.result["outcome"] == "ok" else a.result["outcome"] for a in trial.attempts)
    count, failed = len({attempt.number for attempt in trial.attempts}), len(wrong) + len(trial.wrong)
    where = "in workers" if isolate else "in process"
    print(
        f"Python {platform.python_version()}, {where}: {count} classes, {len(trial.attempts)} payloads, {failed} wrong"
    )
    print("  " + ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common()), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
