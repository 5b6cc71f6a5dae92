"""Nothing after the end, and no event that a program must not cause: the tripwire, finalizers, dropped snapshots, shared state."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest

from monty_cli import Monty, MontyRuntimeError
from monty_cli.machine import program_for
from monty_cli.machine.errors import GuestError
from monty_cli.machine.run import Run

LATE = """
def g():
    try: yield 1
    finally:
        print('late')
        raise ValueError('late')
class C:
    def __enter__(self): pass
    def __exit__(self, *a): print('exit')
async def never(): pass
x = g()
next(x)
never()
try:
    with C(): ext()
except BaseException: print('handler')
finally: print('finally')
"""


def run_with(source: str, **planted: Any) -> Run:
    """Run a script that finds `planted` among its builtins: holes that the product does not have."""
    run = Run(program_for(source, "main.py", list(planted)), lambda stream, text: None)
    run.start(planted, {})
    return run


@pytest.mark.parametrize(
    ("source", "event"),
    [
        ("hole('/etc/passwd')", "open"),
        ("try: hole('/etc/passwd')\nexcept BaseException: pass\nfinally: print(1)", "open"),
        ("list(map(hole, ['/etc/passwd']))", "open"),
        ("hole('1', 'x', 'eval')", "compile"),
        ("hole('wave')", "import"),
        ("hole()", "sys._getframe"),
        ("hole('.')", "os.listdir"),
        ("hole()", "socket.gethostname"),
    ],
)
def test_the_tripwire_fires(source: str, event: str) -> None:
    import os
    import socket

    holes: dict[str, Any] = {
        "open": io.open, "compile": compile, "import": __import__, "sys._getframe": sys._getframe, "os.listdir": os.listdir,
        "socket.gethostname": socket.gethostname,
    }  # fmt: skip
    with pytest.raises(GuestError) as caught:
        run_with(source, hole=holes[event])
    assert event in caught.value.describe()[1]
    assert caught.value.describe()[0] == "PermissionError"


def test_the_host_may_do_what_it_likes() -> None:
    def ext() -> int:
        with open(__file__) as file:
            return len(file.read())

    source = "exec('y = ext()')\nimport json, typing\nx = eval('y')\nx"
    assert Monty(source).run(external_functions={"ext": ext}) > 0


def test_the_hosts_code_runs_while_a_guest_does(tmp_path: Path) -> None:
    """A callback of the garbage collector, and finalizers of the host's: they open files, import and remove as they like."""
    opened: list[str] = []

    def look(phase: str, info: object) -> None:
        with open(__file__) as file:
            opened.append(file.readline())

    class Mine:
        def __del__(self) -> None:
            look("", None)

    mine: Any = Mine()
    mine.cycle = mine
    place = tmp_path / "place"
    place.mkdir()
    weakref.finalize(mine, os.rmdir, place)
    gc.disable()
    gc.callbacks.append(look)
    del mine
    try:
        run_with("collect()", collect=gc.collect)
    finally:
        gc.callbacks.remove(look)
        gc.enable()
    assert len(opened) == 3
    assert not place.exists()


def test_the_hosts_functions_see_nothing_of_the_guests() -> None:
    from contextvars import ContextVar

    variable: ContextVar[int] = ContextVar("variable", default=0)
    variable.set(5)

    def ext(value: int) -> object:
        found = variable.get()
        variable.set(value)
        return [found, str(sys.exc_info()[1])]

    source = "found = [ext(6)]\ntry: 1 / 0\nexcept Exception: found.append(ext(7))\nfound"
    for limits in ({}, {"max_recursion_depth": 50}):
        variable.set(5)
        assert Monty(source).run(external_functions={"ext": ext}, limits=limits) == [[5, "None"], [6, "None"]]  # type: ignore[arg-type]
        assert variable.get() == 7


