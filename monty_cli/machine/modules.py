"""Imports of the guest: the modules of its library, by name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hidden(builtins: dict[str, Any]) -> dict[str, Any]:
    def import_(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    def import_from(module: Any, name: str) -> Any:
        raise ImportError(name)

    return {"@import": import_, "@import_from": import_from}


def name_of(obj: object) -> str | None:
    return None


def named(name: str) -> object:
    raise ValueError(name)
