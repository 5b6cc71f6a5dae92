"""The guest's library as the lowering sees it, put together from the tables of the guest room."""

from __future__ import annotations

from monty_cli.guest import CALLS, EXCEPTIONS, GUARDED, METHODS, PURE
from monty_cli.guest.builtins import PLAIN_BUILTINS
from monty_cli.guest.modules import MODULES, offer_of
from monty_cli.guest.modules.effects import effects_of_parts
from monty_cli.guest.prelude import module_source, prelude_source
from monty_cli.language import ABSTRACT, Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OWN_BUILTINS = ("print", "getattr", "hasattr", "setattr", "delattr", "vars", "dir", "open")
# Those that a program has as values only if it names them: they are functions of the prelude.
GROWING_BUILTINS = {
    "exec": "@exec_value", "eval": "@eval_value", "compile": "@compile", "globals": "@globals", "locals": "@globals",
}  # fmt: skip

# What else a module brings: methods of C's objects that call guest code, and properties (`.name`) whose read may run it.
_FACTS = {
    ABSTRACT: frozenset({ABSTRACT}),
    "re": frozenset({"@patterns"}),
    "contextlib": frozenset({"@redirected"}),
    "csv": frozenset({".fieldnames"}),
}


_effects: dict[str, tuple[frozenset[str], bool]] = {}


def module_effects(name: str, parts: Callable[[str], bool] | None = None) -> tuple[frozenset[str], bool]:
    """Return the special methods of the classes in the prelude files of a module, and whether it makes iterators.

    The abstract classes of containers bring theirs to programs that derive from them, under the name `ABSTRACT`. `parts` tells which
    parts of the module a program may come to hold; it is not asked about a module that brings all it has with any part.
    """
    found = _effects.get(name)
    if found is None:
        found = _effects[name] = _module_effects(name)
    if parts is None:
        return found
    listed = effects_of_parts(name)
    if not listed:
        return found
    words = {word for part, text in listed.items() if parts(part) for word in text.split()}
    return frozenset(word if word[0] in "@." else f"__{word}__" for word in words if word != "*"), "*" in words


def _module_effects(name: str) -> tuple[frozenset[str], bool]:
    if name != ABSTRACT and (name not in MODULES or not offer_of(name).made):
        return frozenset(), False
    text = prelude_source("collections_abc_containers") if name == ABSTRACT else module_source(name)
    dunders = {line.split("def ")[1].split("(")[0] for line in text.split("\n") if line.lstrip().startswith("def __")}
    return frozenset(dunders | _FACTS.get(name, frozenset())), "yield" in text or "h_lazy(" in text


def _star_names(module: str, text: str) -> list[str]:
    from monty_cli.machine.stars import star_names

    return star_names(module, text)


LIBRARY = Library(
    frozenset((*PLAIN_BUILTINS, *OWN_BUILTINS, *GROWING_BUILTINS, *EXCEPTIONS)),
    CALLS,
    METHODS,
    frozenset((*PURE, *EXCEPTIONS)),
    frozenset(GUARDED),
    module_effects,
    _star_names,
)
