"""The prelude: builtins written in guest Python, compiled file by file and made function by function as programs need them."""

from __future__ import annotations

from types import CodeType, FunctionType

from monty_cli.guest.helpers import FILES, helpers_of
from monty_cli.guest.prelude import PRELUDE_FILES, prelude_names, prelude_source
from monty_cli.guest.protocol import own_copy
from monty_cli.language import FunctionInfo, Library, Unit
from monty_cli.language import nodes as ast
from monty_cli.machine.library import LIBRARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # Code, name, defaults, those of keywords, and file of a prelude function.
    _Parts: TypeAlias = tuple[CodeType, str, tuple[Any, ...] | None, dict[str, Any], str]

# Within the prelude a builtin is C's own, and its call no point: whoever writes it sees to it that C finds no guest code to run.
_LIBRARY = Library(LIBRARY.names, {}, {}, LIBRARY.names, frozenset(), LIBRARY.effects)
_index: dict[str, str] = {}
_units: dict[str, Unit] = {}
_tags: dict[str, Unit] = {}
_functions: dict[str, FunctionInfo] = {}
_files: dict[int, str] = {}  # by id of the function
_parts: dict[str, _Parts] = {}  # what each of them is made of in a run
_direct: dict[str, list[str]] = {}  # what each of them reads itself
_needs: dict[int, list[str]] = {}  # by id of the function, which lives as long as the process
_wholes: dict[str, list[str]] = {}  # each of them with all that it needs

# Functions of the host's among the helpers that the guest may hold, and so set attributes of.
_HELD = frozenset({"@datetime_timestamp"})

# What the prelude finds by name only while it runs.
LATE_NAMES: dict[str, tuple[str, ...]] = {"@attr": ("@str_format", "@str_format_map")}


def index() -> dict[str, str]:
    """Return the prelude's hidden names with the files that define them."""
    if not _index:
        for file in PRELUDE_FILES:
            _index.update(dict.fromkeys(prelude_names(prelude_source(file)), file))
    return _index


def prelude_unit(file: str) -> Unit:
    """Return the unit of a prelude file, compiled once in a process; ValueError when there is no such file."""
    unit = _units.get(file)
    if unit is None:
        if file not in PRELUDE_FILES:
            raise ValueError(f"there is no prelude file {file!r}")
        unit = _units[file] = Unit(prelude_source(file), file, _LIBRARY, prelude=True)
        _tags[unit.tag] = unit
        _files.update(dict.fromkeys(map(id, unit.functions.values()), file))
        for info in unit.functions.values():
            if info.outer == unit.module.lineno and info.kind == "function":
                _functions["@" + info.name[2:]] = info
    return unit


def unit_of_tag(tag: str) -> Unit | None:
    """Return the prelude unit whose code objects have the file name `tag`."""
    return _tags.get(tag)


def prelude_function(name: str) -> FunctionInfo | None:
    """Return the prelude function with the hidden `name`, or `None` when the prelude has none."""
    found = _functions.get(name)
    if found is None:
        file = index().get(name)
        if file is None:
            return None
        prelude_unit(file)
        found = _functions[name]
    return found


def needed_names(code: CodeType) -> list[str]:
    """Return the prelude functions that a code object needs, directly or through others."""
    found: dict[str, None] = {}
    stack = _hidden_names(code)
    while stack:
        name = stack.pop()
        if name in found:
            continue
        info = prelude_function(name)
        if info is not None and info.code is not None:
            found[name] = None
            if name not in _direct:
                _direct[name] = _hidden_names(info.code)
            stack += _direct[name]
    return list(found)


def _hidden_names(code: CodeType) -> list[str]:
    """Return the hidden names that a code object, or one within it, reads, and those that they may look up while they run."""
    found: list[str] = []
    stack: list[CodeType] = [code]
    for current in stack:  # which grows meanwhile
        stack.extend(constant for constant in current.co_consts if isinstance(constant, CodeType))
        for name in current.co_names:
            if name[0] == "@":
                found += (name, *LATE_NAMES.get(name, ()))
    return found


def install_for(builtins: dict[str, Any], info: FunctionInfo) -> None:
    """Make the prelude functions that the function `info` of the prelude needs when it goes on in a restored run."""
    if info.code is None:
        return
    _give_helpers(builtins, _files[id(info)])
    names = _needs.get(id(info))
    if names is None:
        names = _needs[id(info)] = needed_names(info.code)
    install(builtins, names)


def install_whole(builtins: dict[str, Any], name: str, code: CodeType) -> None:
    """Make the prelude function `name`, whose code is `code`, and those that it needs."""
    names = _wholes.get(name)
    if names is None:
        names = _wholes[name] = [name, *needed_names(code)]
    install(builtins, names)


def install(builtins: dict[str, Any], names: list[str]) -> None:
    """Make the prelude functions `names` in a run's builtins, which are their globals."""
    for name in names:
        if name not in builtins:
            parts = _parts.get(name)
            if parts is None:
                parts = _parts[name] = _parts_of(name)
            _give_helpers(builtins, parts[-1])
            builtins[name] = make_function(parts, builtins)


def make_function(parts: _Parts, builtins: dict[str, Any]) -> FunctionType:
    """Return a function of the prelude, of its `parts`; its globals are a run's builtins."""
    code, known_as, defaults, keywords, _ = parts
    function = FunctionType(code, builtins, known_as, defaults)
    if keywords:
        function.__kwdefaults__ = dict(keywords)
    return function


def _parts_of(name: str) -> _Parts:
    info = prelude_function(name)
    assert info is not None
    assert info.code is not None
    assert isinstance(info.node, (ast.FunctionDef, ast.AsyncFunctionDef))
    arguments = info.node.args
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    keywords = {item.arg: _constant(value) for item, value in named if value is not None}
    return info.code, info.name, tuple(map(_constant, arguments.defaults)) or None, keywords, _files[id(info)]


def _give_helpers(builtins: dict[str, Any], file: str) -> None:
    """Put the helpers of a prelude file into a run's builtins, unless they are there."""
    helpers = helpers_of(file)
    if helpers and next(iter(helpers)) not in builtins:
        _give(builtins, helpers)


def find_helper(builtins: dict[str, Any], name: str) -> Any:
    """Return the helper `name` of a prelude file, after putting it into a run's builtins; `None` when no file has one."""
    for file in sorted(FILES):
        if name in helpers_of(file):
            _give(builtins, helpers_of(file))
            return builtins[name]
    return None


def _give(builtins: dict[str, Any], helpers: dict[str, Any]) -> None:
    """Put helpers into a run's builtins; those that the guest may hold are its own."""
    builtins.update(helpers)
    for name in _HELD.intersection(helpers):
        builtins[name] = own_copy(helpers[name])


def _constant(node: ast.expr) -> Any:
    """Return a default of a prelude function; the prelude writes plain constants and `()` only."""
    if isinstance(node, ast.Tuple) and not node.elts:
        return ()
    assert isinstance(node, ast.Constant)
    return node.value
