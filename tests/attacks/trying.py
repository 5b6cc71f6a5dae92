"""Trying payloads in a fresh process with a planted secret, and judging what came of them."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.attacks import made_classes, names, objects

ATTACKS = {**names.ATTACKS, **objects.ATTACKS, **made_classes.ATTACKS}
_LEAK = re.compile(r"site-packages|/monty_cli/|/lib/python3")


class Attempt(NamedTuple):
    """One payload of a class: the outcome that it should have, its text, and what came of it."""

    number: int
    expected: str
    source: str
    result: dict[str, Any]

    def outcome(self) -> str:
        """Return the exception that ended the payload, `limit`, `refused`, or the `repr` of its result where that is expected."""
        result = self.result
        return str(result["text"] if result["outcome"] == "ok" and self.expected != "ok" else result["outcome"])

    def is_right(self) -> bool:
        """Tell whether the payload has ended as it should."""
        found = self.outcome()
        return found == self.expected or (self.expected == "ImportError" and found == "ModuleNotFoundError")


class Trial(NamedTuple):
    """What came of payloads in one process: the attempts, and what was wrong with the process as a whole."""

    attempts: list[Attempt]
    wrong: list[str]


def payloads(numbers: Sequence[int] = ()) -> list[tuple[int, str, str]]:
    """Return class number, outcome and text of the payloads of some classes, or of all."""
    return [
        (number, expected, source)
        for number, (_, pairs) in sorted(ATTACKS.items())
        if not numbers or number in numbers
        for expected, source in pairs
    ]


def try_out(flat: Sequence[tuple[int, str, str]], isolate: bool, python: str = sys.executable) -> Trial:
    """Run payloads in a new process of `python`, there or in its workers."""
    nonce = "nonce" + secrets.token_hex(12)
    tasks = [(source, expected == "limit") for _, expected, source in flat]
    done = subprocess.run(
        [python, "-m", "tests.attacks.trial"],
        input=json.dumps({"nonce": nonce, "isolate": isolate, "payloads": tasks}),
        capture_output=True, text=True, timeout=600, env={**os.environ, "SECRET": nonce}, check=False,
    )  # fmt: skip
    if done.returncode:
        return Trial([], [f"the process ended with {done.returncode}: {done.stderr[-2000:]}"])
    answer = json.loads(done.stdout)
    attempts = [Attempt(*row, result) for row, result in zip(flat, answer["found"], strict=True)]
    wrong = [f"tripwire: {trip}" for trip in answer["trips"]]
    if done.stderr:
        wrong.append(f"on stderr: {done.stderr}")
    for attempt in attempts:
        for text in (attempt.result["text"], attempt.result["said"]):
            if nonce in text:
                wrong.append(f"the secret gets out: {attempt.source}")
            if _LEAK.search(text):
                wrong.append(f"a path of the host's gets out: {attempt.source}")
    return Trial(attempts, wrong)
