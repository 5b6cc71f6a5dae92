"""`except*`: splitting a group for a handler, and what is raised when all handlers are done.

Follows CPython's `exception_group_match` and `PyExc_PrepReraiseStar`.
"""

from __future__ import annotations

import sys

from monty_cli.guest.protocol import is_exception_class, is_subclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def star_split(error: BaseException | None, kind: Any) -> tuple[BaseException | None, BaseException | None]:
    """Split `error` into the part that `except* kind` handles and the rest; either may be `None`.

    A naked exception that matches is wrapped in a group of its own.

    Raises:
        TypeError: `kind` can't be caught.
    """
    kinds = kind if is_subclass(tuple, type(kind)) else (kind,)
    for one in kinds:
        if not is_exception_class(one):
            raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    for one in kinds:
        if is_subclass(BaseExceptionGroup, one):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if error is None:
        return None, None
    if any(is_subclass(one, type(error)) for one in kinds):
        if not is_subclass(BaseExceptionGroup, type(error)):
            error = _group([error])
        return error, None
    if not is_subclass(BaseExceptionGroup, type(error)):
        return None, error
    parts = error.split(kind)  # type: ignore[attr-defined]
    if sys.version_info >= (3, 12):
        _check_parts(error, parts)
    return parts[0], parts[1]


def _check_parts(error: BaseException, parts: Any) -> None:
    name = type(error).__name__
    if not is_subclass(tuple, type(parts)):
        raise TypeError(f"{name}.split must return a tuple, not {type(parts).__name__}")
    if len(parts) < 2:
        raise TypeError(f"{name}.split must return a 2-tuple, got tuple of size {len(parts)}")


def star_raise(
    original: BaseException, raised: list[BaseException | None], rest: BaseException | None
) -> BaseException | None:
    """Return what a `try` statement with `except*` raises at its end, `None` for nothing.

    Args:
        original: what the `try` body raised.
        raised: what the handlers raised, in order.
        rest: what no handler took.
    """
    errors = [error for error in [*raised, rest] if error is not None]
    if not errors:
        return None
    if not is_subclass(BaseExceptionGroup, type(original)):
        return errors[0]
    again = [error for error in errors if _same_origin(error, original)]
    new = [error for error in errors if not _same_origin(error, original)]
    kept = _projection(original, again)
    if kept is not None:
        new.append(kept)
    if len(new) > 1:
        return _group(new)
    return new[0] if new else None


def _same_origin(error: BaseException, original: BaseException) -> bool:
    """Tell whether `error` was raised again as it came, rather than by a handler: its origin is the group's."""
    return (
        getattr(error, "__notes__", None) is getattr(original, "__notes__", None)
        and error.__traceback__ is original.__traceback__
        and error.__cause__ is original.__cause__
        and error.__context__ is original.__context__
    )


def _projection(original: BaseException, errors: list[BaseException]) -> BaseException | None:
    """Return the part of `original` that holds the leaves of `errors`, in the shape of `original`."""
    wanted = {id(leaf) for error in errors for leaf in _leaves(error)}

    def is_wanted(error: BaseException) -> bool:
        return not is_subclass(BaseExceptionGroup, type(error)) and id(error) in wanted

    if not wanted:
        return None
    part: BaseException | None = original.split(is_wanted)[0]  # type: ignore[attr-defined]
    return part


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if is_subclass(BaseExceptionGroup, type(error)):
        for inner in error.exceptions:  # type: ignore[attr-defined]
            yield from _leaves(inner)
    else:
        yield error


def _group(errors: list[Any]) -> BaseException:
    return BaseExceptionGroup("", errors)


GROUPS: dict[str, Callable[..., Any]] = {"@star_split": star_split, "@star_raise": star_raise}
