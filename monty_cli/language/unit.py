"""A unit: one source text, lowered and compiled, with the tables that lead from host code back to it.

Two units make a program: the guest's `script`, and the `prelude` of builtins written in guest Python. A code object of a unit has the
unit's tag as its file name; its first line is the function's id; every line is a position id.
"""

from __future__ import annotations

import warnings
from types import CodeType, FrameType

from monty_cli.language import build, expressions, statements, truths
from monty_cli.language import nodes as ast
from monty_cli.language.body import Body
from monty_cli.language.facts import Facts, fast_locals
from monty_cli.language.kinds import defined_names, mapping_items, rest_parameters, sums
from monty_cli.language.library import Library
from monty_cli.language.names import PIECE, PRELUDE_PREFIX
from monty_cli.language.parse import parse, too_deep
from monty_cli.language.quiet import quiet_mark
from monty_cli.language.refusals import Source
from monty_cli.language.scopes import GLOBAL, Scope, Scopes, spell_names
from monty_cli.language.told import told_classes
from monty_cli.language.trees import Nodes, walk
from monty_cli.language.trying import give_up_slots

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.language.continuations import Continuation
    from monty_cli.language.rest import Step

MODULE = "@module"
# The prelude functions with which a script ends that opens files, with which a piece of a session does, and with which both fail.
END_FILES, SYNC_FILES, SAVE_FILES = "@end_files", "@keep_files", "@save_files"
SCRIPT = "script"
MODULE_NAMES = frozenset({"__name__", "__doc__", "__annotations__"})
Span = tuple[int, int, int, int]


class FunctionInfo:
    """What is known of one lowered function.

    Attributes:
        fid: its id, the first line of its code.
        name, qualname: as the guest knows it.
        kind: 'module', 'function', 'lambda', 'class', 'comprehension', 'generic' (what makes type parameters) or 'lazy' (what
            evaluates a bound, a default or an alias).
        node: its lowered definition (`FunctionDef`, `AsyncFunctionDef` or `Lambda`).
        global_names, nonlocal_names: what it declares.
        generator: whether its code runs in an object of its own: a generator, a coroutine or an async generator.
        asynchronous, yields: both for an async generator, one of them for a coroutine or a generator.
        outer: id of the function around, 0 for the module.
        code: its code object, once compiled.
        paths: the way to each of its points by position id, once asked for.
        deletes: the names that it deletes, once asked for.
        continuations, needs, handled: what was built or found for a point, kept.
        start: a finished frame that stands for it in restored tracebacks.
        quiet: the mark of a function that C may call back, else `None` (see `quiet`).
    """

    __slots__ = (
        "asynchronous",
        "code",
        "continuations",
        "deletes",
        "fid",
        "generator",
        "global_names",
        "handled",
        "kind",
        "name",
        "needs",
        "node",
        "nonlocal_names",
        "outer",
        "paths",
        "qualname",
        "quiet",
        "start",
        "yields",
    )

    def __init__(self, body: Body, name: str, node: build.Definition | ast.Lambda) -> None:
        self.fid = body.position
        self.name = name
        self.qualname = body.qualname
        self.kind = body.kind
        self.node = node
        self.global_names = frozenset(body.scope.global_names)
        self.nonlocal_names = frozenset(body.scope.nonlocal_names)
        self.generator = body.scope.suspends and body.kind != "class"
        self.asynchronous = body.scope.asynchronous
        self.yields = body.scope.yields
        self.outer = body.outer.position if body.outer is not None else 0
        self.code: CodeType | None = None
        self.paths: dict[int, list[Step]] | None = None
        self.deletes: frozenset[str] | None = None
        self.continuations: dict[tuple[int, frozenset[str], frozenset[str]], Continuation] = {}
        self.needs: dict[int, frozenset[str]] = {}
        self.handled: dict[int, tuple[tuple[str, str | None], ...]] = {}
        self.start: FrameType | None = None
        self.quiet = quiet_mark(node) if self.kind in ("function", "lambda") and not self.generator else None

    def path_to(self, point: int) -> list[Step] | None:
        """Return the steps from the function to its point `point`, or `None` when it has no such point."""
        if self.paths is None:
            from monty_cli.language.rest import find_paths

            self.paths = find_paths(self.node)
        return self.paths.get(point)

    def deleted(self) -> frozenset[str]:
        """Return the names that the function, or one inside of it, deletes."""
        if self.deletes is None:
            names = (node for node in walk(self.node) if isinstance(node, ast.Name))
            self.deletes = frozenset(node.id for node in names if isinstance(node.ctx, ast.Del))
        return self.deletes


