"""What is left of a function after one of its points: the statements of its continuation.

The statement that holds the point is rewritten so that finished operands are read from their holds and the point itself is the value
that arrives. Around it, each enclosing structure is rebuilt in its state:

    if                      the rest of the branch
    while, for (in body)    `for once in ONCE: rest of the pass` with the native loop in its `else`: `continue` ends the pass and enters
                            the loop, `break` skips it, and later passes run at native speed
    while (in test)         the rest of the test decides whether such a pass is made
    for (advance)           the arriving item starts such a pass; the end of the iterator goes to the loop's `else`
    try                     the same `try` around the rest
    except                  the saved exception is raised and caught again, without a trace, to be the handled one; then the rest
    finally                 the rest, then the pending jump; with a pending exception, inside a handler of it, then `raise`
    match (in guard)        the rest of the guard, else a `match` of the remaining cases

The continuation of a generator stops at the point in a `yield` of its own: it is started once (primed) and then takes `send` and
`throw` just where the original would.
"""

from __future__ import annotations

from monty_cli.language import build
from monty_cli.language import nodes as ast
from monty_cli.language.body import BREAK, CONTINUE, ERROR, RETURN, Pending
from monty_cli.language.names import GLOBALS, LOCALS, PIECE
from monty_cli.language.trees import children, parts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from monty_cli.language.unit import FunctionInfo

    Step: TypeAlias = tuple[str, int, ast.AST]

NOWHERE = build.NOWHERE
VALUE, ITEM_SLOT = "@value", "@item"
START = 0


def _hidden_parameters(node: ast.AST) -> list[str]:
    """Return the hidden parameters of a function that runs a text in namespaces of its own."""
    return [LOCALS, GLOBALS] if isinstance(node, ast.FunctionDef) and node.name == PIECE else []


