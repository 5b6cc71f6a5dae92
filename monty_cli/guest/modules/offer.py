"""What is offered of one module of the library, and why the rest is not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Offer:
    """The parts of a module that guest code may import.

    Args:
        native: names, separated by blanks, that are taken from a module of the host: functions of C that are safe on every
            argument and call nothing back, types whose attributes are reviewed, constants. Names that the running
            CPython does not have are left out.
        source: the module of the host that has them; by default the one of the same name.
        made: whether the prelude makes parts: `h_make_<module>` returns them by name.
        omitted: public name of CPython's module -> why guest code does not get it.
        aliases: further name of a part -> the name that it has else.
        late: parts, separated by blanks, that are made when one of them is asked for: `h_make_<maker>` returns them by
            name. By maker.
    """

    __slots__ = ("aliases", "late", "made", "native", "omitted", "source")

    def __init__(
        self,
        native: str = "",
        *,
        source: str = "",
        made: bool = False,
        omitted: Mapping[str, str] | None = None,
        aliases: Mapping[str, str] | None = None,
        late: Mapping[str, str] | None = None,
    ) -> None:
        self.native = native
        self.source = source
        self.made = made
        self.omitted = dict(omitted or {})
        self.aliases = dict(aliases or {})
        self.late = {part: maker for maker, parts in (late or {}).items() for part in parts.split()}


def withheld(names: str, reason: str) -> dict[str, str]:
    """Return what `omitted` has for `names`, separated by blanks, that share a reason."""
    return dict.fromkeys(names.split(), reason)
