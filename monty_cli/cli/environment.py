"""What surrounds the command: its three streams and the environment variables, in one object that tests can make."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from monty_cli.cli.settings import Settings


class Environment:
    """The streams (stdin is None where it was closed) and variables that a command works with."""

    __slots__ = ("stderr", "stdin", "stdout", "variables")

    def __init__(self, stdin: TextIO | None, stdout: TextIO, stderr: TextIO, variables: Mapping[str, str]) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.variables = variables

    @classmethod
    def current(cls) -> Environment:
        """The process's own streams and variables, as they are now."""
        return cls(sys.stdin, sys.stdout, sys.stderr, os.environ)

    def is_set(self, variable: str) -> bool:
        """Whether a yes/no variable says yes: present, and neither empty nor 0."""
        return self.variables.get(variable, "") not in ("", "0")

    def takes_input(self, settings: Settings) -> bool:
        """Whether answers may be read at all."""
        return not (settings.no_input or self.is_set("MONTY_NO_INPUT"))

    def is_interactive(self, settings: Settings) -> bool:
        """Whether a person can be asked: a terminal on both sides of the prompt, which goes to stderr."""
        return (
            self.takes_input(settings)
            and is_terminal(self.stdin)
            and is_terminal(self.stderr)
            and self.variables.get("TERM") != "dumb"
        )


def is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()