class Rest:
    """Rebuilds one function's statements from a point on, and collects the hidden locals that they need."""

    def __init__(self, info: FunctionInfo, point: int) -> None:
        self.info = info
        self.point = point
        self.needs: set[str] = set()
        self.loops = 0

    def body(self) -> list[ast.stmt]:
        """Return the statements of the continuation."""
        node = self.info.node
        self.needs.update(_hidden_parameters(node))
        if self.point == START:
            if self.info.kind == "comprehension":
                self.needs.add("@it")
            inside = (
                node.body if isinstance(node, build.DEFINITIONS) else [build.statement(ast.Return(node.body), NOWHERE)]
            )
            return [item for item in inside if not isinstance(item, (ast.Global, ast.Nonlocal))]
        steps = self.info.path_to(self.point)
        if steps is None:
            raise ValueError(f"position {self.point} is not a point of {self.info.qualname}")
        if self.info.kind == "comprehension":
            self.needs.update(("@r", "@it"))
        elif self.info.kind == "class":
            self.needs.add("@ns")
            assert isinstance(node, build.DEFINITIONS)
            return [*_probes(node), *self.block(node.body, steps)]
        if isinstance(node, ast.Lambda):
            value = self.expression(node.body, steps[1:])
            self.collect([value])
            return [build.statement(ast.Return(value), NOWHERE)]
        return self.block(node.body, steps)

    # Statements

    def block(self, statements: list[ast.stmt], steps: list[Step]) -> list[ast.stmt]:
        """Return the rest of a block from the statement in `steps[0]` on."""
        _, index, node = steps[0]
        assert isinstance(node, ast.stmt)
        made = self.statement(node, steps[1:])
        rest = statements[index + 1 :]
        self.siblings(node, made, rest)
        hoists = getattr(node, "hoists", ())
        self.needs.difference_update(item.name for item in hoists)
        return [*hoists, *made, *rest]

    def siblings(self, node: ast.stmt, made: list[ast.stmt], rest: list[ast.stmt]) -> None:
        """Collect what the later host statements of the same guest statement read."""
        group = getattr(node, "group", None)
        stored = _stores(made) if isinstance(node, _SIMPLE) else set()
        for other in rest:
            if group is None or getattr(other, "group", None) != group:
                break
            self.needs |= (
                _loads([other]) - stored if isinstance(other, _SIMPLE) else set(getattr(other, "slots", ())) - stored
            )
            stored |= _stores([other]) if isinstance(other, _SIMPLE) else set()

    def statement(self, node: ast.stmt, steps: list[Step]) -> list[ast.stmt]:
        """Return the rest of the statement `node`."""
        self.needs.update(getattr(node, "slots", ()))
        if not steps:
            return self.own_point(node)
        handler = _COMPOUND.get(type(node))
        if handler is not None:
            made: list[ast.stmt] = handler(self, node, steps)
            return made
        return self.simple(node, steps)

    def own_point(self, node: ast.stmt) -> list[ast.stmt]:
        """Continue a statement that is itself the point: an augmented assignment's operator, or the advance of a `for`."""
        if isinstance(node, ast.AugAssign):
            return [build.assign(node.target, self.arrival(node), node.lineno)]
        assert isinstance(node, ast.For)
        arrived = build.assign(ITEM_SLOT, self.arrival(node), node.lineno)
        more = ast.Compare(build.name(ITEM_SLOT, NOWHERE), [ast.IsNot()], [build.name("@STOP", NOWHERE)])
        build.put(more, NOWHERE)
        first = build.assign(node.target, build.name(ITEM_SLOT, NOWHERE), node.lineno)
        once = self.once([first, *node.body], [node])
        return [arrived, build.condition(more, [once], list(node.orelse), NOWHERE)]

    def simple(self, node: ast.stmt, steps: list[Step]) -> list[ast.stmt]:
        """Continue a statement without a body."""
        if isinstance(node, (ast.Assign, ast.Delete)) and steps[0][0] == "targets" and len(steps) == 1:
            return [build.expression(self.arrival(steps[0][2]), self.point)]
        if isinstance(node, ast.Assert) and steps[0][0] == "msg":
            assert node.msg is not None
            message = self.expression(node.msg, steps[1:])
            self.collect([message])
            place = node.test.lineno
            return [build.statement(ast.Raise(build.call("@AssertionError", [message], place), None), place)]
        made = self.rebuilt(node, steps)
        self.needs |= _loads([made]) - _stores([made])
        if isinstance(made, ast.AugAssign) and isinstance(made.target, ast.Name) and _is_slot(made.target.id):
            self.needs.add(made.target.id)
        return [made]  # type: ignore[list-item]

    def if_(self, node: ast.If, steps: list[Step]) -> list[ast.stmt]:
        if steps[0][0] == "test":
            return [build.condition(self.test(node.test, steps), node.body, node.orelse, node.lineno)]
        return self.block(getattr(node, steps[0][0]), steps)

    def while_(self, node: ast.While, steps: list[Step]) -> list[ast.stmt]:
        if steps[0][0] == "test":
            test = self.test(node.test, steps)
            return [build.condition(test, [self.once(list(node.body), [node])], list(node.orelse), node.lineno)]
        return self.loop(node, steps)

    def loop(self, node: ast.While | ast.For, steps: list[Step]) -> list[ast.stmt]:
        """Continue inside the body or the `else` of a loop."""
        if steps[0][0] == "orelse":
            return self.block(node.orelse, steps)
        self.loops += 1
        inside = self.block(node.body, steps)
        self.loops -= 1
        return [self.once(inside, [node])]

    def once(self, inside: list[ast.stmt], loop: list[ast.stmt]) -> ast.stmt:
        """Return one pass of a loop followed by the loop itself."""
        made = ast.For(build.name("@once", NOWHERE, build.STORE), build.name("@ONCE", NOWHERE), inside, loop)
        return build.statement(made, NOWHERE)

    def try_(self, node: ast.Try, steps: list[Step]) -> list[ast.stmt]:
        field, index, _ = steps[0]
        if field == "body":
            made = ast.Try(self.block(node.body, steps), node.handlers, node.orelse, node.finalbody)
            return [build.statement(made, node.lineno)]
        if field == "orelse":
            return self.within(self.block(node.orelse, steps), node)
        if field == "handlers":
            handler = node.handlers[index]
            assert handler.name is not None
            self.needs.add(handler.name)
            self.needs.update(getattr(handler, "slots", ()))
            return [self.handling(handler.name, self.block(handler.body, steps[1:]), node.finalbody)]
        return self.finally_(node, steps)

    def within(self, inside: list[ast.stmt], node: ast.Try) -> list[ast.stmt]:
        if not node.finalbody:
            return inside
        return [build.statement(ast.Try(inside, [], [], node.finalbody), node.lineno)]

    def handling(self, slot: str, inside: list[ast.stmt], final: list[ast.stmt]) -> ast.stmt:
        """Return `inside` run while the exception in `slot` is the handled one."""
        raised = build.expression(build.call("@enter_handler", [build.name(slot, NOWHERE)], NOWHERE), NOWHERE)
        settled = build.expression(build.call("@settle", [build.name(slot, NOWHERE)], NOWHERE), NOWHERE)
        handler = ast.ExceptHandler(build.name("@BaseException", NOWHERE), slot, [settled, *inside])
        build.put(handler, NOWHERE)
        return build.statement(ast.Try([raised], [handler], [], final), NOWHERE)

    def finally_(self, node: ast.Try, steps: list[Step]) -> list[ast.stmt]:
        pending: Pending = node.pending  # type: ignore[attr-defined]
        inside = self.block(node.finalbody, steps)
        fine = [*inside, *self.jumps(pending)]
        if not any(_assigns_error(handler, pending) for handler in node.handlers):
            return fine
        again = build.statement(ast.Raise(None, None), NOWHERE)
        failed = self.handling(pending.error, [*inside, again], [])
        return [build.condition(_equals(pending.why, ERROR), [failed], fine, NOWHERE)]

    def jumps(self, pending: Pending) -> list[ast.stmt]:
        """Return what carries out the pending return, break or continue."""
        value = None if self.info.asynchronous and self.info.yields else build.name(pending.value, NOWHERE)
        out = [
            build.condition(_equals(pending.why, RETURN), [build.statement(ast.Return(value), NOWHERE)], [], NOWHERE)
        ]
        if self.loops:
            out.append(
                build.condition(_equals(pending.why, BREAK), [build.statement(ast.Break(), NOWHERE)], [], NOWHERE)
            )
            out.append(
                build.condition(_equals(pending.why, CONTINUE), [build.statement(ast.Continue(), NOWHERE)], [], NOWHERE)
            )
        return list(out)

    def match(self, node: ast.Match, steps: list[Step]) -> list[ast.stmt]:
        case = node.cases[steps[0][1]]
        if steps[1][0] == "body":
            return self.block(case.body, steps[1:])
        assert case.guard is not None
        guard = self.expression(case.guard, steps[2:])
        self.collect([guard])
        remaining = node.cases[steps[0][1] + 1 :]
        other = [build.statement(ast.Match(node.subject, remaining), node.lineno)] if remaining else []
        return [build.condition(guard, case.body, list(other), node.lineno)]

    # Expressions

    def test(self, node: ast.expr, steps: list[Step]) -> ast.expr:
        made = self.expression(node, steps[1:])
        self.collect([made])
        return made

    def collect(self, nodes: list[ast.expr]) -> None:
        self.needs |= _loads(nodes) - _stores(nodes)

    def arrival(self, node: ast.AST) -> ast.expr:
        """Return the expression for the value, or exception, that arrives at the point."""
        made: Any
        if not self.info.generator:
            return build.call("@arrive", [build.name(VALUE, self.point)], self.point)
        kind = getattr(node, "point", None)
        if kind == "await":
            inner = awaited(node)
            self.needs.add(inner)
            return self.awaiting(build.call("@delegate", [build.name(inner, self.point)], self.point))
        if self.info.asynchronous and kind != "yield":
            return build.call("@arrive", [self.awaiting(build.call("@primer", [], self.point))], self.point)
        if kind == "yield_from":
            inner = node.value  # type: ignore[attr-defined]
            self.needs.add(inner.target.id)
            made = ast.YieldFrom(build.call("@delegate", [build.name(inner.target.id, self.point)], self.point))
        else:
            made = ast.Yield(None)
        build.put(made, self.point)
        return made if kind in ("yield", "yield_from") else build.call("@arrive", [made], self.point)

    def awaiting(self, value: ast.expr) -> ast.expr:
        made = ast.Await(value)
        build.put(made, self.point)
        return made

    def expression(self, node: ast.expr, steps: list[Step]) -> ast.expr:
        """Return what is left to evaluate of the expression `node`."""
        if not steps:
            return self.arrival(node)
        if isinstance(node, ast.IfExp) and steps[0][0] != "test":
            return self.expression(steps[0][2], steps[1:])  # type: ignore[arg-type]
        if isinstance(node, ast.BoolOp):
            first = self.expression(steps[0][2], steps[1:])  # type: ignore[arg-type]
            rest = node.values[steps[0][1] + 1 :]
            if not rest:
                return first
            made = ast.BoolOp(node.op, [first, *rest])
            build.put(made, node.lineno)
            return made
        return self.rebuilt(node, steps)  # type: ignore[return-value]

    def rebuilt(self, node: ast.AST, steps: list[Step]) -> ast.AST:
        """Copy `node` with the part in `steps[0]` continued and the operands before it read from where they are held."""
        field, index, child = steps[0]
        made = _copy(node)
        for name, number, part in _operands(node):
            if part is child:
                break
            _replace(made, name, number, _done(part))
        _replace(made, field, index, self.part(child, steps[1:]))
        return made

    def part(self, child: ast.AST, steps: list[Step]) -> ast.AST:
        if isinstance(child, (ast.Starred, ast.keyword, ast.Slice, ast.FormattedValue)) and steps:
            return self.rebuilt(child, steps)
        if isinstance(child, (ast.Attribute, ast.Subscript)) and not isinstance(child.ctx, ast.Load):
            return self.rebuilt(child, steps)
        return self.expression(child, steps)  # type: ignore[arg-type]


