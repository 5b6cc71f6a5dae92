"""Which class a dataclass instance comes out as, and what a script may do to the classes that stand for the host's."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any

import pytest

from monty_cli import Monty
from tests.face.shapes import Point, Version, with_registry

# -- the registry


def test_a_dataclass_of_the_script_becomes_the_registered_one_that_fits() -> None:
    code = "from dataclasses import dataclass\n@dataclass\nclass Version:\n    major: int\n    minor: str = 'x'\n[Version(1), Version(2)]"
    unknown = Monty(code).run()
    assert repr(unknown) == (
        "[<Unknown Dataclass Version(major=1, minor='x')>, <Unknown Dataclass Version(major=2, minor='x')>]"
    )
    assert unknown[0] != unknown[1] and unknown == Monty(code).run()
    assert Monty(code, dataclass_registry=[Version]).run() == [Version(1, "x"), Version(2, "x")]  # type: ignore[arg-type]
    monty = Monty(code)
    monty.register_dataclass(Version)
    assert monty.run() == [Version(1, "x"), Version(2, "x")]  # type: ignore[arg-type]
    loaded = Monty.load(monty.dump(), dataclass_registry=[Version, Point])
    assert loaded.run() == [Version(1, "x"), Version(2, "x")]  # type: ignore[arg-type]
    assert repr(Monty(code, dataclass_registry=[Point]).run()) == repr(unknown)


def test_a_class_of_other_fields_does_not_fit() -> None:
    code = "from dataclasses import dataclass\n@dataclass(slots=True)\nclass Version:\n    major: int\nVersion(1)"
    assert repr(Monty(code, dataclass_registry=[Version]).run()) == "<Unknown Dataclass Version(major=1)>"


def test_what_is_no_dataclass_is_not_registered() -> None:
    with pytest.raises(TypeError, match="argument 'cls': <class 'int'> is not a dataclass"):
        Monty("1").register_dataclass(int)
    with pytest.raises(TypeError, match="'dataclass_registry': 1 is not a dataclass"):
        Monty("1", dataclass_registry=[1])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="'dataclass_registry': 'int' object"):
        Monty("1", dataclass_registry=1)  # type: ignore[arg-type]


def test_classes_of_one_name_are_told_apart() -> None:
    def made(kind: type) -> Any:
        return dataclasses.make_dataclass(
            "Same", [("a", kind)], namespace={"__qualname__": "Same", "__module__": __name__}
        )

    one, two = made(int), made(str)
    found = Monty("(x, y, type(x) is type(y), x == y)", inputs=["x", "y"]).run(inputs={"x": one(1), "y": two(1)})
    assert [type(found[0]), type(found[1])] == [one, two] and found[2:] == (False, False)


# -- what a script may try


def test_a_class_that_the_script_has_changed_takes_no_more_instances() -> None:
    snapshot: Any = Monty("type(x).__hash__ = lambda self: 1\nf()", inputs=["x"]).start(inputs={"x": Version(1)})
    for stopped in (snapshot, with_registry(snapshot)):
        with pytest.raises(TypeError, match="the script has changed the class that stands for it"):
            stopped.resume(return_value={Version(2): 1})
        assert stopped.resume(return_value=3).output == 3


def test_hostile_fields_run_nothing_on_the_way_out() -> None:
    code = """\
class Evil(str):
    def __eq__(self, other): raise SystemError
    def __hash__(self): return hash('x')

del p.x
p.__dict__[Evil('x')] = 1
type(p).y = property(lambda self: 1 / 0)
type(p).__eq__ = None
type(p).__getattribute__ = lambda self, name: 1 / 0
p
"""
    copy = Monty(code, inputs=["p"]).run(inputs={"p": Point(1)})
    assert type(copy) is Point and list(vars(copy)) == ["y", "tags", "other"]


def test_a_paused_program_takes_instances_on_another_thread() -> None:
    snapshot: Any = Monty("[p, f(p), f(p)]", inputs=["p"]).start(inputs={"p": Point(1)})
    found: list[Any] = []

    def go_on() -> None:
        found.append(snapshot.resume(return_value=Point(2)))

    thread = threading.Thread(target=go_on)
    thread.start()
    thread.join()
    assert found[0].args == (Point(1),)
    assert found[0].resume(return_value=[Version(1)]).output == [Point(1), Point(2), [Version(1)]]


def test_of_threads_that_answer_with_instances_one_wins() -> None:
    for _ in range(20):
        snapshot: Any = Monty("[type(p) is type(f()), f()]", inputs=["p"]).start(inputs={"p": Point(1)})
        found: list[Any] = []

        def go_on(snapshot: Any = snapshot, found: list[Any] = found) -> None:
            try:
                found.append(snapshot.resume(return_value=Point(2)))
            except RuntimeError as error:
                found.append(str(error))

        threads = [threading.Thread(target=go_on) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found.count("snapshot has already been resumed") == 3
        (winner,) = [one for one in found if type(one) is not str]
        assert winner.resume(return_value=Point(3)).output == [True, Point(3)]


def test_a_second_resume_makes_nothing() -> None:
    snapshot: Any = Monty("f()").start()
    snapshot.resume(return_value=Point(1))
    with pytest.raises(RuntimeError, match="already been resumed"):
        snapshot.resume({"return_value": Point(1)})
