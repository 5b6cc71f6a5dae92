"""`MontyPool`: workers that are ready, lent, ended, replaced, from several threads and beside an event loop."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import Any

import pytest

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyComplete,
    MontyCrashedError,
    MontyPool,
    MontyRepl,
    NameLookupSnapshot,
    load_snapshot,
)
from monty_cli.guest.modules import MODULES
from monty_cli.worker import processes
from monty_cli.worker.warming import imported, warm_module
from tests.worker.test_kills import is_gone


def test_scripts_run_one_after_the_other() -> None:
    with MontyPool(2) as pool:
        assert pool.size == 2
        assert pool.run("x + 1", inputs={"x": 1}) == 2
        with pool.checkout() as worker:
            pid = worker.pid
            assert worker.run("f(2)", external_functions={"f": lambda n: n * 2}) == 4
            first, second = worker.script("'first'"), worker.script("'second'")
            assert [first.run(), second.run(), first.run()] == ["first", "second", "first"]
            pause: Any = worker.start("g(1)")
            assert isinstance(pause, FunctionSnapshot)
            ended = pause.resume(return_value=3)
            assert isinstance(ended, MontyComplete) and ended.output == 3
            assert worker.pid == pid
        assert pid is not None and is_gone(pid)


def test_a_worker_that_was_given_back_is_of_no_use() -> None:
    with MontyPool(1) as pool:
        with pool.checkout() as worker:
            script = worker.script("1")
        with pytest.raises(MontyCrashedError, match="given back"):
            script.run()
        with pytest.raises(MontyCrashedError, match="given back"):
            worker.run("1")


def test_dead_workers_are_replaced() -> None:
    with MontyPool(1) as pool:
        idle = pool._idle[0].pid
        os.kill(idle, signal.SIGKILL)
        assert is_gone(idle)
        assert pool.run("1 + 1") == 2
        with pool.checkout() as worker:
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            with pytest.raises(MontyCrashedError, match="SIGKILL"):
                worker.run("1")
        assert pool.run("2 + 2") == 4


def test_threads_share_a_pool() -> None:
    found: list[Any] = []
    with MontyPool(2) as pool:

        def work(number: int) -> None:
            for step in range(3):
                found.append(pool.run("[n, step]", inputs={"n": number, "step": step}))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [[number, step] for number in range(4) for step in range(3)]


def test_checkouts_wait_for_a_place() -> None:
    with MontyPool(1, ready=0) as pool, pool.checkout():
        second = pool.checkout(timeout=0.05)
        with pytest.raises(TimeoutError, match="no worker"):
            second.__enter__()


def test_an_event_loop_goes_on_while_a_checkout_waits() -> None:
    async def one(pool: MontyPool, number: int) -> Any:
        async with pool.checkout_async(timeout=30) as worker:
            program: Monty = worker.script("await f(n)", inputs=["n"])
            return await program.run_async(inputs={"n": number}, external_functions={"f": double})

    async def double(number: int) -> int:
        await asyncio.sleep(0.01)
        return number * 2

    async def main() -> list[Any]:
        with MontyPool(2) as pool:
            return list(await asyncio.gather(*(one(pool, number) for number in range(4))))

    assert asyncio.run(main()) == [0, 2, 4, 6]


def test_modules_that_scripts_import_again_are_made_ready() -> None:
    names = {
        MODULES[number]
        for number in imported("import json, re as r\n  from os import path\nx = 'import math'\nimport nope")
    }
    assert names == {"json", "re", "os"}
    for _ in range(4):
        assert Monty("import colorsys\ncolorsys.rgb_to_hsv(1, 1, 1)", isolate=True).run() == (0.0, 0.0, 1)
    number = MODULES.index("colorsys")
    assert number in processes._server()._warm
    warm_module(number)
    warm_module(10**6)


def test_snapshots_go_on_in_workers_of_every_kind() -> None:
    loads: list[tuple[str, Any, Any]] = [
        ("f(1) + 1", FunctionSnapshot, {"return_value": 4}),
        ("limit + 1", NameLookupSnapshot, {"value": 4}),
        ("import asyncio\n(await asyncio.gather(f()))[0] + 1", FutureSnapshot, {0: {"return_value": 4}}),
    ]
    with MontyPool(1) as pool, pool.checkout() as worker:
        for code, kind, answer in loads:
            pause: Any = Monty(code).start()
            if kind is FutureSnapshot:
                pause = pause.resume(future=...)
            data = pause.dump()
            loaded: Any
            for loaded in (worker.load(data), kind.load(data, isolate=True), load_snapshot(data, isolate=True)):
                ended: Any = loaded.resume(answer) if kind is FutureSnapshot else loaded.resume(**answer)
                assert type(loaded) is kind and ended.output == 5
        script = Monty.load(Monty("1 + 1").dump(), isolate=worker)
        assert script.run() == 2
        session = MontyRepl(isolate=worker)
        assert session.feed_run("a = 1\na") == 1
    with pytest.raises(MontyCrashedError, match="given back"):
        worker.load(data)


def test_a_checkout_that_is_cancelled_gives_its_place_back() -> None:
    async def hold(pool: MontyPool) -> None:
        async with pool.checkout_async() as worker:
            await worker.script("await f()").run_async(external_functions={"f": lambda: asyncio.sleep(60)})

    async def main() -> int:
        with MontyPool(1) as pool:
            for delay in (0, 0.001, 0.003, 0.01, 0.1):
                task = asyncio.ensure_future(hold(pool))
                await asyncio.sleep(delay)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            async with pool.checkout_async(timeout=10) as worker:
                return worker.run("1 + 1")  # type: ignore[no-any-return]

    assert asyncio.run(main()) == 2


def test_a_closed_pool_lends_no_more() -> None:
    pool = MontyPool(2)
    idle = [process.pid for process in pool._idle]
    pool.close()
    pool.close()
    assert all(map(is_gone, idle))
    with pytest.raises(RuntimeError, match="closed"):
        pool.run("1")


@pytest.mark.parametrize(("size", "error"), [(0, ValueError), ("2", TypeError)])
def test_a_pool_has_a_size(size: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="size"):
        MontyPool(size)


def test_old_idle_workers_are_replaced() -> None:
    from monty_cli.worker import pool as pools

    with MontyPool(1) as pool:
        (idle,) = pool._idle
        idle.born -= pools._OLDEST + 1
        with pool.checkout() as worker:
            assert worker.pid != idle.pid
            assert worker.run("1 + 1") == 2
