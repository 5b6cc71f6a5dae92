"""Answers without a person: `--answer`, files of rules, Python files, programs; what is wrong with them is explained."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import Result, run_here, write

SCRIPT = """\
first = [fetch(n, page=1) for n in range(3)]
try:
    last = store('a', limit)
except ValueError as error:
    last = str(error)
(first, last)
"""


def run(folder: Path, *arguments: str, script: str = SCRIPT, stdin: str = "") -> Result:
    path = folder / write(folder, "s.py", script)
    return run_here("run", str(path), "--in-process", "-o", str(folder / "s.snap"), *arguments, stdin=stdin)


def rules(folder: Path, text: str, name: str = "a.toml") -> str:
    return str(folder / write(folder, name, text))


def test_options(tmp_path: Path) -> None:
    given = (
        "--answer",
        "fetch=1",
        "--answer",
        "fetch=[2]",
        "--answer",
        "store=:raise ValueError: full",
        "--answer",
        "limit=3",
    )
    assert run(tmp_path, *given).stdout == "([1, [2], [2]], 'full')\n"
    assert run(tmp_path, "--answer", "f*h=0", "--answer", "limit=1", stdin="'rest'\n").stdout == "([0, 0, 0], 'rest')\n"
    assert run(tmp_path, "--answer", "fetch=0").status == 75


def test_a_toml_file(tmp_path: Path) -> None:
    path = rules(
        tmp_path,
        """
        [[answer]]
        call = "fetch"
        args = [1]
        value = {items = [1, "two"]}

        [[answer]]
        call = "fetch"
        kwargs = {page = 1}
        literals = ["(1,)", "{2}"]

        [[answer]]
        pattern = "store.*a', 7"
        raise = "ValueError: seven"

        [[answer]]
        call = "limit"
        values = [7]
        """,
    )
    assert run(tmp_path, "--answers", path).stdout == "([(1,), {'items': [1, 'two']}, {2}], 'seven')\n"


def test_a_jsonl_file_and_counts(tmp_path: Path) -> None:
    lines = [
        {"call": "fetch", "times": 2, "value": None},
        {"call": "fetch", "value": 1.5},
        {"call": "limit", "value": 1},
        {"pattern": "^store", "literal": "b'x'"},
    ]
    path = rules(tmp_path, "# rules\n" + "\n".join(map(json.dumps, lines)), "a.jsonl")
    assert run(tmp_path, "--answers", path).stdout == "([None, None, 1.5], b'x')\n"


ASYNC = "import asyncio\nawait asyncio.gather(get(1), get(2), other())"


def test_calls_that_are_left_pending(tmp_path: Path) -> None:
    path = rules(
        tmp_path,
        '[[answer]]\ncall = "get"\nfuture = true\nvalues = ["a", "b"]\n[[answer]]\ncall = "other"\nfuture = true',
    )
    result = run(tmp_path, "--answers", path, script=ASYNC, stdin="2 'typed'\n")
    assert result.stdout == "['a', 'b', 'typed']\n"
    path = rules(tmp_path, '[[answer]]\ncall = "*"\nfuture = true\nraise = "OSError: gone"')
    assert "OSError: gone" in run(tmp_path, "--answers", path, script=ASYNC).stderr


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("x = 1", "nothing is called 'x'; each rule begins with [[answer]]"),
        ("", "there is no [[answer]]"),
        ("[[answer]", "not TOML"),
        ("[[answer]]\nvalue = 1", "answer 1: `call` or `pattern` says for which calls"),
        ('[[answer]]\ncall = "f"', "a rule has one of value, literal, raise"),
        ('[[answer]]\ncall = "f"\nvalue = 1\nliteral = "1"', "a rule has one of"),
        ("[[answer]]\ncall = 1\nvalue = 1", "`call` takes a text"),
        ('[[answer]]\ncall = "f"\nwhat = 1', "a rule has no 'what'"),
        ('[[answer]]\ncall = "f"\nvalues = 1', "`values` takes a list"),
        ('[[answer]]\ncall = "f"\nliteral = "x"', "`x` is a name"),
        ('[[answer]]\ncall = "f"\nraise = "Nope: x"', "`Nope` is not a builtin exception type"),
        ('[[answer]]\npattern = "("\nvalue = 1', "no regular expression"),
    ],
)
def test_what_is_wrong_with_a_file(tmp_path: Path, text: str, complaint: str) -> None:
    result = run(tmp_path, "--answers", rules(tmp_path, text))
    assert result.status in (2, 65) and complaint in result.stderr


def test_what_is_wrong_with_options(tmp_path: Path) -> None:
    assert "--answer takes NAME=LITERAL" in run(tmp_path, "--answer", "fetch").stderr
    assert "--answer fetch: `x` is a name" in run(tmp_path, "--answer", "fetch=x").stderr
    assert "line 1: not JSON" in run(tmp_path, "--answers", rules(tmp_path, "{", "a.jsonl")).stderr
    assert run(tmp_path, "--answers", "nowhere.toml").status == 66
    assert run(tmp_path, "--functions", "nowhere.py").status == 66
    assert "--functions" in run(tmp_path, "--functions", rules(tmp_path, "1 / 0", "f.py")).stderr


def test_functions_of_a_file(tmp_path: Path) -> None:
    path = rules(
        tmp_path,
        "import asyncio\nlimit = 2\ndef fetch(n, page): return {'n': n, 'page': page}\n"
        "def store(name, limit): raise ValueError(f'{name}{limit}')\n"
        "async def get(n):\n    await asyncio.sleep(0.01 / n)\n    return n * 10\nasync def other(): raise KeyError('k')\n",
        "f.py",
    )
    result = run(tmp_path, "--functions", path)
    assert result.stdout == "([{'n': 0, 'page': 1}, {'n': 1, 'page': 1}, {'n': 2, 'page': 1}], 'a2')\n"
    script = "import asyncio\nawait asyncio.gather(get(1), get(2), other(), return_exceptions=True)"
    assert run(tmp_path, "--functions", path, script=script).stdout == "[10, 20, KeyError('k')]\n"
    bad = rules(tmp_path, "def f(): return object()", "g.py")
    result = run(tmp_path, "--functions", bad, script="f()")
    assert result.status == 2 and "function is no answer" in result.stderr and "s.snap" in result.stderr


PROGRAM = """\
import json, sys
asked = json.load(sys.stdin)
assert asked["schema"] == 1 and "line" in asked
if asked["kind"] == "futures":
    print(json.dumps({"results": {str(call["call_id"]): {"value": call["args"][0]["json"]} for call in asked["calls"]}}))
