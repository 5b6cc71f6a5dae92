"""Values cross between host and guest by copy.

    host                                              guest
    None bool int float complex str bytes range ...   the same
    bytearray list tuple dict set frozenset slice     a copy, of the same builtin type
    subclass of one of these                          a copy as the builtin type (inward and outward)
    exception                                         one of the nearest builtin class, with its message
    callable                                          a host function under its own name (inward only)
    builtin class                                     itself (outward only)
    anything else                                     inward: TypeError; outward: `Opaque`

The copy keeps identity and cycles, and works on a list of its own instead of the host's stack, so that values of any
depth cross. Inward, an exception is its class, arguments (where they are plain data) and notes: what it was linked to
stays with the host. Outward it also brings its cause and context.

The direction outward meets objects that hostile code has made, so nothing here may run guest code. Types are told apart
by the identity of the real `type(x)` and its real method resolution order, never by `isinstance`, `==`, hashing of a
class (its metaclass may define `__hash__`) or an attribute read; contents are read through the builtin base's own
methods. `Opaque` stands for what can't leave: an error there would leave a paused program without a way to go on.

The copy is made in two steps. First every reachable object gets its counterpart: mutable ones an empty shell at once,
and immutable ones as soon as their parts have theirs; a cycle always passes through something mutable, so that this
ends. Then the shells are filled.
"""

from __future__ import annotations

import builtins

from monty_cli import machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Callable, Iterable
    from typing import Any

    Function = Callable[..., object]
    Parts = list[Any]
    # Makes the callable that the machine runs at once, from one that the host handed in.
    Direct = Callable[[Function, str], Function]
else:
    from _collections import OrderedDict  # the class itself, without the start-up time of `collections`


class Opaque:
    """Stands, on the host's side, for a guest object that can't leave the guest.

    `type_name` is the name of its class, `text` says what it is; both are plain strings. The repr is `<guest text>`, as
    in `<guest function f>` or `<guest instance of Point>`. An Opaque can't be handed back in.
    """

    __slots__ = ("text", "type_name")

    def __init__(self, type_name: str, text: str) -> None:
        self.type_name = type_name
        self.text = text

    def __repr__(self) -> str:
        return f"<guest {self.text}>"


def to_guest(value: object, where: str, direct: Direct | None = None) -> Any:
    """Return a copy of a host value for the guest.

    `where` is how an error names the value ('inputs', 'return_value'). A callable becomes a host function that pauses
    the program when it is called, or, given `direct`, one that runs `direct(callable, name)` at once.
    Raises TypeError, with the path to it, for a value that can't cross.
    """
    if id(type(value)) in AS_IS:
        return value
    try:
        return _Copier(_exception_inward, lambda stranger: _host_function(stranger, direct)).copy(value)
    except _CannotCross as failure:
        culprit = failure.args[0]
    cls, path = type(culprit), where + _path_to(value, culprit)
    raise TypeError(f"cannot convert '{cls.__module__}.{cls.__qualname__}' to a guest value: {path}")


def to_guest_exception(exception: BaseException) -> BaseException:
    """Return an exception for the guest in the place of a host's: nearest builtin class, message, notes, no links."""
    copy: BaseException = _Copier(_exception_inward, lambda stranger: _host_function(stranger, None)).copy(exception)
    return copy


def to_host(value: object) -> Any:
    """Return a copy of a guest value for the host; what can't cross becomes an `Opaque`. Runs no guest code."""
    return value if id(type(value)) in AS_IS else _Copier(_exception_outward, _leave).copy(value)


def call_to_host(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call for the host, copied together."""
    if _is_flat(args) and not kwargs:
        return args, {}
    copies: tuple[tuple[Any, ...], dict[str, Any]] = to_host((args, kwargs))
    return copies


def exception_to_host(exception: BaseException, message: str) -> BaseException:
    """Return a guest's exception for the host, saying `message` even where a guest class words it by itself."""
    copy: BaseException = to_host(exception)
    if id(type(exception)) in BUILTIN_EXCEPTIONS or _text_of(copy) == message:
        return copy
    worded = type(copy).__new__(type(copy), message)
    worded.__cause__, worded.__context__ = copy.__cause__, copy.__context__
    worded.__suppress_context__ = copy.__suppress_context__
    for note in getattr(copy, "__notes__", ()):
        worded.add_note(note)
    return worded


# Immutable types that hold nothing but themselves; keyed by id, see the module's docstring.
AS_IS = frozenset(map(id, (type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented))))

