"""Errors: displays equal to CPython's own, frames, syntax errors."""

from __future__ import annotations

import copy
import linecache
import pickle
import sys
import traceback
from collections.abc import Callable
from types import CodeType, TracebackType
from typing import Any

import pytest

from monty_cli import errors
from monty_cli.errors import (
    Frame,
    MontyError,
    MontyRuntimeError,
    MontySyntaxError,
    Report,
    column_at,
    frame_at,
    render,
    split_lines,
)
from monty_cli.monty import Monty
from tests.face.fake_machine import Guest, GuestError, TraceFrame

# Programs that fail; each is run by CPython, and its traceback is compared with ours.
FAILING = {
    "module": "x = 1\n1 / 0\n",
    "function": "def f(x):\n    return 1 + x['a']\n\nf({})\n",
    "anchors": "def f(a, b):\n    return (a + b) * (a / b) + 1\n\nx = [f(1, 0)]\n",
    "subscript": "d = {'k': [1]}\nprint(d['k'][0][2][3])\n",
    "attribute": "x = 1\ny = (x.real\n     .nope_nope)\n",
    "call over lines": "def f(*a):\n    raise ValueError('a\\nb')\n\nf(1,\n  2,\n  3,\n  4,\n)\n",
    "operator over lines": "x = (1 +\n     2 +\n     3) / (\n    0)\n",
    "tabs": "def f():\n\tif True:\n\t\treturn [1, 2][ 9 ]\nf()\n",
    "non-ascii": "def é(ü):\n    return 'äöü', ü['日本'] + 1  # ü\n\né({})\n",
    "wide": "x = '日本' + 1 + '日本'\n",
    "trailing space": "x = 1 / 0   \n",
    "recursion": "def f(n):\n    if n:\n        return f(n - 1) + 1\n    return 1 / 0\n\nf(20)\n",
    "no message": "raise ValueError\n",
    "cause": "try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError('k') from e\n",
    "context": "def f():\n    try:\n        [][1]\n    except Exception:\n        {}['x']\n\nf()\n",
    "suppressed": "try:\n    1 / 0\nexcept Exception:\n    raise KeyError('k') from None\n",
    "chain of three": (
        "try:\n  try:\n    1/0\n  except Exception as e:\n    raise ValueError(2) from e\nfinally:\n  [][1]\n"
    ),
    "notes": "e = ValueError('x')\ne.add_note('one\\ntwo')\ne.add_note('')\nraise e\n",
    "own class": "class E(ValueError):\n    pass\n\nraise E('mine')\n",
    "group": "raise ExceptionGroup('g', [ValueError(1), KeyError('k')])\n",
    "group with traces": (
        "def bad():\n    raise ValueError('bad\\nnews')\n\n"
        "errors = []\nfor i in range(3):\n    try:\n        bad()\n    except Exception as e:\n"
        "        e.add_note(f'attempt {i}')\n        errors.append(e)\n"
        "inner = ExceptionGroup('inner', errors[:1])\ninner.add_note('inner note')\n"
        "raise ExceptionGroup('outer', [inner, *errors[1:]])\n"
    ),
    "nested groups at the end": (
        "raise ExceptionGroup('a', [ValueError(1), ExceptionGroup('b', [ExceptionGroup('c', [KeyError(2)])])])\n"
    ),
    "wide group": "raise ExceptionGroup('many', [ValueError(i) for i in range(17)])\n",
    "group one too many": "raise ExceptionGroup('many', [ValueError(i) for i in range(16)])\n",
    "deep group": "e = ValueError(1)\nfor i in range(14):\n    e = ExceptionGroup(str(i), [e, KeyError(i)])\nraise e\n",
    "chained groups": (
        "try:\n    raise ExceptionGroup('a', [ValueError(1)])\nexcept Exception as e:\n"
        "    try:\n        1 / 0\n    except Exception as z:\n        raise ExceptionGroup('b', [z, e]) from e\n"
    ),
}


def native_failure(source: str) -> BaseException:
    """Run `source` as CPython would, as main.py, and return its exception without our own frame."""
    linecache.cache["main.py"] = (len(source), None, source.splitlines(True), "main.py")
    try:
        exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    except Exception as error:
        assert error.__traceback__ is not None
        return error.with_traceback(error.__traceback__.tb_next)
    raise AssertionError("the program did not fail")


