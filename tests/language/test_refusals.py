"""What the lowering refuses, and syntax errors: each tells the construct, the place and what to write instead."""

from __future__ import annotations

import sys

import pytest

from monty_cli.errors import MontySyntaxError
from monty_cli.language.names import DENIED
from monty_cli.language.parse import COMPREHENSION_DEPTH
from monty_cli.language.refusals import REFUSALS
from monty_cli.machine import Program

NESTED = "[" * (COMPREHENSION_DEPTH + 1) + "0" + " for a in b]" * (COMPREHENSION_DEPTH + 1)

# row of the table -> (script, line of the construct)
SCRIPTS: dict[str, tuple[str, int]] = {
    "__del__": ("class C:\n    def m(self):\n        pass\n    def __del__(self):\n        pass\n", 4),
    "denied attribute": ("def f():\n    return f.tb_frame\n", 2),
    "nesting": (f"x = 1\ny = {NESTED}\n", 2),
}
if sys.version_info >= (3, 14):
    SCRIPTS["TemplateStr"] = ('x = 1\ny = t"{x}"\n', 2)

NOT_PYTHON: dict[str, str] = {
    "missing bracket": "x = 1\ny = (1,\n",
    "missing colon": "x = 1\nif x\n    y\n",
    "indentation": "def f():\nreturn 1\n",
    "tabs and blanks": "if 1:\n        a\n\tb\n",
    "unfinished text": "x = 1\ny = 'abc\n",
    "not a target": "x = 1\nf() = 2\n",
    "after other letters": "'äöü€𝄞'; x = = 2\n",
    "several lines": "f(a\n  for a in b, c)\n",
    "return outside": "x = 1\nreturn x\n",
    "break outside": "if 1:\n    break\n",
    "await outside": "def f():\n    await x\n",
    "async for outside": "def f():\n    async for x in y:\n        pass\n",
    "await in a lambda": "f = lambda: await x\n",
    "yield from in a coroutine": "async def f():\n    yield from x\n",
    "value from an async generator": "async def f():\n    yield 1\n    return 2\n",
    "nonlocal at the top": "nonlocal x\n",
    "nonlocal unbound": "def f():\n    nonlocal x\n",
    "global after use": "def f():\n    x = 1\n    global x\n",
    "a parameter twice": "def f(a, a):\n    pass\n",
    "import * in a function": "def f():\n    from math import *\n",
    "unreachable case": "match x:\n    case a:\n        pass\n    case b:\n        pass\n",
    "hidden name": "x = @t1\n",
    "from the future": "from __future__ import braces\n",
}

# The ways to spell an access that is checked by name when the script is lowered.
ACCESSES: dict[str, str] = {
    "load": "x = 1\ny = x.{}\n",
    "call": "x = 1\ny = x.{}()\n",
    "store": "x = 1\nx.{} = 2\n",
    "annotated": "x = 1\nx.{}: int = 2\n",
    "augmented": "x = 1\nx.{} += 2\n",
    "delete": "x = 1\ndel x.{}\n",
    "loop target": "x = 1\nfor x.{} in f(): pass\n",
    "with target": "x = 1\nwith x as x.{}: pass\n",
    "unpacked": "x = 1\n(a, [*x.{}]) = f()\n",
    "match keyword": "match f():\n    case object({}=a): pass\n",
    "match value": "match f():\n    case f.{}.a: pass\n",
    "comprehension": "x = 1\ny = [a.{} for a in x]\n",
    "comprehension target": "x = 1\ny = [0 for x.{} in f()]\n",
    "import": "x = 1\nfrom math import {}\n",
    "decorator": "x = 1\n@x.{}\ndef f(): pass\n",
    "default": "x = 1\ndef f(a=x.{}): pass\n",
    "f-string": "x = 1\nf'{{x.{}}}'\n",
    "class base": "x = 1\nclass C(x.{}): pass\n",
}


def refused(source: str) -> MontySyntaxError:
    """Return the error with which the script `source` is refused."""
    with pytest.raises(MontySyntaxError) as caught:
        Program(source, "main.py")
    return caught.value


