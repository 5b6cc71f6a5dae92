# --- re-callbacks
import re
from re import compile as make, sub


def shout(m):
    return ext(m.group().upper())


class Caller:
    def __call__(self, m):
        return ext(f"<{m.start()}:{m['w']}>") if m["w"] != "none" else ext(None)


p = make(r"(?P<w>\w+)\s*", re.I | re.M)
print(p.sub(shout, "hello big world"), re.sub("o", shout, "foo boo", count=1), p.subn(Caller(), "a none b", 2))
print(
    sub("x", lambda m: ext("y"), "axbx"),
    p.sub(shout, ""),
    p.sub(repl=shout, string="k w"),
    re.subn("a", shout, "aaa", -1),
)
bound = p.sub
print(bound(shout, "bound here"), list(map(p.sub, [shout, "-"], ["q r", "q r"])), re.Pattern.sub(p, shout, "unbound"))
print(re.sub(b"b", lambda m: ext(m.group() * 2), b"abc"), re.sub("(a)|b", lambda m: ext(m.lastindex) and "!", "ab"))
try:
    re.sub("a", lambda m: ext(5), "banana")
except TypeError as e:
    print(e)
try:
    p.sub(lambda m: [][ext(1)], "text")
except IndexError as e:
    print(e)


class Vector:
    def __init__(self, x):
        self.x = x

    def sub(self, other, scale=1):
        return ext(self.x - other.x * scale)

    def expand(self):
        return ext("expanded")


v = Vector(5)
v.sub(Vector(2)), v.sub(Vector(1), scale=ext(2)), v.expand(), [Vector.sub(v, Vector(k)) for k in range(2)]


# --- re-patterns-and-matches-are-kept
import re

p = re.compile(r"(?P<key>\w+)=(?P<value>\d+)?", re.VERBOSE)
q = re.compile(b"[a-c]", re.I)
text = "a=1, b=, c=3"
it = p.finditer(text, 1)
first = next(it)
found = [m for m in re.finditer("a*?", "aaa")]
started, whole, inside = re.match("ab", "abc"), p.fullmatch("k=12"), p.search(text, 3, 8)
ext("pause")
print(first, first.pos, first.endpos, first.span("key"), first.groupdict(), first.re is p, first.string, first.regs)
print(
    [(m.span(), m["value"], m.lastgroup) for m in it], [m.span() for m in found], started, whole.groups(0), inside.pos
)
print(
    q,
    q.flags,
    q.pattern,
    q.findall(b"xAbC"),
    p.groupindex,
    p.groups,
    p == re.compile(p.pattern, re.X),
    inside.expand(r"[\g<key>]"),
)


class Text(str):
    def __repr__(self):
        return ext("Text!")


t = Text("some text")
m = re.search("te", t)
ext("again")
print(m.string == t, type(m.string) is Text, m.span(), m.start(), m[0], re.compile(Text("x")).pattern)
print(repr(re.I | re.M), str(re.X), f"{re.S:>12}", re.I.value, int(re.A), re.I & 2 == re.I, re.RegexFlag(8))
m.end()


# --- re-errors
import re


def failing(make):
    try:
        return make()
    except re.error as e:
        return str(e), e.msg, e.pos, e.lineno, e.colno, isinstance(e, Exception)


print(
    failing(lambda: re.compile(ext("(a"))),
    failing(lambda: re.sub("a", r"\9", "abc")),
    failing(lambda: re.search("a\nb)", "")),
)
for bad in ([], 5, None):
    try:
        re.compile(bad)
    except TypeError as e:
        print(e)
try:
    re.compile(re.compile("a"), re.I)
except ValueError as e:
    print(e)
try:
    re.search("a", b"a")
except TypeError as e:
    print(e)
re.split(r"(,)\s*", "a, b,c", 1), re.escape("a.b[c]"), re.findall("(a)(b)?", "aab"), re.purge()


# --- string-templates-and-formatters
from string import Formatter, Template, ascii_letters, capwords


class Mapping:
    def __getitem__(self, key):
        if key == "missing":
            raise KeyError(key)
        return ext(key.upper())


class Text:
    def __str__(self):
        return ext("text!")


t = Template("$who likes ${what} $$5 $missing")
print(t.safe_substitute(Mapping()), t.template, t.get_identifiers(), t.is_valid(), Template("$ x").is_valid())
for mapping, names in ((Mapping(), {"who": Text()}), ({}, {"who": 1})):
    try:
        t.substitute(mapping, **names)
    except KeyError as e:
        print(repr(e))
print(t.substitute(who=Text(), what=1, missing=None), t.safe_substitute({}, who=3))
try:
    Template("a\n$ b").substitute()
except ValueError as e:
    print(e)