BUILTIN_CLASSES = {id(cls): cls for cls in vars(builtins).values() if isinstance(cls, type)}
BUILTIN_EXCEPTIONS = {key: cls for key, cls in BUILTIN_CLASSES.items() if issubclass(cls, BaseException)}

# Reads of the slots of types and exceptions that no subclass and no metaclass can intercept.
_mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_class_name: Callable[[type], str] = type.__dict__["__name__"].__get__
_class_flags: Callable[[type], int] = type.__dict__["__flags__"].__get__
_args: Callable[[BaseException], tuple[Any, ...]] = BaseException.__dict__["args"].__get__
_cause: Callable[[BaseException], Any] = BaseException.__dict__["__cause__"].__get__
_context: Callable[[BaseException], Any] = BaseException.__dict__["__context__"].__get__
_suppresses: Callable[[BaseException], bool] = BaseException.__dict__["__suppress_context__"].__get__
_attributes: Callable[[BaseException], dict[str, object]] = BaseException.__dict__["__dict__"].__get__
_group_message: Callable[[BaseException], str] = BaseExceptionGroup.__dict__["message"].__get__
_group_members: Callable[[BaseException], tuple[Any, ...]] = BaseExceptionGroup.__dict__["exceptions"].__get__
_filename: Callable[[BaseException], Any] = OSError.__dict__["filename"].__get__
_filename2: Callable[[BaseException], Any] = OSError.__dict__["filename2"].__get__

# How a value of a subclass becomes one of the exact type.
_EXACT: dict[int, Callable[[Any], object]] = {
    id(int): int.__int__,
    id(float): float.__float__,
    id(complex): complex.__complex__,
    id(str): str.__str__,
    id(bytes): lambda value: bytes.__getitem__(value, slice(None)),
    id(bytearray): bytearray.copy,
}


def _is_flat(parts: Iterable[object]) -> bool:
    """Return whether all of `parts` cross as they are."""
    return AS_IS.issuperset(map(id, map(type, parts)))


def _dict_parts(value: dict[object, object]) -> Parts:
    keys: Parts = [*dict.keys(value)]
    # An OrderedDict keeps an order of its own; reading it hashes the keys, which scalars do without guest code.
    if type(value) is not dict and _is_flat(keys) and any(cls is OrderedDict for cls in _mro(type(value))):
        keys = [*OrderedDict.__iter__(value)]
        return keys + [dict.__getitem__(value, key) for key in keys]
    return [*keys, *dict.values(value)]


def _make_dict(parts: Parts) -> dict[object, object]:
    half = len(parts) // 2
    return dict(zip(parts[:half], parts[half:], strict=True))


# What a container holds (a dict: its keys, then its values), and how one is made of that.
_READ: dict[int, Callable[[Any], Parts]] = {
    id(list): lambda value: [*list.__iter__(value)],
    id(dict): _dict_parts,
    id(set): lambda value: [*set.__iter__(value)],
    id(tuple): lambda value: [*tuple.__iter__(value)],
    id(frozenset): lambda value: [*frozenset.__iter__(value)],
    id(slice): lambda value: [value.start, value.stop, value.step],
}
_MAKE: dict[int, Callable[[Parts], Any]] = {
    id(list): list,
    id(dict): _make_dict,
    id(set): set,
    id(tuple): tuple,
    id(frozenset): frozenset,
    id(slice): lambda parts: slice(*parts),
}
# How an empty one of a mutable type takes over the contents of another.
_FILL: dict[int, Callable[[Any, Any], None]] = {id(list): list.extend, id(dict): dict.update, id(set): set.update}

