"""The key by which snapshots are signed: `--sign-key FILE`, or the variable MONTY_SIGN_KEY.

A key is written as hex digits, two for each byte, or as any other text, whose UTF-8 bytes it is; white space around it doesn't count. It
appears in no message.
"""

from __future__ import annotations

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import USAGE, Failure
from monty_cli.cli.files import read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.cli.environment import Environment
    from monty_cli.cli.settings import Settings

VARIABLE = "MONTY_SIGN_KEY"
SHORTEST_KEY = 16
"""Bytes that a key has at least, as the library wants it."""


def sign_key(settings: Settings, environment: Environment) -> bytes | None:
    """The key that the options or the environment give, None if neither does; `Failure` says why it can't be used."""
    if settings.sign_key is not None:
        return _checked(_parsed(read_bytes(settings.sign_key)), escape_line(settings.sign_key))
    text = environment.variables.get(VARIABLE, "")
    return _checked(_parsed(text.encode("utf-8", "surrogateescape")), VARIABLE) if text else None


def _parsed(data: bytes) -> bytes:
    content = data.strip()
    try:
        return bytes.fromhex(content.decode("ascii"))
    except ValueError:
        return content


def _checked(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise Failure(
            USAGE, f"{where}: a key to sign with has at least {SHORTEST_KEY} bytes; `openssl rand -hex 32` makes one"
        )
    return key
