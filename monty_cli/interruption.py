"""Interrupting a script where it runs: it pauses there, can be looked at, and goes on. Such a pause can't be saved."""

from __future__ import annotations

from monty_cli import machine
from monty_cli.execution import RUNNING
from monty_cli.snapshots import _Pause, _PauseState, _set_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.execution import Execution
    from monty_cli.snapshots import Snapshot


class Interruption(_Pause):
    """A program that was interrupted while it ran. `dump()` raises ValueError."""

    __slots__ = ()

    KIND = "interruption"

    @classmethod
    def _make(cls, execution: Execution, event: machine.Interrupted) -> Interruption:
        made: Interruption = object.__new__(cls)
        _set_state(made, _PauseState(execution, event))
        return made

    def resume(self, *, exception: BaseException | None = None) -> Snapshot:
        """Let the program go on from where it was interrupted, or raise an exception there; raises as other snapshots do."""
        if exception is None:
            return self._continue(lambda: machine.Return(self._state.execution.to_guest(None, "value")))
        from monty_cli.answers import answer

        return self._continue(lambda: answer({"exception": exception}, self._state.execution.to_guest))

    def __repr__(self) -> str:
        return f"Interruption(script_name={self.script_name!r})"


def end() -> bool:
    """End the worker in which a script runs that does not pause: its `start()` or `resume()` raises MontyCrashedError.

    To be called by the handler of a signal. Returns False if no script runs in a worker.
    """
    link = getattr(RUNNING[-1], "link", None) if RUNNING else None
    if link is None:
        return False
    link.kill("the script was ended, for it did not pause")
    return True


def interrupt() -> bool:
    """Have the script that runs on this thread pause where it is: its `start()` or `resume()` returns an `Interruption`.

    To be called by the handler of a signal. Returns False if no script runs.
    """
    if not RUNNING:
        return False
    RUNNING[-1].suspend()
    return True
