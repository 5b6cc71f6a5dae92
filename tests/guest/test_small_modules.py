"""keyword, errno, stat, colorsys, ast.literal_eval, tomllib, queue and glob against CPython's own, on many arguments."""

from __future__ import annotations

import glob
import os
import random
import warnings
from pathlib import Path
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyComplete, MontyRuntimeError, MountDir
from tests.guest.differential import check_calls


def test_words() -> None:
    words = ["if", "match", "type", "_", "case", "None", "nothing", "", "IF", 3, None, [], ("if",)]
    calls = {
        "hard": "keyword.iskeyword",
        "soft": "keyword.issoftkeyword",
        "lists": "lambda: (keyword.kwlist, keyword.softkwlist)",
    }
    cases: list[tuple[str, tuple[Any, ...]]] = [(name, (word,)) for name in ("hard", "soft") for word in words]
    check_calls("import keyword", calls, [*cases, ("lists", ())])


def test_numbers_of_errors_and_files() -> None:
    numbers = [
        0,
        1,
        0o100644,
        0o40755,
        0o120777,
        0o10600,
        0o60660,
        0o20666,
        0o140755,
        0o104755,
        0o41777,
        0o177777,
        2**32,
        -1,
        "x",
        1.5,
    ]
    functions = [
        "S_ISDIR",
        "S_ISREG",
        "S_ISLNK",
        "S_ISFIFO",
        "S_ISBLK",
        "S_ISCHR",
        "S_ISSOCK",
        "S_IMODE",
        "S_IFMT",
        "filemode",
    ]
    calls = {name: f"stat.{name}" for name in functions}
    calls["names"] = "lambda: (errno.ENOENT, errno.errorcode[2], len(errno.errorcode), stat.ST_SIZE, stat.S_IRWXU)"
    cases: list[tuple[str, tuple[Any, ...]]] = [(name, (number,)) for name in functions for number in numbers]
    check_calls("import errno, stat", calls, [*cases, ("names", ())])


def test_colours() -> None:
    chance = random.Random(1)
    names = ("rgb_to_yiq", "yiq_to_rgb", "rgb_to_hls", "hls_to_rgb", "rgb_to_hsv", "hsv_to_rgb")
    parts = [
        (0, 0, 0),
        (1, 1, 1),
        (0.5, 0.5, 0.5),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (2, -1, 0.3),
        (-0.0, 0.0, 1),
        ("a", 1, 2),
        (1, None, 2),
    ]
    parts += [(chance.random(), chance.random(), chance.choice([0.0, 1.0, chance.random()])) for _ in range(60)]
    parts += [(chance.uniform(-3, 3), chance.uniform(-3, 3), chance.uniform(-3, 3)) for _ in range(30)]
    check_calls(
        "import colorsys",
        {name: f"colorsys.{name}" for name in names},
        [(name, part) for name in names for part in parts],
    )


LITERALS = [
    "1", "-1", "+2.5", "1+2j", "1-2j", "'a' 'b'", "b'x'", "[1, (2, {'a': {3}}), None, True, ...]", "set()", "{}", "()", " 1",
    "\t[1]", "\n1",
    "1 + 1", "f(1)", "x", "f'{1}'", "lambda: 1", "[1", "1 2", "", "{1: 2, **{3: 4}}", "{[]: 1}", "{{}}", "-'a'", "1j+1", "'a' * 3", "--1",
    "not True", "[x for x in y]", "'\\d'", "1_000", "0x1f", "1e400", "'\0'", "(" * 150 + ")" * 150, "__import__('os')", "'é'", "a.b", "~1",
]  # fmt: skip


def test_literals() -> None:
    check_calls(
        "import ast\ndef read(text):\n    try:\n        return ast.literal_eval(text)\n    except Exception as error:\n"
        "        return type(error).__name__, str(error).partition(' at 0x')[0]",
        {"read": "read"},
        [("read", (text,)) for text in [*LITERALS, 3, None, [1], b"1"]],
    )


def _toml(chance: random.Random, depth: int = 0) -> str:
    lines = []
    for index in range(chance.randint(1, 4)):
        value = chance.choice([_toml_value(chance), _toml_value(chance, 2)])
        key = chance.choice(["k", "a.b", "x-y", "'q r'."])
        lines.append(f"{key}{index} = {value}")
    if depth < 2 and chance.random() < 0.7:
        head = chance.choice(["[t{}]", "[[l]]", "[t.u{}]"]).format(chance.randint(0, 3))
        lines += [head, _toml(chance, depth + 1)]
    return "\n".join(lines)


def _toml_value(chance: random.Random, depth: int = 0) -> str:
    plain = [
        "1", "-0x1F", "1_000", "1.5", "-3e2", "inf", "nan", "true", "'a'", '"\\u00e9\\n"', "'''x\ny'''", "1979-05-27", "07:32:00.5",
        "00:00",
        "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.999999-07:00", "1979-05-27T00:32", "0755", "tru", "1.", '"a', "0b12", "-1_0.5_0",
    ]  # fmt: skip
    if depth and chance.random() < 0.5:
        inner = [_toml_value(chance, depth - 1) for _ in range(chance.randint(0, 3))]
        if chance.random() < 0.5:
            return "[" + ", ".join(inner) + "]"
        return "{" + ", ".join(f"k{index} = {value}" for index, value in enumerate(inner)) + "}"
    return chance.choice(plain)


