"""Values in the worker: the guest's own, as tokens and plain data for the host's process, and the tokens from there as the guest's own.

The rules are those of `values`; which of the host's classes an object comes out as is told over there.
"""

from __future__ import annotations

from monty_cli import machine
from monty_cli.codec.plain import Token, decode_plain, encode_plain
from monty_cli.guest.protocol import instance_dict
from monty_cli.values.copier import CannotCross, Copier
from monty_cli.values.exceptions import exception_outward
from monty_cli.values.inward import CHANGED, combined_flag
from monty_cli.values.library import make_instance
from monty_cli.values.outward import MIXINS, Outward, field_names, fields_of
from monty_cli.values.strangers import Opaque, leave
from monty_cli.values.tables import class_dict, identity, name_of
from monty_cli.worker.forms import common_form, take_common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.world import World


class Handle:
    """Stands, in the worker, for a callable of the host's."""

    __slots__ = ("ask", "number")

    def __init__(self, number: int, ask: Callable[[int, Any, Any], Any]) -> None:
        """Make the handle with a number; `ask(number, args, kwargs)` has the host called."""
        self.number = number
        self.ask = ask

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return self.ask(self.number, args, kwargs)


class _Reader(Outward):
    """Reads objects of the guest's classes into tokens."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._tokens: dict[int, Token] = {}

    def _class(self, cls: type, kind: str, form: Callable[[], tuple[Any, ...]]) -> Token:
        token = self._tokens.get(identity(cls))
        if token is None:
            token = self._tokens[identity(cls)] = Token(kind, [self._key(cls), name_of(cls), form()])
        return token

    def _take_dataclass(self, copier: Copier, value: Any) -> None:
        cls = type(value)
        names = field_names(cls)
        token = self._class(cls, "dataclass", lambda: tuple(names))
        found = fields_of(value, names)

        def fill(shell: Any, parts: list[Any]) -> None:
            copies = zip(found, copier.copies(parts), strict=True)
            shell.parts = [token, *(part for item in copies for part in item)]

        copier.shell(value, Token("instance", []), fill, [*found.values()])

    def _take_fields(self, copier: Copier, value: Any, parts: list[Any], names: tuple[str, ...]) -> None:
        token = self._class(type(value), "namedtuple", lambda: names)

        def fill(shell: Any, parts: list[Any]) -> None:
            shell.parts = [token, *copier.copies(parts)]

        copier.shell(value, Token("named", []), fill, parts)

    def _member(self, cls: type, name: object, content: Any) -> Any:
        token = self._class(cls, "enum", lambda: self._enum(cls))
        return Token("member", [token, name if type(name) is str else None, content])

    def _enum(self, cls: type) -> tuple[Any, ...]:
        form = self._form_of(cls)
        if form is None:
            return ()
        _, kind, mixin, members = form
        return kind, None if mixin is None else MIXINS[identity(mixin)].__name__, members


class GuestValues:
    """Translates between the guest's values and messages, for one run; `make_function(name, handle)` makes a host function."""

    def __init__(self, world: World, make_function: Callable[[str, int | None], object]) -> None:
        self.world = world
        self.make_function = make_function

    def neutral(self, value: object) -> Any:
        """Return a guest value as plain data with tokens; runs no guest code."""
        return Copier(exception_outward, _Reader(self.world).take, leave).copy(value)

    def encode(self, neutral: object) -> Any:
        """Return what `neutral` has given as a field of a message."""
        return encode_plain(neutral, _form)

    def decode(self, field: Any) -> Any:
        """Return the guest's value for a field of a message. CannotCross, with the key of a class and the reason, if it can't be."""
        value, has_tokens = decode_plain(field)
        return self._entered(value) if has_tokens else value

    def _entered(self, value: object) -> Any:
        return Copier(_as_it_is, self._take, _no_stranger).copy(value)

    def _take(self, copier: Copier, token: Any) -> bool:
        if type(token) is not Token:
            return False
        if not take_common(copier, token, _guest_zone):
            _TAKE[token.kind](self, copier, token, token.parts)
        return True

    def _function(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        copier.memo[identity(token)] = self.make_function(parts[0], parts[1])

    def _library(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        copier.memo[identity(token)] = make_instance(
            token, parts[0], dict(zip(parts[1::2], parts[2::2], strict=True)), self.world
        )

    def _class(self, token: Token) -> Any:
        key, maker, parts, methods = token.parts
        try:
            found = self.world.guest_class(key)
        except machine.ChangedClassError:
            raise CannotCross(key, CHANGED) from None
        return found or self.world.run.make_host_class(key, maker, self._entered(parts), methods)

    def _instance(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        made = self._class(parts[0])
        names = parts[1::2]

        def fill(shell: object, parts: list[Any]) -> None:
            instance_dict(shell).update(zip(names, copier.copies(parts), strict=True))

        copier.instance(token, object.__new__(made), fill, parts[2::2], True)

    def _named(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        made = self._class(parts[0])
        copier.wait(token, parts[1:], lambda parts: tuple.__new__(made, copier.copies(parts)))

    def _member(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        described, name, value = parts
        made = self._class(described)
        member = class_dict(made).get(name) if type(name) is str else None
        if type(member) is not made:
            member = combined_flag(made, name, value)
        if member is None or type(instance_dict(member).get("_name_")) not in (str, type(None)):
            raise CannotCross(described.parts[0], CHANGED)
        copier.memo[identity(token)] = member


def _as_it_is(copier: Copier, value: BaseException, base: object) -> None:
    copier.memo[identity(value)] = value


def _no_stranger(value: object) -> object:
    raise CannotCross(None, f"{type(value).__name__} can't be a key")


def _guest_zone(name: str) -> object:
    from monty_cli.guest.zones import ZoneInfo

    return ZoneInfo(name)


def _form(value: Any) -> Token:
    cls = type(value)
    if cls is Opaque:
        return Token("opaque", [value.type_name, value.text])
    if cls is Handle:
        return Token("host", [value.number])
    return Token("class", [type.__dict__["__name__"].__get__(value)]) if isinstance(value, type) else common_form(value)


_TAKE: dict[str, Callable[[GuestValues, Copier, Token, list[Any]], None]] = {
    "function": GuestValues._function,
    "library": GuestValues._library,
    "instance": GuestValues._instance,
    "named": GuestValues._named,
    "member": GuestValues._member,
}
