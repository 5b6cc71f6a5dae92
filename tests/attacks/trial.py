"""The trial of payloads, in a process of its own: a secret is planted around them, and a tripwire looks at what they cause.

It reads {"nonce", "isolate", "payloads": [[text, whether it is endless], …]} as JSON from stdin
and writes what came of each payload to stdout.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any

from monty_cli import Monty, MontyRuntimeError, MontySyntaxError

NONCE = ""
_TRIPS = (
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.putenv",
    "subprocess.",
    "socket.",
    "shutil.",
    "pickle.",
)
BRIEF, LONG = 0.2, 10.0


class Secretive:
    """An object of the host's with a secret."""

    secret = property(lambda self: NONCE)


def functions(nonce: str) -> dict[str, Any]:
    """Return the functions of the host that payloads may call; their errors hold the secret in every field but the text."""
    secret = Secretive()

    def attribute() -> None:
        error = AttributeError("no attribute", name=nonce, obj=secret)
        error.secret = nonce  # type: ignore[attr-defined]
        raise error

    def oserror() -> None:
        error = OSError("missing")
        error.filename = error.filename2 = error.secret = nonce  # type: ignore[attr-defined]
        raise error

    def chained() -> None:
        try:
            raise KeyError(nonce)
        except KeyError:
            error = ValueError("outer")
            error.__context__ = KeyError(nonce)
            raise error  # noqa: B904

    return {
        "ext": lambda: None,
        "ext_attribute": attribute,
        "ext_oserror": oserror,
        "ext_chained": chained,
        "ext_exc_info": lambda: sys.exc_info()[1],
        "ext_echo": lambda *args: f"got {args[-1]}",
        "ext_same": lambda value: value,
        "ext_module": lambda: os,
        "ext_function": lambda: functions,
        "nonce_free": lambda text: nonce not in text,
    }


def attempt(source: str, nonce: str, isolate: bool, seconds: float) -> dict[str, Any]:
    """Run one payload; return its outcome, and all the text that came out of it."""
    said: list[str] = []
    options: dict[str, Any] = {"isolate": True} if isolate else {}
    try:
        result = Monty(source, **options).run(
            external_functions=functions(nonce),
            print_callback=lambda stream, text: said.append(text),
            limits={"max_duration_secs": seconds},
        )
        outcome, text = "ok", repr(result)
    except MontySyntaxError as error:
        outcome, text = "refused", error.display()
    except MontyRuntimeError as error:
        inner = error.exception()
        text = error.display()
        limit = "the limit is" in text
        outcome = "limit" if limit else type(inner).__name__
        if type(inner) is Exception and error._report.type_name != "Exception":
            outcome = error._report.type_name
    before = len(said)
    if "__del__" in source:
        gc.collect()
    if len(said) > before:
        outcome = text = "late"
    return {"outcome": outcome, "text": text, "said": "".join(said)}


def main() -> None:
    """Be the process."""
    global NONCE
    task = json.load(sys.stdin)
    NONCE = task["nonce"]
    trips: list[str] = []
    current: list[str] = [""]

    def watch(event: str, args: Any) -> None:
        if event.startswith(_TRIPS) and current[0] and not task["isolate"]:
            trips.append(f"{current[0]}: {event}")

    attempt("1", NONCE, task["isolate"], LONG)
    sys.addaudithook(watch)
    found = []
    for source, endless in task["payloads"]:
        current[0] = source
        found.append(attempt(source, NONCE, task["isolate"], BRIEF if endless else LONG))
    current[0] = ""
    sys.stdout.write(json.dumps({"found": found, "trips": trips}))


if __name__ == "__main__":
    main()
