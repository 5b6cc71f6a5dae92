"""Plans of `text % value`: the fields of the text with what each takes, where CPython would find nothing to complain about."""

from __future__ import annotations

from monty_cli.guest.protocol import MISSING, is_subclass, lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FLAGS = "-+ #0"
_KINDS = "diouxXeEfFgGcrsa"


class _Wrong(Exception):
    """C has an error to raise: it shall do the formatting."""


class _Reader:
    """Reads the fields of a text, handing out the positional values in order."""

    def __init__(self, text: str, values: list[Any], mapping: bool) -> None:
        self.text = text
        self.values = values
        self.mapping = mapping
        self.place = 0
        self.taken = 0

    def fields(self) -> list[tuple[str, str, str, Any, tuple[int, ...], Any]]:
        """Return (text before, `%` with flags, width and precision, kind, key or `None`, values of its stars, value) for each field."""
        found: list[tuple[str, str, str, Any, tuple[int, ...], Any]] = []
        before = ""
        while True:
            start = self.text.find("%", self.place)
            if start < 0:
                found.append((before + self.text[self.place :], "", "", None, (), None))
                return found
            before += self.text[self.place : start]
            self.place = start + 1
            key = self.key()
            spec, stars = self.specification()
            kind = self.next()
            if kind == "%":
                before += "%"
                continue
            if kind not in _KINDS:
                raise _Wrong
            value = self.value() if key is None else None
            found.append((before, f"%{spec}", kind, key, stars, value))
            before = ""

    def next(self) -> str:
        if self.place >= len(self.text):
            raise _Wrong
        self.place += 1
        return self.text[self.place - 1]

    def key(self) -> str | None:
        if self.text[self.place : self.place + 1] != "(":
            return None
        if not self.mapping:
            raise _Wrong
        depth, start = 1, self.place + 1
        self.place = start
        while depth:
            depth += {"(": 1, ")": -1}.get(self.next(), 0)
        return self.text[start : self.place - 1]

    def specification(self) -> tuple[str, tuple[int, ...]]:
        """Read flags, width and precision; a `*` stays one, and its value goes along."""
        start = self.place
        stars: list[int] = []
        self.skip(_FLAGS)
        self.width(stars)
        if self.text[self.place : self.place + 1] == ".":
            self.place += 1
            self.width(stars)
        spec = self.text[start : self.place]
        if self.text[self.place : self.place + 1] in ("h", "l", "L"):
            self.place += 1
        return spec, tuple(stars)

    def skip(self, characters: str) -> None:
        while self.place < len(self.text) and self.text[self.place] in characters:
            self.place += 1

    def width(self, stars: list[int]) -> None:
        if self.text[self.place : self.place + 1] != "*":
            self.skip("0123456789")
            return
        self.place += 1
        value = self.value()
        if type(value) is not int:
            raise _Wrong
        stars.append(value)

    def value(self) -> Any:
        if self.taken >= len(self.values):
            raise _Wrong
        self.taken += 1
        return self.values[self.taken - 1]


def percent_plan(text: str, value: Any) -> list[Any] | None:
    """Return the fields of `text`, each with what it takes of `value`, and last of all the text that follows them.

    `None` when C is to format: it has an error to raise, or the value has its own way to be formatted.
    """
    cls = type(value)
    if is_subclass(str, cls) and cls is not str:
        return None
    if is_subclass(tuple, cls):
        values, mapping = list(tuple.__iter__(value)), False
    else:
        values, mapping = [value], cls is not str and lookup(cls, "__getitem__") is not MISSING
    reader = _Reader(text, values, mapping)
    try:
        fields = reader.fields()
    except _Wrong:
        return None
    keyed = any(field[3] is not None for field in fields)
    if keyed and reader.taken:
        return None
    return fields if mapping or reader.taken == len(values) else None


PERCENT: dict[str, Any] = {"@percent_plan": percent_plan}