class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(Percent("%a_b $x %%").substitute(a_b=ext(3)), capwords("hello  big world"), len(ascii_letters))


class Own(Formatter):
    def get_value(self, key, args, kwargs):
        return ext(kwargs.get(key, "?")) if isinstance(key, str) else super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)

    def check_unused_args(self, used, args, kwargs):
        print("used", sorted(map(str, used)))

    def format_field(self, value, spec):
        return ext(super().format_field(value, spec))


print(Own().format("{a!u} {b.real:>{w}} {0!r:>5} {{}}", 1, a="x", b=3, w=6))
for template in ("{a} {", "{} {1}", "{a!x}"):
    try:
        print(Formatter().format(template, 1, 2, a=Text()))
    except ValueError as e:
        print(e)
for part in Formatter().parse("a{b!r:c}d{}"):
    print(ext(part))
Formatter().vformat("{0} {x[k]}", (Text(),), {"x": {"k": 2}})


# --- text-wrapping-names-and-html
import fnmatch
import html
import shlex
import textwrap
import unicodedata

text = "The quick brown fox jumped over the lazy dog's back, and then-again it did so. " * 2
w = textwrap.TextWrapper(width=30, initial_indent="* ", subsequent_indent="  ")
ext("paused")
print(w.wrap(text), w.fill("a b"))
w.width = 50
print(
    w.fill(text),
    textwrap.shorten(text, 40),
    textwrap.fill(text, 20, max_lines=2),
    textwrap.dedent("   a\n    b\n\n   c"),
)
print([textwrap.indent("a\n\nb\n", "> ", lambda line: ext(line != "b\n")), textwrap.indent("a\n\nb", "> ")])
try:
    textwrap.wrap("abc", 0)
except ValueError as e:
    print(e)
print(fnmatch.fnmatch("a.py", "*.py"), fnmatch.filter((ext(x) for x in ["a.py", "b.txt"]), "*.[pt]*"))
print(html.escape("<a href='x'>&\"</a>"), html.escape("<'", quote=False), html.unescape("&lt;&eacute;&#x41;&amp"))
print(shlex.split("a 'b c' d\\ e # x", comments=True), shlex.quote("it's"), shlex.join(ext(x) for x in ["a b", "c"]))
unicodedata.name("é"), unicodedata.normalize("NFD", "é"), unicodedata.category("A"), unicodedata.lookup("DIGIT ONE")


# --- urls
from urllib import parse
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlparse, urlsplit


class Value:
    def __str__(self):
        return ext("v v")


u = urlparse("http://user:pw@Host.example:8080/p/a;x?q=1&r=a%20b#frag")
s = urlsplit(b"//h/p?q#f")
ext("paused")
print(u, u.hostname, u.port, u.username, u.password, u.geturl(), u[1], u._replace(scheme="ftp").geturl())
print(
    u == tuple(u),
    u.encode().geturl(),
    u.encode().decode() == u,
    s,
    s.geturl(),
    s.port,
    s.decode(),
    parse.urldefrag("http://x/y#z"),
)
print(urlencode({"a": 1, "b": Value(), "c": "é&"}), urlencode([("a", [1, Value()]), ("b", "xy")], doseq=True))
print(
    urlencode({"a": "b c"}, quote_via=quote),
    urlencode([(k, ext(k)) for k in "ab"], quote_via=lambda s, *rest: ext(s.upper())),
)
print(
    parse_qs("a=1&a=2&b=%20"),
    parse.parse_qsl("x=1&y=", True),
    urljoin("http://a/b/c", "../d"),
    parse.unquote_plus("a%20b+"),
)
print(
    parse.quote("a b/é"),
    parse.unquote_to_bytes("%ff"),
    parse.urlunparse(u),
    parse.urlunsplit(("http", "h", "p", "", "")),
)
for url in ("http://h:99999/", "http://h:x/", "http://[h/"):
    try:
        urlsplit(url).port
    except ValueError as e:
        print(e)
try:
    urlencode("abc")
except TypeError as e:
    print(e)
type(u).__name__, isinstance(u, tuple)


# --- pretty-printing
import pprint
import reprlib
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from pprint import pformat


class Node:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return ext(f"<node number {self.v}>")

    def __lt__(self, other):
        return ext(self.v < other.v)


data = {
    "list": [Node(i) for i in range(5)],
    "k": {"a": (1, Node(2)), "long": "word " * 30},
    3: {Node(3)},
    "e": [],
    "t": (Node(1),),
}
pprint.pprint(data)
print(pformat(data, indent=4, width=40, compact=True), pformat(data, depth=1))
print(pformat({Node(2): 1, Node(1): 2}, width=5))
pprint.pp({"b": 10000, "a": [1, 2, 3] * 20})
pprint.pprint({"b": 10000, "a": 2}, underscore_numbers=True, width=10)


