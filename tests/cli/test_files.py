"""Files: written whole or not at all, and errors that say what to do."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from monty_cli.cli.exit_codes import BAD_DATA, CANNOT_WRITE, NO_INPUT, Failure
from monty_cli.cli.files import (
    check_folder,
    default_snapshot,
    history_file,
    read_bytes,
    read_script,
    write_whole,
)
from tests.cli.helpers import Stream


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[True, False], ids=["unnamed", "named"])
def unnamed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write files with a name from their end on, where the system can, or from their beginning on."""
    if not request.param:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.mark.usefixtures("unnamed")
def test_a_snapshot_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "a.snap"
    write_whole(str(path), b"one")
    write_whole(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert mode(path) == 0o600
    assert os.listdir(tmp_path) == ["a.snap"]


@pytest.mark.usefixtures("unnamed")
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.snap"
    write_whole(str(path), b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Failure, match=r"no space left on device; choose another place with -o") as caught:
        write_whole(str(path), b"new")
    assert caught.value.status == CANNOT_WRITE
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.snap"]


def test_what_killed_writers_have_left_goes_with_time(tmp_path: Path) -> None:
    old, new, other = (tmp_path / f".{name}.tmp" for name in ("a.snap.0123456789ab", "a.snap.ba9876543210", "a.snap.x"))
    for path in (old, new, other):
        path.write_bytes(b"part")
    for path in (old, other):
        os.utime(path, (0, 0))
    write_whole(str(tmp_path / "a.snap"), b"whole")
    assert sorted(os.listdir(tmp_path)) == sorted((new.name, other.name, "a.snap"))


def test_a_link_is_followed_and_a_device_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "real.snap"
    target.write_bytes(b"old")
    link = tmp_path / "link.snap"
    link.symlink_to(target)
    write_whole(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path):
        with pytest.raises(Failure, match="not a regular file"):
            write_whole(str(place), b"")


def test_missing_folders_are_told_early(tmp_path: Path) -> None:
    check_folder("a.snap")
    with pytest.raises(Failure, match="there is no folder"):
        check_folder(str(tmp_path / "nope" / "a.snap"))
    with pytest.raises(Failure, match="no such file or directory"):
        write_whole(str(tmp_path / "nope" / "a.snap"), b"")


def test_reading(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="no such file") as caught:
        read_bytes(str(tmp_path / "nope"))
    assert caught.value.status == NO_INPUT
    with pytest.raises(Failure, match="is a directory"):
        read_bytes(str(tmp_path))
    with pytest.raises(Failure, match="null"):
        read_bytes("a\0b")


def test_scripts(tmp_path: Path) -> None:
    script = tmp_path / "s.py"
    script.write_bytes(b"\xef\xbb\xbfprint('\xc3\xa9')\n")
    assert read_script(str(script), None) == "print('é')\n"
    script.write_bytes(b"a = 1\nb = '\xe9'\n")
    with pytest.raises(Failure, match=r"line 2: not UTF-8 \(byte 0xe9\)") as caught:
        read_script(str(script), None)
    assert caught.value.status == BAD_DATA
    assert read_script("-", Stream("a = 1")) == "a = 1"
    with pytest.raises(Failure, match="closed"):
        read_script("-", None)


def test_default_names() -> None:
    assert default_snapshot("jobs/orders.py") == "orders.snap"
    assert default_snapshot("<stdin>") == "stdin.snap"
    assert default_snapshot("orders.v2.py") == "orders.v2.snap"


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"MONTY_STATE_DIR": "{}/own", "XDG_STATE_HOME": "{}/xdg"}, "own"),
        ({"XDG_STATE_HOME": "{}/xdg"}, "xdg/monty"),
    ],
)
def test_history_is_its_owners_only(tmp_path: Path, variables: dict[str, str], folder: str) -> None:
    found = history_file({name: text.format(tmp_path) for name, text in variables.items()})
    assert found == str(tmp_path / folder / "history")
    assert mode(tmp_path / folder) == 0o700
    assert mode(tmp_path / folder / "history") == 0o600


def test_no_history_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert history_file({"MONTY_STATE_DIR": str(tmp_path / "file")}) is None


def test_history_stands_in_the_home_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert history_file({}) == str(tmp_path / ".local" / "state" / "monty" / "history")
