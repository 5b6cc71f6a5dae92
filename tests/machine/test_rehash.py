"""Keys that the script hashes itself: hashed again when a loaded snapshot is first looked at or goes on, muted, or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from monty_cli import FunctionSnapshot, Monty, load_snapshot

KEY = """
log = []
class Key:
    mood = 'good'
    def __init__(self, k):
        self.k = k
    def __hash__(self):
        log.append(self.k)
        print('hashing', self.k)
        if self.mood == 'asks':
            try:
                return ask(self.k)
            except BaseException:
                return 1
            finally:
                print('finally')
        if self.mood == 'raises':
            raise LookupError('no ' + self.k)
        return 1 if self.mood == 'equal' else hash(self.k)
    def __eq__(self, other):
        return self.mood == 'equal' or self.k == other.k
"""


def paused(body: str) -> tuple[FunctionSnapshot, list[str]]:
    """A loaded snapshot of a script at its one call, and where it prints from then on."""
    live = Monty(f"{KEY}{body}", script_name="keys.py").start(print_callback=lambda stream, text: None)
    assert isinstance(live, FunctionSnapshot)
    printed: list[str] = []
    loaded = load_snapshot(live.dump(), print_callback=lambda stream, text: printed.append(text))
    assert isinstance(loaded, FunctionSnapshot)
    return loaded, printed


LOOKS: dict[str, Callable[[FunctionSnapshot], object]] = {
    "stack": lambda snapshot: snapshot.stack,
    "dump": lambda snapshot: snapshot.dump(),
    "args": lambda snapshot: snapshot.args,
    "kwargs": lambda snapshot: snapshot.kwargs,
}
ALL: dict[str, Callable[[FunctionSnapshot], object]] = {
    **LOOKS,
    "resume": lambda snapshot: snapshot.resume(return_value=1),
}
TABLE = "d = {Key('a'): 1, Key('b'): 2}\nlog.clear()\n"


@pytest.mark.parametrize("look", [*LOOKS, None])
def test_nothing_runs_until_someone_looks(look: str | None) -> None:
    """Loading hashes nothing; the first look hashes each key once, and says nothing."""
    loaded, printed = paused(TABLE + "ask(1)\nask(d[Key('a')])\nlog")
    pause: Any = loaded
    assert printed == []
    if look is not None:
        LOOKS[look](loaded)
    for _ in range(2):
        pause = pause.resume(return_value=0)
    assert pause.output == ["a", "b", "a"] and "".join(printed) == "hashing a\n"


def test_arguments_hold_what_is_filled() -> None:
    """A dict among the arguments is complete, and stays readable after the pause."""
    loaded, _ = paused("t = {Key('a'): 'x'}\nask(t, table=t)\nlen(t)")
    loaded.resume(return_value=None)
    assert list(loaded.args[0].values()) == ["x"] and list(loaded.kwargs["table"].values()) == ["x"]
    assert "'x'" in repr(loaded)


REASONS = {
    "raises": r"key of class 'Key' can't be hashed again: LookupError: no a; File \"keys.py\", line 18, in __hash__: raise Look",
    "asks": r"key of class 'Key' can't be hashed again: it asks the host; File \"keys.py\", line 12, in __hash__: return ask",
    "equal": r"key of class 'Key' is now equal to another key of the same container",
}


@pytest.mark.parametrize("look", ALL)
@pytest.mark.parametrize("mood", REASONS)
def test_failures_name_class_reason_and_line(mood: str, look: str) -> None:
    """Each look fails alike, as often as it is tried, and no handler of the script's sees why."""
    loaded, printed = paused(f"{TABLE}Key.mood = {mood!r}\nask(1)")
    for _ in range(2):
        with pytest.raises(ValueError, match=REASONS[mood]):
            ALL[look](loaded)
    assert printed == []


def test_a_live_snapshot_is_not_touched() -> None:
    """A dump runs no code of the script's."""
    live = Monty(f"{KEY}{TABLE}ask(1)\nlog").start(print_callback=lambda stream, text: None)
    assert isinstance(live, FunctionSnapshot)
    live.dump()
    done: Any = live.resume(return_value=0)
    assert done.output == []


def test_calls_keep_their_numbers() -> None:
    """A refused call to the host while keys are hashed leaves no gap in the numbers of calls."""
    loaded, _ = paused(TABLE + "Key.mood = 'asks'\nask(1)\nKey.mood = 'good'\nask(2)")
    with pytest.raises(ValueError, match="asks the host"):
        _ = loaded.stack
    assert loaded._state.execution.run._state.calls == 1