@dataclass
class Item:
    name: str
    parts: list


print(pformat([Item("x" * 20, [Node(1), Node(2), Node(3)]), Item("y", list(range(30)))], width=50))
ring = [Node(1)]
ring.append(ring)
print(
    pprint.isrecursive(ring),
    pprint.isreadable([1, "a"]),
    pprint.isreadable(ring),
    pprint.saferepr({"b": Node(1), "a": 2}),
)
counts, named = Counter("abracadabra" * 3), defaultdict(list, {"k": [Node(1)] * 4})
for x in (
    counts,
    named,
    OrderedDict([("z", Node(1)), ("a", "b" * 70)]),
    deque([Node(1)] * 3, maxlen=9),
    ChainMap({"a": Node(1)}, {"b": "q" * 70}),
):
    print(pformat(x, width=40), pformat([x, Node(0)]))
for x in (b"bytes" * 30, bytearray(b"ab" * 60), frozenset(range(40)), (1, "a" * 100), {1: Node(1), "a": 2, None: 3}):
    print(pformat([x, Node(0)]))


class Stream:
    def write(self, text):
        print("write", repr(text), ext(len(text)))


pprint.PrettyPrinter(stream=Stream(), width=20).pprint([Node(1), Node(2)])


class Hex(pprint.PrettyPrinter):
    def format(self, obj, context, maxlevels, level):
        return (hex(obj), True, False) if isinstance(obj, int) else super().format(obj, context, maxlevels, level)


print(
    Hex().pformat([1, [255, "a"], {3: Node(16)}]),
    reprlib.repr({i: Node(i) for i in range(6)}),
    reprlib.repr([[[[[[[[1]]]]]]]]),
)
print(
    reprlib.repr("x" * 100),
    reprlib.repr(Node("z" * 50)),
    reprlib.repr(10**60),
    reprlib.repr({3, 1}),
    reprlib.repr((1,)),
)


class Own(reprlib.Repr):
    def repr_Node(self, x, level):
        return ext("NN")


class Loop:
    def __init__(self):
        self.items = [self, 1]

    @reprlib.recursive_repr("<...>")
    def __repr__(self):
        return f"Loop({ext(repr(self.items))})"


short = Own()
short.maxlist = 2
short.repr([Node(1), "abc", 3]), repr(Loop())


# --- differences
import difflib
from difflib import SequenceMatcher, unified_diff


class Part:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return hash(self.n)


s = SequenceMatcher(None, "private Thread currentThread;", "private volatile Thread currentThread;")
print(s.ratio(), s.quick_ratio(), s.real_quick_ratio(), s.get_matching_blocks(), s.find_longest_match(0, 5, 0, 5))
for operation in s.get_opcodes():
    print(operation, ext(1))
j = SequenceMatcher(lambda c: ext(c == " "), " abcd", "abcd abcd")
ext("paused")
print(j.find_longest_match(0, 5, 0, 9), j.bjunk, j.bpopular, j.b2j, list(j.get_grouped_opcodes(1)))
print(SequenceMatcher(None, [Part(1), Part(2), Part(3)], [Part(2), Part(3), Part(4)]).ratio())
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.get_close_matches("x", []))
a = "one\ntwo\nthree\n".splitlines(True)
b = "ore\ntree\nemu\n".splitlines(True)
lines = difflib.ndiff(a, b)
print(next(lines), ext("paused"), list(lines), list(difflib.restore(difflib.ndiff(a, b), 2)))
print("".join(unified_diff(a, b, "f", "t")), "".join(difflib.context_diff(a, b, n=1)))
print(list(difflib.diff_bytes(unified_diff, [b"a"], [b"\xff"], lineterm=b"")), difflib.IS_LINE_JUNK("  # \n"))
"".join(difflib.Differ(charjunk=lambda c: c in " \t").compare(a, b))


# --- html-parser
from html.parser import HTMLParser


class Events(HTMLParser):
    def __init__(self):
        super().__init__()
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        print("start", tag, attrs, self.getpos(), self.get_starttag_text(), ext(tag))
        self.depth += 1

    def handle_endtag(self, tag):
        print("end", ext(tag), self.getpos())

    def handle_data(self, data):
        print("data", [ext(data)])

    def handle_comment(self, data):
        print("comment", data)

    def handle_decl(self, decl):
        print("decl", decl)


parser = Events()
for piece in (
    "<!DOCTYPE html><p class='a b' id=x>Hello &amp; <br/> wor",
    "ld<!-- c --><b>x</b></p>\n<a href='q",
    "'>t</a> tail",
):
    parser.feed(piece)
    print(ext([parser.rawdata]), parser.getpos())
parser.close()
parser.depth
