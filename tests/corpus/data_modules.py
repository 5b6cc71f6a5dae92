# --- csv-over-guest-lines
import csv
import io
import sys


def lines():
    for x in ["a,b\n", '1,"x\n', 'y"\n', "2,3\n"]:
        ext(x)
        yield x


for row in csv.reader(lines()):
    print(row, ext(1))
r = csv.DictReader(lines())
print(r.fieldnames, r.line_num)
for row in r:
    print(row, r.line_num)


class N:
    def __str__(self):
        ext("n")
        return "N,1"


out = io.StringIO()
w = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
w.writerow([1, "a", N(), None, 2.5])
w = csv.DictWriter(out, ["a", "b"], delimiter=";")
w.writeheader()
w.writerows({"a": ext(i), "b": 'x"y'} for i in range(3))
try:
    w.writerow({"c": 1})
except ValueError as e:
    print(e)


class D(csv.Dialect):
    delimiter = "|"
    quotechar = "'"
    doublequote = True
    lineterminator = "\n"
    quoting = csv.QUOTE_ALL


csv.register_dialect("d", D)
ext(1)
csv.writer(out, "d").writerow([1, 2])
print(csv.list_dialects(), csv.get_dialect("d").delimiter)
d = csv.Sniffer().sniff("a;b;c\n1;2;3\n4;5;6\n")
ext(2)
print(d.delimiter, d.__name__, list(csv.reader(["1;2"], d)))
try:
    next(csv.reader(['"a'], strict=True))
except csv.Error as e:
    print("err", e, type(e).__module__)
sys.stdout.write("hi\n")
print(sys.version_info[:2] >= (3, 8), sys.version_info.major, sys.float_info.epsilon)
try:
    1 / 0
except ZeroDivisionError:
    ext(5)
    print(sys.exc_info()[:2])
out.getvalue()

# --- files-in-memory
import io

f = io.StringIO("a\nb\nc")
for line in f:
    print(repr(line), ext(1))
g = io.StringIO()
print("x", ext(2), "y", file=g, sep="-")
with io.BytesIO(b"abc\ndef") as b:
    print(b.readline(), b.read(2), b.tell(), b.seek(-1, 2), b.read())


class Up:
    def write(self, s):
        ext(s)
        self.got = getattr(self, "got", "") + s


u = Up()
print(1, 2, file=u)
u.got, g.getvalue(), vars(g)

# --- json-classes-and-files
# varies: since 3.13 the error of a trailing comma in JSON is worded otherwise
import io
import json
from json.decoder import JSONDecodeError


class P:
    def __init__(self, x):
        self.x = x


class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, P):
            return {"p": ext(o.x), "z": (1, 2)}
        return super().default(o)


print(json.dumps([P(1), {"a": P(2)}], cls=E, indent=1))
print(E(sort_keys=True).encode({"b": P(1), "a": 2}))
try:
    json.dumps({1, 2}, cls=E)
except TypeError as e:
    print(e)
f = io.StringIO()
json.dump({"a": [1, P(ext(4))]}, f, cls=E)
f.seek(0)
print(json.load(f, object_hook=lambda d: ext(d)))


class W:
    def __init__(self):
        self.p = []

    def write(self, s):
        ext(1)
        self.p.append(s)


w = W()
json.dump({"a": [1, 2.5, None]}, w)
print(w.p)


class D(json.JSONDecoder):
    def __init__(self, *a, **k):
        super().__init__(*a, object_hook=self.hook, **k)

    def hook(self, d):
        return ext(sorted(d.items()))


print(
    json.loads('{"a": {"b": 1}}', cls=D), json.loads('["a\tb"]', strict=False), json.JSONDecoder().raw_decode("[1] x")
)
for t in "[1,]", "", '{"a" 1}', "[1] 2", "\ufeff1":
    try:
        json.loads(t, cls=D)
    except JSONDecodeError as e:
        print(e, e.lineno)
try:
    json.dumps(1, foo=2)
except TypeError as e:
    print(e)
json.dumps({"x": float("nan")})

# --- bytes-and-digests
# varies: the wording of errors of struct and hmac
import base64
import binascii
import hashlib
import hmac
import io
import struct
import zlib

h = hashlib.sha256(b"abc")
h.update(ext(b"def"))
c = h.copy()
ext(1)
h.update(b"x")
print(h.hexdigest(), c.hexdigest(), h.name, h.digest_size, h.block_size)
for n in sorted(hashlib.algorithms_guaranteed):
    m = hashlib.new(n, b"q")
    print(n, m.hexdigest(5) if "shake" in n else m.hexdigest(), m.name, m.digest_size, m.block_size)
