"""The modules that work on text give what CPython's own give, on many generated arguments."""

from __future__ import annotations

import importlib
import random
from types import ModuleType
from typing import Any

import pytest

from monty_cli import Monty
from monty_cli.guest.modules import Modules, offer_of
from monty_cli.guest.modules.text import OFFERS
from tests.guest.differential import check_calls
from tests.guest.native import Prelude

Cases = list[tuple[str, tuple[Any, ...]]]

WORDS = [
    "a",
    "bb",
    "ccc",
    "state-of-the-art",
    "e.g.",
    "end.",
    "Next",
    "\n",
    "\t",
    "  ",
    "verylongwordwithoutanyblanks",
    "é",
    "ï",
    "-",
    "--",
]


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(0, words)))


def test_textwrap() -> None:
    rng = random.Random(1)
    calls = {
        "wrap": "lambda text, options: textwrap.wrap(text, **options)",
        "fill": "lambda text, options: textwrap.TextWrapper(**options).fill(text)",
        "shorten": "lambda text, options: textwrap.shorten(text, **options)",
        "dedent": "textwrap.dedent",
        "indent": "lambda text, prefix: (textwrap.indent(text, prefix), textwrap.indent(text, prefix, lambda line: 'b' in line))",
    }
    cases: Cases = [
        ("wrap", (5, {})),
        ("wrap", ("a", {"width": "b"})),
        ("dedent", (None,)),
        ("wrap", ("a", {"nope": 1})),
        ("wrap", ("ab", {"width": 0})),
    ]
    for _ in range(400):
        options: dict[str, Any] = {"width": rng.choice([12, 20, 40, 70])}
        for name in (
            "expand_tabs",
            "replace_whitespace",
            "fix_sentence_endings",
            "break_long_words",
            "drop_whitespace",
            "break_on_hyphens",
        ):
            if rng.random() < 0.3:
                options[name] = rng.random() < 0.5
        if rng.random() < 0.3:
            options |= {"initial_indent": "* ", "subsequent_indent": "    ", "tabsize": 3}
        short = dict(options)
        if rng.random() < 0.3:
            options |= {"max_lines": rng.randint(1, 3), "placeholder": rng.choice(["...", " [...]", "too long for it"])}
        text = _text(rng, 20)
        cases += [(rng.choice(["wrap", "fill"]), (text, options)), ("shorten", (text, short))]
        cases += [
            ("dedent", ("\n".join(" " * rng.randint(0, 4) + word for word in text.split(" ")),)),
            ("indent", (text, "> ")),
        ]
    check_calls("import textwrap", calls, cases)


def test_string() -> None:
    rng = random.Random(2)
    calls = {
        "template": "lambda t, values: Template(t).substitute(values, extra=1)",
        "safe": "lambda t, values: Template(t).safe_substitute(values)",
        "names": "lambda t, values: (Template(t).is_valid(), Template(t).get_identifiers())",
        "format": "lambda t, args, values: Formatter().format(t, *args, **values)",
        "parse": "lambda t, args, values: list(Formatter().parse(t))",
        "capwords": "capwords",
    }
    pieces = ["$a", "${b}", "$$", "$", "${", "x ", "$_c1", "${A}", "$é", "\n", "$extra", "${ a}"]
    fields = [
        "{}",
        "{0}",
        "{a}",
        "{a!r}",
        "{b:>5}",
        "{b[0]}",
        "{a.real}",
        "{{",
        "}}",
        "{",
        "}",
        "{!x}",
        "{c:{a}}",
        "{5}",
        "x",
        "{a!s:^7}",
    ]
    cases: Cases = []
    for _ in range(300):
        template = "".join(rng.choices(pieces, k=rng.randint(0, 5)))
        values = {name: rng.choice([1, "x", None]) for name in ("a", "b", "_c1") if rng.random() < 0.8}
        cases += [(name, (template, values)) for name in ("template", "safe", "names")]
        field = "".join(rng.choices(fields, k=rng.randint(0, 4)))
        cases += [(name, (field, (1, "two"), {"a": 3, "b": "bee", "c": 2.5})) for name in ("format", "parse")]
    cases += [("capwords", (text,)) for text in ("", " a  b ", "hello world")] + [("capwords", ("a-b-c", "-"))]
    check_calls("from string import Formatter, Template, capwords", calls, cases)


