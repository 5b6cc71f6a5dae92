"""Bytes that are data: the container of a snapshot and the graph of values in it.

`write`, `sign` and `read` put a header and a body into a file and take them out (see `container`); `encode` and `decode`
turn values into a body and back (see `encoder`, `columns` and `kinds`). The graph layer is imported when it is
first used: a program that never dumps doesn't pay for it.
"""

from __future__ import annotations

from monty_cli.late import late_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.codec.container import SHORTEST_KEY, VERSION, read, sign, write
    from monty_cli.codec.environment import Environment, GeneratorState, Unsupported, Wrapper
    from monty_cli.codec.steps import STEP

__all__ = [
    "SHORTEST_KEY",
    "STEP",
    "VERSION",
    "Environment",
    "GeneratorState",
    "Unsupported",
    "Wrapper",
    "decode",
    "encode",
    "read",
    "sign",
    "write",
]

_PLACES = {
    "Environment": "environment",
    "GeneratorState": "environment",
    "SHORTEST_KEY": "container",
    "STEP": "steps",
    "Unsupported": "environment",
    "VERSION": "container",
    "Wrapper": "environment",
    "read": "container",
    "sign": "container",
    "write": "container",
}
__getattr__ = late_names(__name__, _PLACES)


def encode(roots: dict[str, object], env: Environment) -> bytes:
    """The body for the values that `roots` names and everything they reach.

    Identity, sharing and cycles are kept, except for scalars (None, bool, int, float but NaN, str, bytes). No guest
    code runs, no value is changed, no iterator advanced. Raises Unsupported, a ValueError with the reason and
    the access path, for the first value that can't be stored exactly.
    """
    from .encoder import encode as encode_graph

    return encode_graph(roots, env)


def decode(body: bytes, env: Environment) -> dict[str, object]:
    """The roots of a body.

    No guest code runs. Raises ValueError, and nothing else, for bytes that are damaged or forged.
    """
    from .decoder import decode as decode_graph

    return decode_graph(body, env)
