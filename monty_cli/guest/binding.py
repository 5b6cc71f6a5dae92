"""Binding of call arguments to fields, with the errors of a Python function, for methods made without `exec`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ABSENT: Any = object()


def bind(
    title: str,
    names: tuple[str, ...],
    optional: Any,
    keyword_only: tuple[str, ...],
    args: tuple[Any, ...],
    keywords: dict[str, Any],
) -> dict[str, Any]:
    """Bind the arguments of a method called `title` (`C.__init__`) to its parameters.

    Args:
        title: the method's qualified name, for errors.
        names: the positional parameters, without the first (`self`).
        optional: the parameters with defaults (anything with `in`).
        keyword_only: the parameters that can't be given by position.
        args, keywords: the arguments, without the first.

    Returns:
        The values by parameter; what was not given and has a default is left out.

    Raises:
        TypeError: what CPython raises for a function of this signature.
    """
    bound = dict(zip(names, args, strict=False))
    for name, value in keywords.items():
        if name not in names and name not in keyword_only:
            raise TypeError(f"{title}() got an unexpected keyword argument {name!r}")
        if name in bound:
            raise TypeError(f"{title}() got multiple values for argument {name!r}")
        bound[name] = value
    if len(args) > len(names):
        raise TypeError(_too_many(title, names, optional, keyword_only, len(args), bound))
    missing = [name for name in names if name not in bound and name not in optional]
    if missing:
        raise TypeError(_missing(title, "positional", missing))
    missing = [name for name in keyword_only if name not in bound and name not in optional]
    if missing:
        raise TypeError(_missing(title, "keyword-only", missing))
    return bound


def _missing(title: str, kind: str, names: list[str]) -> str:
    quoted = [repr(name) for name in names]
    if len(quoted) == 1:
        listed = quoted[0]
    elif len(quoted) == 2:
        listed = " and ".join(quoted)
    else:
        listed = ", ".join(quoted[:-1]) + ", and " + quoted[-1]
    return f"{title}() missing {len(names)} required {kind} argument{'s' if len(names) > 1 else ''}: {listed}"


def _too_many(
    title: str, names: tuple[str, ...], optional: Any, keyword_only: tuple[str, ...], given: int, bound: dict[str, Any]
) -> str:
    most = len(names) + 1
    least = most - sum(name in optional for name in names)
    takes = f"{most} positional argument{'s' if most != 1 else ''}"
    if least != most:
        takes = f"from {least} to {most} positional arguments"
    extra = sum(name in bound for name in keyword_only)
    were = "were"
    also = f" positional arguments (and {extra} keyword-only argument{'s' if extra > 1 else ''})" if extra else ""
    return f"{title}() takes {takes} but {given + 1}{also} {were} given"


def bind_fields(
    typename: str, names: tuple[str, ...], defaults: dict[str, Any], args: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[Any, ...]:
    """Return the items of a named tuple, in the order of its fields."""
    bound = bind(f"{typename}.__new__", names, defaults, (), args, keywords)
    return tuple([bound[name] if name in bound else defaults[name] for name in names])