_SIMPLE = (
    ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Assert, ast.Delete, ast.Pass, ast.Break, ast.Continue,
    *build.DEFINITIONS,
)  # fmt: skip
_COMPOUND: dict[type, Any] = {
    ast.If: Rest.if_,
    ast.While: Rest.while_,
    ast.For: Rest.loop,
    ast.Try: Rest.try_,
    ast.Match: Rest.match,
}
# Fields in CPython's order of evaluation, where that is not the order of the AST.
_ORDER: dict[type, tuple[str, ...]] = {
    ast.Assign: ("value", "targets"),
    ast.AugAssign: ("target", "value"),
    ast.FormattedValue: ("value", "format_spec"),
}


def _operands(node: ast.AST) -> list[tuple[str, int, ast.AST]]:
    """Return the expression parts of `node` as (field, index or -1, part), in order of evaluation."""
    if isinstance(node, ast.Dict):
        pairs: list[tuple[str, int, ast.AST]] = []
        for index, (key, item) in enumerate(zip(node.keys, node.values, strict=True)):
            if key is not None:
                pairs.append(("keys", index, key))
            pairs.append(("values", index, item))
        return pairs
    found: list[tuple[str, int, ast.AST]] = []
    for field in _ORDER.get(type(node), node._fields):
        value: Any = getattr(node, field, None)
        if isinstance(value, list):
            found += [(field, index, item) for index, item in enumerate(value) if isinstance(item, _PARTS)]
        elif isinstance(value, _PARTS):
            found.append((field, -1, value))
    return found