def test_toml() -> None:
    chance = random.Random(2)
    texts: list[Any] = [_toml(chance) for _ in range(150)]
    texts += ["", "a = 1\na = 2", "[a]\n[a]", "= 1", "a", "\ufeffa = 1", "a = 1\r\nb = 2", b"a = 1", None, 3]
    calls = {
        "loads": "tomllib.loads",
        "own": "lambda text: tomllib.loads(text, parse_float=lambda part: (part, seen.append(part)))",
        "decimal": "lambda text: tomllib.loads(text, parse_float=Decimal)",
        "wrong": "lambda text: tomllib.loads(text, parse_float=lambda part: [part])",
        "fails": "lambda text: tomllib.loads(text, parse_float=lambda part: 1 / 0)",
        "load": "lambda text: tomllib.load(io.BytesIO(text.encode() if isinstance(text, str) else text))",
        "load text": "lambda text: tomllib.load(io.StringIO(text))",
    }
    cases = [(name, (text,)) for name in ("loads", "own", "decimal") for text in texts]
    cases += [(name, (text,)) for name in ("wrong", "fails", "load", "load text") for text in texts[:20]]
    check_calls("import io, tomllib\nfrom decimal import Decimal\nseen = []", calls, cases)


_QUEUES = """
import queue, sys
def work(kind, maxsize, steps):
    made = getattr(queue, kind)(maxsize) if kind != 'SimpleQueue' else queue.SimpleQueue()
    seen = []
    for name, *args in steps:
        try:
            seen.append(getattr(made, name)(*args))
        except Exception as error:
            seen.append((type(error).__module__, type(error).__name__, str(error).replace('_queue.', '')))
    return seen
"""


def test_queues() -> None:
    chance = random.Random(3)
    steps: list[tuple[Any, ...]] = [
        ("get_nowait",), ("get", False), ("qsize",), ("empty",), ("full",), ("task_done",), ("nothing",), ("get", True, -1),
        *[("put_nowait", item) for item in (3, 1, 2, "x", None)], *[("put", item, False) for item in (5, 4, (1, 2))],
    ]  # fmt: skip
    cases: list[tuple[str, tuple[Any, ...]]] = []
    for _ in range(150):
        kind = chance.choice(["Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"])
        cases.append(("work", (kind, chance.choice([0, 1, 3, -1]), [chance.choice(steps) for _ in range(12)])))
    check_calls(_QUEUES, {"work": "work"}, cases)


@pytest.mark.parametrize(
    ("call", "text"), [("get()", "get() would wait"), ("put(2)", "put() would wait"), ("join()", "join() would wait")]
)
def test_nothing_comes_from_another_thread(call: str, text: str) -> None:
    script = f"from queue import Queue\nq = Queue(1)\nif {call!r} != 'get()':\n    q.put(1)\nq.{call}"
    with pytest.raises(MontyRuntimeError, match=text.replace("(", r"\(").replace(")", r"\)")):
        Monty(script).run()


def test_a_timeout_passes_as_a_call_of_sleep() -> None:
    pause = Monty(
        "import queue\ntry:\n    queue.Queue().get(timeout=5)\nexcept queue.Empty:\n    r = 'empty'\nr"
    ).start()
    assert isinstance(pause, FunctionSnapshot)
    assert (pause.function_name, pause.args, pause.is_os_function) == ("time.sleep", (5,), True)
    done = pause.resume(return_value=None)
    assert isinstance(done, MontyComplete) and done.output == "empty"


PATTERNS = [
    "*", "*.txt", "a/*", "*/*", "**", "**/*", "**/*.txt", "a/**", "a/**/", "a/**/c.txt", "?.txt", "[ab]*", "[!a]*", ".*", "*/.h*",
    "a", "a/",
    "nothing", "nothing/*", "*/", "a/b/*", "./*.txt", "x[[]y].txt", "**/b", "**/b/*", "*.TXT", "", "a//b", "a/*/", "**/.*", "***",
    "a/b/**/c*",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for name in ("a/b", "a/.h", "d", ".hidden/in"):
        (root / name).mkdir(parents=True)
    for name in (
        "a.txt",
        "b.txt",
        "x[y].txt",
        "a/b/c.txt",
        "a/b/.dot",
        "a/.h/e.txt",
        "d/f.TXT",
        ".hidden/g.txt",
        "a/one",
    ):
        (root / name).write_text(name)
    return root


@pytest.mark.parametrize(
    "options", [{}, {"recursive": True}, {"include_hidden": True}, {"recursive": True, "include_hidden": True}], ids=str
)
def test_paths(folder: Path, options: dict[str, Any]) -> None:
    absolute = ["/data/" + pattern for pattern in PATTERNS]
    script = (
        "import glob\n[[sorted(glob.glob(p, root_dir=r, **options)) for p in patterns] for r, patterns in work], "
        "sorted(glob.iglob(b'/data/*')), [type(glob.iglob('*')).__name__], glob.escape('a*[b]?'), glob.escape(b'*')"
    )
    work = [("/data", PATTERNS), (None, absolute)]
    given = {"work": work, "options": options}
    found = Monty(script, inputs=list(given)).run(inputs=given, os=MountDir(folder, "/data"))
    here = os.fspath(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        relative = [sorted(glob.glob(p, root_dir=here, **options)) for p in PATTERNS]
        whole = [sorted(path.replace(here, "/data") for path in glob.glob(here + "/" + p, **options)) for p in PATTERNS]
    names = sorted(
        os.fsencode(path).replace(os.fsencode(here), b"/data") for path in glob.iglob(os.fsencode(here) + b"/*")
    )
    assert found == ([relative, whole], names, ["generator"], glob.escape("a*[b]?"), glob.escape(b"*"))
