"""
The line where a person types code: several lines where a statement takes them, colours, completion, history.

The prompt is drawn on stderr, so that stdout stays the session's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.shortcuts import CompleteStyle

from monty_cli.cli.completing import completions
from monty_cli.cli.pieces import indentation, wants_more
from monty_cli.cli.prompt import CodeLexer, code_style, open_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from monty_cli.cli.environment import Environment

PROMPT, CONTINUATION = ">>> ", "... "
_INDENT = "    "


class CodePrompt:
    """Asks for one piece of code at a time; what was typed is remembered in the file `history`, or nowhere if that is None.

    `complete` and `commands` are as `completing.completions` takes them.
    """

    def __init__(
        self,
        environment: Environment,
        history: str | None,
        complete: Callable[[str], list[str]],
        commands: Iterable[str],
        *,
        colored: bool = True,
    ) -> None:
        self._style = "bold" if colored else ""
        self._session: PromptSession[str] = open_session(
            environment,
            history,
            colored=colored,
            key_bindings=_keys(),
            prompt_continuation=CONTINUATION,
            completer=_Completer(complete, tuple(commands)),
            complete_while_typing=False,
            complete_style=CompleteStyle.READLINE_LIKE,
            lexer=CodeLexer() if colored else None,
            style=code_style(environment.variables, colored=colored),
        )

    def ask(self) -> str | None:
        """Ask for a piece and return it; None at the end of the input (Ctrl-D). Ctrl-C clears what is there."""
        while True:
            try:
                return self._session.prompt(FormattedText([(self._style, PROMPT)]))
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


class _Completer(Completer):
    def __init__(self, complete: Callable[[str], list[str]], commands: tuple[str, ...]) -> None:
        self._complete = complete
        self._commands = commands

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The completions of what stands before the cursor."""
        word, found = completions(document.text_before_cursor, self._complete, self._commands)
        for name in found:
            yield Completion(name, -len(word), display=name.rpartition(".")[2])


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        document = buffer.document
        if document.text_after_cursor.strip() or wants_more(document.text):
            buffer.insert_text("\n" + indentation(document.text_before_cursor))
        else:
            buffer.validate_and_handle()

    @keys.add("tab", filter=Condition(_is_before_code))
    def _(event: KeyPressEvent) -> None:
        column = len(event.current_buffer.document.current_line_before_cursor)
        event.current_buffer.insert_text(_INDENT[column % len(_INDENT) :])

    @keys.add("backspace", filter=Condition(_is_indented))
    def _(event: KeyPressEvent) -> None:
        column = len(event.current_buffer.document.current_line_before_cursor)
        event.current_buffer.delete_before_cursor((column - 1) % len(_INDENT) + 1)

    return keys


def _is_before_code() -> bool:
    """Whether nothing but blanks stands before the cursor, in its line."""
    return not get_app().current_buffer.document.current_line_before_cursor.strip()


def _is_indented() -> bool:
    """Whether nothing but spaces stands before the cursor, in its line, and at least one."""
    before = get_app().current_buffer.document.current_line_before_cursor
    return bool(before) and not before.strip(" ")