class Lowering:
    """The state shared by the lowering of all functions of a unit."""

    def __init__(
        self,
        source: Source,
        tree: ast.Module,
        nodes: Nodes,
        library: Library,
        inputs: tuple[str, ...],
        prelude: bool,
        open: bool,
        form: str = "",
        computed: tuple[str, ...] = (),
    ) -> None:
        self.source = source
        self.library = library
        self.prelude = prelude
        self.text_annotations = _future_annotations(tree)
        self.tree = tree if _is_spelled(tree) else spell_names(tree, nodes)
        self.scopes = Scopes(self.tree)
        self.facts = Facts(nodes, library, prelude, open, computed)
        plain = not prelude and not self.scopes.root.asynchronous
        self.fast = fast_locals(self.tree, self.scopes, self.facts) - set(inputs) if plain else frozenset()
        self.positions: list[Span | None] = [None, None]
        self.functions: dict[int, FunctionInfo] = {}
        self.external: set[str] = set()
        self.looked_up: set[str] = set()
        self.groups = 0
        self.walrus = {node.target.id for node in nodes.of(ast.NamedExpr)}
        self.sums = sums(nodes, self.facts) - set(inputs) if self.facts.iterables and not prelude else frozenset()
        self.rest_parameters = frozenset() if prelude else rest_parameters(nodes) - set(inputs)
        self.mapping_items = not prelude and mapping_items(nodes, self.facts)
        self.told = frozenset() if prelude else told_classes(nodes, self.facts, library) - set(inputs)
        self.annotated = bool(nodes.of(ast.AnnAssign))
        self.bound = set(self.scopes.root.bound) | set(inputs)
        self.unstable: set[str] = set(self.scopes.root.walrus)
        _declared_globals(self.scopes.root, self.bound, self.unstable)
        self.unstable |= {name for name in _read_names(nodes) if not self.is_known(name)}
        self.lasting = open  # the namespace outlives the text
        named = _names_open(nodes) or (self.facts.open and "open" in source.text)
        self.opens = named and not prelude and not form

    lower = staticmethod(expressions.lower)
    lower_test = staticmethod(truths.lower_test)
    lower_block = staticmethod(statements.lower_block)

    def at(self, node: ast.AST) -> int:
        """Return a fresh position id with the source span of the guest's `node`."""
        positions = self.positions
        line = getattr(node, "lineno", None)
        if line is None:
            positions.append(None)
        else:
            end = node.end_lineno or line  # type: ignore[attr-defined]
            positions.append((line, node.col_offset, end, node.end_col_offset or 0))  # type: ignore[attr-defined]
        return len(positions) - 1

    def again(self, position: int) -> int:
        """Return a fresh position id with the same source span as `position`."""
        self.positions.append(self.positions[position])
        return len(self.positions) - 1

    def next_group(self) -> int:
        """Return a number for the host statements of one more guest statement (negative, apart from position ids)."""
        self.groups -= 1
        return self.groups

    def spell(self, name: str) -> str:
        """Return the host's spelling of a guest variable; the prelude's `h_` names become hidden ones."""
        if self.prelude and name.startswith(PRELUDE_PREFIX):
            return "@" + name[len(PRELUDE_PREFIX) :]
        return name

    def is_known(self, name: str) -> bool:
        """Tell whether the global `name` is defined by the program, its inputs or the library."""
        return (
            self.prelude or name in self.bound or name in self.library.names or name in MODULE_NAMES or name[0] == "@"
        )

    def is_builtin(self, body: Body, name: str) -> bool:
        """Tell whether `name` surely means the builtin in `body`."""
        return body.variable(name) == GLOBAL and name not in self.bound and name in self.library.names

    def stable_global(self, name: str) -> bool:
        """Tell whether the global `name` can't be rebound while an expression is evaluated."""
        if self.facts.introspection:
            return False
        return self.prelude or name not in self.unstable

    def never_pauses(self, body: Body, node: ast.Lambda) -> bool:
        """Tell whether a call of the lambda `node` surely never pauses; nothing of the trial lowering is kept."""
        inner = Body(self, self.scopes.of[node], "lambda", "", 0, body)
        external, looked_up = set(self.external), set(self.looked_up)
        functions = dict(self.functions)
        result = inner.lower(node.body)
        self.external, self.looked_up, self.functions = external, looked_up, functions
        return not build.is_pausing(result) and not inner.hoists

    def add_function(self, body: Body, name: str, node: build.Definition | ast.Lambda) -> None:
        """Register a lowered function."""
        self.functions[body.position] = FunctionInfo(body, name, node)

    def _end(self, inside: list[ast.stmt], position: int) -> None:
        """Have the program end before its fast variables go: a generator among them is not closed then, as in CPython."""
        last = inside[-1] if inside else None
        if isinstance(last, ast.Return) and last.value is not None:
            last.value = build.call("@end", [last.value], position)
        else:
            inside.append(build.expression(build.call("@end", [build.constant(None, position)], position), position))

    def module(self) -> build.Definition:
        """Lower the whole unit to the function `@module`; the value of a last expression statement is what it returns."""
        position = self.at(self.tree)
        self.positions[position] = (1, 0, 1, 0)
        root = self.scopes.root
        body = Body(self, root, "module", "<module>", position, None)
        shared = sorted(self.spell(name) for name in root.bound if name not in self.fast)
        opening: list[ast.stmt] = [build.statement(ast.Global(shared), position)] if shared else []
        if self.annotated and "__annotations__" in root.bound:
            empty = ast.Dict([], [])
            build.put(empty, position)
            opening.append(build.assign("__annotations__", empty, position))
        guest = list(self.tree.body)
        if self.opens and guest:
            guest = [_ending_files(guest, self.lasting, bool(self.fast) and (self.facts.iterables or self.facts.types))]
        last = guest.pop() if guest and isinstance(guest[-1], ast.Expr) else None
        inside = body.block(guest)
        if isinstance(last, ast.Expr):
            inside += body.block([ast.copy_location(ast.Return(last.value), last)])
        if self.fast and (self.facts.iterables or self.facts.types) and not (self.opens and guest):
            self._end(inside, position)
        inside = [*opening, *give_up_slots(body, inside, position)]
        function = build.function(MODULE, build.parameters([], position), inside, position, root.asynchronous)
        self.add_function(body, "<module>", function)
        return function


