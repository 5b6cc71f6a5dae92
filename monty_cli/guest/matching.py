"""What patterns ask of C where they are not left to it: sequences, mappings, and the attributes of class patterns."""

from __future__ import annotations

from monty_cli.guest.attribute_tables import DENIED, GUARDED
from monty_cli.guest.protocol import is_subclass, is_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# Classes whose lone positional sub-pattern matches the object itself; classes derived from them as well.
_SELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
_ABSENT: Any = object()


def _name(cls: type) -> str:
    name: str = type.__dict__["__name__"].__get__(cls)
    return name


def match_allowed(cls: type, positional: Any, count: int) -> tuple[str, ...]:
    """Return the attributes that `count` positional sub-patterns look at; none where the one there is looks at the object.

    Args:
        cls: the class of the pattern.
        positional: its `__match_args__`, `None` when it has none.
        count: how many positional sub-patterns there are.

    Raises:
        TypeError: the class takes no such sub-patterns.
    """
    if positional is None:
        allowed = 1 if any(is_subclass(base, cls) for base in _SELF) else 0
    elif type(positional) is not tuple:
        raise TypeError(f"{_name(cls)}.__match_args__ must be a tuple (got {_name(type(positional))})")
    else:
        allowed = len(positional)
    if allowed < count:
        plural = "" if allowed == 1 else "s"
        raise TypeError(f"{_name(cls)}() accepts {allowed} positional sub-pattern{plural} ({count} given)")
    return () if positional is None else positional[:count]


def make_match_plain(read: Callable[[Any, str], Any]) -> Callable[..., list[Any] | None]:
    """Return the function that gives the values for a class pattern's parts where no code of the guest's has a say in it.

    It takes the subject, the class, the number of positional parts and the names of the others, and returns `None` where the pattern does
    not match. Attributes are read by `read`, under the policy: `__match_args__` may hold any name. TypeError as CPython has it.
    """

    def match_plain(subject: Any, cls: Any, count: int, names: tuple[str, ...]) -> list[Any] | None:
        if not is_type(cls):
            match_no_class(cls)
        if not isinstance(subject, cls):
            return None
        positional = getattr(cls, "__match_args__", None) if count else ()
        found = [subject] if positional is None else []
        seen: list[str] = []
        for name in (*match_allowed(cls, positional, count), *names):
            match_once(cls, name, seen)
            try:
                plain = name.isidentifier() and name not in GUARDED and name not in DENIED and name[:2] != "__"
                found.append(getattr(subject, name) if plain else read(subject, name))
            except AttributeError:
                return None
        return found

    return match_plain


def match_no_class(cls: Any) -> None:
    """Raise CPython's error for a class pattern whose class is none."""
    match None:
        case cls():
            pass


def capture(holder: dict[str, Any], name: str, value: Any) -> bool:
    """Keep what a pattern captures under `name`; it is always true that it matches."""
    holder[name] = value
    return True


def match_once(cls: type, name: Any, seen: list[str]) -> None:
    """Note that a sub-pattern looks at attribute `name`; TypeError when another one has, or it is no name."""
    if type(name) is not str:
        raise TypeError(f"__match_args__ elements must be strings (got {_name(type(name))})")
    if name in seen:
        raise TypeError(f"{_name(cls)}() got multiple sub-patterns for attribute {name!r}")
    seen.append(name)


def match_sequence(subject: Any, before: int, after: int) -> list[Any] | None:
    """Return the items of a sequence as a pattern with `before` and `after` sub-patterns around a star sees them.

    `after` is -1 when the pattern has no star. `None` when the pattern does not match.
    """
    if not match_length(subject, before, after):
        return None
    found = list(subject)
    check_unpacked(len(found), before, after)
    if after >= 0:
        end = len(found) - after
        found[before:end] = [found[before:end]]
    return found


def match_length(subject: Any, before: int, after: int) -> bool:
    """Tell whether `subject` is a sequence of as many items as `before` and `after` sub-patterns take (see `match_sequence`)."""
    match subject:
        case [*_]:
            return len(subject) == before if after < 0 else len(subject) >= before + after
        case _:
            return False


def check_unpacked(count: int, before: int, after: int) -> None:
    """Check the `count` of items that a sequence has given, whose length promised enough.

    Raises:
        ValueError: there are too few, or too many for a pattern without a star.
    """
    if count < before + max(after, 0):
        least = "" if after < 0 else "at least "
        raise ValueError(f"not enough values to unpack (expected {least}{before + max(after, 0)}, got {count})")
    if after < 0 and count > before:
        raise ValueError(f"too many values to unpack (expected {before})")


def match_mapping(subject: Any, keys: tuple[Any, ...], rest: bool) -> list[Any] | None:
    """Return the values that a mapping has for `keys`, and after them what is left when `rest` says so.

    `None` when the pattern does not match; ValueError when a key is there twice.
    """
    match subject:
        case {}:
            pass
        case _:
            return None
    if keys and len(subject) < len(keys):
        return None
    values: list[Any] = []
    seen = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        value = subject.get(key, _ABSENT)
        if value is _ABSENT:
            return None
        values.append(value)
    if rest:
        left = dict(subject)
        for key in keys:
            del left[key]
        values.append(left)
    return values


# The flags of types whose objects patterns take for sequences and mappings.
_SEQUENCE, _MAPPING = 1 << 5, 1 << 6


def let_match(cls: Any, mapping: bool) -> None:
    """Have patterns take the objects of a class of the prelude, and of those derived from it later, for mappings or for sequences."""
    import abc

    abstract = cls.__dict__.get("__abstractmethods__")
    cls.__abc_tpflags__ = _MAPPING if mapping else _SEQUENCE
    vars(abc)["_abc_init"](cls)  # which sets the flags of CPython's own abstract classes
    del cls._abc_impl
    del cls.__abstractmethods__
    if abstract is not None:
        cls.__abstractmethods__ = abstract


def is_matched(subject: Any, mapping: bool) -> bool:
    """Tell whether patterns take an object for a mapping, or for a sequence."""
    match subject:
        case {}:
            return mapping
        case [*_]:
            return not mapping
    return False


MATCHING: dict[str, Any] = {
    "@match_allowed": match_allowed,
    "@match_no_class": match_no_class,
    "@capture": capture,
    "@match_once": match_once,
    "@c_match_sequence": match_sequence,
    "@c_match_length": match_length,
    "@check_unpacked": check_unpacked,
    "@c_match_mapping": match_mapping,
    "@let_match": let_match,
    "@is_matched": is_matched,
    "@absent": _ABSENT,
}
