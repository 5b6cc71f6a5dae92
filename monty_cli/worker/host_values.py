"""Values in the host's process, on their way to the worker and back.

Inward they are copied by the rules of `values`, as for a run in this process, into a run that has no guest: its classes are shadows that
tell how the worker is to make the real ones. Outward the worker's tokens become the host's own objects.
"""

from __future__ import annotations

from monty_cli import machine
from monty_cli.codec.plain import Token, decode_plain, encode_plain
from monty_cli.values.choosing import candidates, dataclass_for, member_of, namedtuple_for, title_of
from monty_cli.values.copier import Copier
from monty_cli.values.stand_ins import UnknownDataclass, enum_class, named_tuple
from monty_cli.values.strangers import Opaque
from monty_cli.values.tables import identity
from monty_cli.values.world import is_hashed
from monty_cli.worker.forms import common_form, take_common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from monty_cli.values.world import World

_MIXINS = {"int": int, "str": str, "float": float, "bytes": bytes}
_KINDS = ("IntFlag", "Flag", "IntEnum", "StrEnum", "Enum")


class _Instance:
    """A shadow of an instance; its class has `@token`, which tells how the class is made."""


class _Library:
    """A shadow of an instance of a class of the guest's library, called `name`."""

    name: str


class Shadows:
    """What the copying inward asks of a run: classes by the keys of the host's. They are only described here."""

    def __init__(self) -> None:
        self._classes: dict[str, Any] = {}
        self._library: dict[str, Any] = {}

    def come_here(self) -> None:
        """Do nothing: the run is elsewhere."""

    def host_class(self, key: str) -> Any:
        """Return the shadow for the host's class `key`, None if there is none yet."""
        return self._classes.get(key)

    def make_host_class(self, key: str, maker: str, parts: tuple[Any, ...], methods: tuple[str, ...] = ()) -> Any:
        """Make and return the shadow for the host's class `key`."""
        token = Token("make", [key, maker, parts, methods])
        bases: tuple[type, ...] = (_Instance,)
        if maker == "@host_namedtuple":
            bases = (tuple,)
        elif maker == "@host_enum" and parts[3] == "IntFlag":
            bases = (int,)
        made: Any = type(str(parts[0]), bases, {"@token": token})
        if maker == "@host_enum":
            known: dict[Any, Any] = {}
            for name, value in parts[5]:
                member = int.__new__(made, value) if int in bases else object.__new__(made)
                vars(member).update(_name_=name, _value_=value)
                setattr(made, name, member)
                if type(value) is int:
                    known.setdefault(value, member)
            made._value2member_map_ = known
        self._classes[key] = made
        return made

    def library_class(self, name: str) -> Any:
        """Return the shadow of a class of the guest's library."""
        return self._library.setdefault(name, type(name, (_Library,), {"name": name}))


class Handles:
    """The callables of the host's that a worker knows, by number."""

    def __init__(self) -> None:
        self.functions: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number(self, function: Any) -> int:
        """Return the number of a callable, giving it one if it has none."""
        found = self._numbers.get(identity(function))
        if found is None:
            found = self._numbers[identity(function)] = len(self.functions)
            self.functions.append(function)
        return found

    def at(self, number: object) -> Any:
        """Return the callable with a number; ValueError if there is none."""
        if type(number) is not int or not 0 <= number < len(self.functions):
            raise ValueError("there is no such function of the host")
        return self.functions[number]