_PARTS = (ast.expr, ast.keyword)


def _copy(node: ast.AST) -> ast.AST:
    """Copy one node, with its lists, but not what they hold."""
    fields = {field: getattr(node, field) for field in node._fields if hasattr(node, field)}
    made = type(node)(**{field: list(value) if isinstance(value, list) else value for field, value in fields.items()})
    if hasattr(node, "lineno"):
        build.put(made, node.lineno)
    return made


def _replace(node: ast.AST, field: str, index: int, part: ast.AST) -> None:
    if index < 0:
        setattr(node, field, part)
    else:
        getattr(node, field)[index] = part


def _done(node: ast.AST) -> ast.AST:
    """Return an expression for the value of an operand that has been evaluated."""
    if isinstance(node, ast.NamedExpr) and _is_slot(node.target.id):
        return build.name(node.target.id, node.lineno)
    if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred, ast.keyword, ast.Slice, ast.FormattedValue)):
        made = _copy(node)
        for field, index, part in _operands(node):
            _replace(made, field, index, _done(part))
        return made
    return node


def find_paths(root: ast.AST) -> dict[int, list[Step]]:
    """Return the steps (field, index or -1, child) that lead from a function to each of its points, by position id."""
    found: dict[int, list[Step]] = {}
    _descend(root, ("body",), [], found)
    return found