@pytest.mark.parametrize("end", ["del", "exit", "run"])
def test_nothing_runs_after_the_end(end: str) -> None:
    program = f"""
import gc, sys, threading
from monty_cli import Monty
said = []
script = {LATE!r}
if {end!r} == 'run':
    script = script.replace('with C(): ext()', 'with C(): pass').replace("print('finally')", '1')
    Monty(script).run(print_callback=lambda s, t: said.append(t))
    said.clear()
    gc.collect()
else:
    snapshot = Monty(script).start(print_callback=lambda s, t: said.append(t))
    said.clear()
    if {end!r} == 'del':
        del snapshot
        gc.collect()
assert said == [], said
assert threading.active_count() == 1
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


FINALIZER = "{'__del__': lambda made: print('late')}"


@pytest.mark.parametrize("ends", [True, False])
@pytest.mark.parametrize(
    "source",
    [
        f"made = classmethod(type).__get__(None, 'X')((), {FINALIZER})()",
        f"made = staticmethod(type)('X', (), {FINALIZER})()",
        f"made = type[int]('X', (), {FINALIZER})()",
        f"class A: __call__ = type\nmade = A()('X', (), {FINALIZER})()",
        f"import contextvars\nmade = contextvars.copy_context().run(type, 'X', (), {FINALIZER})()",
        f"kind = getattr(getattr(1, '__cl' + 'ass__'), '__cla' + 'ss__')\nmade = [kind('X', (), {FINALIZER})()]\nhold = lambda: made",
        f"import abc\nkind = getattr(abc.ABCMeta, '__ba' + 'se__')\nmade = kind('X', (int,), {FINALIZER})()\nhold = lambda: made",
    ],
)
def test_classes_made_behind_the_checks_have_no_finalizers(source: str, ends: bool) -> None:
    said: list[str] = []
    program = Monty(f"{source}\n{'1' if ends else 'ext()'}")
    if ends:
        program.run(print_callback=lambda stream, text: said.append(text))
    else:
        snapshot = program.start(print_callback=lambda stream, text: said.append(text))
        del snapshot
    gc.collect()
    assert said == []


def test_finalizers_of_the_host_stay() -> None:
    class Mine:
        def __del__(self) -> None:
            seen.append(1)

    seen: list[int] = []
    Monty("kind = type\n1").run()
    Mine()
    assert seen == [1]


def test_errors_in_finalizers_stay_inside(capfd: pytest.CaptureFixture[str]) -> None:
    source = "def g():\n    try: yield 1\n    finally: raise ValueError('late')\nx = g()\nnext(x)\ndel x\n5"
    assert Monty(source).run() == 5
    assert capfd.readouterr() == ("", "")


def test_the_hosts_finalizers_still_tell() -> None:
    seen: list[object] = []
    before = sys.unraisablehook
    sys.unraisablehook = seen.append
    try:
        Monty("1").run()

        def g() -> Any:
            try:
                yield 1
            finally:
                raise ValueError("mine")

        x = g()
        next(x)
        del x
    finally:
        sys.unraisablehook = before
    assert len(seen) == 1


def test_the_process_ends_quietly() -> None:
    """What is collected last, when modules have gone: the guest's says nothing, the host's what it always says, and no more."""
    program = f"""
import builtins
from monty_cli import Monty
class Mine:
    def __del__(self): raise ValueError('mine')
builtins.held = Mine()
builtins.paused = Monty({LATE!r}).start(print_callback=lambda s, t: None)
builtins.watched = Monty('f()').start(limits={{'max_duration_secs': 60, 'max_memory': 1 << 40}})
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("Exception ignored") == 1
    assert done.stderr.endswith("ValueError: mine\n")


def test_programs_share_nothing() -> None:
    source = """
import {0} as module
found = []
for name in dir(module):
    if name.startswith('__'): continue
    value = getattr(module, name)
    if type(value) in (list, dict, set):
        found.append((name, len(value)))
        if type(value) is list: value.append('planted')
        elif type(value) is dict: value['planted'] = 1
        else: value.add('planted')
    found.append((name, hasattr(value, 'planted')))
    try: value.planted = 1
    except (AttributeError, TypeError): pass
found
"""
    for module in (
        "hashlib",
        "keyword",
        "errno",
        "decimal",
        "string",
        "calendar",
        "html",
        "os",
        "sys",
        "collections",
        "zoneinfo",
    ):
        text = source.format(module)
        first = Monty(text).run()
        assert Monty(text).run() == first, module
    for check in ("ExceptionGroup", "Exception"):
        with pytest.raises(MontyRuntimeError):
            Monty(f"{check}.planted = 1").run()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("bool(NotImplemented)", "True"),
        ("import re\nre.compile('[[a]').pattern", "[[a]"),
        ("'\u00fc'.encode('idna')", "b'xn--tda'"),
        ("x, y = (1 << 200_000) + 1, (1 << 90_000) + 1\nx - (x // y) * y == x % y", "True"),
    ],
)
def test_what_cpython_does_by_itself_is_no_ones_fault(source: str, text: str) -> None:
    """It warns, looks for a codec, or imports what divides large numbers: nothing is said on stderr, and no program is ended."""
    program = f"from monty_cli import Monty\nprint(Monty({source!r}).run())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{text}\n", "")


@pytest.mark.parametrize(
    "source",
    [
        "import zoneinfo\nf = zoneinfo.ZoneInfo.utcoffset",
        "import zoneinfo\nf = zoneinfo.ZoneInfo.__new__",
        "import zoneinfo\nf = zoneinfo.ZoneInfo('UTC').dst.__func__",
        "import datetime\nf = datetime.datetime.timestamp",
        "f = ValueError().with_traceback.__func__",
    ],
)
def test_functions_are_the_programs_own(source: str) -> None:
    for expected in (False, False):
        assert Monty(f"{source}\nfound = hasattr(f, 'planted')\nf.planted = 1\nfound").run() is expected