class HostValues:
    """Translates between the host's values and messages, for one run."""

    def __init__(self, world: World, handles: Handles) -> None:
        self.world = world
        self.handles = handles
        self._enums: dict[int, Any] = {}
        self._visits = 0

    def encode(self, value: object) -> Any:
        """Return a value that `to_guest` has made as a field of a message."""
        return encode_plain(value, self._form)

    def decode(self, field: Any) -> Any:
        """Return the host's value for a field of a message from the worker; ValueError for what can't be."""
        value, has_tokens = decode_plain(field)
        if not has_tokens:
            return value
        self._visits = 1000 + 8 * len(field)
        return Copier(_no_exception, self._take, _stranger).copy(value)

    def _form(self, value: Any) -> Token:
        cls = type(value)
        if cls is machine.HostFunction:
            direct = value.function
            return Token("function", [value.name, None if direct is None else self.handles.number(direct)])
        token = cls.__dict__.get("@token")
        if type(token) is Token:
            maker = token.parts[1]
            if maker == "@host_namedtuple":
                return Token("named", [token, *value])
            own = vars(value)
            if maker == "@host_enum":
                return Token("member", [token, own["_name_"], own["_value_"]])
            return Token("instance", [token, *(part for item in own.items() for part in item)])
        if isinstance(value, _Library):
            return Token("library", [value.name, *(part for item in vars(value).items() for part in item)])
        return common_form(value)

    def _take(self, copier: Copier, token: Any) -> bool:
        if type(token) is not Token:
            return False  # a builtin class, say, that was made just now
        self._visits -= 1
        if self._visits < 0:
            raise ValueError("values lead to themselves")
        if take_common(copier, token, _named_zone):
            return True
        take = _TAKE.get(token.kind)
        if take is None:
            raise ValueError(f"there is no token {token.kind!r}")
        take(self, copier, token, token.parts)
        return True

    def _opaque(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        copier.memo[identity(token)] = Opaque(*_texts(parts, 2))

    def _host(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        function = self.handles.at(parts[0] if len(parts) == 1 else None)
        copier.memo[identity(token)] = getattr(function, "__wrapped__", function)

    def _instance(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        key, name, names = _class_parts(parts, "dataclass")
        found = dict(zip(_texts(parts[1::2]), parts[2::2], strict=True))
        if not set(found) <= set(names):
            raise ValueError("an instance has fields that its class does not have")
        host = dataclass_for(self.world, key, name, names)
        if host is None:

            def show(shell: UnknownDataclass, parts: list[Any]) -> None:
                vars(shell).update(zip(found, copier.copies(parts), strict=True))

            copier.instance(token, UnknownDataclass(*title_of(key, name), {}), show, [*found.values()], False)
            return

        def fill(shell: object, parts: list[Any]) -> None:
            for field, part in zip(found, copier.copies(parts), strict=True):
                object.__setattr__(shell, field, part)  # past a frozen class's own

        copier.instance(token, object.__new__(host), fill, [*found.values()], is_hashed(host))

    def _named(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        key, name, names = _class_parts(parts, "namedtuple")
        fields, items = tuple(names), parts[1:]
        if len(fields) != len(items) or len(set(fields)) != len(fields):
            raise ValueError("a named tuple has more values than fields")
        host = namedtuple_for(self.world, key, name, fields)
        if host is not None:
            copier.wait(token, items, lambda parts: tuple.__new__(host, copier.copies(parts)))
        else:
            copier.wait(token, items, lambda parts: named_tuple(name, fields, copier.copies(parts)))

    def _member(self, copier: Copier, token: Token, parts: list[Any]) -> None:
        if len(parts) != 3:
            raise ValueError("a member has other parts")
        key, name, names = _class_parts(parts, "enum")
        like = self._like(parts[0], name, names)
        for candidate in [*candidates(self.world, key, name), like]:
            member = member_of(candidate, parts[1], parts[2])
            if member is not None:
                copier.memo[identity(token)] = member
                return
        copier.wait(token, [parts[2]], lambda parts: copier.copies(parts)[0])

    def _like(self, token: Token, name: str, names: list[str]) -> Any:
        if identity(token) not in self._enums:
            self._enums[identity(token)] = _enum_like(token, name, names)
        return self._enums[identity(token)]


def _no_exception(copier: Copier, value: BaseException, base: object) -> None:
    copier.memo[identity(value)] = value


def _stranger(value: Any) -> object:
    """Return what stands for a part that can't be a key."""
    if type(value) is Token and type(value.parts[:1]) is list and value.parts and type(value.parts[0]) is Token:
        name = str(value.parts[0].parts[1])
        return Opaque(name, f"instance of {name}")
    return Opaque(type(value).__name__, type(value).__name__)


def _named_zone(name: str) -> object:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _texts(parts: list[Any], count: int | None = None) -> list[str]:
    if any(type(part) is not str for part in parts) or (count is not None and len(parts) != count):
        raise ValueError("a token holds no texts")
    return parts


def _class_parts(parts: list[Any], kind: str) -> tuple[str | None, str, list[str]]:
    """Return the key, the name and the fields that the class of a token has."""
    token = parts[0] if parts else None
    if type(token) is not Token or token.kind != kind or len(token.parts) != 3 or type(token.parts[2]) is not tuple:
        raise ValueError("a token has no class")
    key, name, names = token.parts[0], token.parts[1], [*token.parts[2]]
    if type(name) is not str or type(key) not in (str, type(None)):
        raise ValueError("a class has no name")
    if kind == "enum":
        return key, name, names
    if not all(type(field) is str and field.isidentifier() and not field.startswith("__") for field in names):
        raise ValueError("a class has fields that are no names")
    return key, name, names


def _enum_like(token: Token, name: str, form: list[Any]) -> Any:
    """Return an enum class like the one that `form`, kind, mixed-in type and members, tells of; None if there is none."""
    if not form:
        return None
    kind, mixin, members = form if len(form) == 3 else (None, None, None)
    if kind not in _KINDS or (mixin is not None and mixin not in _MIXINS) or type(members) is not tuple:
        raise ValueError("an enum can't be")
    for member in members:
        if type(member) is not tuple or len(member) != 2 or type(member[0]) is not str or not _is_simple(member[1]):
            raise ValueError("a member of an enum can't be")
        if not member[0].isidentifier() or member[0].startswith("_") or member[0] == "mro":
            return None
    return enum_class(name, kind, None if mixin is None else _MIXINS[mixin], members)


def _is_simple(content: Any) -> bool:
    kinds = (type(None), bool, int, float, complex, str, bytes)
    return type(content) in kinds or (type(content) is tuple and all(type(part) in kinds for part in content))


_TAKE: dict[str, Callable[[HostValues, Copier, Token, list[Any]], None]] = {
    "opaque": HostValues._opaque,
    "host": HostValues._host,
    "instance": HostValues._instance,
    "named": HostValues._named,
    "member": HostValues._member,
}
