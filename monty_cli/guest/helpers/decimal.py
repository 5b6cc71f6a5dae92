"""What `decimal` needs of C: contexts, which C uses itself, and their flags and traps."""

from __future__ import annotations

import contextvars
import decimal
from decimal import Context, Decimal

from monty_cli.guest.protocol import is_guest_class, is_subclass, mark_guest_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import ContextVar
    from typing import Any

SIGNALS = tuple(Context().flags)
PARTS = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")


def signals_of(context: Context, kind: str) -> Any:
    """Return C's own mapping of the flags or traps of a context."""
    return Context.__getattribute__(context, kind)


def context_state(context: Context) -> tuple[Any, ...]:
    """Return all that a context holds: the values of `PARTS`, and the flags and traps in the order of `SIGNALS`."""
    parts = [Context.__dict__[name].__get__(context) for name in PARTS]
    return (*parts, *[tuple(signals_of(context, kind).values()) for kind in ("flags", "traps")])


def set_context_state(context: Context, state: tuple[Any, ...]) -> None:
    """Give a context what `context_state` has returned."""
    for name, value in zip(PARTS, state, strict=False):
        Context.__dict__[name].__set__(context, value)
    for kind, values in zip(("flags", "traps"), state[-2:], strict=True):
        own = signals_of(context, kind)
        for signal, value in zip(SIGNALS, values, strict=True):
            own[signal] = value


_TRAPPED = [decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
_RANGE = {"Emin": -999999, "Emax": 999999, "capitals": 1, "clamp": 0, "flags": []}
_BASIC = [*_TRAPPED, decimal.Clamped, decimal.Underflow]

# The contexts of the module as CPython has them at first, whatever the host has made of its own.
_TEMPLATES: dict[str, dict[str, Any]] = {
    "DefaultContext": {"prec": 28, "rounding": decimal.ROUND_HALF_EVEN, "traps": _TRAPPED, **_RANGE},
    "BasicContext": {"prec": 9, "rounding": decimal.ROUND_HALF_UP, "traps": _BASIC, **_RANGE},
    "ExtendedContext": {"prec": 9, "rounding": decimal.ROUND_HALF_EVEN, "traps": [], **_RANGE},
}
_ARGUMENTS = (*PARTS, "flags", "traps")
_MADE: dict[str, tuple[Any, ...]] = {name: context_state(Context(**parts)) for name, parts in _TEMPLATES.items()}


def _current_variable() -> ContextVar[Any]:
    context = contextvars.Context()
    context.run(decimal.getcontext)
    return next(iter(context))


# What C keeps the current context in.
_CURRENT = _current_variable()


def context_class(namespace: dict[str, Any]) -> Any:
    """Make the class of contexts, whose attributes are found as usual: C's own lookup would show C's flags and traps first."""
    cls = type.__new__(type, "Context", (Context,), {**namespace, "__getattribute__": object.__getattribute__})
    mark_guest_class(cls)
    return cls


def _bare(cls: Any) -> Any:
    new: Any = Context.__new__
    return new(cls)


def templates(cls: type) -> dict[str, Any]:
    """Return the module's three contexts, new instances of `cls`, by name."""
    found: dict[str, Any] = {}
    for name, state in _MADE.items():
        found[name] = _bare(cls)
        set_context_state(found[name], state)
    if _CURRENT.get(None) is None and context_state(decimal.DefaultContext) != _MADE["DefaultContext"]:
        decimal.setcontext(copy(cls, found["DefaultContext"]))
    return found


def init(context: Any, template: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Do what `Context.__init__` does; its errors are C's."""
    given = dict(zip(_ARGUMENTS, args, strict=False))
    if len(args) > len(_ARGUMENTS) or not given.keys().isdisjoint(kwargs):
        Context(*args, **kwargs)
    given.update(kwargs)
    wanted = {name: value for name, value in given.items() if value is not None}
    Context(**wanted)
    set_context_state(context, context_state(template))
    for name in PARTS:
        if name in wanted:
            Context.__dict__[name].__set__(context, wanted[name])
    for name in ("flags", "traps"):
        own = signals_of(context, name)
        if name == "flags" or name in wanted:
            for signal in SIGNALS:
                own[signal] = _holds(wanted.get(name, ()), signal)


def _holds(signals: Any, signal: type) -> bool:
    return bool(signals[signal]) if type(signals) is dict else signal in signals


def copy(cls: type, context: Any) -> Any:
    """Return a new instance of `cls` with what `context` holds; TypeError when that is none."""
    if not is_subclass(Context, type(context)):
        raise TypeError("optional argument must be a context")
    made = _bare(cls)
    set_context_state(made, context_state(context))
    return made


def options(kwargs: dict[str, Any]) -> list[str]:
    """Return the names among the keywords of `localcontext` that are given; TypeError for one that there is not."""
    for name in kwargs:
        if name not in _ARGUMENTS:
            decimal.localcontext(**{name: None})
    return [name for name in _ARGUMENTS if kwargs.get(name) is not None]


def current(cls: Any, template: Any) -> Any:
    """Return the current context, an instance of `cls`: one that C has made for itself is replaced by such a one.

    Where there is none, it is made like `template`.
    """
    context = _CURRENT.get(None)
    if is_guest_class(type(context)):
        return context
    made = copy(cls, template if context is None else context)
    if context is None:
        made.clear_flags()
    decimal.setcontext(made)
    return made


def touched(cls: Any, template: Any) -> Any:
    """Return the current context, `None` when it holds what `template`, and so every new context, holds."""
    context = _CURRENT.get(None)
    return None if context is None or context_state(context) == context_state(template) else current(cls, template)


def parts(number: Any) -> tuple[Any, ...]:
    """Return sign, digits and exponent of a decimal."""
    return tuple(Decimal.as_tuple(number))


def store(context: Any, name: Any, value: Any) -> None:
    """Set an attribute of a context, as C does."""
    Context.__setattr__(context, name, value)


def signal(context: Any, kind: str, key: Any) -> bool:
    """Return a flag or trap; KeyError as C raises it."""
    found: bool = signals_of(context, kind)[key]
    return found


def set_signal(context: Any, kind: str, key: Any, value: Any) -> None:
    """Set a flag or trap; KeyError as C raises it."""
    signals_of(context, kind)[key] = value


def show(context: Any, kind: str) -> str:
    """Return the text of all flags or traps."""
    return repr(signals_of(context, kind))


HELPERS: dict[str, Any] = {
    "@decimal_class": context_class,
    "@decimal_templates": templates,
    "@decimal_init": init,
    "@decimal_copy": copy,
    "@decimal_options": options,
    "@decimal_current": current,
    "@decimal_touched": touched,
    "@decimal_make_current": decimal.setcontext,
    "@decimal_parts": parts,
    "@decimal_store": store,
    "@decimal_signal": signal,
    "@decimal_set_signal": set_signal,
    "@decimal_show": show,
    "@decimal_all": SIGNALS,
}