_PLAIN = frozenset({*AS_IS, *_EXACT, *_READ})
_KNOWN = frozenset({*_PLAIN, *BUILTIN_EXCEPTIONS})


def _base(cls: type) -> int:
    """Return the id of the nearest base class that values are copied as, or 0."""
    if id(cls) in _KNOWN:
        return id(cls)
    for base in _mro(cls):
        if id(base) in _KNOWN:
            return id(base)
    return 0


class _CannotCross(Exception):
    """Raised at a host value, its argument, that has no counterpart in the guest."""


class _Build:
    """On the list of what is to do: an immutable value whose parts stand above it."""

    __slots__ = ("make", "parts", "value")

    def __init__(self, value: object, parts: Parts, make: Callable[[Parts], object]) -> None:
        self.value = value
        self.parts = parts
        self.make = make


class _Copier:
    """One copy of a graph of values.

    `take_exception(copier, value, base)` deals with exceptions, `stranger(value)` returns what stands for a value of no
    known type. `memo` maps the ids of originals to their counterparts; the root and `fills` keep the originals alive.
    """

    def __init__(
        self,
        take_exception: Callable[[_Copier, BaseException, type[BaseException]], None],
        stranger: Callable[[object], object],
    ) -> None:
        self.take_exception = take_exception
        self.stranger = stranger
        self.memo: dict[int, Any] = {}
        self.todo: list[Any] = []
        self.fills: list[tuple[Callable[[Any, Parts], None], Any, Parts]] = []

    def copy(self, root: object) -> Any:
        """Return the copy of `root`."""
        self.todo.append(root)
        while self.todo:
            item = self.todo.pop()
            build = type(item) is _Build
            value = item.value if build else item
            if id(value) in self.memo or id(type(value)) in AS_IS:
                continue
            if build:
                self.memo[id(value)] = item.make(item.parts)
            else:
                self.visit(value)
        for fill, shell, parts in self.fills:
            fill(shell, parts)
        self.fills.clear()  # a cycle, which would keep alive what the guest drops
        return self.copies([root])[0]

    def visit(self, value: Any) -> None:
        """Give `value` its counterpart, or put it on the list below the parts that it has to wait for."""
        base = _base(type(value))
        if base in _EXACT:
            self.memo[id(value)] = _EXACT[base](value)
        elif base in _READ:
            self.visit_container(value, base, _READ[base](value))
        elif base:
            self.take_exception(self, value, BUILTIN_EXCEPTIONS[base])
        else:
            self.memo[id(value)] = self.stranger(value)

    def visit_container(self, value: object, base: int, parts: Parts) -> None:
        """Copy a container at once, if its parts need no copy, or give it its counterpart as `visit` does."""
        if _is_flat(parts):
            self.memo[id(value)] = _MAKE[base](parts)
        elif base in _FILL:
            fill, make = _FILL[base], _MAKE[base]
            self.shell(value, make([]), lambda shell, parts: fill(shell, make(self.contents(base, parts))), parts)
        else:
            self.wait(value, parts, lambda parts: _MAKE[base](self.contents(base, parts)))

    def shell(self, value: object, shell: object, fill: Callable[[Any, Parts], None], parts: Parts) -> None:
        """Take the empty `shell` as counterpart of a mutable value; it is filled at the end."""
        self.memo[id(value)] = shell
        self.fills.append((fill, shell, parts))
        self.todo.extend(self.missing(parts))

    def wait(self, value: object, parts: Parts, make: Callable[[Parts], object]) -> None:
        """Make the counterpart of an immutable value once its parts have theirs."""
        missing = self.missing(parts)
        if missing:
            self.todo.append(_Build(value, parts, make))
            self.todo.extend(missing)
        else:
            self.memo[id(value)] = make(parts)

    def missing(self, parts: Parts) -> Parts:
        """Return those of `parts` that have no counterpart yet."""
        return [part for part in parts if id(type(part)) not in AS_IS and id(part) not in self.memo]

    def copies(self, parts: Parts) -> Parts:
        """Return the counterparts of `parts`."""
        if _is_flat(parts):
            return parts
        return [part if id(type(part)) in AS_IS else self.memo[id(part)] for part in parts]

    def contents(self, base: int, parts: Parts) -> Parts:
        """Return the counterparts of what a container of the class with id `base` holds."""
        if base == id(dict):
            half = len(parts) // 2
            return self.keys(parts[:half]) + self.copies(parts[half:])
        return self.keys(parts) if base in (id(set), id(frozenset)) else self.copies(parts)

    def keys(self, parts: Parts) -> Parts:
        """Return the counterparts of `parts`, with a stranger's in the place of one that can't be hashed any more."""
        copies = self.copies(parts)
        if copies is parts:
            return parts
        return [copy if _is_hashable(copy) else self.stranger(part) for part, copy in zip(parts, copies, strict=True)]


