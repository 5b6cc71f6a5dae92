"""System calls that the command line answers by itself: folders, the environment and the clock that its options give."""

from __future__ import annotations

from monty_cli import NOT_HANDLED, Clock, FunctionSnapshot, MountDir
from monty_cli.cli.answers import Throw, Value
from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import NO_INPUT, USAGE, Failure
from monty_cli.os_access.handling import ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from monty_cli.cli.answers import Answer
    from monty_cli.cli.describe import Snapshot
    from monty_cli.cli.settings import Settings
    from monty_cli.os_access.handling import Handler


class System:
    """Answers system calls by `handlers`, and leaves everything else to others."""

    by = "system"

    def __init__(self, handlers: Sequence[Handler]) -> None:
        self._handlers = handlers

    def answer(self, snapshot: Snapshot) -> Answer | None:
        """The answer to a system call that a handler takes."""
        if not (isinstance(snapshot, FunctionSnapshot) and snapshot.is_os_function):
            return None
        try:
            value = ask(self._handlers, snapshot.function_name, snapshot.args, snapshot.kwargs)
        except Exception as error:
            return Throw(error)
        return None if value is NOT_HANDLED else Value(value)


class Variables:
    """Answers `os.getenv` and `os.environ` by an environment of its own."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Answer a call, if it is one of the two."""
        if name == "os.getenv":
            return self._values.get(*args, **kwargs)
        return dict(self._values) if name == "os.environ" else NOT_HANDLED


def handlers(settings: Settings) -> list[Handler]:
    """The handlers that the options ask for; `Failure` explains what is wrong with one."""
    found: list[Handler] = [_mount(text) for text in settings.mounts]
    if settings.env:
        found.append(Variables(dict(map(_variable, settings.env))))
    if settings.clock:
        found.append(_clock(settings.clock))
    return found


def _mount(text: str) -> MountDir:
    host, *rest = text.split("::")
    if not host or len(rest) not in (1, 2) or not rest[0]:
        raise Failure(USAGE, f"--mount takes HOST::GUEST[::ro|rw|overlay], not {escape_line(text)}")
    try:
        return MountDir(host, rest[0], rest[1] if len(rest) > 1 else "ro")
    except ValueError as error:
        raise Failure(USAGE, f"--mount {escape_line(text)}: {escape_line(str(error))}") from None
    except OSError as error:
        raise Failure(
            NO_INPUT, f"cannot mount {escape_line(host)}: {escape_line(error.strerror or str(error))}"
        ) from None


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise Failure(USAGE, f"--env takes NAME=VALUE, not {escape_line(text)}")
    return name, value


def _clock(text: str) -> Clock:
    from datetime import datetime

    if text == "real":
        return Clock()
    try:
        return Clock(datetime.fromisoformat(text))
    except ValueError:
        raise Failure(
            USAGE, f"--clock takes real or a time such as 2026-01-31T12:00, not {escape_line(text)}"
        ) from None
