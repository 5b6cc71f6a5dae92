"""Three awaitables of different kinds, a coroutine, a task and a call of the host, settled in every order and grouping.

Each program of the family waits for the three in its own way, and prints what it sees of them. The host settles their calls
one at a time, several at once, in each of the 24 ways to do that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

import pytest

from tests.oracle import Program, check

pytestmark = pytest.mark.usefixtures("time_limit")

MODES = ("native", "live", "reload", "fork")
FEW = 5  # where not all modes are run, one in so many orders is

HEAD = """\
import asyncio

async def work(name):
    try:
        value = await fetch(name)
        print('answer', name)
        return value
    except ValueError as error:
        print('failed', name, error)
        raise
    except asyncio.CancelledError:
        print('cancelled', name)
        raise
"""

# Ways to wait for the three; each is the rest of a program.
FORMS = {
    "gather": "await asyncio.gather(work('coroutine'), asyncio.create_task(work('task')), fetch('call'))",
    "gather-nested": """\
task = asyncio.create_task(work('task'))
inner = asyncio.gather(task, work('coroutine'))
await asyncio.gather(fetch('call'), inner, task)""",
    "in-turn": """\
call, task, coroutine = fetch('call'), asyncio.create_task(work('task')), work('coroutine')
await call, print('call'), await coroutine, print('coroutine'), await task""",
    "group": """\
async with asyncio.TaskGroup() as group:
    tasks = [group.create_task(each) for each in (work('coroutine'), fetch('call'))]
    await asyncio.create_task(work('task'))
    print('body ends')
[task.result() for task in tasks]""",
    "wait": """\
tasks = [asyncio.create_task(work('coroutine')), asyncio.create_task(work('task')), asyncio.ensure_future(fetch('call'))]
pending, seen = tasks, []
while pending:
    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
    seen.append(sorted(task.result() for task in done))
seen""",
    "as-completed": """\
seen = []
for each in asyncio.as_completed([work('coroutine'), asyncio.create_task(work('task')), fetch('call')]):
    seen.append(await each)
    print(seen[-1])
seen""",
    "gather-failing": """\
results = []
try:
    results = await asyncio.gather(work('coroutine'), asyncio.create_task(work('task')), fetch('call'))
except ValueError as error:
    print('gather failed', error)
print(await fetch('after'))
results""",
    "gather-exceptions": """\
awaitables = (work('coroutine'), asyncio.create_task(work('task')), fetch('call'))
[repr(each) for each in await asyncio.gather(*awaitables, return_exceptions=True)]""",
    "group-failing": """\
try:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each) for each in (work('coroutine'), work('task'), fetch('call'))]
except* ValueError as errors:
    print([str(error) for error in errors.exceptions])
[task.cancelled() for task in tasks]""",
    "timeout": """\
async with asyncio.timeout(5):
    results = await asyncio.gather(work('coroutine'), asyncio.wait_for(work('task'), 3), asyncio.shield(fetch('call')))
results""",
}
FAILING = {"gather-failing", "gather-exceptions", "group-failing"}
FAIL = "# host: fetch = lambda name: int(name) if name == 'task' else name\n"


def groupings() -> Iterator[str]:
    """Yield the steps `order ...` that settle three calls in each order and in each grouping."""
    for a, b, c in permutations(range(3)):
        yield from (f"order {a} {b} {c}", f"order {a}+{b} {c}", f"order {a} {b}+{c}", f"order {a}+{b}+{c}")


def program(form: str, order: str) -> Program:
    """Return the program of the family that waits as `form` says while the host settles calls by `order`."""
    # A timeout and a bound are calls as well: the first two of that program.
    rule = order if form != "timeout" else " ".join(["order", *(_later(group) for group in order.split()[1:])])
    fail = FAIL if form in FAILING else ""
    return Program.parse(f"# futures: fetch\n# resolve: {rule}\n{fail}{HEAD}{FORMS[form]}\n", f"{form}: {order}")


def _later(group: str) -> str:
    numbers = {"0": "1", "1": "2", "2": "4"}  # the timeout is call 0, the bound call 3
    return "+".join(numbers[number] for number in group.split("+"))


def _cases() -> list[Any]:
    wanted = os.environ.get("MONTY_TEST_MODES", "").split()
    modes, every = (MODES, 1) if wanted in ([], ["all"]) else (wanted, FEW)
    return [
        pytest.param(form, order, mode, id=f"{form}-{order.replace(' ', '-')}-{mode}")
        for turn, (form, order) in enumerate(product(FORMS, groupings()))
        for mode in MODES
        if mode in modes and turn % (6 if mode == "fork" else every) == 0
    ]


@pytest.mark.parametrize(("form", "order", "mode"), _cases())
def test_every_order_ends_as_natively(form: str, order: str, mode: str) -> None:
    """However the host settles the three, the program goes as on CPython."""
    found = check(program(form, order), mode)
    assert not found, "\n".join([form, order, *found])


def test_the_orders_are_all_there() -> None:
    """Three calls, one after the other or some at once: 24 ways."""
    assert len(set(groupings())) == 24