def _is_spelled(tree: ast.Module) -> bool:
    """Tell whether the names of a module are spelled out already: it is a text with namespaces of its own."""
    return any(isinstance(node, ast.FunctionDef) and node.name == PIECE for node in tree.body)


def _name_stars(nodes: Nodes, text: str, library: Library) -> None:
    """Have `from module import *` name what it imports."""
    for node in nodes.of(ast.ImportFrom):
        if node.names[0].name == "*":
            names = [] if node.level else library.stars(node.module or "", text)
            node.names = [ast.copy_location(ast.alias(name), node.names[0]) for name in names]


def _names_open(nodes: Nodes) -> bool:
    """Tell whether there is a name or an attribute by which a script may open files."""
    names = any(node.id == "open" for node in nodes.of(ast.Name))
    return names or any(node.attr == "open" for node in nodes.of(ast.Attribute))


def _ending_files(guest: list[ast.stmt], lasting: bool, ends: bool) -> ast.stmt:
    """Return a script that opens files with the handing over of what it wrote to those that it leaves open, also by an exception.

    In a `lasting` namespace they stay open. The program `ends` with that where its fast variables are not to be closed.
    """
    last = guest[-1]
    result: ast.expr = ast.Constant(None)
    if isinstance(last, ast.Expr):
        result = last.value
        guest.pop()
    ended = _call_at(last, SYNC_FILES if lasting else END_FILES, result)
    if ends:
        ended = _call_at(last, "@end", ended)
    failed = ast.ExceptHandler(None, None, [ast.Expr(_call_at(last, SAVE_FILES, ast.Constant(None))), ast.Raise()])
    made = ast.Try([*guest, ast.Return(ended)], [failed], [], [])
    for node in (made, made.body[-1], failed, *failed.body):
        ast.copy_location(node, last)
    return made


