"""Names of a package that are imported when they are first asked for: a program pays for what it uses."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def late_names(package: str, places: dict[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package; `places` has the module, under the package, of each name, '' for one that is a module.

    A name that was found stays in the package, so that it is asked for once. AttributeError for other names.
    """

    def find(name: str) -> object:
        place = places.get(name)
        if place is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        path = f"{package}.{place or name}"
        __import__(path)
        found: object = getattr(sys.modules[path], name) if place else sys.modules[path]
        setattr(sys.modules[package], name, found)
        return found

    return find
