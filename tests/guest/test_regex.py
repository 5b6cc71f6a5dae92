"""`re` of the guest: the results, errors, patterns and matches of CPython's, and nothing of the host's in between."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, load_snapshot
from tests.guest.differential import check_calls

PIECES = [
    *(
        "a",
        "b",
        ".",
        r"\w",
        r"\d+",
        r"\s*",
        "[a-c]",
        "[^b]",
        "(a|b)",
        "(?P<n>a+)",
        "(?:ab)?",
        "b{1,2}",
        "^",
        "$",
        r"\b",
        "(c)?",
    ),
    *("a*?", "(?=b)", "(?<!a)", "é", "(?i:B)", ")", "(", "[", "*", r"\1", "(?P=n)", "a{2}{3}", r"\q"),
]
TEXTS = ["", "a", "abc", "aabbcc abc", "ab\nab 12 é", "xAbB", "b" * 5 + "a"]
TEMPLATES = ["", "-", r"<\g<0>>", r"\1", r"\g<n>", r"\n", r"\q", r"\g<", "é", r"\\"]
CALLS = {
    "search": "lambda p, s, f: shown(re.search(p, s, f))",
    "match": "lambda p, s, f: shown(re.match(p, s, f))",
    "fullmatch": "lambda p, s, f: shown(re.fullmatch(p, s, f))",
    "findall": "re.findall",
    "finditer": "lambda p, s, f: [shown(m) for m in re.finditer(p, s, f)]",
    "split": "lambda p, s, f: re.split(p, s, maxsplit=2, flags=f)",
    "compile": "lambda p, s, f: (re.compile(p, f), re.compile(p, f).flags, re.compile(p, f).groups, dict(re.compile(p, f).groupindex))",
    "sub": "lambda p, t, s, f: re.sub(p, t, s, flags=f)",
    "subn": "lambda p, t, s, f: re.subn(p, t, s, count=2, flags=f)",
    "method": "lambda p, t, s, f: re.compile(p, f).sub(t, s, 1)",
    "by": "lambda p, t, s, f: (re.compile(p, f).subn(lambda m: f'{m.span()}{m.lastindex}', s), re.sub(p, lambda m: None, s, count=2))",
    "expand": "lambda p, t, s, f: [m.expand(t) for m in re.compile(p, f).finditer(s)]",
    "error": "lambda p, t, s, f: error_of(lambda: re.sub(p, t, s))",
    "escape": "re.escape",
}
PROLOGUE = """
import re

def shown(m):
    if m is None:
        return None
    return m, m.groups(), m.groupdict(), m.regs, m.lastindex, m.lastgroup, m.pos, m.endpos, m.re.pattern, m.start(), m[0]

def error_of(call):
    try:
        return call()
    except re.error as e:
        return e.msg, e.pattern, e.pos, e.lineno, e.colno, str(e)
"""


def _cases(count: int) -> list[tuple[str, tuple[Any, ...]]]:
    rng = random.Random(7)
    cases: list[tuple[str, tuple[Any, ...]]] = []
    for _ in range(count):
        name = rng.choice(list(CALLS))
        pattern: Any = "".join(rng.choices(PIECES, k=rng.randint(1, 4)))
        text: Any = rng.choice(TEXTS)
        template: Any = rng.choice(TEMPLATES)
        if rng.random() < 0.15:
            pattern, text, template = pattern.encode(), text.encode(), template.encode()
        flags = rng.choice([0, 0, 0, 2, 8, 16, 66, 256])
        if name == "escape":
            cases.append((name, (pattern,)))
        elif name in ("sub", "subn", "method", "by", "expand", "error"):
            cases.append((name, (pattern, template, text, flags)))
        else:
            cases.append((name, (pattern, text, flags)))
    return cases


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_generated_calls() -> None:
    check_calls(PROLOGUE, CALLS, _cases(1500))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_wrong_arguments() -> None:
    calls = {
        "compile": "re.compile",
        "search": "re.search",
        "pattern": "lambda *a: re.compile('a').sub(*a)",
        "named": "lambda *a: re.compile('a').sub(repl='x', string=a[0])",
        "count": "lambda c: re.compile('a').sub(lambda m: 'x', 'banana', c)",
        "wrong": "lambda *a: re.compile('a').sub('x', 'a', 1, nope=2)",
        "text": "lambda r: re.sub('a', lambda m: r, 'banana')",
        "index": "lambda i: re.match('(a)', 'a')[i]",
    }
    kinds: list[Any] = [None, 5, [], {}, ("a",), 1.5, b"a"]
    numbers: list[Any] = [0, 1, 2, -1, True, 10**30, "1", "n", None]
    texts: list[Any] = ["x", None, 5, b"x", []]
    cases: list[tuple[str, tuple[Any, ...]]] = [
        *[("compile", (value,)) for value in kinds],
        *[("search", ("a", value)) for value in kinds],
        *[
            ("pattern", args)
            for args in (("x",), (), (5, "a"), (None, "a"), ("x", 5), (b"x", "a"), ("x", "banana", -1), ("x", "a", "1"))
        ],
        *[("named", ("a",)), ("wrong", ())],
        *[("count", (value,)) for value in numbers],
        *[("text", (value,)) for value in texts],
        *[("index", (value,)) for value in numbers],
    ]
    check_calls("import re", calls, cases)


def _reload_each(source: str, answer: Callable[[Any], Any]) -> Any:
    snapshot: Any = Monty(source).start()
    while not isinstance(snapshot, MontyComplete):
        loaded = load_snapshot(snapshot.dump())
        assert isinstance(loaded, FunctionSnapshot)
        snapshot = loaded.resume(return_value=answer(loaded.args[0]))
    return snapshot.output


def test_matches_of_a_long_text_are_stored_in_one_pass() -> None:
    source = """
