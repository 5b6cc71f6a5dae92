"""Try every attack class, and print what came of it: `python -m tests.attacks [--in-process] [--python PYTHON ...] [CLASS ...]`.

Payloads run in worker processes, and with `--in-process` in one process of the host's; on this Python, and on those that are named.
The exit code tells whether all ended as they should and nothing got out.
"""

from __future__ import annotations

import argparse
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
    flat = payloads(options.classes)
    failed = 0
    for python in options.python or [sys.executable]:
        trial = try_out(flat, not options.in_process, python)
        wrong = [attempt for attempt in trial.attempts if not attempt.is_right()]
        for attempt in wrong:
            name = ATTACKS[attempt.number][0]
            print(f"{attempt.number} {name}: {attempt.outcome()!r} instead of {attempt.expected!r}\n{attempt.source}\n")
        print("".join(f"{text}\n" for text in trial.wrong), end="")
        outcomes = Counter("result" if a.result["outcome"] == "ok" else a.result["outcome"] for a in trial.attempts)
        version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.strip()
        where = "in process" if options.in_process else "in workers"
        classes = len({attempt.number for attempt in trial.attempts})
        print(f"{version}, {where}: {classes} classes, {len(trial.attempts)} payloads, {len(wrong) + len(trial.wrong)} wrong")
        print("  " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()), flush=True)
        failed += len(wrong) + len(trial.wrong)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
