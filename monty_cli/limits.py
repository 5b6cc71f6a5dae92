"""Limits: how much time, memory, depth, output and how many pauses a script may take.

`ResourceLimits` is what callers write: a dict, all of whose keys may be left out. `Limits` is the checked form, which can't change.

    max_duration_secs     seconds in which code of the script runs. Time spent paused and time in functions of the host doesn't count
    max_memory            bytes that the process may take beyond what it had when the run began or was loaded
    max_recursion_depth   calls of the script's functions that may be under way inside each other; one more is a RecursionError, which the
                          script may catch. Without it Python's own recursion limit holds
    max_allocations       blocks of memory that the script may hold at one time: CPython's own count (`sys.getallocatedblocks`) beyond
                          that at the start. Objects that have been freed again do not count
    gc_interval           accepted for scripts' sake that were written for another interpreter; CPython's collector keeps its own rhythm
    max_output            bytes of text, as UTF-8, that the script may print
    max_suspensions       pauses: calls of host functions and system calls that somebody outside answers, names that are looked up there,
                          waits for results

Memory and allocations belong to the process: what other threads take while the script runs is counted too. Both are sampled, so a script
may go over them for some hundredths of a second; single steps that would make huge values are refused before they begin. A worker process
holds them strictly.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn, TypedDict

    class ResourceLimits(TypedDict, total=False):
        """Limits by name, as `limits=` takes them; a key that is left out, or None, sets no limit."""

        max_duration_secs: float | None
        max_memory: int | None
        max_recursion_depth: int | None
        max_allocations: int | None
        gc_interval: int | None
        max_output: int | None
        max_suspensions: int | None

else:
    ResourceLimits = dict

KEYS = (
    "max_duration_secs",
    "max_memory",
    "max_recursion_depth",
    "max_allocations",
    "gc_interval",
    "max_output",
    "max_suspensions",
)
"""The keys of `ResourceLimits`, which are also the attributes of `Limits`."""

max_source = 262_144
"""Bytes of source text that a script, or a piece of a session, may have, in the whole process. Larger ones are a MontySyntaxError."""

LARGEST = 2**63 - 1
"""The largest limit; a larger one is a ValueError, so that every limit fits the wire and the snapshot."""


class Limits:
    """Checked limits: an attribute for each key of `ResourceLimits`, `None` where there is no such limit.

    They are true when there is a limit at all, equal when all are, and never change.
    """

    __slots__ = KEYS

    max_duration_secs: float | None
    max_memory: int | None
    max_recursion_depth: int | None
    max_allocations: int | None
    gc_interval: int | None
    max_output: int | None
    max_suspensions: int | None

    def __init__(self) -> None:
        """Make the limits that limit nothing; `check_limits` makes others."""
        for key in KEYS:
            object.__setattr__(self, key, None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of 'Limits' objects is not writable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"attribute {name!r} of 'Limits' objects is not writable")

    def given(self) -> dict[str, int | float]:
        """Return the limits that there are, by key: plain data for a snapshot or a wire, which `check_limits` takes back."""
        return {key: value for key in KEYS if (value := getattr(self, key)) is not None}

    def within(self, other: Limits) -> Limits:
        """Return the stricter of both for each key; `gc_interval`, which limits nothing, is that of `other` if it has one."""
        if not self or self == other:
            return other
        if not other:
            return self
        merged = self.given()
        for key, value in other.given().items():
            merged[key] = value if key == "gc_interval" else min(value, merged.get(key, value))
        return _made(merged)

    def __bool__(self) -> bool:
        return any(getattr(self, key) is not None for key in KEYS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self.given() == other.given()

    def __hash__(self) -> int:
        return hash(tuple(self.given().items()))

    def __repr__(self) -> str:
        return f"Limits({', '.join(f'{key}={value!r}' for key, value in self.given().items())})"


NO_LIMITS = Limits()


def check_limits(limits: Mapping[str, object] | Limits | None) -> Limits:
    """Return `limits`, a `ResourceLimits` dict, as `Limits`; `None` is no limit at all.

    Raises:
        TypeError: `limits` is no dict, or a value is none of its key's type.
        ValueError: a key is unknown; the text lists those that there are. Or a number is negative, not finite or beyond `LARGEST`.
    """
    if limits is None:
        return NO_LIMITS
    if isinstance(limits, Limits):
        return limits
    if not isinstance(limits, dict):
        raise TypeError(f"argument 'limits': {type(limits).__name__!r} object is not an instance of 'dict'")
    checked: dict[str, int | float] = {}
    for key, value in limits.items():
        if key not in KEYS:
            raise ValueError(f"argument 'limits': unknown key {key!r}; accepted are {', '.join(KEYS)}")
        if value is not None:
            checked[key] = _seconds(key, value) if key == "max_duration_secs" else _whole(key, value)
    return _made(checked) if checked else NO_LIMITS


def _seconds(key: str, value: object) -> float:
    if type(value) not in (float, int):
        raise TypeError(f"argument 'limits': {key!r} must be a number of seconds, not {type(value).__name__!r}")
    if not 0 <= value <= LARGEST:  # type: ignore[operator]
        raise ValueError(f"argument 'limits': {key!r} must be a finite number that is not negative, not {value}")
    return float(value)  # type: ignore[arg-type]


def _whole(key: str, value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"argument 'limits': {key!r} must be a whole number, not {type(value).__name__!r}")
    if not 0 <= value <= LARGEST:
        raise ValueError(f"argument 'limits': {key!r} must not be negative or above {LARGEST}, not {value}")
    return value


def _made(values: dict[str, int | float]) -> Limits:
    made = Limits()
    for key, value in values.items():
        object.__setattr__(made, key, value)
    return made