import re
found = list(re.finditer(r"(\\w)(\\d)?", "ab1 c2" * 2000))
again = found[::-1]
ext(0)
[len(found), [m is n for m, n in zip(found, again[::-1])].count(True), [m.span() for m in again[:3]], found[-1].groups()]
"""
    expected = Monty(source).run(external_functions={"ext": lambda value: value})
    assert _reload_each(source, lambda value: value) == expected


@pytest.mark.parametrize(
    "make",
    [
        "re.match('a*', 'aab', 0)", "re.compile('a*').match('baab', 1, 3)", "re.compile('a|ab').fullmatch('ab')",
        "list(re.finditer('a*', 'baac'))[2]", "re.compile('(?<=b)a').search('xba', 2)", "re.search(b'(?P<x>.)', b'yz')",
        "re.compile('$').search('ab\\n', 1)", "re.search('(a)|(b)', 'b')",
    ],
)  # fmt: skip
def test_a_match_is_stored(make: str) -> None:
    source = f"""
import re
m = {make}
ext(0)
[m.regs, m.pos, m.endpos, m.string, m.lastindex, m.lastgroup, m.groups(), m.re.pattern, m.re.flags, repr(m)]
"""
    names: dict[str, Any] = {"re": re}
    m = eval(make, names)
    expected = [
        m.regs,
        m.pos,
        m.endpos,
        m.string,
        m.lastindex,
        m.lastgroup,
        m.groups(),
        m.re.pattern,
        m.re.flags,
        repr(m),
    ]
    assert _reload_each(source, lambda value: value) == expected


def test_a_match_in_a_bytearray_can_not_be_stored() -> None:
    snapshot = Monty("import re\nm = re.search(b'a', bytearray(b'a'))\next(0)\nm").start()
    assert isinstance(snapshot, FunctionSnapshot)
    with pytest.raises(ValueError, match="in what may change"):
        snapshot.dump()


@pytest.mark.parametrize(
    "source",
    ["p.scanner('a')", "getattr(p, 'scanner')", "p.sub.__func__.__globals__", "p.groupindex.__class__.__dict__", "re.sub.__globals__",
     "re.compile.__code__", "re.error.__init__.__globals__"],
)  # fmt: skip
def test_what_stays_closed(source: str) -> None:
    program = f"import re\np = re.compile('(?P<a>.)')\ntry:\n    {source}\nexcept AttributeError:\n    found = 'closed'\nfound"
    try:
        assert Monty(program).run() == "closed"
    except Exception as error:
        assert "denied" in str(error) or "not available" in str(error) or "attribute" in str(error)


def test_debug_output_is_refused() -> None:
    with pytest.raises(Exception, match=r"re\.DEBUG is not available"):
        Monty("import re\nre.compile('a', 128)").run()


def test_group_numbers_are_a_copy() -> None:
    source = """
import re
class Thief:
    def __eq__(self, other):
        other['b'] = 5
        return True
p = re.compile('(?P<a>.)')
try:
    p.groupindex == Thief()
except TypeError:
    pass
dict(p.groupindex)
"""
    assert Monty(source).run() == {"a": 1}
