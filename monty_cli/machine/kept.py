"""What is kept for a run beside the values of the guest: the context of decimals, the shared generator of random numbers, inner modules.

Before a run is stored it is put into lists of the run's that are stored (`@decimal`, `@random_state`, `@inner_modules`), and where the run
goes on, it is given back to C, and the modules within others (`urllib.parse`) are attributes of these again. Runs that have not imported
the modules have nothing of it.
"""

from __future__ import annotations

from _contextvars import Context

from monty_cli.guest.modules import MODULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from monty_cli.machine.state import State

DECIMAL, RANDOM, INNER = "@decimal", "@random_state", "@inner_modules"
_TEMPLATES = ("DefaultContext", "BasicContext", "ExtendedContext")


def keep(state: State, context: Context | None) -> None:
    """Put what C keeps for a paused run into the run's lists.

    Args:
        state: the run.
        context: the context variables of the run's greenlet; `None` when it has none.
    """
    loaded = state.modules.loaded
    if state.builtins[DECIMAL] and "decimal" in loaded:
        from monty_cli.codec.decimals import context_state

        names = loaded["decimal"].__dict__
        touched = state.function("@decimal_touched")
        current = None
        if context is not None:
            current = context.run(touched, names["Context"], names["DefaultContext"])
        state.builtins[DECIMAL][:] = [current, [context_state(names[name]) for name in _TEMPLATES]]
    if "random" in loaded:
        from monty_cli.codec.randoms import random_state

        source = loaded["random"].__dict__["@inst"]
        state.builtins[RANDOM][:] = [random_state(source), source.gauss_next, source.seeded_]
    state.builtins[INNER][:] = sorted(name for name in loaded if "." in name)


def give_back(state: State) -> Context | None:
    """Give C what `keep` has put into the lists of a run that was loaded.

    Returns:
        the context variables that the run's greenlet has to start with; `None` for none.

    Raises:
        ValueError: the lists hold something else.
    """
    context = None
    for name in state.builtins[INNER]:
        if type(name) is not str or name not in MODULES:
            raise ValueError("the snapshot is damaged: there is no such module for scripts")
        state.modules.load(name)
    if state.builtins[DECIMAL]:
        context = Context()
        context.run(_give_decimals, state, *_checked(state.builtins[DECIMAL], 2))
    if state.builtins[RANDOM]:
        from monty_cli.codec.randoms import set_random_state

        words, gauss_next, seeded = _checked(state.builtins[RANDOM], 3)
        source = state.modules.load("random").__dict__["@inst"]
        set_random_state(source, *_checked(words, 2))
        if type(gauss_next) not in (float, type(None)) or type(seeded) is not bool:
            raise ValueError("the snapshot is damaged: its random numbers are wrong")
        source.gauss_next, source.seeded_ = gauss_next, seeded
    return context


def _give_decimals(state: State, current: Any, templates: Any) -> None:
    from decimal import Context as DecimalContext
    from decimal import setcontext

    from monty_cli.codec.decimals import set_context_state

    if current is not None:
        if not isinstance(current, DecimalContext):
            raise ValueError("the snapshot is damaged: its context of decimals is none")
        setcontext(current)
    if templates is not None:
        names = state.modules.load("decimal").__dict__
        for name, parts in zip(_TEMPLATES, _checked(templates, len(_TEMPLATES)), strict=True):
            set_context_state(names[name], tuple(_checked(parts, 8)))


def _checked(items: Any, count: int) -> Any:
    if type(items) not in (list, tuple) or len(items) != count:
        raise ValueError("the snapshot is damaged: what C keeps for the run is wrong")
    return items
