"""Runs a program in a mode, compares it with native execution, and says in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.oracle.levels import levelled
from tests.oracle.native import HostError, run_native
from tests.oracle.outcome import Outcome, differences
from tests.oracle.product import run_forked, run_in_session, run_in_worker, run_live, run_reloaded, run_threaded
from tests.oracle.programs import Program
from tests.oracle.workers import Pool, pythons, run_hopping

# Modes that run in this process, with whether they dump at each pause (and so must meet every refusal).
_LOCAL: dict[str, tuple[Callable[[Program], Outcome | list[Outcome]], bool]] = {
    "live": (run_live, False),
    "reload": (run_reloaded, True),
    "redump": (partial(run_reloaded, times=2), True),
    "skip": (partial(run_reloaded, every=3), False),
    "fork": (run_forked, True),
    "thread": (run_threaded, False),
    "session": (run_in_session, False),
    "worker": (run_in_worker, False),
}

MODES = ("native", *_LOCAL, "hop")


def check(program: Program, mode: str, pool: Pool | None = None) -> list[str]:
    """Return what is wrong with `program` in `mode`, one entry each; empty when all is well. `hop` needs a `pool`."""
    expected = run_native(program)
    if mode == "native":
        return check_native(program, expected, pool)
    try:
        outcomes, all_dumped = _run(program, mode, pool)
    except HostError as error:
        return [f"host: {error}"]
    except Exception as error:
        return [f"product: {_words(error)}"]
    found = [
        f"fork {number}: {line}" if number else line
        for number, outcome in enumerate(outcomes)
        for line in differences(expected, levelled(program, expected, outcome))
    ]
    return found + refusals(program, outcomes[0], all_dumped)


def _run(program: Program, mode: str, pool: Pool | None) -> tuple[list[Outcome], bool]:
    if mode == "hop":
        if pool is None:
            raise HostError("the mode `hop` needs a pool of workers")
        return [run_hopping(program, pool)], True
    run, all_dumped = _LOCAL[mode]
    outcome = run(program)
    return ([outcome] if isinstance(outcome, Outcome) else outcome), all_dumped


def _words(error: Exception) -> str:
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({last.filename}:{last.lineno} in {last.name})"


def check_native(program: Program, expected: Outcome, pool: Pool | None) -> list[str]:
    """Return what is wrong with `program` itself: an end that it does not announce, or that differs between runs."""
    found = [f"again: {line}" for line in differences(expected, run_native(program))]
    if not expected.calls:
        found.append("it calls nothing outside")
    error = (expected.error or "").partition(":")[0] or None
    if error != program.error:
        found.append(f"error: announced {program.error!r}, ends in {expected.error!r} at {expected.traceback}")
    for process in pool.for_program(program) if pool is not None else ():
        other: Outcome = process.ask("native", f"{program.file}::{program.name}")
        found += [f"{process.python}: {line}" for line in differences(expected, other._replace(display=""))]
    return found


def refusals(program: Program, outcome: Outcome, all_dumped: bool) -> list[str]:
    """Return the refusals of dumps that `program` does not expect, and those that it expects in vain."""
    found = [
        f"dump refused at line {line}: {reason}"
        for line, reason in outcome.refused
        if not any(words in reason for words in program.refuses.get(line, ()))
    ]
    if all_dumped:
        found += [
            f"dump not refused at line {line}: {words}"
            for line, expected in program.refuses.items()
            for words in expected
            if not any(line == where and words in reason for where, reason in outcome.refused)
        ]
    return list(dict.fromkeys(found))


def new_pool(mode: str) -> Pool:
    """Return a pool for `mode`: of every Python that there is for `native`, else of those that can run the product."""
    return Pool(list(pythons("version" if mode == "native" else "can_run")))
