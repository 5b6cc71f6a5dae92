"""What `reprlib` needs of the host."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def done(running: list[Any], obj: Any) -> None:
    """Take `obj` itself out of the list of objects whose text is being made."""
    for index in range(len(running) - 1, -1, -1):
        if running[index] is obj:
            del running[index]
            return


def plain_instance(obj: Any) -> str:
    """Return the text of an object whose own method fails."""
    return f"<{type.__dict__['__name__'].__get__(type(obj))} instance at {id(obj):#x}>"


HELPERS: dict[str, Any] = {
    "@reprlib_done": done,
    "@reprlib_plain": plain_instance,
}
