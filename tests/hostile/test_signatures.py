"""Signed snapshots: with a key, nothing is loaded that is not signed by it, whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monty_cli import (
    FunctionSnapshot,
    FutureSnapshot,
    Monty,
    MontyRepl,
    NameLookupSnapshot,
    codec,
    load_repl_snapshot,
    load_snapshot,
)
from monty_cli.cli.signing import SHORTEST_KEY
from tests.cli.helpers import run_here

KEY, OTHER = b"k" * 32, b"o" * 32


def _busy() -> Any:
    return MontyRepl().feed_start("ask(1)")


def _future() -> Any:
    first: Any = Monty("async def w(): return await ask(1)\nawait w()").start()
    return first.resume(future=...)


def _session() -> MontyRepl:
    repl = MontyRepl()
    repl.feed_run("x = 1")
    return repl


MADE: dict[str, tuple[Callable[[], Any], Callable[..., Any]]] = {
    "program": (lambda: Monty("1"), Monty.load),
    "function": (lambda: Monty("ask(1)").start(), FunctionSnapshot.load),
    "any": (lambda: Monty("ask(1)").start(), load_snapshot),
    "name": (lambda: Monty("x").start(), NameLookupSnapshot.load),
    "future": (_future, FutureSnapshot.load),
    "session": (_session, MontyRepl.load),
    "busy session": (_busy, load_repl_snapshot),
}


@pytest.mark.parametrize("kind", MADE)
def test_each_kind(kind: str) -> None:
    made, load = MADE[kind]
    plain, signed = made().dump(), made().dump(key=KEY)
    assert load(signed, key=KEY) and load(signed) and load(plain)
    with pytest.raises(ValueError, match="not signed"):
        load(plain, key=KEY)
    with pytest.raises(ValueError, match="signature doesn't match"):
        load(signed, key=OTHER)


def test_every_bit_is_signed() -> None:
    """Also of a file whose checksum somebody has put right."""
    from hashlib import sha256

    data = Monty("ask(1)").start().dump(key=KEY)  # type: ignore[union-attr]
    for place in (*range(8, 24), *range(56, len(data))):
        damaged = bytearray(data)
        damaged[place] ^= 1
        damaged[24:56] = sha256(damaged[:24] + damaged[56:]).digest()
        with pytest.raises(ValueError):
            load_snapshot(bytes(damaged), key=KEY)


def test_a_signature_is_of_one_content() -> None:
    one, two = codec.write({"a": 1}, b"x"), codec.write({"a": 2}, b"x")
    signed = codec.sign(one, KEY)
    with pytest.raises(ValueError):
        codec.read(codec.sign(two, OTHER)[:56] + signed[56:], KEY)
    assert codec.read(signed, KEY) == ({"a": 1}, b"x") == codec.read(signed)


def test_cutting_the_signature_off_is_told() -> None:
    data = codec.sign(codec.write({}, b"x"), KEY)
    with pytest.raises(ValueError, match="truncated"):
        codec.read(data[:56] + data[88:], KEY)
    with pytest.raises(ValueError, match="not signed"):
        codec.read(codec.write({}, b"x"), KEY)


@pytest.mark.parametrize("key", ["text" * 8, 5, bytearray(32)])
def test_keys_of_wrong_types(key: Any) -> None:
    with pytest.raises(TypeError, match="key"):
        load_snapshot(Monty("ask(1)").start().dump(), key=key)  # type: ignore[union-attr]
    with pytest.raises(TypeError, match="key"):
        Monty("1").dump(key=key)


def test_short_keys() -> None:
    assert SHORTEST_KEY == codec.SHORTEST_KEY
    with pytest.raises(ValueError, match="16 bytes"):
        Monty("1").dump(key=b"short")
    with pytest.raises(ValueError, match="16 bytes"):
        Monty.load(Monty("1").dump(), key=b"")


SECRET = "5ec4e7" * 8


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a script and keys."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("a = ask(1)\nb = ask(2)\nprint(a, b)")
    (tmp_path / "key").write_text(SECRET + "\n")
    (tmp_path / "other").write_text("any other text of some length")
    return tmp_path


def test_command_line(folder: Path) -> None:
    signing = ("--sign-key", "key")
    assert run_here("run", "a.py", "--no-input", *signing).status == 75
    codec.read((folder / "a.snap").read_bytes(), bytes.fromhex(SECRET))
    assert run_here("show", "a.snap", *signing).status == run_here("show", "a.snap").status == 0
    refused = run_here("show", "a.snap", "--sign-key", "other")
    assert refused.status == 65 and "signature" in refused.stderr
    assert run_here("resume", "a.snap", "--value", "1", MONTY_SIGN_KEY=SECRET).status == 75
    assert run_here("resume", "a.snap", "--value", "2", *signing).stdout == "1 2\n"


def test_what_is_not_signed_is_refused(folder: Path) -> None:
    run_here("run", "a.py", "--no-input")
    for command in (("show", "a.snap"), ("resume", "a.snap", "--value", "1"), ("repl", "a.snap")):
        refused = run_here(*command, "--sign-key", "key")
        assert refused.status in (2, 65) and ("not signed" in refused.stderr or "no session" in refused.stderr)


def test_sessions(folder: Path) -> None:
    assert run_here("repl", "--sign-key", "key", "-o", "s.snap", stdin="x = 1\n:save\n").status == 0
    assert run_here("repl", "s.snap", "--sign-key", "key", stdin="print(x)\n").stdout == "1\n"
    assert "not signed" in _unsigned_session(folder).stderr
    assert run_here("show", "s.snap", "--sign-key", "other").status == 65


def _unsigned_session(folder: Path) -> Any:
    repl = MontyRepl()
    (folder / "u.snap").write_bytes(repl.dump())
    return run_here("repl", "u.snap", "--sign-key", "key", stdin="1\n")


@pytest.mark.parametrize("text", ["short", "abcdef", "  \n"])
def test_bad_keys_are_told_and_not_shown(folder: Path, text: str) -> None:
    (folder / "bad").write_text(text)
    found = run_here("run", "a.py", "--no-input", "--sign-key", "bad")
    assert found.status == 2 and "at least 16 bytes" in found.stderr and (not text.strip() or text not in found.stderr)
    assert run_here("run", "a.py", "--no-input", "--sign-key", "missing").status == 66


def test_the_key_is_in_no_text(folder: Path) -> None:
    shown = [
        run_here("run", "a.py", "--no-input", MONTY_SIGN_KEY=SECRET),
        run_here("show", "a.snap", MONTY_SIGN_KEY=SECRET),
    ]
    shown.append(run_here("resume", "a.snap", "--value", "1", MONTY_SIGN_KEY="x" * 40))
    assert all(SECRET not in repr(found) and "x" * 40 not in repr(found) for found in shown)
    assert bytes.fromhex(SECRET) not in (folder / "a.snap").read_bytes()