def check(error: MontySyntaxError, key: str, source: str, line: int) -> None:
    """Check that `error` is that of the row `key`, at `line` of `source`."""
    written, reason, instead = REFUSALS[key]
    assert error.message.endswith(f" is not available here: {reason}")
    assert key == "denied attribute" or error.message.startswith(written)
    assert (error.filename, error.line, error.hint) == ("main.py", line, instead)
    assert error.source_line == source.split("\n")[line - 1]
    assert error.column is not None and error.end_column is not None and error.end_line is not None
    assert (error.end_line, error.end_column) > (line, error.column)


def test_every_row_is_tested() -> None:
    """The table has no row without a script here, but for those of a later Python."""
    later = {"TemplateStr"} if sys.version_info < (3, 14) else set()
    assert set(REFUSALS) == {*SCRIPTS, *later}


@pytest.mark.parametrize("key", SCRIPTS)
def test_a_refused_script(key: str) -> None:
    """A construct of the table is refused by name, at its line, with a hint."""
    source, line = SCRIPTS[key]
    check(refused(source), key, source, line)


def test_nesting_just_below_the_cap_is_accepted() -> None:
    """As many comprehensions in one another as the cap allows compile."""
    Program(f"b = [1]\n{'[' * COMPREHENSION_DEPTH}0{' for a in b]' * COMPREHENSION_DEPTH}\n")


def test_more_blocks_in_one_another_than_the_host_takes_are_refused() -> None:
    """CPython takes twenty; a `with` becomes two of its blocks. The error points at a line of the script."""
    error = refused("".join("    " * depth + "with f():\n" for depth in range(15)) + "    " * 15 + "x = 1\n")
    assert "nested too deeply" in error.message and error.line in range(2, 16)


@pytest.mark.parametrize("title", NOT_PYTHON)
def test_syntax_errors_are_those_of_the_host(title: str) -> None:
    """A script that is not Python gives CPython's own message and place."""
    source = NOT_PYTHON[title]
    with pytest.raises(SyntaxError) as caught:
        compile(source, "main.py", "exec", dont_inherit=True)
    expected, error = caught.value, refused(source)
    assert (error.message, error.filename, error.line) == (expected.msg, "main.py", expected.lineno)
    assert error.column == (expected.offset or 1)
    assert error.end_line == (expected.end_lineno or expected.lineno)
    if expected.end_offset and expected.end_offset > 0:
        assert error.end_column == expected.end_offset
    assert error.source_line == source.split("\n")[(expected.lineno or 1) - 1]
    assert error.hint is None


@pytest.mark.parametrize("source", ["x = '\0'\n", "x = '\ud800'\n", "(" * 250 + ")" * 250, "-" * 100_000 + "1"])
def test_text_that_no_compiler_takes(source: str) -> None:
    """What makes the host's compiler give up in other ways than by a syntax error is refused as one."""
    assert refused(source).line is not None


@pytest.mark.parametrize("way", ACCESSES)
def test_a_denied_attribute_is_refused_in_every_place(way: str) -> None:
    """A name that leads to host frames is refused wherever an attribute may stand."""
    for attr in ("f_globals", "gi_frame", "tb_next"):
        source = ACCESSES[way].format(attr)
        error = refused(source)
        check(error, "denied attribute", source, 2)
        assert f"`{attr}`" in error.message


@pytest.mark.parametrize("attr", sorted(DENIED))
def test_every_denied_attribute_is_refused(attr: str) -> None:
    """Each name of the list is refused, also in letters that Python takes for the same (NFKC)."""
    check(refused(f"x.{attr}\n"), "denied attribute", f"x.{attr}", 1)
    wide = chr(ord(attr[0]) + 0xFEE0) + attr[1:]
    assert f"`{attr}`" in refused(f"x.{wide}\n").message


def test_a_denied_name_is_no_denied_attribute() -> None:
    """The same names are free for variables, parameters and keys."""
    Program("def f(f_globals):\n    gi_frame = {'tb_frame': f_globals}\n    return gi_frame\nf(f_globals=1)\n")
