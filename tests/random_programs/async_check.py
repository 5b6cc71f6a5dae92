"""Compares an asynchronous random program's run through the product with asyncio's, by the oracle's drivers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.oracle.answers import HostError
from tests.oracle.levels import levelled
from tests.oracle.native import run_native
from tests.oracle.outcome import Outcome, differences
from tests.oracle.product import Drive, load, run_live, run_reloaded, run_threaded
from tests.oracle.programs import Program
from tests.random_programs.async_generator import generate_async, program_of
from tests.random_programs.check import REFUSALS, plain_reason

SOME = 0.25  # of the pauses are reloaded in the mode `some`


def run_some(program: Program) -> Outcome:
    """Return the outcome of `program` with a few pauses, anywhere, dumped and loaded."""
    chooser = random.Random(program.name)

    def carry(snapshot: Any, write: Any, number: int) -> Any:
        return load(snapshot.dump(), write) if chooser.random() < SOME else snapshot

    return Drive(program).run(carry)


MODES: dict[str, Callable[[Program], Outcome]] = {
    "live": run_live,
    "some": run_some,
    "reload": run_reloaded,
    "thread": run_threaded,
}


def answer_async(request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a request as `worker` describes it, for an asynchronous program.

    A program that no host can serve (one that waits for ever, or shows when CPython collects) is `skipped`.
    """
    seed = request["seed"]
    program = program_of(request.get("source") or generate_async(seed, request["size"]), seed)
    try:
        native = run_native(program)
        again = run_native(program) if request.get("twice") else native
    except SyntaxError as error:
        return {"seed": seed, "unfit": f"SyntaxError: {error}"}
    except HostError as error:
        return {"seed": seed, "calls": 0, "error": None, "skipped": str(error)}
    if again != native:
        return {"seed": seed, "unfit": "two native runs differ"}
    if " at 0x" in f"{native.printed}{native.result}{native.error}":
        return {"seed": seed, "unfit": "the program shows an address"}
    return {
        "seed": seed,
        "calls": len(native.calls),
        "error": native.error,
        **_judge(program, native, request["modes"]),
    }


def _judge(program: Program, native: Outcome, modes: Sequence[str]) -> dict[str, Any]:
    refusals: dict[str, int] = {}
    for mode in modes:
        try:
            outcome = MODES[mode](program)
        except (Exception, HostError) as error:
            return {"disagreement": [mode, f"{type(error).__name__} on the host", str(native.error), str(error)]}
        found = differences(native._replace(display=""), levelled(program, native, outcome)._replace(display=""))
        if found:
            return {"disagreement": [mode, found[0].partition(" ")[0].rstrip(":"), *_sides(found[0])]}
        for _, reason in outcome.refused:
            if not any(known in reason for known in REFUSALS):
                return {"disagreement": [mode, f"refusal: {plain_reason(reason)}", "a dump", reason]}
            refusals[plain_reason(reason)] = refusals.get(plain_reason(reason), 0) + 1
    return {"disagreement": None, "refusals": refusals}


def _sides(text: str) -> tuple[str, str]:
    expected, _, got = text.partition("got ")
    return expected.strip(), got.strip()
