"""What the tasks of a paused program wait for, read from the objects of the library's event loop; no code of the guest runs."""

from __future__ import annotations

from types import CoroutineType

from monty_cli.guest.builtins import ACTIVE
from monty_cli.guest.protocol import instance_dict
from monty_cli.language import awaited
from monty_cli.language import nodes as ast
from monty_cli.machine.events import LeftCall, TaskFrames
from monty_cli.machine.frames import Activation
from monty_cli.machine.places import stack_frame
from monty_cli.machine.state import CALLS, LOOPS
from monty_cli.machine.suspended import driven, frame_of, has_begun, is_suspendable

_CALL, _LOOP = "@asyncio.<locals>.Call", "@asyncio.EventLoop"
_qualname_of = type.__dict__["__qualname__"].__get__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.machine.state import State


def left_calls(state: State, call_ids: tuple[int, ...]) -> list[LeftCall]:
    """Return the pending calls with the ids `call_ids`."""
    calls = {call.number: call for call in _calls(state)}
    found = [calls[number] for number in call_ids if number in calls]
    return [LeftCall(call.number, call.name, call.args, call.kwargs) for call in found]


def _calls(state: State) -> list[Any]:
    """Return the pending calls of the library, as far as they are what the library makes: a forged snapshot may hold anything."""
    return [call for call in state.builtins[CALLS] if _is_library(state, call, _CALL) and _is_sound(call)]


def _is_library(state: State, value: object, name: str) -> bool:
    try:
        return state.modules.name_of(type(value)) == name
    except ValueError:  # the script has changed the class
        return False


def _is_sound(call: Any) -> bool:
    try:
        return (type(call.number), type(call.name), type(call.args), type(call.kwargs)) == (int, str, tuple, dict)
    except AttributeError:
        return False


def task_frames(state: State) -> list[TaskFrames]:
    """Return the tasks that have not ended, in the order of their making."""
    return [_described(instance_dict(task), state) for loop in _loops(state) for task in _held(loop, "_tasks")]


def _loops(state: State) -> list[dict[str, Any]]:
    return [instance_dict(loop) for loop in state.builtins[LOOPS] if _is_library(state, loop, _LOOP)]


def _held(loop: dict[str, Any], name: str) -> list[Any]:
    found = loop.get(name)
    return list(found.values()) if type(found) is dict else []


def drop_loops(state: State) -> None:
    """Drop what a piece that was given up has left under way: event loops with their tasks, what these wait for, texts being made.

    The program is closed meanwhile: none of the code of the tasks runs any more.
    """
    loops, calls = state.builtins[LOOPS], state.builtins[CALLS]
    for loop in _loops(state):
        for task in [*_held(loop, "_tasks"), *_held(loop, "_closing")]:
            coroutine = instance_dict(task).get("_coro")
            if type(coroutine) is CoroutineType:
                coroutine.close()
    loops.clear()
    calls[:] = [call for call in _calls(state) if call.timer is None and call.future is None]
    state.builtins[ACTIVE].clear()


def _described(task: dict[str, Any], state: State) -> TaskFrames:
    chain = _chain(task.get("_coro"), state)
    shown = [stack_frame(state.program, item) for item in chain]
    frames = [frame for frame in shown if frame is not None]
    waiter = task.get("_fut_waiter")
    call = next((call for call in _calls(state) if waiter is not None and call.future is waiter), None)
    return TaskFrames(
        _text(task.get("_name")), _words(waiter, call, chain, state), None if call is None else call.number, frames
    )


def _text(name: object) -> str:
    """Return the name of a task; the script can give it another one of any type."""
    return name if type(name) is str else "?"


def _words(waiter: Any, call: Any, chain: list[Activation], state: State) -> str:
    """Say what a task waits for."""
    if call is not None:
        return f"call {call.number}, {call.name}()"
    if waiter is None:
        return "its turn"
    name = instance_dict(waiter).get("_name")
    if name is not None:
        return f"task {_text(name)!r}"
    library = [item.info for item in chain if item.info is not None and not item.unit.own]
    waits = [info.qualname.rpartition("<locals>.")[2].removeprefix("h_") for info in library if info.asynchronous]
    if waits:
        return f"{waits[-1]}()"
    return "gather()" if "Gather" in _qualname_of(type(waiter)) else "a future"


def _chain(value: Any, state: State) -> list[Activation]:
    """Return the frames from a coroutine inwards, through what each of them awaits; a forged one may await itself."""
    found: list[Activation] = []
    seen: set[int] = set()
    while is_suspendable(value) and id(value) not in seen:
        seen.add(id(value))
        frame = frame_of(value)
        unit = state.program.unit_of_code(frame.f_code) if frame is not None and has_begun(value) else None
        if frame is None or unit is None:
            break
        item = Activation(frame, unit, [])
        found.append(item)
        node = unit.point(item.info, item.point) if item.info is not None else None
        value = driven(item.locals.get(awaited(node))) if isinstance(node, ast.Await) else None
    return found
