"""The classes that stand, in a run, for classes of the host's: made by the prelude when the first instance is handed in.

They are classes of the guest like those of its script, so that a snapshot has them with everything else; the run's list of them tells
which is which. An entry is (key, class, the class's namespace when it was made): a class that the script has changed since takes no
more instances, because copying them could run what the script has put into it.
"""

from __future__ import annotations

from types import GetSetDescriptorType

from monty_cli.guest.protocol import SCALAR_IDS, dict_of, identity, is_guest_class, mro_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from monty_cli.machine.state import State

HOST_CLASSES = "@host_classes"


class ChangedClassError(Exception):
    """The script has changed a class of the host's."""


def find_class(state: State, key: str) -> Any:
    """Return the class for the host's class `key`, `None` when the run has none yet.

    Raises:
        ChangedClassError: the script has changed it.
    """
    for found, cls, namespace in _entries(state):
        if found == key:
            if _is_changed(state, cls, namespace):
                raise ChangedClassError
            return cls
    return None


def key_of(state: State, cls: type) -> str | None:
    """Return the key of the host's class for which `cls` stands, `None` for other classes."""
    return next((key for key, found, _ in _entries(state) if found is cls), None)


def make_class(state: State, key: str, maker: str, parts: tuple[object, ...], methods: tuple[str, ...]) -> Any:
    """Make the class for the host's class `key`.

    Args:
        state: the run.
        key: tells the host's class from all others.
        maker: the hidden name of the prelude function that makes it.
        parts: guest values for `maker`.
        methods: the names of the methods that calls of the host stand for; those of properties begin with a dot.
    """
    parts_of_host: dict[str, object] = {
        name.lstrip("."): state.host_property(name[1:]) if name[0] == "." else state.host_method(name)
        for name in methods
    }
    cls = state.function(maker)(*parts, parts_of_host)
    state.builtins[HOST_CLASSES].append((key, cls, _contents(cls)))
    return cls


def _entries(state: State) -> Iterator[tuple[str, Any, dict[str, object]]]:
    for entry in state.builtins[HOST_CLASSES]:
        if (
            type(entry) is tuple
            and len(entry) == 3
            and type(entry[0]) is str
            and is_guest_class(entry[1])
            and type(entry[2]) is dict
        ):
            yield entry


def _contents(cls: type) -> dict[str, object]:
    """Return the namespace of a class without what making the class puts there."""
    return {name: value for name, value in dict_of(cls).items() if type(value) is not GetSetDescriptorType}


def _is_changed(state: State, cls: type, namespace: dict[str, object]) -> bool:
    now = _contents(cls)
    if len(now) != len(namespace) or not all(
        name in now and _is_same(now[name], namespace[name]) for name in namespace
    ):
        return True
    try:
        for owner in mro_of(cls)[1:]:
            state.modules.name_of(owner)
    except ValueError:  # a class of the library that it derives from
        return True
    return False


def _is_same(now: object, before: object) -> bool:
    if now is before:
        return True
    return type(now) is type(before) and identity(type(now)) in SCALAR_IDS and now == before
