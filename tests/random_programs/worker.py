"""A process that checks programs: one JSON request on a line of stdin, one JSON answer on a line of stdout.

A request has `seed`, and either `size` (the program is generated) or `source`; and `modes`, empty for a native run
alone; with `asynchronous` the program is an asynchronous one. Programs are checked in a process of their own kind so
that one that hangs or kills its process is found out and stopped.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
from typing import Any

from tests.random_programs.answers import Answers
from tests.random_programs.async_check import answer_async
from tests.random_programs.check import judge
from tests.random_programs.generator import generate
from tests.random_programs.native import Unfit, run_native

LONG = 40.0  # seconds


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one request."""
    if request.get("asynchronous"):
        return answer_async(request)
    seed = request["seed"]
    source = request.get("source") or generate(seed, request["size"])
    answers = Answers(seed)
    try:
        if not request["modes"]:
            outcome, reply = run_native(source, answers), {}
            if request.get("twice") and run_native(source, answers) != outcome:
                return {"seed": seed, "unfit": "two native runs differ"}
        else:
            verdict = judge(source, answers, request["modes"])
            outcome = verdict.native
            reply = {"dumps": verdict.dumps, "refusals": verdict.refusals, "disagreement": verdict.disagreement}
    except (SyntaxError, Unfit) as error:
        return {"seed": seed, "unfit": f"{type(error).__name__}: {error}"}
    whole = f"{outcome.printed}{outcome.result}{outcome.error}"
    if " at 0x" in whole:
        return {"seed": seed, "unfit": "the program shows an address"}
    return {"seed": seed, "calls": len(outcome.calls), "error": outcome.error, **reply}


def main() -> None:
    """Answer requests until stdin ends. What guest programs and dropped generators write goes nowhere."""
    sys.unraisablehook = lambda unraisable: None
    gc.set_threshold(20_000, 10, 10)  # syntax trees are many objects, and few of them garbage
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        _watch()
        print(json.dumps(answer(json.loads(line))), file=replies)


def _watch() -> None:
    """Write where the process stands into the folder that `MONTY_TEST_TRACES` names, if one program takes very long."""
    folder = os.environ.get("MONTY_TEST_TRACES")
    if folder:
        path = os.path.join(folder, f"{os.getpid()}.txt")
        faulthandler.dump_traceback_later(LONG, file=open(path, "a"))  # noqa: SIM115


if __name__ == "__main__":
    main()