def _is_hashable(copy: object) -> bool:
    try:
        hash(copy)
    except TypeError:
        return False
    return True


def _exception_inward(copier: _Copier, value: BaseException, base: type[BaseException]) -> None:
    """Copy a host's exception: class, arguments or message, notes."""
    _take_exception(copier, value, base, _host_arguments(value, base), [None, None], str)


def _exception_outward(copier: _Copier, value: BaseException, base: type[BaseException]) -> None:
    """Copy a guest's exception: class, arguments, notes, cause and context."""
    _take_exception(copier, value, base, [*_args(value)], [_cause(value), _context(value)], _leave)


def _take_exception(
    copier: _Copier,
    value: BaseException,
    base: type[BaseException],
    arguments: Parts,
    links: Parts,
    filename: Callable[[object], object],
) -> None:
    """Give `value` a counterpart of class `base`; `links` are its cause and context, `filename` copies an OSError's."""

    def link(copy: BaseException, parts: Parts) -> None:
        *copied, copy.__cause__, copy.__context__ = copier.copies(parts)
        copy.__suppress_context__ = _suppresses(value)
        for note in _notes(value):
            copy.add_note(note)
        if arguments:
            _initialise(copy, copied)

    def make_group(members: Parts) -> BaseExceptionGroup[BaseException]:
        group = BaseExceptionGroup(str.__str__(_group_message(value)), copier.copies(members))
        copier.fills.append((link, group, links))
        copier.todo.extend(copier.missing(links))
        return group

    if issubclass(base, BaseExceptionGroup):
        arguments = []
        copier.wait(value, [*_group_members(value)], make_group)
        return
    copy = _os_error(value, base, arguments, filename)
    if copy is None:
        copy = base.__new__(base)
    else:
        arguments = []
    copier.shell(value, copy, link, [*arguments, *links])


def _os_error(
    value: BaseException, base: type[BaseException], arguments: Parts, filename: Callable[[object], object]
) -> BaseException | None:
    """Return an OSError made of number, text and file names; None for other exceptions and for unusual arguments."""
    if not issubclass(base, OSError) or len(arguments) != 2 or not _is_flat(arguments):
        return None
    names = [name if id(type(name)) in AS_IS else filename(name) for name in (_filename(value), _filename2(value))]
    return base(*arguments) if names == [None, None] else base(*arguments, names[0], None, names[1])


def _initialise(copy: BaseException, arguments: Parts) -> None:
    """Give an exception its arguments, also where its class wants others (a SyntaxError without a place, say)."""
    try:
        type(copy).__init__(copy, *arguments)
    except Exception:
        copy.args = tuple(arguments)
    else:
        copy.args = tuple(arguments)  # an OSError keeps those of its creation otherwise


def _notes(value: BaseException) -> list[str]:
    """Return the notes of an exception, without asking its class."""
    for name, notes in dict.items(_attributes(value)):
        if type(name) is str and name == "__notes__" and type(notes) is list:
            return [str.__str__(note) for note in notes if _base(type(note)) == id(str)]
    return []


