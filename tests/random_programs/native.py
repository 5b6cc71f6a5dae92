"""Runs a program on CPython itself, and holds what a run leaves to compare."""

from __future__ import annotations

import ast
import builtins
import functools
import gc
import io
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, TracebackType
from typing import NamedTuple

from tests.random_programs.answers import ANSWERS, Answers

FILE = "main.py"
INLINED = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})  # frames that CPython 3.11 has and 3.12 has not
MOST_CALLS = 3000
PLAIN = frozenset({type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset})

Frames = tuple[tuple[str, int], ...]  # (function name, line), outermost first
Call = tuple[str, str, int, Frames]  # (name, text of the arguments, length of what was printed before, guest stack)


class Outcome(NamedTuple):
    """The whole of a run."""

    printed: str
    calls: tuple[Call, ...]
    result: str | None
    error: str | None
    traceback: Frames


@contextmanager
def dropped() -> Iterator[None]:
    """Collect, at the end, what programs have left behind: generators that fail when they are closed do so unseen."""
    before = sys.unraisablehook
    sys.unraisablehook = lambda unraisable: None
    try:
        yield
        gc.collect()
    finally:
        sys.unraisablehook = before


class Unfit(Exception):
    """The program asks for what no program should: it is not one to compare with."""


class _TooMany(BaseException):
    pass


def run_native(source: str, answers: Answers) -> Outcome:
    """Return the outcome of `source` on the running Python.

    Raises `SyntaxError` where Python does, and `Unfit` for a program whose values can not cross to a host.
    """
    body, last = compile_guest(source)
    host = _Host(answers)
    namespace: dict[str, object] = {"__name__": "__main__", "__builtins__": host.builtins()}
    result: object = None
    error: BaseException | None = None
    try:
        exec(body, namespace)
        if last is not None:
            result = eval(last, namespace)
    except (Exception, GeneratorExit) as raised:
        error = raised
    except _TooMany:
        raise Unfit("calls without end") from None
    outcome = Outcome(
        host.out.getvalue(),
        tuple(host.calls),
        write_plain(result) if error is None else None,
        None if error is None else describe(error),
        () if error is None else keep_frames(_traceback(error.__traceback__)),
    )
    host.ended = True
    if host.unfit:
        raise Unfit(host.unfit)
    return outcome


def compile_guest(source: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of `source` and, where its last statement is an expression, the code of that apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _compile_lines(source)
        except SyntaxError:
            pass  # the last line is no expression of its own
        tree = ast.parse(source, FILE)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            statement = tree.body.pop()
            assert isinstance(statement, ast.Expr)
            last = compile(ast.Expression(statement.value), FILE, "eval", dont_inherit=True)
        return compile(tree, FILE, "exec", dont_inherit=True), last


def _compile_lines(source: str) -> tuple[CodeType, CodeType | None]:
    """Compile a program whose last line is an expression, without a tree: several times faster."""
    body, _, last = source.rstrip("\n").rpartition("\n")
    if not last or last[0].isspace():
        raise SyntaxError(last)
    place = "\n" * (body.count("\n") + 1 if body else 0)
    return compile(body, FILE, "exec", dont_inherit=True), compile(place + last, FILE, "eval", dont_inherit=True)


class _Host:
    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.out = io.StringIO()
        self.calls: list[Call] = []
        self.ended = False
        self.unfit = ""

    def builtins(self) -> dict[str, object]:
        names = dict(vars(builtins))
        names["print"] = functools.partial(print, file=self.out)
        names.update((name, self.function(name)) for name in ANSWERS)
        return names

    def function(self, name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            return self.call(name, args, kwargs)

        call.__name__ = call.__qualname__ = name
        call.__module__ = "builtins"  # as error texts have it
        return call

    def call(self, name: str, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        if self.ended:
            raise RuntimeError("the program has ended")
        number = len(self.calls)
        if number >= MOST_CALLS:
            raise _TooMany
        try:
            text = write_plain(args) + write_plain(kwargs)
        except Unfit as unfit:
            self.unfit, text = str(unfit), ""
        self.calls.append((name, text, self.out.tell(), keep_frames(reversed(list(_stack())))))
        answer = self.answers.answer(name, number)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def write_plain(value: object) -> str:
    """Return the `repr` of `value`. Raises `Unfit` if it holds what can not cross between guest and host."""
    pending, seen = [value], set[int]()
    while pending:
        item = pending.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if type(item) not in PLAIN:
            raise Unfit(f"a {type(item).__name__} can not cross to the host")
        if isinstance(item, dict):
            pending += [*item.keys(), *item.values()]
        elif isinstance(item, (list, tuple, set, frozenset)):
            pending += item
    return repr(value)


def describe(error: BaseException) -> str:
    """Return the type and message of `error`; a class of the program's own stands for its nearest builtin base."""
    kind = next(base for base in type(error).__mro__ if base.__module__ == "builtins")
    return f"{kind.__name__}: {error}"


def keep_frames(frames: Iterator[tuple[str, int]]) -> Frames:
    """Return `frames` without those that depend on the version of Python."""
    return tuple(frame for frame in frames if frame[0] not in INLINED)


def _stack() -> Iterator[tuple[str, int]]:
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            yield frame.f_code.co_name, frame.f_lineno
        frame = frame.f_back  # type: ignore[assignment]


def _traceback(entry: TracebackType | None) -> Iterator[tuple[str, int]]:
    while entry is not None:
        if entry.tb_frame.f_code.co_filename == FILE:
            yield entry.tb_frame.f_code.co_name, entry.tb_lineno
        entry = entry.tb_next
