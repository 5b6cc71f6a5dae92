"""Rows of cells, functions, generators and the machine's helper objects.

| tag | row |
| --- | --- |
| 30 | `[30, column]` cell, of its content or of nothing |
| 31 | `[31, unit, fid, shape, column of cells, column of attributes]` function, see `_ATTRIBUTES` |
| 39 | `[39, unit, fid, point, state, name, qualname, shape, column of cells, shape, column of locals]` generator |
| 40 | `[40, name, column of the state]` helper object of the machine |
"""

from __future__ import annotations

from types import AsyncGeneratorType, CellType, CoroutineType, FunctionType, GeneratorType

from .frozen import Unmade
from .identity import identity
from .kind import Kind, expect
from .scalars import named_row
from .stages import CONTENTS, MACHINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer


_ATTRIBUTES = (
    "__name__",
    "__qualname__",
    "__module__",
    "__doc__",
    "__defaults__",
    "__kwdefaults__",
    "__annotations__",
    "__dict__",
    "__type_params__",
)
_SOMETIMES = ("__annotations__", "__dict__", "__type_params__")
"""Left out when empty; a Python version may lack the last."""


def _encode_cell(writer: Writer, cell: CellType) -> list[Any]:
    try:
        return [30, writer.column([cell.cell_contents])]
    except ValueError:  # empty
        return [30, []]


def _declare_cell(reader: Reader, payload: object) -> None:
    column = reader.column(payload)
    cell = CellType()
    reader.ready(cell)
    if len(column) > 1:
        raise ValueError("a cell has one content")

    def fill() -> None:
        for value in reader.values(column):
            cell.cell_contents = value

    reader.on_fill(CONTENTS, fill)


def _encode_function(writer: Writer, fn: FunctionType) -> list[Any]:
    row = named_row(writer, fn)
    if row is not None:
        return row
    unit, fid = writer.env.describe_function(fn)
    cells = dict(zip(fn.__code__.co_freevars, fn.__closure__ or (), strict=True))
    values = [getattr(fn, name, None) for name in _ATTRIBUTES]
    for place, name in enumerate(_ATTRIBUTES):
        if name in _SOMETIMES and not values[place]:
            values[place] = None
    while values[-1] is None:
        values.pop()
    return [31, unit, fid, *cell_columns(writer, cells), writer.column(values)]


def cell_columns(writer: Writer, cells: Mapping[str, CellType]) -> list[Any]:
    """Shape and column of cells by name."""
    return [writer.shape(tuple(cells)), writer.column(list(cells.values()))]


def _cells(reader: Reader, shape: object, payload: object) -> tuple[Any, Callable[[], dict[str, CellType]]]:
    names = reader.shape(shape)
    column = reader.column(payload, len(names))

    def cells() -> dict[str, CellType]:
        found = reader.values(column)
        return {name: expect(cell, CellType) for name, cell in zip(names, found, strict=True)}

    return column.refs(), cells


def _declare_function(
    reader: Reader, unit: object, fid: object, shape: object, cells: object, attributes: object
) -> None:
    needs, found_cells = _cells(reader, shape, cells)
    column = reader.column(attributes)
    if len(column) > len(_ATTRIBUTES):
        raise ValueError("a function has unknown attributes")
    known: tuple[str, int] = (expect(unit, str), expect(fid, int))
    place = reader.later(needs, lambda: reader.env.make_function(*known, found_cells()))

    def fill() -> None:
        fn = expect(reader.objects[place], FunctionType)
        values = reader.values(column)
        values += [None] * (len(_ATTRIBUTES) - len(values))
        for name, value in zip(_ATTRIBUTES, values, strict=True):
            if value is not None or name not in _SOMETIMES:
                _set_attribute(fn, name, value)

    reader.on_fill(CONTENTS, fill)


def _set_attribute(fn: FunctionType, name: str, value: object) -> None:
    # Python 3.11 has no `__type_params__`, and would keep it as an attribute of the program's.
    # What isn't made yet is set when the function is filled again.
    if name in FunctionType.__dict__ and type(value) is not Unmade:
        setattr(fn, name, value)


def _encode_generator(writer: Writer, generator: Any) -> list[Any]:
    state = writer.env.describe_generator(generator)
    variables = dict(state.locals)
    return [
        39,
        state.unit,
        state.fid,
        state.point,
        state.state,
        state.name,
        state.qualname,
        *cell_columns(writer, state.cells),
        writer.shape(tuple(variables)),
        writer.column(list(variables.values())),
    ]


def _declare_generator(
    reader: Reader,
    unit: object,
    fid: object,
    point: object,
    state: object,
    name: object,
    qualname: object,
    cell_shape: object,
    cells: object,
    shape: object,
    payload: object,
) -> None:
    needs, found_cells = _cells(reader, cell_shape, cells)
    names = reader.shape(shape)
    column = reader.column(payload, len(names))
    texts = [expect(text, str) for text in (unit, state, name, qualname)]
    number, place = expect(fid, int), expect(point, int)
    fills: list[Callable[[dict[str, object]], None]] = []

    def make() -> object:
        made, fill = reader.env.make_generator(texts[0], number, place, texts[1], found_cells(), texts[2], texts[3])
        fills.append(fill)
        return made

    reader.later(needs, make)
    reader.on_fill(MACHINE, lambda: fills[0](dict(zip(names, reader.values(column), strict=True))))


def classify_helper(writer: Writer, value: object) -> Callable[[Writer, Any], list[Any]] | None:
    """The encoder for a helper object of the machine; None for other values."""
    return _encode_helper if identity(type(value)) in writer.wrappers else None


def _encode_helper(writer: Writer, value: object) -> list[Any]:
    name, wrapper = writer.wrappers[identity(type(value))]
    return [40, name, writer.column([wrapper.get_state(value)])]


def _declare_helper(reader: Reader, name: object, payload: object) -> None:
    wrapper = reader.env.wrappers.get(expect(name, str))
    if wrapper is None:
        raise ValueError("a helper object is of an unknown kind")
    column = reader.column(payload, 1)
    made = wrapper.make()
    reader.ready(made)
    reader.on_fill(MACHINE, lambda: wrapper.set_state(made, reader.values(column)[0]))


KINDS = [
    Kind(30, (CellType,), _encode_cell, _declare_cell),
    Kind(31, (FunctionType,), _encode_function, _declare_function, sturdy=True),
    Kind(39, (GeneratorType, CoroutineType, AsyncGeneratorType), _encode_generator, _declare_generator),
    Kind(40, (), None, _declare_helper, sturdy=True),
]
