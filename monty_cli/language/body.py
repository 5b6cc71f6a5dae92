"""The lowering of one function body: its scope, hidden locals and the finally blocks that a jump crosses.

A hidden local is either a *temp* (`@t3`: a hold or a value used within one guest statement, reused by the next) or a *slot* (`@i2`:
an iterator, a handled exception, a pending jump: one for each structure of the function).
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.scopes import GLOBAL, LOCAL, Scope
from monty_cli.language.trees import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.language.unit import Lowering


class Pending:
    """A `finally` whose body may pause: the slots that say why it was entered.

    `why` holds 0 for a normal end, 1 for a return of the value in `value`, 2 for a break, 3 for a continue and 4 for the exception
    in `error`.
    """

    __slots__ = ("error", "value", "why")

    def __init__(self, why: str, value: str, error: str) -> None:
        self.why = why
        self.value = value
        self.error = error

    def slots(self) -> list[str]:
        """Return the three slots."""
        return [self.why, self.value, self.error]


NORMAL, RETURN, BREAK, CONTINUE, ERROR = range(5)


class PlainFinally:
    """A `finally` whose body can't pause. It runs before the loops around it give their iterators up, and may go on with one."""

    __slots__ = ()


class Loop:
    """A loop; `slot` holds its iterator when that may be the guest's, else it is `None`."""

    __slots__ = ("slot",)

    def __init__(self, slot: str | None = None) -> None:
        self.slot = slot


class Body:
    """What lowering knows while it works on one function.

    `at` gives a fresh position id for a guest node. `hoists` collects hidden definitions that go before the current statement,
    `dropped` the temps to be cleared after it: those that would keep a generator alive which CPython drops at once; `dropping` has
    all of these.

    `kind` is 'module', 'function', 'lambda', 'class', 'comprehension', 'generic' or 'lazy'. `flow` lists the enclosing `Loop`s,
    `Pending` and `PlainFinally` blocks.
    """

    __slots__ = (
        "at",
        "dropped",
        "dropping",
        "first_parameter",
        "flow",
        "hoists",
        "kind",
        "lowering",
        "namespace",
        "outer",
        "position",
        "qualname",
        "scope",
        "slots_used",
        "temps_used",
    )

    def __init__(
        self, lowering: Lowering, scope: Scope, kind: str, qualname: str, position: int, outer: Body | None
    ) -> None:
        self.lowering = lowering
        self.at = lowering.at
        self.scope = scope
        self.kind = kind
        self.qualname = qualname
        self.position = position
        self.outer = outer
        self.temps_used = 0
        self.slots_used = 0
        self.hoists: list[ast.stmt] = []
        self.dropped: list[str] = []
        self.dropping: list[str] = []
        self.flow: list[Loop | Pending | PlainFinally] = []
        self.namespace: str | None = "@ns" if kind == "class" else None
        self.first_parameter: str | None = scope.parameters[0] if scope.parameters else None

    @property
    def asynchronous(self) -> bool:
        """Whether the body runs as a coroutine or an async generator."""
        return self.scope.asynchronous

    def lower(self, node: ast.expr) -> ast.expr:
        """Return the lowered form of the guest expression `node`."""
        return self.lowering.lower(self, node)

    def test(self, node: ast.expr) -> ast.expr:
        """Return `node` lowered for a place where only its truth counts."""
        return self.lowering.lower_test(self, node)

    def block(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """Return the lowered form of the guest's `statements`."""
        return self.lowering.lower_block(self, statements)

    def temp(self) -> str:
        """Return the next temp of this guest statement."""
        self.temps_used += 1
        return f"@t{self.temps_used}"

    def slot(self, letter: str) -> str:
        """Return a slot of its own for one structure; `letter` tells readers which kind."""
        self.slots_used += 1
        return f"@{letter}{self.slots_used}"

    def pending(self) -> Pending:
        """Return the slots of one more pausing `finally`."""
        return Pending(self.slot("why"), self.slot("rv"), self.slot("x"))

    def variable(self, name: str) -> str:
        """Return what kind of variable `name` is here: LOCAL, CELL, FREE, GLOBAL or CLASS."""
        kind = self.scope.resolve(name)
        if kind == GLOBAL and self.kind == "module" and name in self.lowering.fast:
            return LOCAL
        return kind

    def inner_qualname(self, name: str) -> str:
        """Return the qualified name of a function or class `name` defined here."""
        if self.kind == "generic" and self.outer is not None:
            return self.outer.inner_qualname(name)
        if name in self.scope.global_names or self.kind == "module" or self.qualname == "<module>":
            return name
        if self.lowering.prelude and self.outer is not None and self.outer.kind == "module" and self.kind == "function":
            return name  # what `h_make_functools` makes is a part of `functools`
        return f"{self.qualname}.{name}" if self.kind == "class" else f"{self.qualname}.<locals>.{name}"

    def hold(self, node: ast.expr) -> ast.expr:
        """Return the lowered `node` with its value kept in a temp, so that it survives a later point."""
        if isinstance(node, (ast.Starred, ast.keyword)):
            node.value = self.hold(node.value)
            return node
        if isinstance(node, ast.NamedExpr) and node.target.id.startswith("@"):
            return node
        if isinstance(node, ast.Slice):
            node = self._slice_object(node)
        return build.walrus(self.temp(), node, node.lineno)

    def _slice_object(self, node: ast.Slice) -> ast.expr:
        parts = [part or build.constant(None, node.lineno) for part in (node.lower, node.upper, node.step)]
        return build.call("@slice", parts, node.lineno)

    def rereadable(self, node: ast.expr, later: list[ast.expr]) -> bool:
        """Tell whether evaluating the lowered `node` again gives the same value, whatever `later` operands did meanwhile."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, (ast.Starred, ast.keyword)):
            return False
        if not isinstance(node, ast.Name):
            return False
        identifier = node.id
        if identifier.startswith("@"):
            return True
        kind = self.variable(identifier)
        if kind == LOCAL:
            return identifier not in self.lowering.walrus or not any(_binds(part, identifier) for part in later)
        if self.scope.suspends and self.lowering.scopes.root.bound.get(identifier, 0) > 1:
            return False  # the module may go on, and bind it anew, while this body is suspended
        return kind == GLOBAL and self.lowering.stable_global(identifier)

    def operands(self, parts: list[ast.expr], always: tuple[int, ...] = ()) -> list[ast.expr]:
        """Hold the lowered `parts`, given in order of evaluation, wherever a later one may pause.

        `always` gives the indices of the parts whose value must be known while the whole expression itself is paused.
        """
        last = len(parts) - 1
        while last > 0 and not getattr(parts[last], "pausing", False):
            last -= 1
        if last <= 0 and not always:
            return parts
        result = []
        for index, part in enumerate(parts):
            keep = (index < last or index in always) and not self.rereadable(part, parts[index + 1 :])
            result.append(self.hold(part) if keep else part)
        return result


def _binds(node: ast.AST, identifier: str) -> bool:
    """Tell whether evaluating `node` may rebind the local `identifier`."""
    return any(isinstance(inner, ast.NamedExpr) and inner.target.id == identifier for inner in walk(node))
