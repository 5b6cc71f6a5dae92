"""What `html.parser` needs of the host: the events in a piece of HTML, and the parser's state, which is plain data and patterns."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from monty_cli.guest.plain import plain_str

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NAMES = (
    "handle_startendtag handle_starttag handle_endtag handle_charref handle_entityref handle_data handle_comment handle_decl "
    "handle_pi unknown_decl"
)
_EVENTS = _NAMES.split()
_PLAIN = (str, int, bool, type(None), re.Pattern)


class _Recorder(HTMLParser):
    """A parser that keeps what it would call."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[Any, ...]] = []


def _recording(name: str) -> Callable[..., None]:
    def record(self: _Recorder, *args: Any) -> None:
        self.events.append((name, args, self.getpos(), self.get_starttag_text()))

    return record


for _name in _EVENTS:
    setattr(_Recorder, _name, _recording(_name))


def _state(parser: HTMLParser) -> dict[str, Any]:
    return {name: value for name, value in vars(parser).items() if type(value) in _PLAIN}


def begun() -> dict[str, Any]:
    """Return the state of a new parser."""
    return _state(_Recorder())


def events(state: dict[str, Any], data: Any, end: bool, convert: bool) -> list[tuple[Any, ...]]:
    """Return what a parser calls for some more text, as (method, arguments, (line, column), text of the tag), and bring its state on.

    Args:
        state: the state, which is changed.
        data: the text.
        end: whether it is the last one.
        convert: whether character references become characters.
    """
    parser = _Recorder()
    known = vars(parser)
    known.update({name: value for name, value in state.items() if name in known and type(value) in _PLAIN})
    parser.convert_charrefs = convert
    if end:
        parser.close()
    else:
        parser.feed(plain_str(data))
    state.clear()
    state.update(_state(parser))
    return parser.events


def now(state: dict[str, Any]) -> tuple[Any, ...]:
    """Return what a state holds for all to see: the rest of the text, the last tag, the line and the column."""
    return tuple([state[name] for name in ("rawdata", "lasttag", "lineno", "offset")])


HELPERS: dict[str, Any] = {
    "@html_begun": begun,
    "@html_events": events,
    "@html_now": now,
}