def frames_of(trace: TracebackType | None) -> list[TraceFrame]:
    """Return the frames of a native traceback as the machine gives them."""
    frames = []
    while trace is not None:
        code: CodeType = trace.tb_frame.f_code
        if code.co_filename == "main.py":
            line, end_line, column, end_column = list(code.co_positions())[trace.tb_lasti // 2]
            assert line is not None and end_line is not None and column is not None and end_column is not None
            frames.append(TraceFrame("script", code.co_name, (line, column, end_line, end_column)))
        trace = trace.tb_next
    return frames


def guest_error_of(error: BaseException, made: dict[int, GuestError]) -> GuestError:
    """Return a native exception, with all that it is linked to, as the machine gives it."""
    if id(error) in made:
        return made[id(error)]
    text = (type(error).__qualname__, str(error))
    guest = made[id(error)] = GuestError(error, frames_of(error.__traceback__), text=text)
    guest.notes = getattr(error, "__notes__", [])
    if error.__cause__ is not None:
        guest.chain = [("cause", guest_error_of(error.__cause__, made))]
    elif error.__context__ is not None and not error.__suppress_context__:
        guest.chain = [("context", guest_error_of(error.__context__, made))]
    if isinstance(error, BaseExceptionGroup):
        guest.members = [guest_error_of(member, made) for member in error.exceptions]
    return guest


@pytest.mark.parametrize("name", FAILING)
def test_traceback_equals_cpythons(name: str, monty_of: Callable[..., Monty]) -> None:
    source = FAILING[name]
    error = native_failure(source)
    try:
        expected = "".join(traceback.format_exception(error))
    finally:
        del linecache.cache["main.py"]
    before = dict(linecache.cache)

    def script(guest: Guest) -> Any:
        raise guest_error_of(error, {})

    with pytest.raises(MontyRuntimeError) as caught:
        monty_of(script, source=source).run()
    assert caught.value.display() + "\n" == expected
    assert linecache.cache == before


def test_displays_of_a_runtime_error() -> None:
    frame = frame_at("main.py", "<module>", (1, 0, 1, 5), ["1 / 0"])
    error = MontyRuntimeError(
        Report("ZeroDivisionError", "division by zero", [frame]), ZeroDivisionError("division by zero")
    )
    assert isinstance(error, MontyError)
    assert str(error) == error.display("type-msg") == "ZeroDivisionError: division by zero"
    assert error.display("msg") == "division by zero"
    assert error.display() == error.display("traceback")
    assert error.display().splitlines()[:3] == [
        "Traceback (most recent call last):",
        '  File "main.py", line 1, in <module>',
        "    1 / 0",
    ]
    assert not error.display().endswith("\n")
    assert repr(error) == "MontyRuntimeError(ZeroDivisionError: division by zero)"
    assert error.args == ()
    assert type(error.exception()) is ZeroDivisionError
    with pytest.raises(ValueError, match=r"Invalid display format: 'foo'\. Expected 'traceback', 'type-msg', or 'msg'"):
        error.display("foo")


def test_a_display_has_bounds_where_cpythons_has_none() -> None:
    report = Report("ValueError", "1", [])
    for number in range(20):
        group = Report("ExceptionGroup", f"g{number} (3 sub-exceptions)", [])
        group.members = [report] * 15
        report = group
    text = render(report)
    assert len(text) < 10_000_000
    assert "and 15 more exceptions" in text


def test_errors_survive_pickle() -> None:
    frame = frame_at("main.py", "f", (1, 4, 1, 9), ["    1 / 0"])
    error = MontyRuntimeError(Report("E", "m", [frame]), ValueError("m"))
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert twin.display() == error.display()
        assert twin.exception().args == ("m",)
    syntax = MontySyntaxError("no", "a.py", 1, 2, 1, 3, "xyz", "do this")
    assert pickle.loads(pickle.dumps(syntax)).display() == syntax.display()


def test_frame() -> None:
    lines = ["def f():", "    return 'é' + g(1,", "        2)"]
    frame = frame_at("foo.py", "f", (2, 18, 3, 10), lines)
    assert repr(frame) == "Frame(filename='foo.py', line=2, column=18, function_name='f')"
    assert frame.dict() == {
        "filename": "foo.py",
        "line": 2,
        "column": 18,
        "end_line": 3,
        "end_column": 11,
        "function_name": "f",
        "source_line": "    return 'é' + g(1,",
    }
    assert frame.locals is None
    assert Frame("a", 1, 1, 1, 2, "f", locals={"x": 1}).dict()["locals"] == {"x": 1}


def test_frame_outside_of_the_source_has_no_line() -> None:
    frame = frame_at("main.py", "f", (7, 0, 7, 3), ["x"])
    assert frame.source_line is None
    assert render(Report("E", "m", [frame])) == (
        'Traceback (most recent call last):\n  File "main.py", line 7, in f\nE: m'
    )


def test_lines_and_columns() -> None:
    assert split_lines("a\r\nb\rc\x0cd\u2028e\n") == ["a", "b", "c\x0cd\u2028e", ""]
    assert column_at("abc", 2) == 3
    assert column_at("äöü", 4) == 3


def test_syntax_error_as_cpython_shows_it() -> None:
    source = "x = 1\nwhile True print(x)\n"
    with pytest.raises(SyntaxError) as caught:
        compile(source, "main.py", "exec")
    native = caught.value
    error = MontySyntaxError(
        native.msg, "main.py", native.lineno, native.offset, native.end_lineno, native.end_offset, native.text
    )
    assert error.display() + "\n" == "".join(traceback.format_exception_only(native))
    assert error.display("msg") == native.msg
    assert error.display("type-msg") == f"SyntaxError: {native.msg}"
    assert str(error) == f"{native.msg} (main.py, line 2)"
    assert isinstance(error.exception(), SyntaxError)


def test_syntax_error_says_what_to_write_instead() -> None:
    error = MontySyntaxError(
        "async for is refused", "a.py", 3, 5, 3, 14, "    async for x in y:", hint="write a plain for"
    )
    assert str(error) == "async for is refused (a.py, line 3); write a plain for"
    assert repr(error) == f"MontySyntaxError({error})"
    assert error.display() == (
        '  File "a.py", line 3\n    async for x in y:\n    ^^^^^^^^^\n'
        "SyntaxError: async for is refused\nhint: write a plain for"
    )
    assert (error.line, error.column, error.end_line, error.end_column) == (3, 5, 3, 14)


def test_syntax_error_without_a_place() -> None:
    error = MontySyntaxError("source code contains null bytes")
    assert str(error) == "source code contains null bytes"
    assert error.display() == "SyntaxError: source code contains null bytes (main.py)"


def test_importing_errors_brings_in_nothing() -> None:
    import subprocess

    code = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('errors', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "before = set(sys.modules)\n"
        "spec.loader.exec_module(module)\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    command = [sys.executable, "-c", code, errors.__file__]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["__future__"]
