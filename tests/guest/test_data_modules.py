"""Files in memory, tables, documents, packed and hashed bytes, logs and tracebacks: guest programs do what they do under CPython."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import logging
import sys
import warnings
import zlib
from typing import Any, TextIO

import pytest

from monty_cli import Monty
from tests.guest.differential import check_calls

TEXTS = ["", "a", "a,b\n1,2\n", 'x,"y\nz"\r\n', "a;b", "'q','r'", '"a""b",c', "é,ü\n", " a, b", "a\\,b", '"']


def test_csv_readers() -> None:
    calls = {
        "plain": "lambda t, o: list(csv.reader(t.splitlines(True), **o))",
        "file": "lambda t, o: list(csv.reader(io.StringIO(t, newline=''), **o))",
        "rows": "lambda t, o: list(csv.DictReader(io.StringIO(t), **o))",
    }
    options: list[dict[str, Any]] = [
        {},
        {"delimiter": ";"},
        {"quotechar": "'"},
        {"quoting": 3, "escapechar": "\\"},
        {"quoting": 2},
        {"skipinitialspace": True},
        {"strict": True},
        {"dialect": "excel-tab"},
        {"dialect": "nope"},
        {"delimiter": "ab"},
        {"quotechar": None},
        {"lineterminator": 3},
    ]
    cases = [(name, (text, option)) for name in calls for text in TEXTS for option in options]
    check_calls("import csv\nimport io", calls, cases)


def test_csv_writers() -> None:
    write = "lambda r, o: (lambda f: (csv.writer(f, **o).writerow(r), f.getvalue()))(io.StringIO())"
    rows: list[Any] = [
        [],
        [""],
        [None],
        [1, 2.5, "a"],
        ["a,b", 'q"r'],
        ["a\nb"],
        ("x", True),
        "abc",
        5,
        [[1], {"a": 2}],
    ]
    options: list[dict[str, Any]] = [
        {},
        {"quoting": 1},
        {"quoting": 2},
        {"quoting": 3},
        {"quoting": 3, "escapechar": "!"},
        {"doublequote": False, "escapechar": "!"},
        {"lineterminator": "\n", "delimiter": "|"},
        {"dialect": "unix"},
    ]
    check_calls(
        "import csv\nimport io", {"write": write}, [("write", (row, option)) for row in rows for option in options]
    )


@pytest.mark.parametrize("kind", ["StringIO", "BytesIO"])
def test_files_in_memory(kind: str) -> None:
    def data(text: str) -> Any:
        return text if kind == "StringIO" else text.encode()

    script = """def run(start, steps):
    f = io.KIND(start)
    done = []
    for name, *args in steps:
        try:
            done.append(getattr(f, name)(*args))
        except Exception as error:
            done.append((type(error).__name__, str(error)))
    return done, f.closed or (f.getvalue(), f.tell())
