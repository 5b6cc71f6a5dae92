"""Plain data between two processes: builtin containers and scalars as msgpack, with identity and cycles, and nothing that runs code.

A message is a msgpack list. A value in it is a scalar as it is, or `[root, node, node, ...]`: a table of what has an identity, each node
a list of a code and its parts. A part is a scalar, or `[n]` for node n. What is no builtin is a `Token`: a kind and parts, of which the
rooms above make something. Immutable nodes follow those immutable nodes that they hold; all other references go where they like.

Decoding believes nothing: codes, references, types and depths are checked, and only ValueError comes out.
"""

from __future__ import annotations

from .identity import identity
from .packing import pack, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Form = Callable[[Any], "Token"]

LIST, DICT, SET, TUPLE, FROZENSET, BYTEARRAY, SLICE, RANGE, COMPLEX, CONSTANT, TOKEN = range(11)
_CODES = {list: LIST, dict: DICT, set: SET, tuple: TUPLE, frozenset: FROZENSET, slice: SLICE}
_MUTABLE = frozenset((LIST, DICT, SET, TOKEN))
_SCALARS = frozenset((type(None), bool, int, float, str, bytes))
_CONSTANTS: dict[str, object] = {"...": ..., "NotImplemented": NotImplemented}

DEEPEST_KEY = 200
"""Tuples and frozensets inside each other in a key or an element of a set: hashing them takes the C stack."""


class Token:
    """What stands in plain data for something else: `kind`, a word, and `parts`, plain data. Tokens are told apart by identity."""

    __slots__ = ("__weakref__", "kind", "parts")

    def __init__(self, kind: str, parts: list[Any]) -> None:
        self.kind = kind
        self.parts = parts


def write_message(fields: list[Any]) -> bytes:
    """Return a message of scalars, lists and dicts of these, and values from `encode_plain`."""
    return pack(fields)


def read_message(data: bytes) -> list[Any]:
    """Return the fields of a message; ValueError unless `data` is a list."""
    fields = unpack(data)
    if type(fields) is not list or not fields:
        raise ValueError("a message is no list")
    return fields


def encode_plain(root: Any, form: Form) -> Any:
    """Return `root` as a field of a message; `form(value)` gives the Token for a value of no type that is known here."""
    return root if type(root) in _SCALARS else _Encoder(form).encode(root)


def flat_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any] | None:
    """Return the arguments of a call as a short field of a message, if they are scalars without names; else None."""
    return ["", *args] if not kwargs and _SCALARS.issuperset(map(type, args)) else None


def read_flat(field: Any) -> tuple[Any, ...] | None:
    """Return the arguments in a field of `flat_arguments`; None for another one."""
    if type(field) is not list or not field or field[0] != "":
        return None
    args = tuple(
        [_big(arg) if type(arg) is list and len(arg) == 2 and type(arg[1]) is bytes else arg for arg in field[1:]]
    )
    if not _SCALARS.issuperset(map(type, args)):
        raise ValueError("the arguments of a call are damaged")
    return args


class _Close:
    """On the list of what is to do: an immutable container whose parts stand above it."""

    __slots__ = ("parts", "value")

    def __init__(self, value: Any, parts: list[Any]) -> None:
        self.value = value
        self.parts = parts


class _Encoder:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.ids: dict[int, int] = {}
        self.kept: list[Any] = []  # ids are those of living objects
        self.nodes: list[Any] = [0]

    def encode(self, root: Any) -> list[Any]:
        todo: list[Any] = [root]
        open_nodes: list[tuple[int, list[Any]]] = []
        while todo:
            item = todo.pop()
            closing = type(item) is _Close
            value = item.value if closing else item
            if type(value) in _SCALARS or identity(value) in self.ids:
                continue
            if closing:
                self.add(value, _CODES[type(value)], self.references(item.parts))
                continue
            code, parts = self.parts_of(value)
            if code in _MUTABLE:
                open_nodes.append((self.add(value, code, []), parts))
                todo.extend(reversed(parts))
            elif code in (TUPLE, FROZENSET, SLICE):
                todo.append(_Close(value, parts))
                todo.extend(reversed(parts))
            else:
                self.add(value, code, parts)
        for index, parts in open_nodes:
            self.nodes[index].extend(self.references(parts))
        self.nodes[0] = self.ids[identity(root)]
        return self.nodes

    def add(self, value: Any, code: int, parts: list[Any]) -> int:
        self.ids[identity(value)] = len(self.nodes)
        self.kept.append(value)
        self.nodes.append([code, *parts])
        return len(self.nodes) - 1

    def parts_of(self, value: Any) -> tuple[int, list[Any]]:
        """Return the code of a value and what it holds; scalars at once where there is nothing else in it."""
        cls = type(value)
        if cls is dict:
            return DICT, [*value, *value.values()]
        if cls is slice:
            return SLICE, [value.start, value.stop, value.step]
        if cls in _CODES:
            return _CODES[cls], [*value]
        if cls is bytearray:
            return BYTEARRAY, [bytes(value)]
        if cls is range:
            return RANGE, [value.start, value.stop, value.step]
        if cls is complex:
            return COMPLEX, [value.real, value.imag]
        if value is ... or value is NotImplemented:
            return CONSTANT, ["..." if value is ... else "NotImplemented"]
        token = value if cls is Token else self.form(value)
        self.kept.append(token)
        return TOKEN, [token.kind, *token.parts]

    def references(self, parts: list[Any]) -> list[Any]:
        return [part if type(part) in _SCALARS else [self.ids[identity(part)]] for part in parts]


