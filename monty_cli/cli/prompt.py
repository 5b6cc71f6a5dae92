"""
The line where a person types: prompt_toolkit with history, and Enter that knows when a literal is not finished.

The prompt is drawn on stderr, so that stdout stays the script's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app, get_app_session
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.shortcuts import CompleteStyle
from prompt_toolkit.styles import Style

from monty_cli.cli.coloring import tokens
from monty_cli.cli.environment import is_terminal
from monty_cli.cli.literals import is_incomplete
from monty_cli.cli.settling import without_id
from monty_cli.cli.themes import prompt_style, theme_name
from monty_cli.cli.values import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from prompt_toolkit.buffer import Buffer

    from monty_cli.cli.debugger.aids import Aids
    from monty_cli.cli.environment import Environment


_SHOWN = 60  # columns of one of several completions
# Names of colours that every terminal has in its own theme, so that they can be read on light and dark.
_STYLE = {
    "bottom-toolbar": "noreverse",
    "status": "ansibrightblack",
    "trouble": "ansired",
    "command": "bold ansicyan",
    "auto-suggestion": "ansibrightblack",
}


class Prompt:
    """Asks for one answer at a time; what was typed is remembered in the file `history`, or nowhere if that is None."""

    def __init__(
        self, environment: Environment, history: str | None, *, colored: bool = True, aids: Aids | None = None
    ) -> None:
        self._style = "bold" if colored else ""
        self._aids = aids
        more: dict[str, Any] = {}
        if aids is not None:
            more = {
                "completer": _Completer(aids),
                "complete_while_typing": False,
                "complete_style": CompleteStyle.READLINE_LIKE,
                "auto_suggest": _Earlier(aids),
                "bottom_toolbar": self._toolbar,
                "lexer": CodeLexer() if colored else None,
                "style": code_style(environment.variables, colored=colored),
            }
        self._session = open_session(
            environment, history, colored=colored, key_bindings=_keys(), prompt_continuation=_continuation, **more
        )

    def _toolbar(self) -> FormattedText:
        """The line at the foot of the screen: what is wrong with what is typed, or else where the run stands."""
        assert self._aids is not None
        width = get_app().output.get_size().columns
        trouble = self._aids.trouble(get_app().current_buffer.text)
        if trouble:
            return FormattedText([("class:trouble", f" {clip(trouble, width - 2)}")])
        return FormattedText([("class:status", f" {self._aids.status(width - 1)}")])

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


class _Completer(Completer):
    """Completes with Tab what the aids know."""

    def __init__(self, aids: Aids) -> None:
        self._aids = aids

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The completions of what stands before the cursor."""
        word, found = self._aids.complete(document.text_before_cursor)
        for each in found:
            yield Completion(each, -len(word), display=clip(each, _SHOWN))


class _Earlier(AutoSuggest):
    """Suggests the rest of an earlier answer that begins with what is typed; the right arrow takes it."""

    def __init__(self, aids: Aids) -> None:
        self._aids = aids

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """The rest of the answer given last that begins so."""
        text = document.text
        if not text.strip() or text.startswith(":"):
            return None
        return next((Suggestion(each[len(text) :]) for each in self._aids.earlier() if each.startswith(text)), None)


class CodeLexer(Lexer):
    """Colours what is typed as Python, and commands as commands where there are any."""

    def __init__(self, *, has_commands: bool = True) -> None:
        self._has_commands = has_commands

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The coloured lines of what is typed."""
        if self._has_commands and document.text.lstrip().startswith(":"):
            word, space, rest = document.text.partition(" ")
            return _lines([("class:command", word), ("", space), *_colored(rest)])
        return _lines(_colored(document.text))


def _colored(text: str) -> StyleAndTextTuples:
    parts: StyleAndTextTuples = []
    at = 0
    for start, end, style in tokens(text):
        parts += [("", text[at:start]), (f"class:{style.removeprefix('monty.')}", text[start:end])]
        at = end
    return [*parts, ("", text[at:])]


def _lines(parts: StyleAndTextTuples) -> Callable[[int], StyleAndTextTuples]:
    lines = list(split_lines(parts))
    return lambda number: lines[number] if number < len(lines) else []


def code_style(variables: Mapping[str, str], *, colored: bool) -> Style:
    """The styles of a prompt, in the theme that the variables ask for."""
    if not colored:
        return Style.from_dict({"bottom-toolbar": "noreverse"})
    return Style.from_dict({**_STYLE, **prompt_style(theme_name(variables))})


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
