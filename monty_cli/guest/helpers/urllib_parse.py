"""What `urllib.parse` needs of the host: its functions, on plain arguments."""

from __future__ import annotations

from urllib import parse

from monty_cli.guest.plain import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAMES = "urljoin parse_qs parse_qsl quote quote_plus quote_from_bytes unquote unquote_plus unquote_to_bytes"
_FUNCTIONS = frozenset(_NAMES.split())
_LOCATIONS = frozenset(("username", "password", "hostname", "port"))
_PARSERS = frozenset(("urlparse", "urlsplit"))
_COUNTERPARTS = {2: "DefragResult", 5: "SplitResult", 6: "ParseResult"}


def call(name: str, args: tuple[Any, ...]) -> Any:
    """Call the function `name` of `urllib.parse` with plain copies of `args`."""
    if name not in _FUNCTIONS:
        raise ValueError(f"there is no function {name!r}")
    return getattr(parse, name)(*[bytes(arg) if type(arg) is bytearray else plain(arg) for arg in args])


def parsed(name: str, url: Any, scheme: Any, fragments: Any) -> tuple[Any, ...]:
    """Return the parts of a URL that `urlparse`, `urlsplit` or `urldefrag` gives."""
    given = bytes(url) if type(url) is bytearray else plain(url)
    if name in _PARSERS:
        return tuple(getattr(parse, name)(given, plain(scheme), fragments))
    return tuple(parse.urldefrag(given))


def unparsed(name: str, parts: tuple[Any, ...]) -> Any:
    """Return the URL that `urlunparse` or `urlunsplit` makes of parts."""
    given = plain(parts)
    return parse.urlunparse(given) if name == "urlunparse" else parse.urlunsplit(given)


def joined(result: Any) -> Any:
    """Return the URL of which a guest's result object holds the parts."""
    parts = plain(tuple(tuple.__iter__(result)))
    if len(parts) == 2:
        cls = parse.DefragResult if type(parts[0]) is str else parse.DefragResultBytes
        return cls(*parts).geturl()
    return unparsed("urlunsplit" if len(parts) == 5 else "urlunparse", parts)


def location(name: str, netloc: Any) -> Any:
    """Return the part `name` of a network location: `username`, `password`, `hostname` or `port`."""
    if name not in _LOCATIONS:
        raise ValueError(f"there is no part {name!r}")
    place = plain(netloc)
    empty = place[:0]
    cls: Any = parse.SplitResult if type(place) is str else parse.SplitResultBytes
    return getattr(cls(empty, place, empty, empty, empty), name)


def counterpart(result: Any) -> str:
    """Return the name of the class for the encoded or decoded form of a guest's result object."""
    first = tuple.__getitem__(result, 0)
    return _COUNTERPARTS[tuple.__len__(result)] + ("Bytes" if type(first) is str else "")


HELPERS: dict[str, Any] = {
    "@url_call": call,
    "@url_parsed": parsed,
    "@url_unparsed": unparsed,
    "@url_joined": joined,
    "@url_location": location,
    "@url_counterpart": counterpart,
}