def test_differences() -> None:
    rng = random.Random(3)
    calls = {
        "ratio": "lambda a, b: (SequenceMatcher(None, a, b).ratio(), SequenceMatcher(None, a, b).quick_ratio())",
        "blocks": "lambda a, b: SequenceMatcher(None, a, b).get_matching_blocks()",
        "opcodes": "lambda a, b: SequenceMatcher(None, a, b, autojunk=False).get_opcodes()",
        "grouped": "lambda a, b: list(SequenceMatcher(None, a, b).get_grouped_opcodes(1))",
        "junk": "lambda a, b: junk(SequenceMatcher(lambda x: x in ('a', 1), a, b))",
        "longest": "lambda a, b: SequenceMatcher(None, a, b).find_longest_match(0, len(a), 1, len(b)) if b else None",
        "unified": "lambda a, b: list(difflib.unified_diff(a, b, 'one', 'two', n=1, lineterm=''))",
        "context": "lambda a, b: list(difflib.context_diff(a, b, 'one', 'two', 'today', 'tomorrow'))",
        "ndiff": "lambda a, b: list(difflib.ndiff(a, b, linejunk=difflib.IS_LINE_JUNK))",
        "restore": "lambda a, b: list(difflib.restore(difflib.ndiff(a, b), 1))",
        "close": "lambda a, b: difflib.get_close_matches(a, b, 2, 0.3)",
    }
    prologue = """
import difflib
from difflib import SequenceMatcher

def junk(s):
    return s.find_longest_match(), s.ratio(), sorted(s.bjunk), sorted(s.bpopular), sorted(s.b2j.items()), s.get_opcodes()
"""
    cases: Cases = [
        ("unified", ([1], ["a"])),
        ("ratio", ([[]], [[]])),
        ("close", ("a", 5)),
        ("junk", ("ab" * 150, "ba" * 150)),
    ]
    for _ in range(120):
        for name in calls:
            if name in ("unified", "context", "ndiff", "restore"):
                first, second = (
                    [rng.choice(["one\n", "two\n", "tree\n", "\n", " #\n"]) for _ in range(rng.randint(0, 6))]
                    for _ in "ab"
                )
                cases.append((name, (first, second)))
            elif name == "close":
                cases.append((name, (_word(rng), [_word(rng) for _ in range(5)])))
            elif rng.random() < 0.5:
                cases.append((name, (_word(rng), _word(rng))))
            else:
                cases.append(
                    (
                        name,
                        ([rng.randint(0, 3) for _ in range(5)], [rng.randint(0, 3) for _ in range(rng.randint(0, 6))]),
                    )
                )
    check_calls(prologue, calls, cases)


def _word(rng: random.Random) -> str:
    return "".join(rng.choices("abcd", k=rng.randint(0, 7)))


