"""What the lowering must know of the guest's library: its names, and which calls have a version written in guest Python."""

from __future__ import annotations

from monty_cli.language import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from monty_cli.language.facts import Facts


class Effect:
    """When a builtin function or method may run guest code, and the prelude function that does the same work pausably.

    Attributes:
        prelude: the hidden name of the prelude version.
        dunders: special names of which one must be defined by the program.
        iterable: the call may iterate guest code.
        keywords: the call runs guest code when one of these keywords is given.
        arguments: the call runs guest code when it has at least this many positional arguments (0: never for that reason).
        always: the prelude version is used whatever the facts are.
        replacement: the first argument is a function or a text; a literal text runs no guest code and holds no mistake as long as
            it has no backslash.
    """

    __slots__ = ("always", "arguments", "dunders", "iterable", "keywords", "prelude", "replacement")

    def __init__(
        self,
        prelude: str,
        dunders: tuple[str, ...] = (),
        *,
        iterable: bool = False,
        keywords: tuple[str, ...] = (),
        arguments: int = 0,
        always: bool = False,
        replacement: bool = False,
    ) -> None:
        self.prelude = prelude
        self.dunders = dunders
        self.iterable = iterable
        self.keywords = keywords
        self.arguments = arguments
        self.always = always
        self.replacement = replacement

    def needed(self, facts: Facts, node: ast.Call) -> bool:
        """Tell whether the call `node` must use the prelude version in a program of which `facts` hold."""
        if self.replacement and node.args and is_plain_text(node.args[0]):
            return False
        if self.always or (self.iterable and facts.iterables and not self.of_displays(node)) or facts.any(self.dunders):
            return True
        if self.arguments and (len(node.args) >= self.arguments or any(isinstance(a, ast.Starred) for a in node.args)):
            return True
        return any(keyword.arg is None or keyword.arg in self.keywords for keyword in node.keywords)

    def of_displays(self, node: ast.Call) -> bool:
        """Tell whether all that is iterated are lists and tuples made on the spot, whose items are not iterated in turn."""
        if not node.args or self.prelude in _ITERATES_ITEMS:
            return False
        return all(isinstance(argument, _DISPLAYS) for argument in node.args)


_ITERATES_ITEMS = frozenset({"@dict", "@method_update", "@method_fromkeys"})
_DISPLAYS = (ast.List, ast.Tuple, ast.ListComp)


def is_plain_text(node: ast.expr) -> bool:
    """Tell whether `node` is a literal text without a backslash."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and "\\" not in node.value


ABSTRACT = "@abstract"
"""The name under which `Library.effects` has the methods that classes get from the abstract classes of containers."""

_ABSTRACT_CLASSES = """
    AbstractSet AsyncGenerator AsyncIterator Coroutine Generator ItemsView Iterator KeysView Mapping MappingView MutableMapping
    MutableSequence MutableSet Sequence Set ValuesView
"""
ABSTRACT_CLASSES = frozenset(_ABSTRACT_CLASSES.split())


class Library:
    """The guest's library as the lowering sees it.

    Attributes:
        names: every name that a program may use without defining it.
        calls: builtin name to its effect; a builtin that is in neither `calls` nor `pure` may run guest code in C.
        methods: method name of builtin containers to its effect.
        pure: builtins that never run guest code.
        guarded: attribute names that must be read through the attribute guard.
        effects: function that gives, for a module of the library and a test for those of its parts that count, the special names
            that their classes define, and whether their functions make iterators that run guest code.
        stars: function that gives, for a module of the library and a script's text, what `from module import *` binds in it.
    """

    __slots__ = ("calls", "effects", "guarded", "methods", "names", "pure", "stars")

    def __init__(
        self,
        names: frozenset[str],
        calls: dict[str, Effect],
        methods: dict[str, Effect],
        pure: frozenset[str],
        guarded: frozenset[str],
        effects: Callable[[str, Callable[[str], bool] | None], tuple[frozenset[str], bool]],
        stars: Callable[[str, str], list[str]] = lambda module, text: [],
    ) -> None:
        self.names = names
        self.calls = calls
        self.methods = methods
        self.pure = pure
        self.guarded = guarded
        self.effects = effects
        self.stars = stars
