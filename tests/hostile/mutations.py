"""Changes to snapshots: raw bytes, and trees whose checksums are right again afterwards.

Every change comes from the `random.Random` that is given, so that a case can be made again from its number.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from monty_cli.codec.kinds import DECLARE
from monty_cli.guest import PRELUDE_FILES
from monty_cli.machine.namespace import make_namespaces
from monty_cli.machine.prelude import index, prelude_unit
from monty_cli.machine.program import program_for
from monty_cli.machine.state import State

from .trees import Tree, places

NUMBERS = [
    0,
    1,
    -1,
    2,
    7,
    16,
    39,
    50,
    51,
    255,
    2**16,
    2**31 - 1,
    2**31,
    2**40,
    2**63 - 1,
    2**64 - 1,
    -(2**63),
    2**70,
    10**4000,
]
TEXTS = [
    "", "x", "@", "@x", "@attr", "__class__", "__globals__", "__dict__", "__del__", "__slots__", "__init_subclass__", "__set_name__",
    "__builtins__", "__code__", "__reduce__", "gi_frame", "\0", "\ud800", "a" * 5000, "os", "system", "script", "suspended", "running",
    "new", "closed", "value", "self", "getattr", "evaluated", "yield_from", "compare", "tee", "product", "format", "mro", "0:a",
]  # fmt: skip
SCALARS: list[Any] = [None, True, False, -0.0, float("nan"), float("inf"), b"", b"x", *NUMBERS, *TEXTS]
LIES: list[Any] = [
    [],
    [[0]],
    [0, b"\xff" * 9],
    {},
    {"i": [0]},
    {"i": []},
    {"r": [0, 1]},
    {"t": [["a"], [0]]},
    [None] * 5,
    [[0], [1]],
]
NAMED = 3
FUNCTION, GENERATOR, CLASS, INSTANCE, HELPER = 31, 39, 50, 51, 40


@cache
def names() -> list[str]:
    """Names that a snapshot may try: all builtins of a run, hidden ones too, and some of every other kind."""
    state = State(program_for("import math", "main.py", []), lambda stream, text: None)
    make_namespaces(state)
    hidden = {*state.builtins, *index(), "@path_ask", "@binary_call", "@host_statistic"}
    found = [f"b:{name}" for name in sorted(hidden)]
    types = [
        "function",
        "generator",
        "module",
        "HostFunction",
        "method",
        "builtin_function_or_method",
        "re.Pattern",
        "decimal.Context",
    ]
    found += [f"t:{name}" for name in types]
    modules = [
        "math",
        "os",
        "os.path",
        "sys",
        "re.compile",
        "@paths",
        "@asyncio",
        "asyncio.run",
        "random.@inst",
        "json.dumps",
        "io.open",
    ]
    found += [
        f"m:{name}" for name in (*modules, "enum.Enum", "dataclasses.dataclass", "builtins", "posix", "monty_cli")
    ]
    return [*found, "h:ask", "h:eval", "o:m", "o:__class__", "u:ask", "z:UTC", "x:y", "b:", ""]


@cache
def functions() -> list[tuple[str, int]]:
    """The functions of the prelude by file and id."""
    return [(file, fid) for file in PRELUDE_FILES for fid in prelude_unit(file).functions]


def raw(data: bytes, chance: random.Random) -> bytes:
    """Change bytes: flips, cuts, insertions, repetitions."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(found) + 1)
        how = chance.randrange(6)
        if how == 0 and place < len(found):
            found[place] ^= 1 << chance.randrange(8)
        elif how == 1 and place < len(found):
            found[place] = chance.randrange(256)
        elif how == 2:
            del found[place : place + chance.choice((1, 2, 8, 100))]
        elif how == 3:
            found[place:place] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
        elif how == 4:
            found[place:place] = found[place : place + chance.choice((1, 4, 30))]
        else:
            found[place : place + 4] = chance.choice(
                (b"\xff" * 4, b"\0" * 4, b"\xdd\xff\xff\xff", b"\xc1", b"\xd4\x05x")
            )
    return bytes(found)


