"""Snapshots that are forged by hand, to get hold of what no script has: helpers of ours, functions of the host, other kinds of objects."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from typing import Any

import pytest

from monty_cli import Monty, MontyError, load_snapshot
from monty_cli.guest import PRELUDE_FILES
from monty_cli.guest.helpers import FILES, helpers_of
from monty_cli.machine import prelude
from monty_cli.machine.namespace import make_namespaces
from monty_cli.machine.program import program_for
from monty_cli.machine.state import State
from monty_cli.machine.stored_names import HELD, may_name

from .mutations import NAMED
from .seeds import script
from .trees import Tree, places

CALL = "f = len\nr = ask(1)\nx = f(*r)\nx"


def _with(data: bytes, old: Any, new: Any) -> bytes:
    """`data` with each part that equals `old` replaced by `new`."""
    tree = Tree(data)
    found = [(holder, key) for holder, key in places([tree.header, tree.body]) if holder[key] == old]
    assert found
    for holder, key in found:
        holder[key] = new
    return tree.bytes()


def _call(name: str, *args: Any) -> Any:
    """What a script gets that calls what a forged snapshot says is `len`."""
    snapshot: Any = load_snapshot(_with(script(CALL), [NAMED, "b:len"], [NAMED, name]))
    return snapshot.resume(return_value=args).output


def _helpers() -> dict[str, Any]:
    state = State(program_for("", "main.py", []), lambda stream, text: None)
    make_namespaces(state)
    found = dict(state.builtins)
    for file in FILES:
        found.update(helpers_of(file))
    return found


def test_helpers_have_no_names() -> None:
    """All but the listed ones; what is listed is there, and no module, list of the run's, or method of ours."""
    helpers = _helpers()
    hidden = [name for name in helpers if name.startswith("@") and prelude.prelude_function(name) is None]
    assert len(hidden) > 500 and not HELD - set(hidden)
    refused = sorted({*hidden, "__builtins__", "__import__"} - HELD)
    assert not any(map(may_name, refused))
    for name in refused[::40]:
        with pytest.raises(ValueError, match="unknown"):
            load_snapshot(_with(script(CALL), [NAMED, "b:len"], [NAMED, f"b:{name}"]))
    assert {type(helpers[name]).__name__ for name in HELD}.isdisjoint({"module", "list", "dict", "method"})


@pytest.mark.parametrize(
    "name", ["b:@late", "b:@attr", "b:@here", "b:@type", "b:@import", "b:__import__", "m:posix", "t:State", "x:y"]
)
def test_no_helper_by_name(name: str) -> None:
    with pytest.raises(ValueError):
        _call(name, 1)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("b:@binary", ("os", "system", ("true",), {})),
        ("b:@binary", ("subprocess", "run", ("true",), {})),
        ("b:@binary", ("binascii", "__loader__", (), {})),
        ("b:@statistic", ("itemgetter", "__class__")),
        ("b:@builtin_setattr", (dict, "x", 1)),
        ("b:@getattr", ((), "__class__")),
        ("b:@method_sub", ("x", "__class__")),
    ],
)
def test_functions_of_the_prelude_do_no_more_than_a_script(name: str, args: tuple[Any, ...]) -> None:
    if name == "b:@getattr":
        assert _call(name, *args) is tuple or isinstance(_call(name, *args), str)
        return
    with pytest.raises(MontyError):
        _call(name, *args)


def test_a_closure_of_the_prelude_with_other_cells() -> None:
    data = script(
        "import base64\nf = base64.b64encode\ndef g():\n    n = 'os'\n    return lambda: n\nh = g()\nr = ask(1)\nf(r)"
    )
    rows = Tree(data).rows
    place = next(number for number, row in enumerate(rows) if row == [NAMED, "m:base64.b64encode"])
    file, fid = "binary", _function("binary", "call")
    tree = Tree(data)
    assert tree.body is not None
    tree.body[1].append(["module", "name"])
    count = tree.body[0]
    tree.rows[place][:] = [31, file, fid, len(tree.body[1]) - 1, [[count], [count + 1]], ["call", "call", "base64"]]
    tree.rows.extend([[30, ["os"]], [30, ["system"]]])
    tree.body[0] += 2
    snapshot: Any = load_snapshot(tree.bytes())
    with pytest.raises(MontyError, match="no function 'system'"):
        snapshot.resume(return_value="true")


