"""Text that goes to a terminal: escaping, and values of any size and shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monty_cli.cli.escaping import escape_line, escape_text
from monty_cli.cli.values import clip, plain_repr, pretty, short_repr

HOSTILE = "\x1b]0;title\x07\x9b31m\u202egnp.exe\u2066\u200b\ufeff\r\x00\x7f\ud800"


def is_harmless(text: str) -> bool:
    codes = {ord(char) for char in text}
    return not any(code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 for code in codes) and not (
        codes & {0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
    )


def test_controls_are_shown_as_python_writes_them() -> None:
    assert escape_line("\x1b[31mred\x9b\u202e\ud800\n\t\U000e0041") == (
        "\\x1b[31mred\\x9b\\u202e\\ud800\\n\\t\\U000e0041"
    )
    assert escape_text("a\n\tb\r\x1b") == "a\n\tb\\x0d\\x1b"


def test_what_people_write_stays() -> None:
    text = "Grüße, 世界 👩‍🔬 — naïve «ok» עברית"
    assert escape_line(text) == text


@given(st.text(st.characters()))
def test_any_text_is_harmless_once_escaped(text: str) -> None:
    assert is_harmless(escape_line(text))
    assert is_harmless(escape_text(text).replace("\n", "").replace("\t", ""))


def deep_list(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, None]}, "{'a': [1, None]}"),
        (HOSTILE, None),
        (10**5000, None),
        ([10**200_000], "<list: too large to show>"),
        (deep_list(100_000), "<list: nested too deeply to show>"),
    ],
    ids=["plain", "hostile", "long", "huge", "deep"],
)
def test_every_value_can_be_shown(value: object, text: str | None) -> None:
    shown = plain_repr(value)
    assert is_harmless(shown)
    if text is not None:
        assert shown == text
    for line in pretty(value, 40, fold=True).split("\n"):
        assert is_harmless(line)


def test_short_values_keep_to_their_limit() -> None:
    assert short_repr("x" * 10_000_000, 20) == "'" + "x" * 18 + "…"
    assert short_repr([1, 2], 20) == "[1, 2]"
    assert len(short_repr(list(range(1000)), 30)) == 30
    assert clip("abc", 3) == "abc"


def test_large_values_are_folded() -> None:
    text = pretty({"rows": list(range(1000)), "text": "x" * 10_000}, 60, fold=True)
    assert "... +988" in text
    assert len(text) < 1500
    assert pretty({"rows": list(range(100))}, 60).count("\n") > 50
