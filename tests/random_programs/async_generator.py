"""Writes random asynchronous programs, and says how the host settles the calls that it leaves pending."""

from __future__ import annotations

import random

from tests.oracle.answers import Answers as HostAnswers
from tests.oracle.answers import Fail, Script
from tests.oracle.programs import Program
from tests.oracle.waiting import parse_steps
from tests.random_programs import awaiting
from tests.random_programs.answers import Answers
from tests.random_programs.awaiting import FUTURES, AsyncMaker
from tests.random_programs.exercise import exercises, guarded, shielded
from tests.random_programs.generator import COST_PER_STATEMENT, DEFINITIONS, LARGEST, PREAMBLE
from tests.random_programs.maker import Maker
from tests.random_programs.scope import PLAIN

HELPERS = {
    "show_any": """def show_any(value):
    return f'{type(value).__name__}: {value}' if isinstance(value, BaseException) else value""",
    "AsyncManager": """class AsyncManager:
    def __init__(self, value, hides):
        self.value = value
        self.hides = hides
    async def __aenter__(self):
        print('aenter', await later(self.value))
        return self.value
    async def __aexit__(self, kind, error, trace):
        print('aleave', kind is None, await slow(self.value))
        return isinstance(error, self.hides)""",
    "workers": """async def locked(lock, count):
    async def work(number):
        async with lock:
            print('has', number, await slow(number))
        print('left', number, lock.locked())
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(work(number))
async def queued(size, items, count):
    queue = asyncio.Queue(size)
    async def produce():
        for item in range(items):
            await queue.put(await later(item))
            print('put', item, queue.qsize())
        for _ in range(count):
            await queue.put('end')
    async def consume(number):
        while (item := await queue.get()) != 'end':
            print('got', number, item, await slow(number))
            queue.task_done()
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(consume(number))
        await produce()
async def signalled(count):
    event = asyncio.Event()
    async def wait(number):
        print('woken', number, await event.wait(), await later(number))
    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(wait(number))
        print('set', await slow(count))
        event.set()""",
}
STEPS = ("first", "last", "all", "reversed", "first 2", "last 2", "first, all", "last, reversed, first")
FUNCTIONS = (awaiting.function, awaiting.function, awaiting.generator_function)


def generate_async(seed: int, size: int | None = None, external_rate: float = 0.05) -> str:
    """Return the text of an asynchronous program; the parameters are those of `generator.generate`."""
    size = size or 1 + seed % LARGEST
    maker = AsyncMaker(seed, size * COST_PER_STATEMENT, external_rate)
    lines = []
    for kind in PLAIN:
        if maker.chance(0.7):
            value = maker.expr(kind, 1)
            lines.append(f"{maker.target(kind)} = {value}")
    for _ in range(2 + maker.below(3)):
        lines += shielded(maker, maker.pick(FUNCTIONS)(maker, 2))
    if maker.chance(0.5):
        lines += shielded(maker, maker.pick(DEFINITIONS)(maker, 2) or ["pass"])
        lines += exercises(maker)
    for _ in range(1 + size):
        if maker.frame.ended or not maker.frame.fits(40):
            break
        lines += shielded(maker, maker.pick(awaiting.STATEMENTS)(maker, 2)) if maker.chance(0.6) else guarded(maker)
        lines = _outlived(maker, lines)
    if not maker.frame.ended:
        lines.append(f"({maker.expr('int', 2)}, {maker.atom('str')})")
    head = [text for key, text in {**PREAMBLE, **HELPERS}.items() if key in maker.needs]
    return "\n".join(["import asyncio", *head, *lines]) + "\n"


def _outlived(maker: Maker, lines: list[str]) -> list[str]:
    maker.frame.ended = False
    return lines


def program_of(source: str, seed: int) -> Program:
    """Return `source` with the host of `seed`: its answers, which calls are left pending, how long they take and in
    which order they are settled."""
    chooser = random.Random(seed)
    program = Program(str(seed), source)
    program.answers = _SeededAnswers(seed)
    program.rule.futures = frozenset(FUTURES)
    program.rule.takes = {"slow": Script(*(chooser.randrange(4) for _ in range(12)))}
    program.rule.steps = parse_steps(chooser.choice(STEPS))
    return program


class _SeededAnswers(HostAnswers):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seeded = Answers(seed)

    def _choose(self, earlier: object, name: str, args: object, kwargs: object) -> object:
        assert isinstance(earlier, list)
        answer = self.seeded.answer(name, len(earlier))
        return Fail(answer) if isinstance(answer, BaseException) else answer
