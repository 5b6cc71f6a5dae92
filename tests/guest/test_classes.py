"""Class statements, metaclasses and type(): made by the prelude as CPython makes them."""

from __future__ import annotations

import pytest

from tests.guest.native import check, guarded, read_programs

PROGRAMS = read_programs("class_statements")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_class_is_made_as_cpython_makes_it(name: str) -> None:
    check(PROGRAMS[name])


@pytest.mark.parametrize(
    "base",
    [
        "type(print)",
        "type(lambda: 0)",
        "type(i for i in ())",
        "range",
        "slice",
        "type(None)",
        "type({}.keys())",
        "super",
        "map",
        "zip",
        "type(type.__dict__)",
    ],
)
def test_other_bases_are_refused(base: str) -> None:
    outcome = guarded(f"class A({base}): pass" if "dict" not in base else "class A(type(vars(B))): pass\nclass B: pass")
    assert outcome.text.startswith(("TypeError: type '", "NameError", "AttributeError")), outcome
    assert "not an acceptable base type" in outcome.text or "Error" in outcome.text


@pytest.mark.parametrize(
    "source",
    [
        "type('A', (), {'__del__': print})",
        "class A:\n    def __del__(self): pass",
        "type('A', (), {'@x': 1})",
        "type('A', (), {5: 1})",
    ],
)
def test_names_that_no_class_may_have(source: str) -> None:
    assert guarded(source).text.startswith(("TypeError", "ValueError"))


def test_the_mark_is_not_seen() -> None:
    outcome = guarded("class A: x = 1\nresult = [n for n in vars(A) if '@' in n], [n for n in dir(A) if '@' in n]")
    assert outcome.text == "([], [])"
