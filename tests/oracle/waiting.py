"""Calls that the host leaves pending, and the rule by which it settles them: the same for every way of running a program.

A call is left pending when `# futures:` names it, and so is every timer. The call then gives a coroutine at once, and
the program goes on. What the host will answer is fixed when the call is made; the guest gets it when the call is settled.

A *timer* is a call of `asyncio.sleep` with a delay in seconds above 0. A guest's `asyncio.sleep(delay)` makes it when its
coroutine first runs; `asyncio.timeout(delay)`, `wait_for`, `wait` and `as_completed` make it when they set their bound.
It is settled with None.

A call is *pending* from when it is left until it is settled or its coroutine has ended (cancelled, closed, thrown into); a
timer until it is settled or needed no more. A call that nobody awaits is pending like any other.

The guest is *blocked* when no task is ready to run. Only then does the host settle calls, as follows; and again, when the
guest is still blocked after that.

1. There is a clock, 0 at the start. Each call is due when the clock showed what it did at the call, plus the time that it
   takes: a timer its delay, another call what `# takes:` says for its name, 0 without it, `never` for no end.
2. The clock goes on to the earliest time at which a pending call is due, when that is ahead.
3. Of the pending calls that are due by now and no timers, the current step of `# resolve:` chooses some, and they are
   settled in the order in which it gives them. The next time it is the next step's turn, in a circle.
4. When there are none, one timer is settled: the one that was due first, of several the one that was called first.

Steps of `# resolve:`, with commas between them; `first` when there is no such line:

    first       the earliest call; `first 3`: the three earliest, in call order
    last        the latest call; `last 3`: the three latest, in call order
    all         all calls in call order
    reversed    all calls, the latest first
    order 4 0+2 1    of the groups between blanks (numbers of calls, from 0 over all names, with `+` between them), the first
                one of which a call is due; it is settled in the order that is written. Calls in no group come last, one by one
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tests.oracle.answers import HostError, Script

TIMER = "asyncio.sleep"


class Left(NamedTuple):
    """A call left pending: its number among all calls, when it is due, its answer (a value or a `Fail`), its kind."""

    number: int
    due: float
    answer: object
    is_timer: bool


# The calls that are due, in call order, at least one -> those to settle, at least one.
Step = Callable[[list[Left]], list[Left]]


class Rule:
    """The host's part in one program: which functions it leaves pending, how long they take, in which order it settles."""

    __slots__ = ("futures", "steps", "takes")

    def __init__(self) -> None:
        self.futures: frozenset[str] = frozenset()
        self.takes: dict[str, Any] = {}
        self.steps: tuple[Step, ...] = (parse_step("first"),)


class Waiting:
    """The calls that are left pending in one run, and the clock."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.clock = 0.0
        self.turns = 0
        self.left: dict[int, Left] = {}
        self.made: dict[str, int] = {}

    def copy(self) -> Waiting:
        """Return the same state for a run that goes on from here on its own."""
        other = copy.copy(self)
        other.left, other.made = dict(self.left), dict(self.made)
        return other

    def leaves(self, name: str) -> bool:
        """Tell whether calls of `name` are left pending."""
        return name == TIMER or name in self.rule.futures

    def leave(self, number: int, name: str, args: Sequence[Any], kwargs: Mapping[str, Any], answer: object) -> None:
        """Keep the call of this `number`, and the `answer` that it will get: None for a timer, whatever is given."""
        is_timer = name == TIMER
        due = self.clock + float(args[0] if is_timer else self._time(name, args, kwargs))
        self.left[number] = Left(number, due, None if is_timer else answer, is_timer)
        self.made[name] = self.made.get(name, 0) + 1

    def _time(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        time = self.rule.takes.get(name, 0)
        if isinstance(time, Script):
            return time.items[min(self.made.get(name, 0), len(time.items) - 1)]
        return time(*copy.deepcopy(args), **copy.deepcopy(dict(kwargs))) if callable(time) else time

    def choose(self, pending: Sequence[int]) -> list[Left]:
        """Return the calls to settle, in order, now that the guest is blocked on the calls `pending` (in call order).

        They are forgotten here. Raises `HostError` when the guest waits for what never comes, and when `pending` is out
        of order or names a call that was not left pending or is settled.
        """
        if list(pending) != sorted(set(pending)) or not self.left.keys() >= set(pending):
            raise HostError(f"the calls {list(pending)} are reported as pending, of {sorted(self.left)}")
        calls = [self.left[number] for number in pending]
        self.clock = max(self.clock, min((call.due for call in calls), default=math.inf))
        if self.clock == math.inf:
            raise HostError(f"the guest waits for ever; the calls {list(pending)} are pending")
        due = [call for call in calls if call.due <= self.clock]
        chosen = self._step([call for call in due if not call.is_timer]) or [min(due, key=lambda call: call.due)]
        for call in chosen:
            del self.left[call.number]
        return chosen

    def _step(self, due: list[Left]) -> list[Left]:
        if not due:
            return []
        step = self.rule.steps[self.turns % len(self.rule.steps)]
        self.turns += 1
        return step(due)


def parse_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of a `# resolve:` line. Raises ValueError for one that is none."""
    return tuple(parse_step(step) for step in text.split(","))


def parse_step(text: str) -> Step:
    """Return the step that `text` describes, as this module's docstring has it. Raises ValueError for any other text."""
    word, *rest = text.split() or [""]
    if word == "order" and rest:
        groups = [[int(number) for number in group.split("+")] for group in rest]
        return lambda due: _next_group(groups, due)
    if word in ("all", "reversed") and not rest:
        return list if word == "all" else lambda due: due[::-1]
    if word in ("first", "last") and len(rest) < 2:
        count = int(rest[0]) if rest else 1
        if count < 1:
            raise ValueError(f"{text!r} is no way to settle calls")
        return (lambda due: due[:count]) if word == "first" else (lambda due: due[-count:])
    raise ValueError(f"{text!r} is no way to settle calls")


def _next_group(groups: Sequence[Sequence[int]], due: list[Left]) -> list[Left]:
    calls = {call.number: call for call in due}
    for group in groups:
        chosen = [calls[number] for number in group if number in calls]
        if chosen:
            return chosen
    return due[:1]
