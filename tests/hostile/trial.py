"""Trying a snapshot out: load it, look at all it says, go on with it. What may come out of that is the oracle.

Loading raises ValueError or nothing, and runs nothing of the script. What was loaded can be looked at and resumed: that ends in a result,
in ValueError, or in one of Monty's own errors, and nothing that it holds is a thing of the host's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from monty_cli import Monty, MontyError, MontyRepl, load_repl_snapshot, load_snapshot
from monty_cli.repl import session_in

STEPS = 3
# What the encoder says of a value that no program can have.
_FOREIGN = re.compile(
    r"module of the host|the host can't be stored|the host's function|none of the program's business"
    r"|value of type '(frame|code|traceback|module|Guard|Modules|State|Run|Environment|Program|Unit|Reader|Context|type)'"
)
_TOUCHED = frozenset(
    ("os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect", "ctypes.dlopen")
)


class Finding(Exception):
    """Something that must not happen; the text says what."""


class Trial:
    """One try, in a process of its own: `phase` is told where it stands, so that it is known when the process ends or hangs."""

    def __init__(self, phase: Callable[[str], None]) -> None:
        self._phase = phase
        self._loading = False
        self._trips: list[str] = []
        sys.addaudithook(self._audit)

    def _audit(self, event: str, args: Any) -> None:
        if event in _TOUCHED:
            self._trips.append(f"{event} {args!r:.80}")

    def _print(self, stream: str, text: str) -> None:
        if self._loading:
            raise Finding(f"code of the script ran during load: it printed {text!r:.60}")

    def run(self, data: bytes) -> str:
        """Try `data`; return how far it came: 'refused', 'loaded' or 'resumed'. Raises `Finding`."""
        self._trips.clear()
        self._phase("load")
        self._loading = True
        try:
            loaded = self._load(data)
        except ValueError as error:
            if not str(error):
                raise Finding("a ValueError without a reason") from error
            return "refused"
        except Exception as error:
            raise Finding(f"load raised {type(error).__name__}: {error!s:.200}") from error
        finally:
            self._loading = False
        self._phase("look")
        try:
            going = self._go_on(loaded)
        except (ValueError, MontyError):
            going = False
        except RecursionError as error:
            if "repr" not in str(error):  # of deep plain data, which is Python's own
                raise Finding(f"a loaded snapshot raised RecursionError: {error}") from error
            going = False
        except Finding:
            raise
        except Exception as error:
            raise Finding(f"a loaded snapshot raised {type(error).__name__}: {error!s:.200}") from error
        if self._trips:
            raise Finding(f"the host was touched: {self._trips[0]}")
        return "resumed" if going else "loaded"

    def _load(self, data: bytes) -> Any:
        kind = session_in(data)
        if kind == "free":
            return MontyRepl.load(data)
        if kind == "busy":
            return load_repl_snapshot(data, print_callback=self._print)[0]
        try:
            return load_snapshot(data, print_callback=self._print)
        except ValueError as error:
            if "Monty.load()" not in str(error):
                raise
        return Monty.load(data)

    def _go_on(self, current: Any) -> bool:
        if isinstance(current, Monty):
            return bool(current.run(inputs=dict.fromkeys(current.inputs, 1), print_callback=self._print)) or True
        if isinstance(current, MontyRepl):
            return self._session(current)
        for _ in range(STEPS):
            self._look(current)
            self._phase("resume")
            current = self._answered(current)
            if type(current).__name__ == "MontyComplete":
                repr(current.output)
                return True
        self._dump(current.dump)
        return True

    def _session(self, repl: MontyRepl) -> bool:
        self._look_at_session(repl)
        self._phase("resume")
        for piece in ("[*globals()]", "x = 1; kept, twice(3), ns", "print(e, g(), out)"):
            try:
                repl.feed_run(piece, print_callback=self._print)
            except MontyError:
                continue
        self._dump(repl.dump)
        return True

    def _look_at_session(self, repl: MontyRepl) -> None:
        repr(repl)
        try:
            repl.names(), repl.variables(), repl.complete("m"), repl.complete("kept.")
        finally:
            self._dump(repl.dump)

    def _look(self, snapshot: Any) -> None:
        names = {
            "FunctionSnapshot": ("function_name", "args", "kwargs", "call_id", "is_os_function", "is_method_call"),
            "NameLookupSnapshot": ("variable_name",),
            "FutureSnapshot": ("pending_call_ids", "pending_calls", "tasks"),
        }[type(snapshot).__name__]
        for name in ("script_name", "source", "stack", *names):
            self._said(lambda name=name: repr(getattr(snapshot, name)))  # type: ignore[misc]
        self._said(lambda: repr(snapshot))
        self._dump(snapshot.dump)

    def _said(self, say: Callable[[], object]) -> None:
        try:
            say()
        except (ValueError, MontyError):
            return

    def _dump(self, dump: Callable[[], bytes]) -> None:
        try:
            dump()
        except ValueError as error:
            if _FOREIGN.search(str(error)):
                raise Finding(f"the script has got hold of something of the host's: {error!s:.200}") from error

    def _answered(self, snapshot: Any) -> Any:
        kind = type(snapshot).__name__
        if kind == "FunctionSnapshot":
            return snapshot.resume(return_value=1)
        if kind == "NameLookupSnapshot":
            return snapshot.resume(value=2)
        return snapshot.resume({number: {"return_value": 1} for number in snapshot.pending_call_ids})
