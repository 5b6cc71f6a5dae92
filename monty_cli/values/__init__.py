"""Values cross between host and guest by copy.

    host                                              guest
    None bool int float complex str bytes range ...   the same
    bytearray list tuple dict set frozenset slice     a copy, of the same builtin type
    date datetime time timedelta timezone Decimal     the same
    ZoneInfo Fraction UUID pure path                  one of the guest's own class; a path of any kind leaves as a pure one
    dataclass instance, enum member, named tuple      one of a class made for it (see `inward` and `outward`)
    subclass of one of these                          a copy as the builtin type (inward and outward)
    exception                                         one of the nearest builtin class, with its message
    callable                                          a host function under its own name (inward only)
    builtin class                                     itself (outward only)
    anything else                                     inward: TypeError; outward: `Opaque`

The copy keeps identity and cycles, and takes values of any depth (see `copier`). Inward, an exception is its class, arguments (where
they are plain data) and notes: what it was linked to stays with the host. Outward it also brings its cause and context.

The direction outward meets objects that hostile code has made, so nothing here may run guest code. Types are told apart by the identity
of the real `type(x)` and its real method resolution order, never by `isinstance`, `==`, hashing of a class (its metaclass may define
`__hash__`) or an attribute read; contents are read through the builtin base's own methods. `Opaque` stands for what can't leave: an
error there would leave a paused program without a way to go on.
"""

from __future__ import annotations

from monty_cli.values.copier import CannotCross, Copier
from monty_cli.values.exceptions import exception_inward, exception_outward, text_of
from monty_cli.values.inward import Inward, has_property, property_names
from monty_cli.values.outward import Outward
from monty_cli.values.paths import path_to
from monty_cli.values.stand_ins import UnknownDataclass
from monty_cli.values.strangers import Opaque, host_function, leave
from monty_cli.values.tables import AS_IS, BUILTIN_EXCEPTIONS, identity, is_flat
from monty_cli.values.world import Registry, World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.values.strangers import Direct as Direct
    from monty_cli.values.strangers import Function as Function
    from monty_cli.values.tables import Parts

__all__ = [
    "AS_IS", "BUILTIN_EXCEPTIONS", "Opaque", "Registry", "UnknownDataclass", "World", "call_to_host",
    "exception_to_host", "has_property", "property_names", "to_guest", "to_guest_exception", "to_host", "worded",
]  # fmt: skip


def to_guest(value: object, where: str, direct: Direct | None = None, world: World | None = None) -> Any:
    """Return a copy of a host value for the guest.

    `where` is how an error names the value ('inputs', 'return_value'). A callable becomes a host function that pauses
    the program when it is called, or, given `direct`, one that runs `direct(callable, name)` at once. Objects of the host's own classes
    cross where `world` is given.
    Raises TypeError, with the path to it, for a value that can't cross, ValueError if the program waits on another thread and can't
    be moved.
    """
    if identity(type(value)) in AS_IS:
        return value
    try:
        return _inward(direct, world).copy(value)
    except CannotCross as failure:
        culprit, *reason = failure.args
    cls, path = type(culprit), where + path_to(value, culprit)
    because = f" ({reason[0]})" if reason else ""
    raise TypeError(f"cannot convert '{cls.__module__}.{cls.__qualname__}' to a guest value: {path}{because}")


def to_guest_exception(exception: BaseException) -> BaseException:
    """Return an exception for the guest in the place of a host's: nearest builtin class, message, notes, no links."""
    copy: BaseException = _inward(None, None).copy(exception)
    return copy


def _inward(direct: Direct | None, world: World | None) -> Copier:
    def nested(values: Parts) -> Parts:
        copies: Parts = _inward(direct, world).copy(values)
        return copies

    return Copier(exception_inward, Inward(world, nested).take, lambda stranger: host_function(stranger, direct))


def to_host(value: object, world: World | None = None) -> Any:
    """Return a copy of a guest value for the host; what can't cross becomes an `Opaque`. Runs no guest code."""
    return (
        value if identity(type(value)) in AS_IS else Copier(exception_outward, Outward(world).take, leave).copy(value)
    )


def call_to_host(
    args: tuple[Any, ...], kwargs: dict[str, Any], world: World | None = None
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call for the host, copied together."""
    if is_flat(args) and not kwargs:
        return args, {}
    copies: tuple[tuple[Any, ...], dict[str, Any]] = to_host((args, kwargs), world)
    return copies


def exception_to_host(exception: BaseException, message: str, world: World | None = None) -> BaseException:
    """Return a guest's exception for the host, saying `message` even where a guest class words it by itself."""
    copy: BaseException = to_host(exception, world)
    return copy if identity(type(exception)) in BUILTIN_EXCEPTIONS else worded(copy, message)


def worded(copy: BaseException, message: str) -> BaseException:
    """Return an exception for the host, made anew unless it says `message`."""
    if text_of(copy) == message:
        return copy
    made = type(copy).__new__(type(copy), message)
    made.__cause__, made.__context__ = copy.__cause__, copy.__context__
    made.__suppress_context__ = copy.__suppress_context__
    for note in getattr(copy, "__notes__", ()):
        made.add_note(note)
    return made