"""
    steps: list[list[tuple[Any, ...]]] = [
        [("read",), ("read",)],
        [("readline",), ("readline", 1), ("readlines",)],
        [("write", data("XY")), ("seek", 0), ("read", 3), ("truncate",), ("seek", 0, 2), ("write", data("end"))],
        [("seek", 9), ("write", data("z"))],
        [("seek", -1), ("seek", 1, 1), ("seek", -1, 2), ("seek", 0, 7), ("seek", "a"), ("read", "a")],
        [("writelines", [data("p"), data("q")]), ("truncate", 2), ("truncate", -1), ("readlines", 2)],
        [("write", 5), ("write", None), ("close",), ("read",), ("write", data("a")), ("flush",), ("__enter__",)],
        [("readable",), ("writable",), ("seekable",), ("isatty",), ("fileno",), ("detach",)],
    ]
    starts = [data(text) for text in ("", "abc", "a\nbc\n", "a\r\nb\rc\n")]
    cases = [
        ("run", (start, list(step)))
        for start in starts
        for step in steps
        if ("detach",) not in step or kind == "StringIO"
    ]
    check_calls("import io\n" + script.replace("KIND", kind), {"run": "run"}, cases)


def test_line_ends() -> None:
    call = (
        "lambda t, n: (lambda f: (f.getvalue(), list(f), f.newlines, f.write('x\\n'), f.getvalue()))(io.StringIO(t, n))"
    )
    cases = [
        ("f", (text, newline))
        for text in ("a\nb", "a\r\nb\r", "\r\n\n")
        for newline in (None, "", "\n", "\r", "\r\n", "x", 3)
    ]
    check_calls("import io", {"f": call}, cases)


def test_json_documents() -> None:
    calls = {
        "loads": "lambda t, o: json.loads(t, **o)",
        "decode": "lambda t, o: json.JSONDecoder(**o).decode(t)",
        "raw": "lambda t, o: json.JSONDecoder(**o).raw_decode(t)",
    }
    texts: list[Any] = [
        '{"a": [1, 2.5, null]}',
        "[1,]",
        "",
        " [1] x",
        '["a\tb"]',
        "NaN",
        "1e3",
        b"[1]",
        "\ufeff[1]",
        5,
        '{"a": 1, "a": 2}',
    ]
    options: list[dict[str, Any]] = [
        {},
        {"strict": False},
        {"parse_float": str},
        {"object_pairs_hook": list},
        {"parse_int": float},
    ]
    cases = [
        (name, (text, option)) for name in calls for text in texts for option in options if "hook" not in str(option)
    ]
    check_calls("import json", calls, [case for case in cases if not any(callable(v) for v in case[1][1].values())])


def test_json_texts() -> None:
    calls = {
        "dumps": "lambda x, o: json.dumps(x, **o)",
        "encode": "lambda x, o: json.JSONEncoder(**o).encode(x)",
        "dump": "lambda x, o: (lambda f: (json.dump(x, f, **o), f.getvalue()))(io.StringIO())",
    }
    values: list[Any] = [
        {"b": [1, {"a": "é"}], "a": ()},
        [],
        float("inf"),
        {1: 2, None: 3, (1, 2): 4},
        {1, 2},
        "x" * 10,
        1 + 2j,
    ]
    options: list[dict[str, Any]] = [
        {},
        {"indent": 2},
        {"indent": "\t", "sort_keys": True},
        {"separators": (",", ":")},
        {"ensure_ascii": False, "allow_nan": False},
        {"skipkeys": True},
    ]
    cases = [(name, (value, option)) for name in calls for value in values for option in options]
    check_calls("import io\nimport json", calls, cases)


def test_bytes() -> None:
    names = (
        "base64.b64encode base64.b64decode base64.b32decode base64.a85encode base64.b85decode base64.urlsafe_b64decode "
    )
    names += "binascii.hexlify binascii.unhexlify binascii.a2b_base64 binascii.crc32 zlib.crc32 zlib.decompress zlib.adler32 "
    names += "base64.encodebytes binascii.b2a_qp base64.b16decode"
    calls = {name.replace(".", "_"): name for name in names.split()}
    data: list[Any] = [
        b"",
        b"abc",
        b"YWJj",
        "YWJj",
        "zz",
        b"\xff\x00",
        bytearray(b"ab"),
        5,
        None,
        "é",
        zlib.compress(b"abc"),
        b"MFRGG===",
    ]
    check_calls(
        "import base64\nimport binascii\nimport zlib", calls, [(name, (item,)) for name in calls for item in data]
    )


def test_packed_values() -> None:
    calls = {
        "pack": "struct.pack",
        "unpack": "struct.unpack",
        "size": "struct.calcsize",
        "all": "lambda f, d: list(struct.iter_unpack(f, d))",
        "object": "lambda f, d: struct.Struct(f).unpack(d)",
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [
        ("size", (fmt,)) for fmt in ("i", ">hq", "3s", "x", "?", 5, "@n", "1000i", "é")
    ]
    cases += [
        ("pack", args)
        for args in (("b", 1), ("b", 200), ("3s", b"ab"), ("f", 1.5), ("f", "a"), ("i",), ("2h", 1, 2), ("c", "a"))
    ]
    cases += [
        (name, (fmt, b"abcd")) for name in ("unpack", "all", "object") for fmt in ("i", "2h", "4s", "b", "q", "0s", "z")
    ]
    check_calls("import struct", calls, cases)


def test_digests() -> None:
    calls = {
        "new": "lambda n, d: (lambda h: (h.name, h.digest_size, h.block_size, h.hexdigest(*[7][:'shake' in n])))(hashlib.new(n, d))",
        "parts": "lambda n, d: (lambda h: (h.update(d), h.copy().update(b'x'), h.digest(*[9][:'shake' in n])))(getattr(hashlib, n)(b'1'))",
        "keyed": "lambda n, d: hmac.new(b'key', d, n).hexdigest()",
    }
    names = ["md5", "sha1", "sha256", "sha512", "sha3_256", "shake_128", "blake2b", "blake2s"]
    cases = [
        (call, (name, item))
        for call in ("new", "parts")
        for name in names
        for item in (b"", b"abc", bytearray(b"q"), "text", 5)
    ]
    cases += [("keyed", (name, b"m")) for name in ("md5", "sha256", "nope", "")] + [("new", ("nope", b""))]
    check_calls("import hashlib\nimport hmac", calls, cases)


def test_bombs_are_refused() -> None:
    for source in (
        "import struct\nstruct.pack('3000000000x')",
        "import zlib\nzlib.decompress(b'', bufsize=1 << 40)",
        "import hashlib\nhashlib.shake_128(b'').digest(1 << 40)",
        "import hashlib\nhashlib.pbkdf2_hmac('sha1', b'', b'', 1 << 40)",
    ):
        assert (
            Monty(
                f"try:\n    {source.splitlines()[0]}\n    {source.splitlines()[1]}\nexcept MemoryError:\n    r = 1\nr"
            ).run()
            == 1
        )


TRACEBACKS = """
import io
import logging
import sys
import traceback
import warnings

