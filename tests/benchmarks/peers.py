"""Other sandboxes as engines, each of which may be absent: in this process, or in one of their own.

Two releases of pydantic-monty cannot be installed side by side, so the current one lives in a virtual environment of its own. Peers
run without limits of theirs, as far as they let themselves.
"""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.children import Child
from tests.benchmarks.engines import Engine, Run, clocked

PEER = "pydantic-monty"
POOL = "pydantic-monty (pool)"


class PydanticMonty:
    """The releases of pydantic-monty that run in the caller's process, 0.0.17 among them."""

    def __init__(self) -> None:
        """Find the library; ImportError or AttributeError if there is none of that kind."""
        self.name = PEER
        self.version = version(PEER)
        self.module: Any = importlib.import_module("pydantic_monty")
        self.module.Monty("1").run()
        self.first = Child(PEER, "direct", Path(sys.executable))

    def prepare(self, source: str) -> Run:
        """Compile `source`, and return what runs it; it runs in a child process first, because a panic may end the process."""
        self.first.prepare(source)()
        return clocked(self.module.Monty(source).run)

    def close(self) -> None:
        """End the child process."""
        self.first.close()


class Restricted:
    """RestrictedPython: CPython's own code with guards, here the ones that the library offers, and a real `__import__`."""

    def __init__(self) -> None:
        """Find the library; ImportError if it is absent."""
        self.name = "RestrictedPython"
        self.version = version(self.name)
        self.module: Any = importlib.import_module("RestrictedPython")
        self.guards: Any = importlib.import_module("RestrictedPython.Guards")
        self.evaluation: Any = importlib.import_module("RestrictedPython.Eval")

    def prepare(self, source: str) -> Run:
        """Compile `source` with its rules, and return what runs it."""
        tree = ast.parse(source)
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        with warnings.catch_warnings(action="ignore"):  # of what it does not know; it says so in an error, too
            body = self.module.compile_restricted(ast.unparse(tree), "restricted", "exec")
            value = self.module.compile_restricted(ast.unparse(last.value), "restricted", "eval")

        def run() -> object:
            names = self._names()
            exec(body, names)
            return eval(value, names)

        return clocked(run)

    def _names(self) -> dict[str, Any]:
        builtins = dict(self.module.safe_builtins)
        more = (
            list,
            dict,
            set,
            frozenset,
            sum,
            min,
            max,
            all,
            any,
            map,
            filter,
            enumerate,
            reversed,
            iter,
            next,
            type,
            object,
            super,
        )
        builtins.update({item.__name__: item for item in (*more, property, classmethod, staticmethod)})
        builtins["__import__"] = __import__
        return {
            "__builtins__": builtins,
            "__name__": "__main__",
            "__metaclass__": type,
            "_getiter_": self.evaluation.default_guarded_getiter,
            "_getitem_": self.evaluation.default_guarded_getitem,
            "_getattr_": self.guards.safer_getattr,
            "_write_": lambda target: target,
            "_inplacevar_": _in_place,
            "_apply_": lambda function, *args, **kwargs: function(*args, **kwargs),
            "_iter_unpack_sequence_": self.guards.guarded_iter_unpack_sequence,
            "_unpack_sequence_": self.guards.guarded_unpack_sequence,
        }

    def close(self) -> None:
        """Hold nothing."""


def _in_place(operator: str, left: Any, right: Any) -> Any:
    match operator:
        case "+=":
            left += right
        case "-=":
            left -= right
        case "*=":
            left *= right
        case "//=":
            left //= right
        case "/=":
            left /= right
        case "&=":
            left &= right
        case "|=":
            left |= right
        case _:
            raise NotImplementedError(operator)
    return left


def find_peers(which: str, venv: Path | None) -> tuple[list[Engine], dict[str, str]]:
    """Return the peers that can be used, and why the others cannot, by name.

    Args:
        which: `auto` for those that are installed, `none`, or `all`, which must be there.
        venv: the virtual environment of the current pydantic-monty, which is made if it is not there; `None` leaves that peer out.

    Raises:
        LookupError: one of all is absent.
    """
    if which == "none":
        return [], {}
    found: list[Engine] = []
    absent: dict[str, str] = {}
    makers: dict[str, Callable[[], Engine]] = {
        PEER: PydanticMonty,
        POOL: lambda: Child(POOL, "pool", _python_of(venv)),
        "RestrictedPython": Restricted,
        "smolagents": lambda: Child("smolagents", "smolagents", Path(sys.executable)),
    }
    for name, maker in makers.items():
        try:
            found.append(maker())
        except Exception as error:  # whatever keeps a peer from starting is why it is left out
            absent[name] = f"{type(error).__name__}: {error}"
    if absent and which == "all":
        raise LookupError("; ".join(f"{name}: {reason}" for name, reason in absent.items()))
    return found, absent


def _python_of(venv: Path | None) -> Path:
    """Return the Python of the virtual environment of the current pydantic-monty, made if it is not there."""
    if venv is None:
        raise LookupError("--peer-venv names no virtual environment for it")
    python = venv.absolute() / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER], check=True)
    return python
