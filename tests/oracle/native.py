"""Runs a guest program on CPython itself: the truth that every other way of running it is compared with.

Names that nothing in the program binds are the host's: functions that log the call and give the scripted answer, or the
values that the program's directives name. What is asynchronous runs as `tests.oracle.asynchronous` says.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import contextvars
import copy
import io
import linecache
import logging
import symtable
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from traceback import StackSummary, TracebackException
from types import CodeType, FrameType, MappingProxyType, TracebackType
from unittest import mock
from zoneinfo import ZoneInfo

from tests.oracle.answers import Fail
from tests.oracle.answers import HostError as HostError
from tests.oracle.asynchronous import Desk, run_code
from tests.oracle.clock import Clock, Reads
from tests.oracle.outcome import Call, Outcome, describe_error, keep
from tests.oracle.programs import Program

RESULT = "result@"  # no guest name: source text can not spell it
PLAIN = (
    *(type(None), bool, int, float, complex, str, bytes, type(...), range, slice),
    *(bytearray, list, tuple, dict, set, frozenset),
    *(date, time, datetime, timedelta, timezone, ZoneInfo),
)
# Names that the module namespace holds on CPython, and that are not the host's here.
MODULE_NAMES = frozenset({"__name__"})


def run_native(program: Program) -> Outcome:
    """Return the outcome of `program` on the running Python. Raises `HostError` for one that no host can serve."""
    host = _Host(program)
    namespace: dict[str, object] = {"__name__": "__main__", **host.namespace()}
    error: BaseException | None = None
    with contextlib.redirect_stdout(host.out), warnings.catch_warnings(), _own_loggers():
        warnings.simplefilter("ignore")
        code = compile_guest(program)
        try:
            # Context variables, the context of decimals among them, are the program's own.
            contextvars.Context().run(run_code, code, namespace, host.desk)
        except BaseException as raised:
            error = raised
    if isinstance(error, (KeyboardInterrupt, HostError)):
        raise error
    if host.desk.broken is not None:
        raise host.desk.broken
    return Outcome(
        printed=host.out.getvalue(),
        calls=tuple(host.calls),
        result=repr(check_plain(namespace.get(RESULT))) if error is None else None,
        error=None if error is None else describe_error(error),
        traceback=() if error is None else keep(_traceback(error.__traceback__, host.file)),
        display="" if error is None else _display(error, program),
        blocks=tuple(host.desk.blocks),
    )


@contextlib.contextmanager
def _own_loggers() -> Iterator[None]:
    """Give a program a root logger as it is in a process of its own, and keep the loggers that it makes to itself."""
    root = logging.getLogger()
    kept = {name: getattr(root, name) for name in ("level", "handlers", "filters", "disabled")}
    vars(root).update(level=logging.WARNING, handlers=[], filters=[], disabled=False)
    root.manager._clear_cache()  # type: ignore[attr-defined]
    try:
        with mock.patch.object(root.manager, "loggerDict", {}):
            yield
    finally:
        vars(root).update(kept)
        root.manager._clear_cache()  # type: ignore[attr-defined]


class _Host:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.file = program.file
        self.out = io.StringIO()
        self.calls: list[Call] = []
        self.desk = Desk(program.rule, self.note, lambda: (self.out.getvalue(), len(self.calls)))

    def namespace(self) -> dict[str, object]:
        answers = self.program.answers
        names = unknown_names(self.program.source) | answers.functions.keys()
        values = {**{name: self.function(name) for name in names}, **copy.deepcopy(answers.names)}
        given = {name: value for name, value in values.items() if name not in answers.unbound}
        module = {**given, **Clock(self.call).names()}
        if (
            "exec(" in self.program.source or "eval(" in self.program.source
        ):  # in dictionaries, too, the host can be called
            module["__builtins__"] = {**vars(builtins), **given}
        return module

    def function(self, name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            return self.call(name, args, kwargs)

        call.__name__ = call.__qualname__ = name
        call.__module__ = "builtins"  # as error texts have it
        return call

    def call(self, name: str, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        earlier = [call.name for call in self.calls]
        number = self.note(name, args, kwargs)
        answer = self.program.answers.answer(earlier, name, args, kwargs)
        if self.desk.waiting.leaves(name):
            return self.desk.leave(number, name, args, kwargs, answer)
        if isinstance(answer, Fail):
            raise answer.exception
        return answer

    def note(self, name: str, args: tuple[object, ...], kwargs: Mapping[str, object] = MappingProxyType({})) -> int:
        """Note the call of `name` and return its number. Raises `HostError` when no host can take it."""
        try:
            check_plain([*args, *kwargs.values()])
        except HostError as error:
            raise self.desk.fail(str(error)) from None
        if len(self.calls) > 2000:
            raise self.desk.fail("the program makes calls without end")
        stack = keep(_stack(self.file))
        written = tuple((key, repr(value)) for key, value in kwargs.items())
        self.calls.append(Call(name, tuple(map(repr, args)), written, len(self.out.getvalue()), stack))
        return len(self.calls) - 1


def compile_guest(program: Program) -> CodeType:
    """Return the code of `program`, its last expression kept under the name `RESULT`."""
    tree = Reads().visit(ast.parse(program.source))
    last = tree.body[-1]
    if isinstance(last, ast.Expr):
        target = ast.copy_location(ast.Name(RESULT, ast.Store()), last)
        tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    code: CodeType = compile(tree, program.file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return code


def unknown_names(source: str) -> set[str]:
    """Return the names that `source` reads as globals and that neither it nor Python binds."""
    module = symtable.symtable(source, "<guest>", "exec")
    bound = {
        symbol.get_name()
        for table in _tables(module)
        for symbol in table.get_symbols()
        if (table is module or symbol.is_declared_global()) and (symbol.is_assigned() or symbol.is_imported())
    }
    read = {
        symbol.get_name()
        for table in _tables(module)
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (table is module or symbol.is_global())
    }
    return {name for name in read - bound - MODULE_NAMES if not hasattr(builtins, name)}


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def check_plain(value: object) -> object:
    """Return `value` if it can cross between guest and host. Raises `HostError` naming the type that can't."""
    pending, seen = [value], set[int]()
    while pending:
        item = pending.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, BaseException) and type(item).__module__ == "builtins":
            continue
        if type(item) not in PLAIN:
            raise HostError(f"a {type(item).__name__} can not cross to the host")
        if isinstance(item, dict):
            pending += [*item.keys(), *item.values()]
        elif isinstance(item, (list, tuple, set, frozenset)):
            pending += item
    return value


