"""The standard library that scripts have: which modules, which names of each, and why not the others."""

from __future__ import annotations

__all__ = ["list_module", "module_names"]


def module_names() -> list[str]:
    """Return the names of the modules that a script may import, sorted."""
    from monty_cli.guest.modules import MODULES

    return [name for name in MODULES if not name.startswith("@")]


def list_module(name: str) -> tuple[list[str], dict[str, str]]:
    """Return the public names of the module `name` that a script finds, and those that it does not find, each with the reason.

    No script is run for it. Names that only other versions of Python have are not among those that are found.

    Raises:
        ValueError: scripts have no such module; the text says why where it is one of CPython's.
    """
    if name not in module_names():
        from monty_cli.guest.modules.hints import OTHERS, reason_for

        reason = "" if name.startswith("@") else reason_for(name)
        raise ValueError(
            f"there is no module {name!r} for scripts" + (f": {reason}" if reason not in ("", OTHERS) else "")
        )
    from monty_cli.guest.modules import offer_of
    from monty_cli.machine.offers import offered_names

    offered = offered_names(name)
    omitted = offer_of(name).omitted
    return offered, {part: omitted[part] for part in sorted(omitted) if part not in offered}
