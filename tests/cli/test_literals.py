"""Answers as people write them: what is taken, and what is said about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monty_cli.cli.exit_codes import AnswerError
from monty_cli.cli.literals import is_incomplete, parse_exception, parse_input, parse_literal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("None", None),
        (" 42 ", 42),
        ("-1.5", -1.5),
        ("1+2j", 1 + 2j),
        ("'a'", "a"),
        ("'a' 'b'", "ab"),
        ("b'\\x00'", b"\0"),
        ("[1, (2, {3}), {'k': None}]", [1, (2, {3}), {"k": None}]),
        ("set()", set()),
        ("...", ...),
        ("'\\d'", "\\d"),
        ("{'a':\n 1}", {"a": 1}),
    ],
)
def test_literals(text: str, value: object) -> None:
    assert parse_literal(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "None for no value"),
        ("foo", "`foo` is a name; did you mean 'foo'?"),
        ("[1, foo]", "did you mean 'foo'?"),
        ("-x", "`x` is a name"),
        ("true", "write True"),
        ('{"ok": null}', "write None"),
        ("nan", "nan can only be computed"),
        ("-inf", "write 1e999"),
        ("quit", "a command starts with a colon, :quit"),
        ("f(1)", "`f(1)` is a call"),
        ("frozenset([1])", "is a call"),
        ("[1, 'a'.upper()]", "`'a'.upper()` is a call"),
        ("a.b", "is an attribute"),
        ("1 + 1", "is arithmetic"),
        ("[x for x in y]", "is a comprehension"),
        ("lambda: 1", "is a lambda"),
        ("f'{a}'", "is an f-string"),
        ("{**a}", "is an expression"),
        ("not True", "is an operator"),
        ("hello world", "text needs quotes, `'hello world'`"),
        ("[1, 2", "is not finished"),
        ("'''abc", "is not finished"),
        ("'abc", "unterminated string literal"),
        ("01", "leading zeros"),
        ("{[1]: 2}", "use a tuple there"),
        ("{{1}}", "use a tuple there"),
        ("a\0b", "NUL"),
        ("9" * 5000, "0x"),
        ("-" * 100_000 + "1", "nested too deeply"),
        ("\x1b[31m", "not a Python literal"),
    ],
)
def test_what_is_no_literal_is_explained(text: str, words: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_literal(text)
    message = str(caught.value)
    assert words in message
    assert "object at 0x" not in message
    assert "\x1b" not in message
    assert len(message) < 200


@given(st.text(alphabet=st.sampled_from("[](){}'\"\\,:.0123abcNone *-+=\n\t\0\x1bé€")))
def test_any_text_is_a_literal_or_explained(text: str) -> None:
    try:
        parse_literal(text)
    except AnswerError as error:
        assert str(error).isprintable()
    is_incomplete(text)


@pytest.mark.parametrize("text", ["[1,2", "{'a':", "'''abc", "foo(", "[1,\n\n", "(\n"])
def test_incomplete(text: str) -> None:
    assert is_incomplete(text)


@pytest.mark.parametrize("text", ["", "  ", "1", "1\n", "'abc", "1 +", "]", "foo bar", "a\0b", "\\d", "9" * 5000])
def test_not_incomplete(text: str) -> None:
    assert not is_incomplete(text)


def test_inputs() -> None:
    assert parse_input("limit=10") == ("limit", 10)
    assert parse_input(" where = {'a': '=' }") == ("where", {"a": "="})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limit", "write NAME=LITERAL"),
        ("1=2", "not a name that a script could use"),
        ("=2", "not a name"),
        ("a=b", "the value of a: `b` is a name"),
    ],
)
def test_bad_inputs_are_explained(text: str, words: str) -> None:
    with pytest.raises(AnswerError, match=words):
        parse_input(text)


def test_exceptions() -> None:
    error = parse_exception(" KeyError: a: b ")
    assert type(error) is KeyError
    assert error.args == ("a: b",)
    assert parse_exception("TimeoutError").args == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "write the exception as Type: message"),
        ("valueerror: x", "did you mean ValueError?"),
        ("int: 3", "not a builtin exception type"),
        ("no such: x", "not a builtin exception type"),
        ("UnicodeDecodeError: x", "needs more than a message"),
    ],
)
def test_bad_exceptions_are_explained(text: str, words: str) -> None:
    with pytest.raises(AnswerError, match=words):
        parse_exception(text)