def _function(file: str, qualname: str) -> int:
    assert file in PRELUDE_FILES
    return next(fid for fid, info in prelude.prelude_unit(file).functions.items() if info.qualname == qualname)


@pytest.mark.parametrize("what", ["parser", "__class__", "_flavour", "exists", "read_text"])
def test_paths_tell_no_more_than_they_should(what: str) -> None:
    with pytest.raises(MontyError):
        Monty(f"from pathlib import PurePath\nPurePath('/')._ask({what!r})").run()


@dataclasses.dataclass
class Account:
    """A class of the host's, with one method for scripts."""

    owner: str

    def name(self) -> str:
        """Return the owner."""
        return self.owner

    def _hidden(self) -> str:
        raise AssertionError("called")


@pytest.mark.parametrize("name", ["_hidden", "__class__", "__init_subclass__", "__reduce__", "owner", "missing"])
def test_a_forged_call_of_a_method_of_the_hosts(name: str) -> None:
    program = Monty("a.name()", inputs=["a"], dataclass_registry=[Account])
    data = _with(program.start(inputs={"a": Account("x")}).dump(), "name", name)  # type: ignore[union-attr]
    try:
        snapshot: Any = load_snapshot(data, dataclass_registry=[Account])
    except ValueError:
        return
    call = snapshot._state.event
    with pytest.raises(TypeError):
        snapshot._state.execution.method(call, snapshot.args)


LOUD = """
class Loud:
    def __hash__(self): print('RAN'); return 1
    def __eq__(self, other): print('RAN'); return True
    def __iter__(self): print('RAN'); return iter(())
    def __bool__(self): print('RAN'); return True
class Words(tuple):
    def __len__(self): print('RAN'); return 1
    def __getitem__(self, key): print('RAN'); return 1
def g():
    print('RAN')
    yield ask(1)
loud, words, fresh = Loud(), Words((1, 2)), g()
walk, held, call = iter(words), [1], ('a', ['b'])
next(walk)
ask(2)
"""


def _id_of(tree: Tree, name: str) -> int:
    """The id of the value of a global variable."""
    assert tree.body is not None
    shape, column = next(row[1:] for row in tree.rows if row[0] == 14 and name in tree.body[1][row[1]])
    found: int = column["i"][tree.body[1][shape].index(name)]
    return found


def _silent(data: bytes) -> None:
    said: list[str] = []
    with suppress(ValueError):
        load_snapshot(data, print_callback=lambda stream, text: said.append(text))
    assert not said


@pytest.mark.parametrize("state", ["nothing", "", "running", "suspended", "closed"])
def test_a_generator_in_another_state_runs_nothing(state: str) -> None:
    _silent(_with(script(LOUD), "new", state))


def test_loading_runs_nothing() -> None:
    data = script(LOUD)
    tree = Tree(data)
    assert tree.body is not None
    loud = _id_of(tree, "loud")
    for holder, key in places(tree.body[2]):
        if type(holder) is list and len(holder) == 1 and type(holder[key]) is int and not isinstance(holder[key], bool):
            kept, holder[key] = holder[key], loud
            _silent(tree.bytes())
            holder[key] = kept


def test_state_of_the_library_is_lists() -> None:
    """The guest's `__iter__` would run where it isn't."""
    data = script(LOUD)
    tree = Tree(data)
    assert tree.body is not None
    helpers = next(row for row in tree.rows if row[0] in (14, 16) and tree.body[1][row[1]][:1] == ["@repr_active"])
    loud = _id_of(tree, "loud")
    helpers[2] = [[loud] for _ in tree.body[1][helpers[1]]]
    with pytest.raises(ValueError, match="library"):
        load_snapshot(tree.bytes(), print_callback=lambda stream, text: pytest.fail("ran"))


