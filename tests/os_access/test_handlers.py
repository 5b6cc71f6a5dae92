"""Who answers system calls: handlers of `run`, `run_async` and `answer_os`, and nobody."""

from __future__ import annotations

import asyncio
import threading
from pathlib import PurePosixPath
from typing import Any

import pytest

from monty_cli import (
    NOT_HANDLED,
    Clock,
    FunctionSnapshot,
    Monty,
    MontyComplete,
    MontyRuntimeError,
    OSAccess,
    answer_os,
    load_snapshot,
)

READ = "from pathlib import Path\nPath('/a').read_text()"


def test_a_callable_gets_name_arguments_and_keywords() -> None:
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def handler(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        calls.append((name, args, kwargs))
        return {"os.getenv": "v", "os.environ": {"A": "1"}}.get(name)

    script = """
from pathlib import Path
import os
p = Path('/a')
p.exists(); p.read_text(encoding='ascii'); p.write_text('x'); p.mkdir(parents=True, exist_ok=True); p.unlink(missing_ok=True)
p.rename('/b'); p.rename(Path('/c')); p.stat(follow_symlinks=False); p.touch()
os.getenv('A'); os.getenv('B', 'd'); os.environ['A']; os.remove('f'); os.makedirs('d', exist_ok=True)
"""
    Monty(script).run(os=handler)
    a = PurePosixPath("/a")
    assert calls == [
        ("Path.exists", (a,), {}),
        ("Path.read_text", (a,), {"encoding": "ascii"}),
        ("Path.write_text", (a, "x"), {}),
        ("Path.mkdir", (a,), {"parents": True, "exist_ok": True}),
        ("Path.unlink", (a,), {"missing_ok": True}),
        ("Path.rename", (a, "/b"), {}),
        ("Path.rename", (a, PurePosixPath("/c")), {}),
        ("Path.stat", (a,), {"follow_symlinks": False}),
        ("Path.touch", (a,), {}),
        ("os.getenv", ("A", None), {}),
        ("os.getenv", ("B", "d"), {}),
        ("os.environ", (), {}),
        ("Path.unlink", (PurePosixPath("f"),), {}),
        ("Path.mkdir", (PurePosixPath("d"),), {"parents": True, "exist_ok": True}),
    ]
    assert all(type(args[0]) is PurePosixPath for name, args, _ in calls if name.startswith("Path."))


def test_a_pause_says_that_it_is_a_system_call() -> None:
    snapshot = Monty("f(1)\n" + READ).start()
    assert isinstance(snapshot, FunctionSnapshot) and not snapshot.is_os_function
    snapshot = snapshot.resume(return_value=None)
    assert isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function
    assert (snapshot.function_name, snapshot.args, snapshot.kwargs) == ("Path.read_text", (PurePosixPath("/a"),), {})
    assert snapshot.call_id == 1
    loaded = load_snapshot(snapshot.dump())
    assert isinstance(loaded, FunctionSnapshot) and loaded.is_os_function and loaded.args == snapshot.args
    done = loaded.resume(return_value="t")
    assert isinstance(done, MontyComplete) and done.output == "t"


def test_an_error_of_the_hosts_is_raised_in_the_script() -> None:
    script = "try:\n    open('/a')\nexcept FileNotFoundError as error:\n    found = (str(error), error.errno, error.filename)\nfound"
    assert Monty(script).run(os=OSAccess()) == ("[Errno 2] No such file or directory: '/a'", 2, "/a")
    with pytest.raises(MontyRuntimeError) as error:
        Monty(READ).run(os=OSAccess())
    assert isinstance(error.value.__cause__, FileNotFoundError)


def test_nobody_answers() -> None:
    for os in (None, lambda *_: NOT_HANDLED, [Clock()]):
        with pytest.raises(MontyRuntimeError) as error:
            Monty(READ).run(os=os)
        text = "NotImplementedError: OS function 'Path.read_text' not implemented with standard execution"
        assert str(error.value) == text
        assert "hint: give run() a handler" in error.value.display("traceback")
    with pytest.raises(TypeError, match="argument 'os': 'int' object is not callable"):
        Monty(READ).run(os=3)  # type: ignore[arg-type]


def test_handlers_are_asked_in_turn() -> None:
    script = "from pathlib import Path\nimport os, time\n(Path('/a').read_text(), os.getenv('A'), time.time())"
    from datetime import UTC, datetime

    from monty_cli import MemoryFile

    files = OSAccess([MemoryFile("/a", "text")], {"A": "1"})
    assert Monty(script).run(os=[Clock(datetime(1970, 1, 2, tzinfo=UTC)), files]) == ("text", "1", 86400.0)


def test_an_interrupt_of_the_handlers_ends_the_run() -> None:
    def handler(*_: object) -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Monty("try:\n    open('/a')\nexcept BaseException:\n    pass").run(os=handler)


def test_answer_os_goes_on_to_what_it_can_not_answer() -> None:
    from monty_cli import MemoryFile

    script = "from pathlib import Path\na = Path('/a').read_text()\nb = ask(a)\n(b, Path('/b').exists(), open('/none'))"
    files = OSAccess([MemoryFile("/a", "text")])
    snapshot = answer_os(Monty(script).start(), files)
    assert isinstance(snapshot, FunctionSnapshot) and snapshot.function_name == "ask" and snapshot.args == ("text",)
    with pytest.raises(MontyRuntimeError, match="FileNotFoundError"):
        answer_os(snapshot.resume(return_value=1), files)
    waiting = Monty(READ).start()
    assert answer_os(waiting, lambda *_: NOT_HANDLED) is waiting


def test_an_async_handler_is_awaited_and_a_plain_one_blocks_nothing() -> None:
    async def handler(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        await asyncio.sleep(0)
        return f"{name} {args[0]}"

    threads: list[int] = []

    def plain(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        threads.append(threading.get_ident())
        return "plain"

    assert asyncio.run(Monty(READ).run_async(os=handler)) == "Path.read_text /a"
    assert asyncio.run(Monty(READ).run_async(os=plain)) == "plain"
    assert threads and threads[0] != threading.get_ident()
    with pytest.raises(MontyRuntimeError, match="NotImplementedError: OS function"):
        asyncio.run(Monty(READ).run_async())


def test_paths_cross_both_ways() -> None:
    script = "[(str(p), repr(p), p.name) for p in given] + [given[0] / 'x']"
    found = Monty(script, inputs=["given"]).run(inputs={"given": [PurePosixPath("/a/b")]})
    assert found[0][0] == "/a/b" and found[0][2] == "b"
    assert found[1] == PurePosixPath("/a/b/x") and isinstance(found[1], PurePosixPath)
