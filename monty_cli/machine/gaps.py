"""Activations that CPython leaves out of the stack: an exception that is thrown into a step of an async generator runs the generator
without the frames of what awaits the step.
"""

from __future__ import annotations

from monty_cli.machine.explain import Target, explain
from monty_cli.machine.frames import Activation
from monty_cli.machine.lookups import Unexplained
from monty_cli.machine.suspended import driven, frame_of, is_entered, is_suspendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.machine.program import Program


def hidden_activation(outer: Activation, found: list[Activation], program: Program) -> Activation | None:
    """Return the activation that stands between `outer` and the next one of `found`, though not on the stack.

    It is that of a suspendable object which the point of `outer` advances, which is under way, and whose frame is none of the stack's;
    `None` when there is no such object.
    """
    from contextlib import suppress

    asked = _Asked()
    with suppress(Unexplained):
        explain(outer, asked)
    shown = {id(activation.frame) for activation in found}
    for value in asked.values:
        frame = frame_of(value)
        unit = program.unit_of_code(frame.f_code) if frame is not None else None
        if frame is not None and unit is not None and id(frame) not in shown and is_entered(value):
            return Activation(frame, unit, [])
    return None


class _Asked(Target):
    """Takes down the suspendable objects that a point may advance, and is none of them."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        super().__init__(None, None, [])
        self.values: list[Any] = []

    def is_generator(self, value: object) -> bool:
        value = driven(value)
        if is_suspendable(value):
            self.values.append(value)
        return False