def decode_plain(field: Any) -> tuple[Any, bool]:
    """Return the value in a field of a message, and whether tokens are in it; ValueError for what `encode_plain` can't have written."""
    if type(field) in _SCALARS:
        return field, False
    if type(field) is not list:
        raise ValueError("a value is no table")
    if len(field) == 2 and type(field[1]) is bytes:
        return _big(field), False
    return _Decoder(field).decode()


def _big(pair: list[Any]) -> int:
    if pair[0] != 0:
        raise ValueError("a number is damaged")
    return int.from_bytes(pair[1], "little", signed=True)


class _Decoder:
    def __init__(self, nodes: list[Any]) -> None:
        self.nodes = nodes
        self.made: list[Any] = [None] * len(nodes)
        self.depths = [0] * len(nodes)  # of tuples and frozensets inside each other
        self.ready = 0  # immutable nodes below this one are made

    def decode(self) -> tuple[Any, bool]:
        nodes, made = self.nodes, self.made
        tokens = False
        open_nodes: list[int] = []
        for index in range(1, len(nodes)):
            node = nodes[index]
            if type(node) is not list or not node or type(node[0]) is not int:
                raise ValueError("a node is damaged")
            shell = _SHELLS.get(node[0])
            if shell is not None:
                made[index] = shell()
                open_nodes.append(index)
                tokens = tokens or node[0] == TOKEN
        try:
            for index in range(1, len(nodes)):
                self.ready = index
                if nodes[index][0] not in _SHELLS:
                    made[index] = self.immutable(index, nodes[index])
            self.ready = len(nodes)
            for index in open_nodes:
                self.fill(made[index], nodes[index])
        except (TypeError, RecursionError, OverflowError, MemoryError) as error:
            raise ValueError(f"a value can't be: {error}") from None
        root = nodes[0]
        if type(root) is not int or not 0 < root < len(nodes):
            raise ValueError("a value has no root")
        return made[root], tokens

    def immutable(self, index: int, node: list[Any]) -> object:
        code = node[0]
        if code in (TUPLE, FROZENSET, SLICE):
            if code == FROZENSET:
                self.check_keys(node[1:])
            parts = self.parts(node[1:], index)
            if code == SLICE and len(parts) != 3:
                raise ValueError("a slice has three parts")
            return tuple(parts) if code == TUPLE else frozenset(parts) if code == FROZENSET else slice(*parts)
        if code == BYTEARRAY:
            return bytearray(_one(node, bytes))
        if code == CONSTANT:
            name = _one(node, str)
            if name not in _CONSTANTS:
                raise ValueError(f"a constant can't be {name!r}")
            return _CONSTANTS[name]
        wanted = {RANGE: (int, 3), COMPLEX: (float, 2)}.get(code)
        parts = self.parts(node[1:], 0)
        if wanted is None or len(parts) != wanted[1] or any(type(part) is not wanted[0] for part in parts):
            raise ValueError(f"a node of code {code} can't be")
        return range(*parts) if code == RANGE else complex(*parts)

    def fill(self, shell: Any, node: list[Any]) -> None:
        code = node[0]
        parts = self.parts(node[1:], 0)
        if code == LIST:
            shell.extend(parts)
        elif code == SET:
            self.check_keys(node[1:])
            shell.update(parts)
        elif code == DICT:
            half, odd = divmod(len(parts), 2)
            if odd:
                raise ValueError("a dict has a key without a value")
            self.check_keys(node[1 : half + 1])
            shell.update(zip(parts[:half], parts[half:], strict=True))
        else:
            if not parts or type(parts[0]) is not str:
                raise ValueError("a token has no kind")
            shell.kind, shell.parts = parts[0], parts[1:]

    def parts(self, fields: list[Any], index: int) -> list[Any]:
        """Return what the fields of a node stand for; `index` is that of an immutable node, whose depth is told by this."""
        found = []
        for field in fields:
            if type(field) in _SCALARS:
                found.append(field)
            elif type(field) is list and len(field) == 1:
                number = self.number(field)
                if index:
                    self.depths[index] = max(self.depths[index], self.depths[number] + 1)
                found.append(self.made[number])
            elif type(field) is list and len(field) == 2 and type(field[1]) is bytes:
                found.append(_big(field))
            else:
                raise ValueError("a part of a node is damaged")
        return found

    def number(self, field: list[Any]) -> int:
        number = field[0]
        if type(number) is not int or not 0 < number < len(self.nodes):
            raise ValueError("a reference leads nowhere")
        if number >= self.ready and self.nodes[number][0] not in _SHELLS:
            raise ValueError("a reference leads to what comes later")
        return number

    def check_keys(self, fields: list[Any]) -> None:
        for field in fields:
            if type(field) is list and len(field) == 1 and self.depths[self.number(field)] > DEEPEST_KEY:
                raise ValueError("a key is too deep")


def _one(node: list[Any], kind: type) -> Any:
    if len(node) != 2 or type(node[1]) is not kind:
        raise ValueError(f"a node holds no {kind.__name__}")
    return node[1]


_SHELLS: dict[int, Callable[[], object]] = {LIST: list, DICT: dict, SET: set, TOKEN: lambda: Token("", [])}
