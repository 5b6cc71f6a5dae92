"""Rows of the objects that drive async generators.

| tag | row |
| --- | --- |
| 41 | `[41, column of the async generator]` its step that is under way |
"""

from __future__ import annotations

from .kind import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .decoder import Reader
    from .encoder import Writer


def _step_type() -> type:
    async def probe() -> Any:
        yield

    step = probe().asend(None)
    step.close()
    return type(step)


STEP = _step_type()
"""The type of what the `asend` of an async generator gives."""


def _encode(writer: Writer, step: object) -> list[Any]:
    return [41, writer.column([writer.env.describe_step(step)])]


def _declare(reader: Reader, payload: object) -> None:
    column = reader.column(payload, 1)
    reader.later(column.refs(), lambda: reader.env.make_step(reader.values(column)[0]))


KINDS = [Kind(41, (STEP,), _encode, _declare, sturdy=True)]
