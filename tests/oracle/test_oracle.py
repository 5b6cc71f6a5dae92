"""The oracle itself: it reads programs as they are written, runs them natively, and sees every kind of difference."""

from __future__ import annotations

import pytest

from tests.oracle import Outcome, Program, check, differences, run_native
from tests.oracle.answers import Fail
from tests.oracle.native import HostError, unknown_names
from tests.oracle.outcome import keep

SCRIPTED = """\
# answers: [10, fail(ValueError('no'))]
# host: double = lambda x: x * 2
# names: {'limit': 3}
# unbound: ghost
def f(n):
    return ext(n) + limit

print(f(1))
try:
    ext('raises')
except ValueError as error:
    print(error)
try:
    ghost
except NameError:
    print('unbound')
double(4), ext('default'), other(k='v')
"""


def test_a_program_gets_its_scripted_answers() -> None:
    """Answers come by number, then by name, then from the arguments; calls are logged with the guest's stack."""
    outcome = run_native(Program.parse(SCRIPTED))
    assert outcome.printed == "13\nno\nunbound\n"
    assert outcome.result == "(8, 'default', 'v')"
    assert [call.name for call in outcome.calls] == ["ext", "ext", "double", "ext", "other"]
    assert outcome.calls[0].stack == (("<module>", 8), ("f", 6))
    assert outcome.calls[4].kwargs == (("k", "'v'"),)
    assert outcome.calls[2].printed == len(outcome.printed)


def test_answers_are_copies() -> None:
    """The guest shares nothing with its host: an argument that comes back is another object."""
    outcome = run_native(Program.parse("a = [1]\nb = ext(a)\na is b, a == b"))
    assert outcome.result == "(False, True)"


def test_a_host_function_that_fails_raises_in_the_guest() -> None:
    """What leaves a function of the host is an answer like any other."""
    program = Program.parse("# host: get = lambda key: {}[key]\nget('k')")
    assert isinstance(program.answers.answer([], "get", ("k",), {}), Fail)
    outcome = run_native(program)
    assert outcome.error == "KeyError: 'k'"
    assert outcome.traceback == (("<module>", 2),)
    assert outcome.display.endswith("KeyError: 'k'")
    assert "oracle" not in outcome.display


def test_a_program_keeps_its_line_numbers_and_directives() -> None:
    """Lines count from the file's first; directives end at the first line that is none; refusals are read per line."""
    program = Program.parse(
        "# error: KeyError\nx = 1  # refuses: some words | other words\n# error: TypeError\n{}[x]", first_line=11
    )
    assert program.error == "KeyError"
    assert program.refuses == {12: ["some words", "other words"]}
    assert run_native(program).traceback == (("<module>", 14),)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a = b\nc(a)", {"b", "c"}),
        ("def f(x):\n    global g\n    g = x\n    return g + h + len(x)", {"h"}),
        ("class C:\n    y = z\n    def m(self): return y, C", {"z", "y"}),
        ("[i for i in items if j]", {"items", "j"}),
        ("import math\nmath.pi", set()),
    ],
)
def test_unknown_names_are_the_hosts(source: str, names: set[str]) -> None:
    """A name is the host's when nothing in the program binds it and it is no builtin."""
    assert unknown_names(source) == names


def test_values_that_can_not_cross_are_the_programs_fault() -> None:
    """A guest object as an argument or a result is an error of the program, not a difference."""
    with pytest.raises(HostError, match="a C can not cross"):
        run_native(Program.parse("class C: pass\next(1)\nC()"))


@pytest.mark.parametrize("field", ["printed", "result", "error", "traceback", "calls", "display"])
def test_every_difference_is_seen(field: str) -> None:
    """Each part of an outcome takes part in the comparison."""
    expected = run_native(Program.parse("print(ext(1))\next(2)\n[][0]"))
    changes: dict[str, object] = {"traceback": (), "calls": expected.calls[:1]}
    other = expected._replace(**{field: changes.get(field, "other")})  # type: ignore[arg-type]
    assert differences(expected, expected) == []
    assert any(field in line for line in differences(expected, other))


def test_a_program_must_announce_its_error() -> None:
    """The mode `native` refuses a program that ends otherwise than it says, and one that calls nothing."""
    assert check(Program.parse("ext(1)\n1 // 0"), "native") != []
    assert check(Program.parse("# error: ZeroDivisionError\next(1)\n1 // 0"), "native") == []
    assert check(Program.parse("1"), "native") == ["it calls nothing outside"]


def test_frames_of_comprehensions_are_their_callers() -> None:
    """A comprehension's line counts as its caller's, as on the Pythons that have no frame for it."""
    assert keep([("f", 1), ("<listcomp>", 2), ("<lambda>", 3)]) == (("f", 2), ("<lambda>", 3))


def test_refusals_take_no_part_in_the_comparison() -> None:
    """What could not be dumped is checked against the program's own list, not against native execution."""
    plain = Outcome("", (), None, None, ())
    assert differences(plain, plain._replace(refused=((1, "why"),))) == []