def _descend(node: ast.AST, fields: tuple[str, ...], steps: list[Step], found: dict[int, list[Step]]) -> None:
    for field in fields:
        value = getattr(node, field, None)
        if value.__class__ is list:
            for index, item in enumerate(value):
                if isinstance(item, ast.AST) and getattr(item, "pausing", True):
                    _enter(field, index, item, steps, found)
        elif isinstance(value, ast.AST) and getattr(value, "pausing", True):
            _enter(field, -1, value, steps, found)


def _enter(field: str, index: int, node: ast.AST, steps: list[Step], found: dict[int, list[Step]]) -> None:
    steps.append((field, index, node))
    if getattr(node, "point", None) is not None:
        found.setdefault(node.lineno, list(steps))  # type: ignore[attr-defined]
    if not isinstance(node, (*build.DEFINITIONS, ast.Lambda)):
        _descend(node, parts_of(node.__class__), steps, found)
    steps.pop()


def awaited(node: ast.AST) -> str:
    """Return the slot that holds what a lowered `await` waits for."""
    held: ast.NamedExpr = node.value.orelse.args[0]  # type: ignore[attr-defined]
    return held.target.id


def _probes(node: build.Definition) -> list[ast.stmt]:
    """Return the probe of a class body: its end takes the `__class__` cell from there."""
    return [
        item
        for item in node.body
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name) and item.targets[0].id == "@cells"
    ]


def _is_slot(name: str) -> bool:
    """Tell a hidden local, whose name ends in a number, from a hidden builtin."""
    return name[0] == "@" and (name[-1].isdigit() or name in _NAMED_SLOTS)


_NAMED_SLOTS = frozenset({"@r", "@it", "@ns"})


def _names(nodes: list[ast.AST], context: type) -> set[str]:
    """Return the hidden locals that `nodes` read or write, those of nested functions left out."""
    found = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, context) and _is_slot(node.id):
                found.add(node.id)
        elif isinstance(node, build.DEFINITIONS):
            stack += [node.args, *([node.returns] if node.returns is not None else [])]
        elif isinstance(node, ast.Lambda):
            stack.append(node.args)
        else:
            stack.extend(children(node))
    return found


def _loads(nodes: list[Any]) -> set[str]:
    return _names(nodes, ast.Load)


def _stores(nodes: list[Any]) -> set[str]:
    return _names(nodes, ast.Store) | {node.name for node in nodes if isinstance(node, build.DEFINITIONS)}


def _equals(slot: str, reason: int) -> ast.expr:
    made = ast.Compare(build.name(slot, NOWHERE), [ast.Eq()], [build.constant(reason, NOWHERE)])
    build.put(made, NOWHERE)
    return made


def _assigns_error(handler: ast.ExceptHandler, pending: Pending) -> bool:
    """Tell whether a handler lets its exception go on to the `finally`, noting it in the pending slots."""
    return any(
        isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name) and item.targets[0].id == pending.error
        for item in handler.body
    )