def _call_at(place: ast.stmt, name: str, argument: ast.expr) -> ast.Call:
    call = ast.Call(ast.Name(name, ast.Load()), [argument], [])
    for node in (call, call.func, argument):
        if not hasattr(node, "lineno"):
            ast.copy_location(node, place)
    return call


def _future_annotations(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(a.name == "annotations" for a in node.names)
        for node in tree.body
    )


def _read_names(nodes: Nodes) -> set[str]:
    """Return the names that are read other than to be called: an unknown one may get a value while the program runs."""
    called = {node.func for node in nodes.of(ast.Call)}
    names = nodes.of(ast.Name)
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return {node.id for node in names if node.id not in bound and node not in called}


def _declared_globals(scope: Scope, bound: set[str], unstable: set[str]) -> None:
    """Collect the names that nested scopes declare global: the program defines them, and may rebind them at any call."""
    for child in scope.children:
        for name in child.global_names:
            if name in child.bound:
                bound.add(name)
                unstable.add(name)
        _declared_globals(child, bound, unstable)


class Unit:
    """A compiled unit.

    Attributes:
        source: the text and its name.
        key: what it is called in snapshots: 'script', a piece's key, or the name of a prelude file.
        tag: the file name of its code objects.
        own: it is text of the guest's, not of the library's.
        known: names that have values before it runs.
        forms: its form, which namespaces it has, and whether these have the builtins, too.
        code: the code object of the function `@module`.
        functions: function id to `FunctionInfo`.
        positions: source span by position id (line from 1, byte columns from 0), or `None`.
        external: unknown names that the script calls.
        looked_up: unknown names that the script reads otherwise.
        fast: module variables that live in fast locals.
        facts: what the program may do.
        asynchronous: the module awaits something itself, so that its code is a coroutine's.
    """

    def __init__(
        self,
        text: str,
        name: str,
        library: Library,
        inputs: tuple[str, ...] = (),
        prelude: bool = False,
        piece: str | None = None,
        form: str = "",
        spaces: str = "",
        restricted: bool = False,
        metered: bool = False,
        computed: tuple[str, ...] = (),
    ) -> None:
        """Lower and compile `text`.

        Args:
            text: the source.
            name: how tracebacks name it; for the prelude, the name of the file.
            library: the guest's library.
            inputs: names that have values before it runs.
            prelude: it is a file of the prelude.
            piece: the key of a piece of a growing program: anything may hold of what is added to it later. `None` for a whole script.
            form: 'exec' or 'eval' for what these take; empty for a script and for what a session is fed, which may await.
            spaces: which namespaces of its own it has: '', 'locals' or 'both', local and global ones (see `spaces`).
            restricted: what means the builtins is found in these, too.
            metered: the code is to check what its steps need (see `metering`).
            computed: names of properties that objects of the host's may have.

        Raises:
            MontySyntaxError: it can't be compiled.
        """
        self.source = Source(text, name)
        self.own = not prelude
        self.known = inputs
        self.key = name if prelude else piece or SCRIPT
        self.tag = f"<monty {'prelude ' if prelude else ''}{self.key}>"
        self.forms = (form, spaces, restricted)
        self.metered = metered
        tree, nodes = parse(self.source, trusted=prelude, form=form)
        _name_stars(nodes, text, library)
        if spaces:
            from monty_cli.language.spaces import in_spaces  # which needs all of `ast`

            tree = spell_names(tree, nodes)
            tree = in_spaces(tree, frozenset() if restricted else library.names - set(inputs), spaces == "both")
            nodes = Nodes(tree)
        try:
            self._lower(tree, nodes, library, inputs, prelude, piece is not None, form, computed)
        except (RecursionError, MemoryError):
            raise too_deep(self.source) from None
        except (
            SyntaxError
        ) as error:  # CPython takes twenty blocks within each other; some of the guest's are several of the host's
            raise too_deep(self.source, self.span(error.lineno or 0)) from None

    def _lower(
        self,
        tree: ast.Module,
        nodes: Nodes,
        library: Library,
        inputs: tuple[str, ...],
        prelude: bool,
        open: bool,
        form: str,
        computed: tuple[str, ...],
    ) -> None:
        self.defined = frozenset() if prelude else defined_names(nodes)
        lowering = Lowering(self.source, tree, nodes, library, inputs, prelude, open, form, computed)
        self.module = lowering.module()
        self.functions = lowering.functions
        self.positions = lowering.positions
        self.external = frozenset(lowering.external)
        self.looked_up = frozenset(lowering.looked_up)
        self.fast = lowering.fast
        self.facts = lowering.facts
        self.asynchronous = lowering.scopes.root.asynchronous
        self.code = self.compiled([self.module])

    def info(self, code: CodeType) -> FunctionInfo | None:
        """Return the function to which a code object of this unit (original or continuation) belongs."""
        return self.functions.get(code.co_firstlineno)

    def span(self, position: int) -> Span | None:
        """Return the source span of a position id."""
        return self.positions[position] if 0 <= position < len(self.positions) else None

    def point(self, info: FunctionInfo, position: int) -> ast.AST | None:
        """Return the lowered node of the point `position` in a function, or `None` where there is no point."""
        path = info.path_to(position)
        return path[-1][2] if path else None

    def continuation(
        self, info: FunctionInfo, position: int, names: frozenset[str], unbound: frozenset[str] = frozenset()
    ) -> Continuation:
        """Return the continuation of `info` after the point `position`, whose variables `names` come as cells.

        `unbound` are those of its own cells that have no value.

        Raises:
            ValueError: there is no such point.
        """
        key = (position, names, unbound)
        found = info.continuations.get(key)
        if found is None:
            from monty_cli.language.continuations import build_continuation

            found = build_continuation(self, info, position, names, unbound)
            info.continuations[key] = found
        return found

    def compiled(self, body: list[ast.stmt], wanted: int | None = None) -> CodeType:
        """Compile lowered statements; return the code of the function `wanted`, or of `@module`."""
        if self.metered:
            from monty_cli.language.metering import metered

            body = metered(body, self.defined)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole = compile(ast.Module(body, []), self.tag, "exec", dont_inherit=True, optimize=0)
        found: dict[int, CodeType] = {}
        _rename(whole, self.functions, found)
        for fid, code in found.items():
            info = self.functions[fid]
            if info.code is None:
                info.code = code
        return found[self.module.lineno if wanted is None else wanted]

    def compile_continuation(self, function: build.Definition, fid: int) -> CodeType:
        """Compile a continuation's wrapper and return the code of the function with the id `fid` in it."""
        return self.compiled([function], fid)


def _rename(code: CodeType, functions: dict[int, FunctionInfo], found: dict[int, CodeType]) -> CodeType:
    """Give each code object the guest's name for its function; collect those of functions by id."""
    constants = tuple(
        _rename(item, functions, found) if isinstance(item, CodeType) else item for item in code.co_consts
    )
    info = functions.get(code.co_firstlineno)
    if info is not None:
        if info.quiet is not None:
            constants = (*constants, info.quiet)
        code = code.replace(co_consts=constants, co_name=info.name, co_qualname=info.qualname)
        found.setdefault(info.fid, code)
    elif constants != code.co_consts or any(a is not b for a, b in zip(constants, code.co_consts, strict=True)):
        code = code.replace(co_consts=constants)
    return code