def test_urls() -> None:
    rng = random.Random(4)
    calls = {
        "parse": "lambda u: everything(parse.urlparse(u))",
        "split": "lambda u: everything(parse.urlsplit(u, 'http', False))",
        "defrag": "lambda u: (parse.urldefrag(u), parse.urldefrag(u).geturl())",
        "join": "lambda u: parse.urljoin('http://a.b/c/d?e', u)",
        "quote": "lambda u: (parse.quote(u), parse.quote(u, safe=''), parse.quote_plus(u, '/'), parse.unquote(u), parse.unquote_plus(u))",
        "query": "lambda u: (parse.parse_qs(u, keep_blank_values=True), parse.parse_qsl(u))",
        "bytes": "lambda u: (parse.unquote_to_bytes(u), parse.quote_from_bytes(u.encode()))",
        "encoded": "lambda u: everything(parse.urlparse(u.encode()))",
        "encode": "parse.urlencode",
        "strict": "lambda u: parse.parse_qs(u, strict_parsing=True, max_num_fields=2)",
    }
    prologue = """
from urllib import parse

def attempt_port(r):
    try:
        return r.port
    except ValueError as e:
        return str(e)

def everything(r):
    return (r, tuple(r), r.geturl(), r.hostname, r.username, r.password, attempt_port(r), type(r).__name__, r._asdict(), r[0])
"""
    parts = [
        "http:",
        "//",
        "user:pw@",
        "Host.com",
        ":80",
        ":x",
        ":99999",
        "/p",
        ";q",
        "?a=1",
        "&b=%20",
        "#f",
        "[::1]",
        "é",
        "..",
        " ",
        "mailto:",
        "[",
        "=&",
    ]
    cases: Cases = [
        ("encode", (value,)) for value in ({"a": 1, "b": "é"}, [("x", None)], "text", 5, [1], {}, {"a": b"\xff"})
    ]
    cases += [
        ("encode", ({"a": [1, "b"], "c": "de"}, True)),
        ("quote", (None,)),
        ("join", (5,)),
        ("parse", (b"http://h/p",)),
    ]
    for _ in range(150):
        url = "".join(rng.choices(parts, k=rng.randint(0, 6)))
        cases += [
            (name, (url,))
            for name in calls
            if name not in ("encode", "encoded") or (name == "encoded" and url.isascii())
        ]
    check_calls(prologue, calls, cases)


def _value(rng: random.Random, depth: int) -> Any:
    kind = rng.randint(0, 9)
    if depth == 0 or kind < 4:
        return rng.choice(
            [
                1,
                10**50,
                "text",
                "long text with blanks " * rng.randint(1, 4),
                b"bytes" * rng.randint(0, 20),
                None,
                2.5,
                True,
            ]
        )
    items = [_value(rng, depth - 1) for _ in range(rng.randint(0, 5))]
    if kind < 6:
        return items
    if kind < 7:
        return tuple(items)
    return {rng.choice(["a", "b", 3, "key " * 5, None]): item for item in items}


def test_printing() -> None:
    rng = random.Random(5)
    calls = {
        "pformat": "lambda x, options: pprint.pformat(x, **options)",
        "guest": "lambda x, options: pprint.pformat([x, Name(x)], **options)",
        "safe": "lambda x, options: (pprint.saferepr(x), pprint.isreadable(x), pprint.isrecursive([x, Name(x)]))",
        "short": "lambda x, options: (reprlib.repr(x), reprlib.repr([Name(x), x]))",
    }
    prologue = """
import pprint
import reprlib

class Name:
    def __init__(self, v):
        self.v = v
    def __repr__(self):
        return f'<{len(repr(self.v))}>'
"""
    cases: Cases = [("pformat", (1, {"indent": -1})), ("pformat", (1, {"width": 0})), ("pformat", (1, {"depth": 0}))]
    for _ in range(150):
        options: dict[str, Any] = {"width": rng.choice([1, 10, 30, 80])}
        for name, values in (("indent", [0, 1, 4]), ("depth", [1, 2]), ("compact", [True]), ("sort_dicts", [False])):
            if rng.random() < 0.3:
                options[name] = rng.choice(values)
        value = _value(rng, 3)
        cases += [(name, (value, options)) for name in calls]
    check_calls(prologue, calls, cases)


def test_the_small_ones() -> None:
    calls = {
        "fnmatch": "lambda n, p: (fnmatch.fnmatch(n, p), fnmatch.fnmatchcase(n, p), fnmatch.filter([n, 'x'], p), fnmatch.translate(p))",
        "escape": "lambda s: (html.escape(s), html.escape(s, False))",
        "unescape": "html.unescape",
        "split": "lambda s: (shlex.split(s), shlex.split(s, True, False))",
        "quote": "lambda s: (shlex.quote(s), shlex.join([s, 'a b']))",
        "unicode": "lambda s: [(unicodedata.name(c, None), unicodedata.category(c), unicodedata.normalize('NFKD', c)) for c in s]",
    }
    texts = [
        "",
        "a",
        "a.py",
        "[a]*",
        "<&>'\"",
        "&amp;&lt&#65;&#x42;&nope;&eacute",
        "it's",
        "a 'b c' \"d\" # e",
        "é\u0301ﬁ",
        "\\",
        "'open",
    ]
    cases: Cases = [(name, (text,)) for name in calls if name != "fnmatch" for text in texts]
    cases += [
        ("fnmatch", (name, pattern)) for name in texts for pattern in ("*", "a*", "?", "[!a]", "[", "*.p[xy]", "")
    ]
    check_calls("import fnmatch, html, shlex, unicodedata", calls, cases)