print(hashlib.blake2b(b"a", digest_size=8, key=b"k").hexdigest())


def err(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        ext(1)
        print(type(e).__module__, type(e).__qualname__, e, isinstance(e, ValueError))


err(hashlib.md5, "abc")
err(hashlib.new, "nope")
err(hashlib.md5, 5)
err(base64.b64decode, "abc")
err(base64.b64decode, b"YWJj")
err(base64.b64encode, "abc")
err(base64.b64encode, b"ab\xff", altchars=b"-_")
err(base64.urlsafe_b64encode, b"ab\xff?")
err(base64.b32decode, "zz")
err(base64.b16decode, "zz")
err(base64.b85encode, b"hello")
err(base64.b64encode)
err(binascii.unhexlify, "abc")
err(binascii.hexlify, b"abc", "-")
err(binascii.crc32, b"abc")
err(struct.pack, "<iHb", 1, 2, -3)
err(struct.pack, "b", 300)
err(struct.pack, "z")
err(struct.unpack, "<2h", b"abcd")
err(struct.unpack, "<2h", b"abc")
err(struct.calcsize, "3i4s")
s = struct.Struct(">hl")
err(s.unpack, s.pack(1, ext(2)))
print(s.format, s.size, list(struct.iter_unpack("2B", b"abcd")))
buf = bytearray(8)
struct.pack_into("<i", buf, 2, 77)
print(buf, struct.unpack_from("<i", buf, offset=2))


class I:
    def __index__(self):
        return ext(7)


err(struct.pack, "b", I())
err(zlib.decompress, zlib.compress(b"a" * 1000, 9))
err(zlib.decompress, b"xx")
err(zlib.decompress, zlib.compress(b"abc")[:5])
print(zlib.crc32(b"abc"), zlib.adler32(b"abc", 1))
m = hmac.new(b"k", b"msg", hashlib.sha1)
ext(1)
m.update(b"2")
print(
    m.hexdigest(),
    hmac.new(b"k", b"m", "sha256").hexdigest(),
    hmac.digest(b"k", b"m", "md5"),
    m.name,
    hmac.compare_digest("a", "a"),
)
err(hmac.new, b"k", b"m")
err(hmac.new, "k", b"m", "md5")
o = io.BytesIO()
base64.encode(io.BytesIO(b"x" * 100), o)
print(o.getvalue())
o.seek(0)
p = io.BytesIO()
base64.decode(o, p)
print(p.getvalue())
hashlib.pbkdf2_hmac("sha256", b"p", b"s", 100).hex(), 1

# --- tracebacks
import io
import traceback


def shown(text):
    return [line for line in text.split("\n") if not line.startswith("    ")]


class MyErr(Exception):
    def __str__(self):
        ext(1)
        return "mine\ntwo"


def f(x):
    try:
        return 1 / ext(x)
    except ZeroDivisionError as e:
        ext(2)
        raise MyErr("a") from e


def g():
    try:
        f(0)
    except MyErr as e:
        ext(3)
        e.add_note("note")
        print(shown(traceback.format_exc()))
        print(
            traceback.format_exception_only(e),
            traceback.format_exception(type(e), e, e.__traceback__) == traceback.format_exception(e),
        )
        for fr in traceback.TracebackException.from_exception(e).stack:
            print(fr.lineno, fr.name)
        o = io.StringIO()
        traceback.print_exc(file=o)
        print(shown(o.getvalue()))
        try:
            {}["k"]
        except KeyError:
            print(shown(traceback.format_exc()))


g()


def h():
    return shown("".join([part for part in traceback.format_stack()][-2:]))


print(h())
print(shown(traceback.format_exc()))
0

# --- logs-warnings-namespaces
import io
import logging
import types
import warnings

o = io.StringIO()


class H(logging.StreamHandler):
    def emit(self, record):
        ext(record.getMessage())
        super().emit(record)


h = H(o)
h.setFormatter(logging.Formatter("%(levelname)-8s %(name)s %(funcName)s:%(lineno)d %(message)s"))
log = logging.getLogger("a.b")
log.addHandler(h)
log.setLevel("DEBUG")


class V:
    def __str__(self):
        return "V%s" % ext(1)


def work():
    log.info("x %s %d", V(), 3)
    try:
        1 / ext(0)
    except ZeroDivisionError:
        log.exception("failed")
    log.debug("%(a)s", {"a": 1})


work()
logging.basicConfig(stream=o, level=logging.INFO, format="{levelname}|{message}", style="{")
ext(1)
logging.info("root %s", 1)
log.error("both")
logging.getLogger("a.b.c").critical("child")
print(o.getvalue().count("\n") > 5)
print(log, logging.getLevelName(20), log.isEnabledFor(5), log.parent.name if log.parent else None)
log.info("bad %d", "x") if 0 else None
ad = logging.LoggerAdapter(log, {"k": 1})
ad.warning("ad")
f = logging.Formatter("%(message)s")
print(f.format(logging.makeLogRecord({"msg": "hi %s", "args": (1,)})))
try:
    logging.Formatter("x")
except ValueError as e:
    print(e)


def old():
    warnings.warn("old is old", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    ext(2)
    old()
    warnings.warn("two")
    print([(str(x.message), x.category.__name__, x.lineno) for x in w])
warnings.filterwarnings("error", message="bo.m")
try:
    warnings.warn("boom", RuntimeWarning)
except RuntimeWarning as e:
    print("err", e)
print(warnings.formatwarning("m", UserWarning, "f", 3))
ns = types.SimpleNamespace(a=1, b=[V.__name__])
ns.c = ns
ext(1)
print(ns, ns == types.SimpleNamespace(**vars(ns)), ns.a)


def gen():
    yield 1


print(
    isinstance(gen(), types.GeneratorType),
    isinstance(work, types.FunctionType),
    isinstance(log.info, types.MethodType),
    isinstance(len, types.BuiltinFunctionType),
    isinstance(types, types.ModuleType),
)
print(list[int].__class__ is types.GenericAlias, isinstance(None, types.NoneType))
[line for line in o.getvalue().split("\n") if not line.startswith("    ")]

# --- signatures
import inspect
from typing import Optional
import functools


def f(a, /, b: int, c: Optional[str] = None, *args, d=1, e: list[int], **kw) -> bool:
    """Doc
      more
    end"""


s = inspect.signature(f)
ext(1)
print(s, repr(s), list(s.parameters), s.return_annotation)
for n, p in s.parameters.items():
    print(
        n, p, p.kind, repr(p.kind), p.default is inspect.Parameter.empty, p.kind == p.KEYWORD_ONLY, p.kind.description
    )
ba = s.bind(1, 2, "x", 4, 5, e=[1], z=3)
ba.apply_defaults()
print(ba.arguments, ba.args, ba.kwargs, ba)


def err(g, *a, **k):
    try:
        print(g(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


err(s.bind)
err(s.bind, 1, 2)
err(s.bind, 1, 2, a=1, e=2)
err(s.bind_partial, 1)


class C:
    """C doc"""

    def __init__(self, x, y=2):
        pass

    def m(self, q, *, r):
        "m doc"

    @classmethod
    def k(cls, z):
        pass

    @staticmethod
    def st(w):
        pass

    async def co(self):
        pass


class D(C):
    def m(self, q, *, r):
        pass


print(
    inspect.signature(C),
    inspect.signature(C(1).m),
    inspect.signature(C.m),
    inspect.signature(C.k),
    inspect.signature(C.st),
)


class E:
    pass


print(inspect.signature(E), inspect.signature(len), inspect.signature(lambda x, *y: 0))


def deco(g):
    @functools.wraps(g)
    def w(*a, **k):
        return g(*a, **k)

    return w


print(inspect.signature(deco(f)))
print(inspect.getdoc(f), inspect.getdoc(D), inspect.getdoc(D(1).m), inspect.cleandoc("  a\n    b\n"))


async def co():
    pass


def gen():
    yield


async def ag():
    yield


print(
    [
        fn(x)
        for fn in (
            inspect.isfunction,
            inspect.ismethod,
            inspect.isclass,
            inspect.isbuiltin,
            inspect.iscoroutinefunction,
            inspect.isgeneratorfunction,
            inspect.isasyncgenfunction,
            inspect.isgenerator,
            inspect.isroutine,
            inspect.ismodule,
            inspect.isawaitable,
        )
        for x in (f, C(1).m, C, len, co, gen, ag, gen(), functools, 5, C(1).co)
    ]
)
print(
    inspect.getmembers(C(1), lambda x: inspect.ismethod(x))[1:2]
    and [n for n, v in inspect.getmembers(C(1), inspect.ismethod)]
)
print(inspect.getmro(D), inspect.unwrap(deco(f)) is f)
err(inspect.signature, 5)
err(inspect.Parameter, "a b", 1)
print(s.replace(return_annotation=int), inspect.Signature([inspect.Parameter("x", inspect.Parameter.POSITIONAL_ONLY)]))
s == inspect.signature(f)

# --- redirected-output
import contextlib
import io
import sys

o = io.StringIO()
with contextlib.redirect_stdout(o):
    print("in", ext(1))
    sys.stdout.write("w\n")
    with contextlib.redirect_stdout(sys.stdout):
        print("same")
    with contextlib.redirect_stderr(sys.stdout):
        print("e", file=sys.stderr)
print("out")
p = print
p("x", file=o)
with contextlib.redirect_stdout(io.StringIO()) as f:
    print("q")
    ext(2)
print(f.getvalue())
o.getvalue()


# --- flags-inverted-and-out-of-range
import enum


class Mode(enum.IntFlag):
    READ = 4
    WRITE = 8


class Part(enum.IntFlag):
    A = 1
    B = 2
    C = 4
    AB = 3


class Strict(enum.Flag):
    A = 1
    B = 2
    C = 4
    AB = 3


ext(1)
for cls in (Mode, Part, Strict):
    for value in (-1, -5, 3, 0, 16, 19, -17, 12, 7, -8, 14):
        try:
            flag = cls(value)
            print(value, repr(flag), str(flag), flag.name, flag.value, list(flag), len(flag), repr(~flag), bool(flag))
        except ValueError as error:
            print(ext(value), error)
repr(Mode.READ | 1), ~Mode.READ == -5, repr(~~Mode.READ), Strict.AB in Strict.AB, (Part.A | Part.B) is Part.AB, len(list(Part))

# --- dataclass-documents-itself
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import ClassVar, Optional


class Default:
    def __repr__(self):
        return f"Default({ext('repr')})"

    __hash__ = object.__hash__


@dataclass
class Plain:
    x: int
    y: list[str] = field(default_factory=list)
    z: "float" = 1.5
    o: Optional[int] = None


@dataclass(frozen=True, slots=True)
class Full(Plain if ext(False) else object):
    a: InitVar[int]
    c: ClassVar[int] = 3
    b: Default = Default()
    _: KW_ONLY
    k: str = "k"
    n: int = field(init=False, default=2)


@dataclass
class Told:
    """Its own text."""

    x: int


@dataclass
class Written:
    x: int

    def __init__(self, b, *c, d=1) -> None:
        self.x = b


@dataclass
class Empty:
    pass


Plain.__doc__, Full.__doc__, Told.__doc__, Written.__doc__, Empty.__doc__

# --- queues
import queue


class Job:
    def __init__(self, rank, name):
        self.rank, self.name = rank, name

    def __lt__(self, other):
        return ext(self.rank) < other.rank


class Loud(queue.Queue):
    def _put(self, item):
        super()._put(ext(item))


jobs = queue.PriorityQueue()
for rank, name in ((3, "c"), (1, "a"), (2, "b")):
    jobs.put(Job(rank, name))
lines = Loud(maxsize=2)
lines.put("x")
lines.put("y")
try:
    lines.put("z", block=False)
except queue.Full as error:
    print("full", type(error), ext("full"))
stack = queue.LifoQueue()
for item in range(3):
    stack.put(ext(item))
names = [jobs.get().name for _ in range(jobs.qsize())]
try:
    jobs.get_nowait()
except queue.Empty:
    names.append(ext("empty"))
lines.task_done()
names, lines.get(), lines.qsize(), stack.get(), list(stack.queue), lines.unfinished_tasks, jobs.empty(), lines.full()

# --- toml-and-literals
import ast
import io
import tomllib
from decimal import Decimal

text = """
title = "prices"
[tax]
rate = 0.19
limits = [1.5, 2, {low = 0.1}]
[[items]]
price = 9.99
day = 2024-02-29
"""
own = tomllib.loads(text, parse_float=lambda part: Decimal(part) * ext(2))
try:
    tomllib.load(io.BytesIO(b"a = 1.5\n= 2"), parse_float=lambda part: ext(part))
except tomllib.TOMLDecodeError as error:
    print(error, isinstance(error, ValueError))
ext("pause"), str(own), str(tomllib.load(io.BytesIO(text.encode()))), ast.literal_eval(ext("{'a': [1, (2, None)], b'x': {3}}"))

# --- words-colours-and-numbers
import colorsys
import errno
import keyword
import stat

ext("pause")
try:
    raise FileNotFoundError(errno.ENOENT, ext("gone"))
except OSError as error:
    name = errno.errorcode[error.errno]
name, keyword.iskeyword(ext("if")), keyword.issoftkeyword("match"), colorsys.rgb_to_hsv(ext(0.2), 0.4, 0.6), stat.filemode(0o100644), stat.S_ISDIR(ext(0o40755))