TASKS = (
    "import asyncio\nasync def w(): return await ask(1)\nasync def main(): await asyncio.gather(w(), w())\nawait main()"
)


@pytest.mark.parametrize("lie", [None, 5, "text", [1], {"i": []}])
def test_tasks_of_a_forged_loop_are_told_or_refused(lie: Any) -> None:
    """What the host shows of tasks and pending calls it reads as data, whatever stands there."""
    data = script(TASKS)
    for name in ("_tasks", "_coro", "_name", "number", "args", "kwargs", "future"):
        tree = Tree(data)
        assert tree.body is not None
        for shape in tree.body[1]:
            shape[:] = [f"{name}_" if key.rpartition(":")[2] == name and lie is None else key for key in shape]
        for row in tree.rows:
            if lie is not None and row[0] == 51 and len(row) > 4 and type(row[3]) is list and row[3]:
                row[3][0] = lie
        try:
            snapshot: Any = load_snapshot(tree.bytes())
            repr([snapshot.tasks, snapshot.pending_calls, snapshot.stack])
        except (ValueError, TypeError) as error:
            assert isinstance(error, ValueError) or "written" in str(error)


def test_a_coroutine_that_awaits_itself() -> None:
    """No script can make one: what follows the chain of those that wait comes to its end all the same."""
    tree = Tree(script(TASKS))
    for place, row in enumerate(tree.rows):
        if row[0] == 39 and row[1] == "script":
            row[-1] = [[place] for _ in row[-1]]
    snapshot: Any = load_snapshot(tree.bytes())
    assert len(snapshot.tasks) == 3


def test_a_name_of_a_task_is_read_as_data() -> None:
    source = """
import asyncio
class Loud:
    def __repr__(self): print('RAN'); return 'x'
async def w():
    t = asyncio.current_task(); t._name = Loud()
    return await ask(1)
async def main(): await asyncio.gather(w(), w())
await main()
"""
    said: list[str] = []
    snapshot: Any = Monty(source).start(print_callback=lambda stream, text: said.append(text))
    while type(snapshot).__name__ == "FunctionSnapshot":
        snapshot = snapshot.resume(future=...)
    assert {task.name for task in snapshot.tasks} >= {"?"} and not said


@pytest.mark.parametrize("how", ["exec(t)", "eval(t)", "compile(t, 'x', 'eval')"])
def test_a_text_that_takes_the_compiler_down(how: str) -> None:
    text = "[" * 40 + "x" + " for x in y]" * 40
    with pytest.raises(MontyError, match="nest"):
        Monty(how, inputs=["t"]).run(inputs={"t": text})


def test_no_slot_is_called_as_what_no_class_may_have() -> None:
    with pytest.raises(MontyError, match="__del__"):
        Monty("class C: __slots__ = ('__del__',)").run()


def test_records_are_a_list() -> None:
    """The guest's `__iter__` would run where they aren't."""
    tree = Tree(script(LOUD))
    assert tree.body is not None
    tree.body[4][tree.body[3].index("records")] = [_id_of(tree, "loud")]
    with pytest.raises(ValueError, match="frame records"):
        load_snapshot(tree.bytes(), print_callback=lambda stream, text: pytest.fail("ran"))


def test_the_event_is_looked_at_by_its_type() -> None:
    """The guest's `__eq__` would run where it is compared."""
    tree = Tree(script(LOUD))
    assert tree.body is not None
    tree.body[4][tree.body[3].index("event")] = [_id_of(tree, "loud")]
    with pytest.raises(ValueError, match="pending call"):
        load_snapshot(tree.bytes(), print_callback=lambda stream, text: pytest.fail("ran"))
