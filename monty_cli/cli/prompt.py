"""
The line where a person types: prompt_toolkit with history, and Enter that knows when a literal is not finished.

The prompt is drawn on stderr, so that stdout stays the script's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth, create_output

from monty_cli.cli.environment import is_terminal
from monty_cli.cli.literals import is_incomplete
from monty_cli.cli.settling import without_id

if TYPE_CHECKING:
    from monty_cli.cli.environment import Environment


class Prompt:
    """Asks for one answer at a time; what was typed is remembered in the file `history`, or nowhere if that is None."""

    def __init__(self, environment: Environment, history: str | None, *, colored: bool = True) -> None:
        self._style = "bold" if colored else ""
        self._session = open_session(
            environment, history, colored=colored, key_bindings=_keys(), prompt_continuation=_continuation
        )

    def ask(self, question: str, typed: str = "") -> str | None:
        """
        Ask `question` and return the line (or lines) typed; None at the end of the input (Ctrl-D).

        `typed` stands in the line to be mended. Ctrl-C clears what is there.
        """
        while True:
            try:
                return self._session.prompt(FormattedText([(self._style, question)]), default=typed)
            except KeyboardInterrupt:
                typed = ""
            except EOFError:
                return None


def open_session(environment: Environment, history: str | None, *, colored: bool, **options: Any) -> PromptSession[str]:
    """A prompt session of several lines on the streams of `environment`, with `options` of prompt_toolkit's besides."""
    terminal = is_terminal(environment.stdin) and is_terminal(environment.stderr)
    session = get_app_session()
    return PromptSession(
        history=_history(history),
        multiline=True,
        color_depth=None if colored else ColorDepth.DEPTH_1_BIT,
        input=create_input(environment.stdin) if terminal else session.input,
        output=create_output(environment.stderr) if terminal else session.output,
        **options,
    )


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_unfinished(buffer.text):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    return keys


def is_unfinished(text: str) -> bool:
    """Whether Enter goes on on the next line: the text begins a literal, perhaps after an id, and is no command."""
    return not text.lstrip().startswith(":") and is_incomplete(without_id(text))


def _continuation(width: int, line_number: int, wrap_count: int) -> str:
    return "… ".rjust(width)


def _history(path: str | None) -> History:
    return InMemoryHistory() if path is None else FileHistory(path)
