"""What the host answers: a pure function of the calls made so far, the same for every way of running a program.

A call is answered by the first of these that applies:

1. item `n` of `# answers:` for call number `n` (counted from 0 over all names);
2. the function that `# host: NAME = FUNCTION` gives for its name, applied to the call's arguments (an exception that
   leaves it is raised in the guest);
3. the host's clock, for the calls that ask for the time (see `tests.oracle.clock`);
4. the first positional argument, else the first keyword argument, else `n`.

A call that is left pending (see `tests.oracle.waiting`) has its answer from when it is made, but gets it later.

`fail(exception)` in place of an answer raises it in the guest; `script(a, b, ...)` as a host function answers the first
call of that name with `a`, the second with `b`, and repeats the last.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from typing import Any

from tests.oracle.clock import answer_of_clock


class Fail:
    """An answer that raises `exception` at the call."""

    __slots__ = ("exception",)

    def __init__(self, exception: BaseException) -> None:
        self.exception = exception


class Script:
    """A host function that answers the calls of its name one after the other."""

    __slots__ = ("items",)

    def __init__(self, *items: object) -> None:
        self.items = items


class HostError(BaseException):
    """The program asks its host for what no host gives: a value that can not cross, a program without an end."""


HELPERS: dict[str, object] = {"fail": Fail, "script": Script, "never": math.inf}


class Answers:
    """The host of one program: its scripted answers, its functions and the values of its names."""

    __slots__ = ("functions", "items", "names", "unbound")

    def __init__(self) -> None:
        self.items: Sequence[object] = ()
        self.functions: dict[str, Callable[..., object] | Script] = {}
        self.names: dict[str, object] = {}
        self.unbound: frozenset[str] = frozenset()

    def answer(self, earlier: Sequence[str], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        """Return the answer to the call of `name` that follows calls of the names in `earlier`: a value or a `Fail`.

        The value is a copy: what crosses between the two worlds is never shared.
        """
        return copy.deepcopy(self._choose(earlier, name, copy.deepcopy(args), copy.deepcopy(kwargs)))

    def _choose(self, earlier: Sequence[str], name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
        number = len(earlier)
        if number < len(self.items):
            return self.items[number]
        function = self.functions.get(name)
        if isinstance(function, Script):
            return function.items[min(list(earlier).count(name), len(function.items) - 1)]
        if function is not None:
            return _called(function, args, kwargs)
        clock = answer_of_clock(name, number, args)
        if clock is not None:
            return clock[0]
        if args:
            return args[0]
        return next(iter(kwargs.values()), number)


def _called(function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return Fail(error.with_traceback(None))


def evaluate(expression: str) -> Any:
    """Return the value of a directive's expression, with `fail`, `script` and `never` at hand."""
    return eval(expression, dict(HELPERS))
