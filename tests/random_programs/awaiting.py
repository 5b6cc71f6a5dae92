"""The forms of asynchronous programs: definitions, and what is awaited in them.

They stand beside the tables of `maker`, which hold forms for every program: an `AsyncMaker` mixes these in where `await` may
stand. Names of the kinds `coro` and `agen` are functions that give coroutines and async generators of ints.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.random_programs.calls import arguments
from tests.random_programs.functions import FUNCTION_LIMITS, body, enter, may_define, parameters
from tests.random_programs.maker import EXTERNAL_COST, Maker, indent
from tests.random_programs.scope import Function

FUTURES = ("later", "slow")  # external functions whose calls are left pending
AWAIT_COST = 6
EXPRESSION_RATE = 0.12
STATEMENT_RATE = 0.4
GENERATOR_LIMIT = 60
CANCELLED = ["except asyncio.CancelledError as error:", "    print('cancelled', error)"]


class AsyncMaker(Maker):
    """One asynchronous program in the making."""

    def __init__(self, seed: int, limit: int, external_rate: float) -> None:
        super().__init__(seed, limit, external_rate)
        self.frame.can_await = True

    def expr(self, kind: str, depth: int = 2) -> str:
        """Return an expression, at times one that awaits."""
        frame = self.frame
        able = kind == "int" and depth > 0 and frame.can_await and not self.in_fstring and frame.fits(20)
        if able and self.chance(EXPRESSION_RATE):
            return self.pick(EXPRESSIONS)(self)
        return super().expr(kind, depth)

    def statement(self, depth: int) -> list[str]:
        """Return a statement, at times an asynchronous one."""
        frame = self.frame
        if depth > 0 and frame.can_await and frame.fits(30) and self.chance(STATEMENT_RATE):
            return self.pick(STATEMENTS)(self, depth)
        return super().statement(depth)


def awaitable(maker: Maker) -> str:
    """Return an expression that gives something to await once."""
    found = maker.functions("coro")
    if found and maker.chance(0.6):
        name, function = maker.pick(found)
        maker.frame.spend(function.cost)
        return f"{maker.frame.use(name)}({arguments(maker, function)})"
    maker.frame.spend(EXTERNAL_COST)
    name = maker.pick(FUTURES)
    return (
        f"asyncio.sleep({maker.below(4)}, {maker.below(9)})" if maker.chance(0.15) else f"{name}({maker.atom('int')})"
    )


def generator(maker: Maker) -> str | None:
    """Return a call of an async generator function, kept so that its end does not hang on when it is collected."""
    found = maker.functions("agen")
    if not found:
        return None
    name, function = maker.pick(found)
    maker.needs.add("keep")
    maker.frame.spend(function.cost)
    return f"keep({maker.frame.use(name)}({arguments(maker, function)}))"


# --- expressions


def _await(maker: Maker) -> str:
    return f"(await {awaitable(maker)})"


def _gather(maker: Maker) -> str:
    return f"sum(await asyncio.gather({', '.join(awaitable(maker) for _ in range(1 + maker.below(3)))}))"


def _comprehension(maker: Maker) -> str:
    made = generator(maker)
    name = maker.fresh("each")
    if made is None or ":=" in made or maker.chance(0.4):  # no iterable of a comprehension may hold `:=`
        maker.frame.spend(5 * EXTERNAL_COST)
        return f"sum([await later({name}) for {name} in {maker.atom('list')}])"
    test = maker.pick(("", f" if {name}", f" if await later({name})"))
    form = maker.pick(("sum([{0} async for {0} in {1}{2}])", "len({{{0} async for {0} in {1}{2}}})"))
    return form.format(name, made, test)


def _waited(maker: Maker) -> str:
    return f"(await asyncio.wait_for({awaitable(maker)}, {maker.below(5)}))"


def _task(maker: Maker) -> str:
    return f"(await asyncio.create_task({awaitable(maker)}))"


EXPRESSIONS: tuple[Callable[[Maker], str], ...] = (_await, _await, _await, _gather, _comprehension, _waited, _task)


# --- definitions


def function(maker: Maker, depth: int) -> list[str]:
    """An async function that returns an int."""
    if not may_define(maker):
        return await_print(maker, depth)
    params, text = parameters(maker)
    name = maker.fresh("af")
    with maker.scope("function", maker.pick(FUNCTION_LIMITS)) as frame:
        frame.can_await = True
        lines = enter(maker, frame, params, "int")
        if maker.chance(0.6):
            lines.append(f"print('{name}', await {maker.pick(FUTURES)}({maker.below(9)}))")
        lines += body(maker, frame, 1 + maker.below(4))
    maker.frame.define(name, Function(params, "coro", frame.cost + 1))
    return [f"async def {name}({text}):", *indent(lines)]


def generator_function(maker: Maker, depth: int) -> list[str]:
    """An async generator, which yields between awaits, at times inside `try`."""
    if not may_define(maker):
        return await_print(maker, depth)
    params, text = parameters(maker)
    name, sent = maker.fresh("ag"), maker.fresh("sent")
    with maker.scope("function", GENERATOR_LIMIT) as frame:
        frame.can_await = True
        lines = enter(maker, frame, params, "int")
        frame.can_return = False
        for _ in range(1 + maker.below(3)):
            if frame.ended:
                break
            lines += [f"{sent} = yield {maker.expr('int', 2)}", f"print('{name}', {sent})", *maker.block(1, 1)]
        if maker.chance(0.4):
            lines = ["try:", *indent(lines), "finally:", f"    print('{name} ends', await later({maker.below(5)}))"]
        lines.append("yield 0" if maker.chance(0.5) and not frame.ended else f"print('end of {name}')")
        if not any("yield" in line for line in lines):
            lines.append("yield 1")
    maker.frame.define(name, Function(params, "agen", frame.cost + 1))
    return [f"async def {name}({text}):", *indent(lines)]


# --- statements


def await_print(maker: Maker, depth: int) -> list[str]:
    """What comes of an awaitable is printed."""
    return [f"print({_await(maker)})"]


def sleep(maker: Maker, depth: int) -> list[str]:
    """The others are let run, for a time or none."""
    maker.frame.spend(EXTERNAL_COST)
    return [f"await asyncio.sleep({maker.pick((0, 0, 1, 2, 0.5))})"]


def loop(maker: Maker, depth: int) -> list[str]:
    """`async for`, at times left early; then the generator is closed or driven on."""
    made = generator(maker)
    if made is None:
        return generator_function(maker, depth)
    name, each = maker.fresh("agen"), maker.fresh("each")
    frame = maker.frame
    with maker.times(4), maker.setting(breakable=frame.breakable + 1):
        (lines,) = maker.branches([lambda: maker.block(depth - 1, 1)], all_taken=False)
    frame.ended = False
    lines = [f"print('{each}', {each})", *lines]
    if maker.chance(0.4):
        lines.append(f"if {maker.expr('int', 1)}: break")
    after = maker.pick(
        (
            [f"await {name}.aclose()"],
            [f"print(await anext({name}, 'none'))"],
            [f"print(await {name}.asend({maker.below(5)}))"],
            [f"await {name}.athrow(ValueError('thrown'))"],
            [],
        )
    )
    return [f"{name} = {made}", f"async for {each} in {name}:", *indent(lines), *after]


def manager(maker: Maker, depth: int) -> list[str]:
    """`async with` over a manager that awaits on its way in and out."""
    maker.needs.add("AsyncManager")
    maker.frame.spend(2 * AWAIT_COST)
    hides = maker.pick(("ValueError", "Exception", "asyncio.CancelledError", "()"))
    target = f" as {maker.fresh('held')}" if maker.chance(0.5) else ""
    return [f"async with AsyncManager({maker.below(9)}, {hides}){target}:", *_inside(maker, depth)]


def timeout(maker: Maker, depth: int) -> list[str]:
    """A block with a bound in virtual seconds."""
    lines = [f"async with asyncio.timeout({maker.pick((0, 1, 2, 3, None))}):", *_inside(maker, depth)]
    return ["try:", *indent(lines), "except TimeoutError:", "    print('late')"]


def _inside(maker: Maker, depth: int) -> list[str]:
    frame = maker.frame
    with maker.setting(guarded=frame.guarded + 1):
        (lines,) = maker.branches([lambda: maker.block(depth - 1)], all_taken=False)
    frame.ended = False
    return indent([f"print('in', await {awaitable(maker)})", *lines])


def gather(maker: Maker, depth: int) -> list[str]:
    """Several at once, whose errors are results."""
    maker.needs.add("show_any")
    each = ", ".join(awaitable(maker) for _ in range(2 + maker.below(3)))
    return [f"print(*map(show_any, await asyncio.gather({each}, return_exceptions=True)))"]


def group(maker: Maker, depth: int) -> list[str]:
    """A group of tasks, with a body of its own; what fails in it is caught as a group."""
    name, tasks = maker.fresh("group"), maker.fresh("tasks")
    made = ", ".join(f"{name}.create_task({awaitable(maker)})" for _ in range(1 + maker.below(3)))
    lines = [f"async with asyncio.TaskGroup() as {name}:", f"    {tasks} = [{made}]", *_inside(maker, depth)]
    caught = ["except* Exception as errors:", "    print([type(each).__name__ for each in errors.exceptions])"]
    # A jump may not leave a handler of `except*`, but may leave its body.
    return ["try:", *indent([*lines, f"print([each.result() for each in {tasks}])"]), *caught]


def cancel(maker: Maker, depth: int) -> list[str]:
    """A task that is cancelled at once, after a turn or after a time."""
    name = maker.fresh("task")
    first = [f"{name} = asyncio.create_task({awaitable(maker)})"]
    between = maker.pick(([], ["await asyncio.sleep(0)"], ["await asyncio.sleep(1)"], [f"await {awaitable(maker)}"]))
    lines = [*first, *between, f"print({name}.cancel({maker.pick(('', repr('why')))}), {name}.done())"]
    return [*lines, "try:", f"    print(await {name})", *CANCELLED, f"print({name}.cancelled())"]


def shared(maker: Maker, depth: int) -> list[str]:
    """Tasks that share a lock, a semaphore, an event or a queue."""
    maker.needs.update({"workers"})
    maker.frame.spend(40)
    made = maker.pick(("asyncio.Lock()", "asyncio.Semaphore(2)", "asyncio.BoundedSemaphore(1)"))
    form = maker.pick(
        (
            f"locked({made}, {2 + maker.below(3)})",
            f"queued({maker.below(3)}, {1 + maker.below(4)}, {1 + maker.below(3)})",
            f"signalled({1 + maker.below(3)})",
        )
    )
    return ["try:", f"    await {form}", "except* Exception as errors:", "    print(len(errors.exceptions))"]


def completed(maker: Maker, depth: int) -> list[str]:
    """Several at once, taken as they end."""
    each, several = maker.fresh("each"), [awaitable(maker) for _ in range(2 + maker.below(2))]
    if maker.chance(0.5):
        return [f"for {each} in asyncio.as_completed([{', '.join(several)}]):", f"    print('done', await {each})"]
    tasks, how = maker.fresh("tasks"), maker.pick(("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"))
    return [
        f"{tasks} = [{', '.join(f'asyncio.ensure_future({one})' for one in several)}]",
        f"{each} = await asyncio.wait({tasks}, timeout={maker.pick((1, 2, None))}, return_when=asyncio.{how})",
        f"print([task in {each}[0] for task in {tasks}])",
    ]


def background(maker: Maker, depth: int) -> list[str]:
    """A task that is awaited later, shielded, or never."""
    name = maker.fresh("task")
    lines = [f"{name} = asyncio.create_task({awaitable(maker)})", *maker.block(depth - 1, 1)]
    ends: tuple[list[str], ...] = ([], [f"print(await {name})"], [f"print(await asyncio.shield({name}))"])
    return lines if maker.frame.ended else [*lines, *maker.pick(ends)]


STATEMENTS: tuple[Callable[[Maker, int], list[str]], ...] = (
    *(function, generator_function, await_print, sleep, loop, loop, manager, manager),
    *(timeout, gather, group, cancel, shared, completed, background),
)
