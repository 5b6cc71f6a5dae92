"""Files that a script leaves open: what was written is handed over at its end, by an exception too; a session keeps them open."""

from __future__ import annotations

import pytest

from monty_cli import FunctionSnapshot, Monty, MontyRepl, MontyRuntimeError, OSAccess, load_snapshot

ENDS = {
    "normal": ("", None),
    "value": ("f.tell()", None),
    "error": ("1 / 0", "ZeroDivisionError: division by zero"),
    "exit": ("raise SystemExit(3)", "SystemExit: 3"),
    "in a function": (
        "def g():\n    with open('/b.txt', 'w') as inner:\n        inner.write('b')\n        [][0]\ng()",
        "IndexError",
    ),
    "generator": ("def g():\n    yield f\ni = g()\nnext(i)", None),
}


def read(world: OSAccess, path: str) -> object:
    return Monty("open(path).read()", inputs=["path"]).run(inputs={"path": path}, os=world)


@pytest.mark.parametrize("end", ENDS)
def test_a_script_that_ends(end: str) -> None:
    world = OSAccess([])
    code, error = ENDS[end]
    script = Monty(f"f = open('/a.txt', 'w')\nf.write('text')\n{code}")
    if error is None:
        script.run(os=world)
    else:
        with pytest.raises(MontyRuntimeError, match=error):
            script.run(os=world)
    assert read(world, "/a.txt") == "text"


def test_the_error_of_the_script_counts_for_more_and_shows_its_own_place() -> None:
    with pytest.raises(MontyRuntimeError) as caught:
        Monty("f = open('/nothing/a.txt', 'w')\nf.write('text')\n1 / 0").run(os=OSAccess([]))
    assert caught.value.display().splitlines()[-4:-1] == [
        '  File "main.py", line 3, in <module>',
        "    1 / 0",
        "    ~~^~~",
    ]


def test_the_last_write_pauses_and_is_saved() -> None:
    pause = Monty("f = open('/a.txt', 'w')\nf.write('text')\n1 / 0").start()
    assert isinstance(pause, FunctionSnapshot)
    again = load_snapshot(pause.dump())
    assert isinstance(again, FunctionSnapshot)
    assert (again.function_name, again.args[1]) == ("Path.write_text", "text")
    with pytest.raises(MontyRuntimeError, match="division by zero"):
        again.resume(return_value=4)


def test_a_session_keeps_files_open() -> None:
    world = OSAccess([])
    session = MontyRepl()
    session.feed_run("f = open('/a.txt', 'w')\nf.write('one ')", os=world)
    assert read(world, "/a.txt") == "one "
    session = MontyRepl.load(session.dump())
    assert session.feed_run("f.closed", os=world) is False
    session.feed_run("f.write('two')\nf.close()", os=world)
    assert read(world, "/a.txt") == "one two"


def test_text_that_is_executed_does_not_close_the_files_around_it() -> None:
    world = OSAccess([])
    script = "f = open('/a.txt', 'w')\nexec(\"g = open('/b.txt', 'w')\\ng.write('b')\")\nf.write('a')\ng.write('b')"
    Monty(script).run(os=world)
    assert (read(world, "/a.txt"), read(world, "/b.txt")) == ("a", "bb")
