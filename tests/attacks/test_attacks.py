"""Every attack class of the table, in a fresh process with a planted secret: nothing gets out, and the error is the right one."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from typing import Any

import pytest

from tests.attacks import names, objects

ATTACKS = {**names.ATTACKS, **objects.ATTACKS}
# What reaches a worker is the same on every Python; without the marker's choice both are tried on each.
RUNNERS = ("in-process", pytest.param("worker", marks=pytest.mark.harness))
_LEAK = re.compile(r"site-packages|/monty_cli/|/lib/python3")


def try_out(payloads: list[tuple[str, bool]], isolate: bool) -> tuple[list[dict[str, Any]], list[str], str, str]:
    """Run payloads in a new process; return what came of them, what the tripwire saw, stderr, and the secret."""
    nonce = "nonce" + secrets.token_hex(12)
    task = json.dumps({"nonce": nonce, "isolate": isolate, "payloads": payloads})
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.trial"],
        input=task, capture_output=True, text=True, timeout=300, env={**os.environ, "SECRET": nonce}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    answer = json.loads(done.stdout)
    return answer["found"], answer["trips"], done.stderr, nonce


@pytest.fixture(scope="module", params=RUNNERS)
def trials(request: pytest.FixtureRequest) -> dict[int, list[tuple[str, str, dict[str, Any]]]]:
    """What came of all payloads, by class."""
    flat = [(number, expected, source) for number, (_, pairs) in sorted(ATTACKS.items()) for expected, source in pairs]
    found, trips, stderr, nonce = try_out(
        [(source, expected == "limit") for _, expected, source in flat], request.param == "worker"
    )
    assert trips == []
    assert stderr == ""
    told: dict[int, list[tuple[str, str, dict[str, Any]]]] = {}
    for (number, expected, source), result in zip(flat, found, strict=True):
        for text in (result["text"], result["said"]):
            assert nonce not in text, (source, result)
            assert not _LEAK.search(text), (source, result)
        told.setdefault(number, []).append((expected, source, result))
    return told


def test_every_class_is_there() -> None:
    assert sorted(ATTACKS) == list(range(1, 85))
    assert all(len(pairs) >= 2 for _, pairs in ATTACKS.values())


@pytest.mark.parametrize("number", sorted(ATTACKS))
def test_attack(trials: dict[int, list[tuple[str, str, dict[str, Any]]]], number: int) -> None:
    for expected, source, result in trials[number]:
        outcome = result["text"] if result["outcome"] == "ok" and expected != "ok" else result["outcome"]
        same = outcome == expected or (expected == "ImportError" and outcome == "ModuleNotFoundError")
        assert same, (source, expected, result)