def _host_arguments(value: BaseException, base: type[BaseException]) -> Parts:
    """Return the arguments for the copy of a host's exception: its own if they are plain and say all, or its text."""
    arguments = [*_args(value)]
    if not _is_plain(arguments):
        return [_text_of(value)]
    if type(value) is base or _text_of(value) == _text_of(value, base):
        return arguments
    return [_text_of(value)]


def _text_of(value: BaseException, cls: type[BaseException] | None = None) -> str:
    """Return the text of a host's exception, as its own class or as `cls` words it; '' when that fails."""
    try:
        return (cls or type(value)).__str__(value)
    except Exception:
        return ""


def _is_plain(root: object) -> bool:
    """Return whether a value consists of scalars and containers of exactly the builtin types."""
    todo, seen = [root], set()
    while todo:
        value = todo.pop()
        base = _base(type(value))
        if base not in _PLAIN or (base in _READ and base != id(type(value))):
            return False
        if id(value) not in seen:
            seen.add(id(value))
            todo.extend(_READ[base](value) if base in _READ else ())
    return True


_HEAP_TYPE, _IMMUTABLE_TYPE = 1 << 9, 1 << 8
# Exact types whose `__name__` is safe to read.
_NAMED = {id(type(_base)): "function", id(type(len)): "builtin", id(type(None for _ in ())): "generator"}


def _host_function(value: object, direct: Direct | None) -> object:
    """Return the guest's side of a host callable."""
    if not callable(value):
        raise _CannotCross(value)
    name = getattr(value, "__name__", None)
    name = name if type(name) is str else "<unknown>"
    return machine.HostFunction(name, direct(value, name) if direct else None)


def _leave(value: Any) -> object:
    """Return the host's side of a guest object that is not a value."""
    cls = type(value)
    name = _name_of(cls)
    if cls is machine.HostFunction:
        return value.function.__wrapped__ if value.function else Opaque(name, f"host function {value.name}")
    if id(value) in BUILTIN_CLASSES:
        return value
    if any(base is type for base in _mro(cls)):
        return Opaque(name, f"class {_name_of(value)}")
    if id(cls) in _NAMED:
        return Opaque(name, f"{_NAMED[id(cls)]} {str.__str__(value.__name__)}")
    is_guest_class = _class_flags(cls) & (_HEAP_TYPE | _IMMUTABLE_TYPE) == _HEAP_TYPE
    return Opaque(name, f"instance of {name}" if is_guest_class else name)


def _name_of(cls: type) -> str:
    """Return the name of a class as an exact string."""
    return str.__str__(_class_name(cls))


def _path_to(root: object, culprit: object) -> str:
    """Return how to reach `culprit` from `root`, as Python would write it: `['rows'][3]`."""
    found: list[tuple[Any, int, str]] = [(root, -1, "")]
    seen = set()
    for index, (value, _, _) in enumerate(found):
        if value is culprit:
            return _join_path(found, index)
        if id(value) not in seen:
            seen.add(id(value))
            found.extend((part, index, step) for part, step in _steps(value))
    return ""


def _join_path(found: list[tuple[Any, int, str]], index: int, ends: int = 6) -> str:
    steps = []
    while index > 0:
        _, index, step = found[index]
        steps.append(step)
    steps.reverse()
    if len(steps) > 2 * ends:
        steps[ends:-ends] = ["..."]
    return "".join(steps)


def _steps(value: Any) -> list[tuple[object, str]]:
    """Return what a container holds, each with the step that leads to it."""
    base = _base(type(value))
    if base not in _READ:
        return []
    parts = _READ[base](value)
    if base == id(dict):
        keys = parts[: len(parts) // 2]
        steps = [f".keys()[{index}]" for index in range(len(keys))] + [f"[{_short(key)}]" for key in keys]
    elif base == id(slice):
        steps = [".start", ".stop", ".step"]
    else:
        steps = [f"[{index}]" for index in range(len(parts))]
    return list(zip(parts, steps, strict=True))


def _short(key: object) -> str:
    text = repr(key) if type(key) is str or (type(key) is int and key.bit_length() < 99) else "..."
    return text if len(text) <= 40 else f"{text[:37]}..."