def fail(depth):
    if depth:
        return fail(depth - 1)
    return 1 / 0

def handle():
    try:
        fail(2)
    except ZeroDivisionError as error:
        try:
            {}["missing"]
        except KeyError as inner:
            inner.add_note("a note")
            raise ValueError("wrong",
                             "lines") from error

try:
    handle()
except ValueError:
    print(traceback.format_exc())
    traceback.print_exc()
    logging.basicConfig(format="%(levelname)s %(filename)s:%(lineno)d %(funcName)s: %(message)s")
    logging.exception("failed with %r", [1])
    for frame in traceback.TracebackException.from_exception(sys.exc_info()[1]).stack:
        print(frame.lineno, frame.name, frame.line)

def place():
    return "".join(traceback.format_stack()[-2:])

print(place())
warnings.warn("a warning")
for _ in range(2):
    warnings.warn("once here", RuntimeWarning)
logging.getLogger("x").info("not shown")
logging.getLogger("x").error("shown %(a)s", {"a": 1})
logging.warning("bad %d", "x") if False else None
print(sys.exc_info(), sys.byteorder, file=sys.stderr)
"""


def natively(source: str) -> tuple[str, str]:
    """Run a program under CPython alone; return what it prints and what it writes to standard error."""
    out, errors = io.StringIO(), io.StringIO()

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        errors.write(warnings.formatwarning(message, category, filename, lineno))

    linecache.cache["main.py"] = (len(source), None, source.splitlines(True), "main.py")
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors), warnings.catch_warnings():
            warnings.resetwarnings()
            warnings.showwarning = show
            exec(compile(ast.parse(source), "main.py", "exec", dont_inherit=True), {"__name__": "__main__"})
    finally:
        root.handlers = handlers
        del linecache.cache["main.py"]
    return out.getvalue(), errors.getvalue()


def test_tracebacks_logs_and_warnings() -> None:
    written: dict[str, list[str]] = {"stdout": [], "stderr": []}
    Monty(TRACEBACKS).run(print_callback=lambda stream, text: written[stream].append(text))
    expected = natively(TRACEBACKS)
    assert "".join(written["stdout"]) == expected[0]
    # CPython's own stack goes on above the program
    assert "".join(written["stderr"]) == expected[1]


def test_what_the_host_is_stays_unknown() -> None:
    hidden = [
        "sys.modules",
        "sys.path",
        "sys._getframe",
        "sys.settrace",
        "inspect.currentframe",
        "traceback.walk_tb",
        "io.open",
    ]
    for name in hidden:
        module, _, part = name.partition(".")
        assert Monty(f"import {module}\nhasattr({module}, {part!r})").run() is False, name
    assert sys.version.split()[0].startswith(Monty("import sys\nsys.version").run())