def _display(error: BaseException, program: Program) -> str:
    """Return the traceback that CPython prints for `error`, with the guest's own frames only."""
    lines = program.source.splitlines(keepends=True)
    linecache.cache[program.file] = (len(program.source), None, lines, program.file)
    report = TracebackException.from_exception(error)
    if any(frame.filename == "<string>" for frame in report.stack):
        return ""  # CPython has no source lines to show there
    _keep_guest_frames(report, program.file)
    return "".join(report.format()).rstrip("\n")


def _keep_guest_frames(report: TracebackException, file: str) -> None:
    report.stack = StackSummary.from_list([frame for frame in report.stack if frame.filename == file])
    linked = (report.__cause__, report.__context__, *(getattr(report, "exceptions", None) or ()))
    for below in linked:
        if below is not None:
            _keep_guest_frames(below, file)


def _stack(file: str) -> Iterator[tuple[str, int]]:
    frame: FrameType | None = sys._getframe(1)
    frames: list[tuple[str, int]] = []
    while frame is not None:
        if frame.f_code.co_filename == file:
            frames.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return reversed(frames)


def _traceback(entry: TracebackType | None, file: str) -> list[tuple[str, int]]:
    frames = []
    while entry is not None:
        if entry.tb_frame.f_code.co_filename == file:
            frames.append((entry.tb_frame.f_code.co_name, entry.tb_lineno))
        entry = entry.tb_next
    return frames