def body(tree: Tree, chance: random.Random) -> None:
    """Change the bytes of the header or body within right checksums."""
    from monty_cli.codec.packing import pack, unpack

    try:
        changed = unpack(raw(pack(tree.body), chance))
    except ValueError:
        return
    if type(changed) is list:
        tree.body = changed


def structural(tree: Tree, chance: random.Random) -> None:
    """Change the tree, a few times."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if not tree.rows or chance.random() < 0.08:
            _header(tree, chance)
        else:
            chance.choices(_CHANGES, _WEIGHTS)[0](tree, chance)


def _header(tree: Tree, chance: random.Random) -> None:
    own = tree.header.get("machine", tree.header)
    if chance.random() < 0.5 and type(own) is dict and type(own.get("source")) is str:
        own["source"] = text(own["source"], chance)
        return
    found = places(tree.header)
    holder, key = chance.choice(found)
    holder[key] = chance.choice((*SCALARS[:40], [], {}, [["x", "y", [], "exec", "", False, 3]]))


def text(source: str, chance: random.Random) -> str:
    """Change a source text a little."""
    lines = source.split("\n")
    place = chance.randrange(len(lines))
    how = chance.randrange(4)
    if how == 0:
        del lines[place]
    elif how == 1:
        lines.insert(place, chance.choice(("x = 1", "import os", "", "ask(1)", lines[place])))
    elif how == 2:
        lines[place] = lines[place].replace(chance.choice("abcdefx12("), chance.choice("abx1)"), 1)
    else:
        return source[: chance.randrange(len(source) + 1)]
    return "\n".join(lines)


def _row(tree: Tree, chance: random.Random, tag: int | None = None) -> list[Any]:
    rows = [row for row in tree.rows if type(row) is list and row and (tag is None or row[0] == tag)]
    return chance.choice(rows) if rows else [None]


def _references(value: Any) -> list[tuple[Any, Any]]:
    return [
        (holder, key)
        for holder, key in places(value)
        if type(holder[key]) is int and ((type(holder) is list and len(holder) == 1) or _is_ids(value, holder))
    ]


def _is_ids(value: Any, holder: Any) -> bool:
    return type(holder) is list and bool(holder) and set(map(type, holder)) == {int} and holder is not value


def _retarget(tree: Tree, chance: random.Random) -> None:
    """Have a reference lead elsewhere."""
    found = _references(_row(tree, chance) if chance.random() < 0.8 else tree.body)
    if found and tree.body is not None and type(tree.body[0]) is int:
        holder, key = chance.choice(found)
        holder[key] = chance.randrange(max(1, min(tree.body[0], 10**6)))


def _scalar(tree: Tree, chance: random.Random) -> None:
    """Have a scalar be another one."""
    holder, key = chance.choice(places(_row(tree, chance)) or [([None], 0)])
    value = holder[key]
    if type(value) is int and chance.random() < 0.6:
        holder[key] = value + chance.choice((-1, 1, 2, -3, 40))
    elif type(value) is int:
        holder[key] = chance.choice(NUMBERS)
    elif type(value) is str and chance.random() < 0.7:
        holder[key] = chance.choice((*TEXTS, *names()[:: chance.randrange(1, 40)]))
    elif type(value) not in (list, dict):
        holder[key] = chance.choice(SCALARS)


def _lie(tree: Tree, chance: random.Random) -> None:
    """Put something of another form in a place."""
    holder, key = chance.choice(places(_row(tree, chance) if chance.random() < 0.8 else tree.body) or [([None], 0)])
    holder[key] = chance.choice((*LIES, *SCALARS))


def _transplant(tree: Tree, chance: random.Random) -> None:
    """Copy one part over another."""
    import copy

    source, from_key = chance.choice(places(_row(tree, chance)) or [([None], 0)])
    target, key = chance.choice(places(_row(tree, chance)) or [([None], 0)])
    target[key] = copy.deepcopy(source[from_key])


def _swap(tree: Tree, chance: random.Random) -> None:
    """Exchange two rows, so that all that referred to one has the other."""
    rows = tree.rows
    if len(rows) > 1:
        a, b = chance.randrange(len(rows)), chance.randrange(len(rows))
        rows[a], rows[b] = rows[b], rows[a]


def _same_kind(tree: Tree, chance: random.Random) -> None:
    """Exchange a field of two rows of one kind."""
    row = _row(tree, chance)
    other = _row(tree, chance, row[0])
    if len(row) > 1 and len(other) > 1:
        place = chance.randrange(1, min(len(row), len(other)))
        row[place], other[place] = other[place], row[place]


def _tag(tree: Tree, chance: random.Random) -> None:
    _row(tree, chance)[0] = chance.choice((*DECLARE, 100, 101, 102, 103, 104, 105, 106, 110, 120, 121, 130, 999))


def _length(tree: Tree, chance: random.Random) -> None:
    """Make a list longer or shorter."""
    holder, key = chance.choice(places(_row(tree, chance) if chance.random() < 0.7 else tree.body) or [([None], 0)])
    if type(holder) is list:
        if chance.random() < 0.5:
            del holder[key]
        else:
            holder.insert(key, holder[key])


def _name(tree: Tree, chance: random.Random) -> None:
    """Have a row be what has a name: a function of the library, a hidden helper, a type."""
    rows = tree.rows
    rows[chance.randrange(len(rows))][:] = [NAMED, chance.choice(names())]


def _function(tree: Tree, chance: random.Random) -> None:
    """Have a function or generator be another one: of the script, or of the prelude."""
    row = _row(tree, chance, chance.choice((FUNCTION, GENERATOR)))
    if len(row) < 6:
        return
    if chance.random() < 0.5:
        row[1], row[2] = chance.choice(functions())
    else:
        row[2] += chance.choice((-2, -1, 1, 2, 3, 8))
    if row[0] == GENERATOR and chance.random() < 0.5:
        row[3] += chance.choice((-2, -1, 1, 2, 5))
        row[4] = chance.choice(("new", "suspended", "running", "closed"))


def _point(tree: Tree, chance: random.Random) -> None:
    """Have a tuple of a unit, a function and a point, as frame records are, say something else."""
    found = [
        row
        for row in tree.rows
        if type(row) is list and row[:1] == [12] and type(row[-1]) is list and row[-1][:1] == ["script"]
    ]
    if not found:
        return
    record = chance.choice(found)[-1]
    if chance.random() < 0.3 and len(record) > 2:
        record[0], record[1] = chance.choice(functions())
        record[2] = record[1] + chance.randrange(40)
    elif len(record) > 2:
        place = chance.choice((1, 2))
        record[place] = record[place] + chance.choice((-3, -2, -1, 1, 2, 3, 10)) if type(record[place]) is int else 5


def _shape(tree: Tree, chance: random.Random) -> None:
    """Rename a key of a shape: an attribute, a variable, a name of a class."""
    shapes = [shape for shape in (tree.body or [None, []])[1] if type(shape) is list and shape]
    if shapes:
        shape = chance.choice(shapes)
        others = chance.choice(shapes)
        shape[chance.randrange(len(shape))] = chance.choice(
            (*TEXTS, chance.choice(others), "_tasks", "number", "@t1", "@ns", "it")
        )


_WEIGHTED: list[tuple[Any, int]] = [
    (_retarget, 10), (_scalar, 6), (_lie, 3), (_transplant, 3), (_swap, 3), (_same_kind, 4), (_tag, 1), (_length, 2), (_name, 5),
    (_function, 4), (_point, 3), (_shape, 3), (body, 1),
]  # fmt: skip
_CHANGES = [change for change, _ in _WEIGHTED]
_WEIGHTS = [weight for _, weight in _WEIGHTED]