elif asked["name"] == "fetch":
    print(json.dumps({"literal": "(%s,)" % asked["args"][0]["literal"]}))
elif asked["name"] == "store":
    print(json.dumps({"raise": "ValueError: " + asked["text"]}))
elif asked["name"] == "get":
    print(json.dumps({"future": True}))
elif asked["name"] == "bad":
    print("no json")
elif asked["name"] == "worse":
    sys.exit(3)
"""


def test_a_program_that_answers(tmp_path: Path) -> None:
    command = f"{sys.executable} -S {rules(tmp_path, PROGRAM, 'p.py')}"
    result = run(tmp_path, "--answer-cmd", command, "--answer", "limit=4")
    assert result.stdout == "([(0,), (1,), (2,)], \"store('a', 4)\")\n"
    script = "import asyncio\nawait asyncio.gather(get(1), get(2))"
    assert run(tmp_path, "--answer-cmd", command, script=script).stdout == "[1, 2]\n"
    for name, complaint in {"bad": "it wrote no JSON: no json", "worse": "failed with exit code 3"}.items():
        result = run(tmp_path, "--answer-cmd", command, script=f"{name}()")
        assert result.status == 2 and complaint in result.stderr and "saved to" in result.stderr
    assert "cannot start /nowhere/x" in run(tmp_path, "--answer-cmd", "/nowhere/x", script="f()").stderr
    assert run(tmp_path, "--answer-cmd", command, script="unanswered()").status == 75