def test_html_parser() -> None:
    rng = random.Random(6)
    pieces = [
        *(
            "<p>",
            "</p>",
            "<a href='x' b=\"y\" c=z d>",
            "text",
            "&amp;",
            "&#65;",
            "&nope",
            "<br/>",
            "<!-- c -->",
            "<!DOCTYPE html>",
            "\n",
        ),
        *(
            "<script>if (a < b) {}</script>",
            "<?pi x?>",
            "<",
            "<a",
            "<![CDATA[x]]>",
            "<!",
            "</",
            "<style>",
            "</style>",
            "é",
            "&",
        ),
    ]
    calls = {"events": "events"}
    prologue = f"""
from html.parser import HTMLParser

class Events(HTMLParser):
    def reset(self):
        super().reset()
        self.found = []

for name in {["starttag", "endtag", "startendtag", "data", "comment", "decl", "pi", "entityref", "charref"]!r}:
    def handle(self, *args, name=name):
        self.found.append((name, args, self.getpos(), self.get_starttag_text() if 'start' in name else None))
    setattr(Events, 'handle_' + name, handle)

def events(pieces, convert):
    parser = Events(convert_charrefs=convert)
    for piece in pieces:
        parser.feed(piece)
    before = parser.rawdata, parser.getpos(), parser.lasttag
    parser.close()
    return parser.found, before
"""
    cases: Cases = []
    for _ in range(150):
        text = "".join(rng.choices(pieces, k=rng.randint(0, 7)))
        cut = rng.randint(0, len(text))
        cases.append(("events", ([text[:cut], text[cut:]], rng.random() < 0.7)))
    check_calls(prologue, calls, cases)


@pytest.mark.parametrize("name", sorted(set(OFFERS) - {"urllib"}))
def test_every_public_name_is_offered_or_has_a_reason(name: str) -> None:
    host = importlib.import_module(name)
    public = {part for part in dir(host) if part[0] != "_" and not isinstance(getattr(host, part), ModuleType)}
    prelude = Prelude()
    modules: Modules = prelude.modules
    offered = {part for part in modules.load(name).__dict__ if part[0] != "_"}
    omitted = offer_of(name).omitted
    assert public - offered - set(omitted) == set()
    assert not offered & set(omitted)
    assert not (offered - public) or name == "urllib.parse", offered - public


def test_subclasses_of_str_are_texts() -> None:
    source = """
import fnmatch, html, shlex, string, textwrap
from urllib.parse import quote

class Text(str):
    def strip(self, *args):
        raise ValueError('not asked')

t = Text('a  b')
filled = string.Template(Text('$x')).substitute(x=t)
[textwrap.shorten(t, 10), html.escape(t), shlex.split(t), fnmatch.fnmatch(t, Text('a*')), filled, quote(t)]
"""
    assert Monty(source).run() == ["a b", "a  b", ["a", "b"], True, "a  b", "a%20%20b"]


def test_what_is_no_text() -> None:
    for call in (
        "textwrap.fill(5)",
        "html.escape(None)",
        "fnmatch.fnmatch(1, 'a')",
        "shlex.quote(5)",
        "shlex.split(None)",
        "html.unescape(5)",
    ):
        module = call.partition(".")[0]
        with pytest.raises(Exception, match=r"expected|attribute|must not be|iterable"):
            Monty(f"import {module}\n{call}").run()
