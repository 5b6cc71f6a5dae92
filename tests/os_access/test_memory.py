"""`OSAccess`: a file system in memory, the files it is made of, and the errors it raises."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from monty_cli import NOT_HANDLED, CallbackFile, MemoryFile, OSAccess, StatResult


def call(os: OSAccess, name: str, path: str, *args: object, **kwargs: object) -> Any:
    return os(f"Path.{name}", (PurePosixPath(path), *args), dict(kwargs))


@pytest.fixture
def os() -> OSAccess:
    return OSAccess([MemoryFile("/a.txt", "grün"), MemoryFile("/d/b.bin", b"\x00\xff", permissions=0o600)], {"A": "1"})


def test_reading(os: OSAccess) -> None:
    assert call(os, "read_text", "/a.txt") == "grün"
    assert call(os, "read_bytes", "/a.txt") == "grün".encode()
    assert call(os, "read_text", "/a.txt", encoding="latin-1") == "grÃ¼n"
    assert call(os, "read_bytes", "d/../d/b.bin") == b"\x00\xff"
    assert call(os, "iterdir", "/") == [PurePosixPath("/a.txt"), PurePosixPath("/d")]
    assert [call(os, name, "/d") for name in ("exists", "is_file", "is_dir", "is_symlink")] == [
        True,
        False,
        True,
        False,
    ]
    found = call(os, "stat", "/d/b.bin")
    assert isinstance(found, StatResult) and (found.st_size, found.st_mode) == (2, 0o100600)
    assert call(os, "resolve", "/d/../x") == "/x" and call(os, "absolute", "x") == "/x"


def test_writing(os: OSAccess) -> None:
    assert call(os, "write_text", "/d/new.txt", "néw") == 3
    assert call(os, "write_text", "/a.txt", "x\n", newline="\r\n") == 2
    assert call(os, "read_bytes", "/a.txt") == b"x\r\n"
    assert [str(file.path) for file in os.files] == ["/a.txt", "/d/b.bin", "/d/new.txt"]
    call(os, "mkdir", "/x/y/z", parents=True)
    call(os, "rename", "/d/new.txt", "/x/y/z/t.txt")
    assert str(os.files[-1].path) == "/x/y/z/t.txt"
    call(os, "rename", "/x", "/w")
    assert call(os, "read_text", "/w/y/z/t.txt") == "néw"
    removed = os.files[-1]
    call(os, "unlink", "/w/y/z/t.txt")
    assert removed.deleted and not call(os, "exists", "/w/y/z/t.txt")
    call(os, "rmdir", "/w/y/z")
    call(os, "unlink", "/none", missing_ok=True)
    call(os, "touch", "/t")
    assert call(os, "read_bytes", "/t") == b""


@pytest.mark.parametrize(
    "name, path, args, message",
    [
        ("read_text", "/none", (), "[Errno 2] No such file or directory: '/none'"),
        ("read_text", "/d", (), "[Errno 21] Is a directory: '/d'"),
        ("read_text", "/a.txt/x", (), "[Errno 20] Not a directory: '/a.txt/x'"),
        ("write_text", "/none/x", ("",), "[Errno 2] No such file or directory: '/none/x'"),
        ("write_text", "/", ("",), "[Errno 21] Is a directory: '/'"),
        ("mkdir", "/d", (), "[Errno 17] File exists: '/d'"),
        ("mkdir", "/x/y", (), "[Errno 2] No such file or directory: '/x/y'"),
        ("mkdir", "/a.txt/y", (), "[Errno 20] Not a directory: '/a.txt/y'"),
        ("rmdir", "/d", (), "[Errno 39] Directory not empty: '/d'"),
        ("rmdir", "/a.txt", (), "[Errno 20] Not a directory: '/a.txt'"),
        ("unlink", "/d", (), "[Errno 21] Is a directory: '/d'"),
        ("iterdir", "/a.txt", (), "[Errno 20] Not a directory: '/a.txt'"),
        ("rename", "/a.txt", ("/d",), "[Errno 21] Is a directory: '/a.txt' -> '/d'"),
        ("rename", "/d", ("/d/x",), "[Errno 22] Invalid argument: '/d' -> '/d/x'"),
        ("rename", "/none", ("/x",), "[Errno 2] No such file or directory: '/none'"),
    ],
)
def test_errors(os: OSAccess, name: str, path: str, args: tuple[object, ...], message: str) -> None:
    with pytest.raises(OSError) as error:
        call(os, name, path, *args)
    assert str(error.value) == message
    assert [str(file.path) for file in os.files] == ["/a.txt", "/d/b.bin"]


def test_the_environment(os: OSAccess) -> None:
    assert os("os.getenv", ("A", None)) == "1" and os("os.getenv", ("B", "d")) == "d"
    environ = os("os.environ", ())
    environ["B"] = "2"
    assert os("os.environ", ()) == {"A": "1"}


def test_clocks_and_chance_are_not_handled(os: OSAccess) -> None:
    for name, args in (
        ("datetime.now", ()),
        ("time.sleep", (1,)),
        ("os.urandom", (4,)),
        ("uuid.uuid4", ()),
        ("no.such", ()),
    ):
        assert os(name, args) is NOT_HANDLED


def test_a_subclass_adds_what_it_likes() -> None:
    class Timed(OSAccess):
        def time(self) -> float:
            return 7.0

    assert Timed()("time.time", ()) == 7.0


def test_files_by_callbacks() -> None:
    written: list[tuple[PurePosixPath, str | bytes]] = []
    file = CallbackFile("/f", lambda path: f"made for {path}", lambda path, data: written.append((path, data)))
    os = OSAccess([file])
    assert call(os, "read_text", "/f") == "made for /f"
    call(os, "write_bytes", "/f", b"x")
    assert written == [(PurePosixPath("/f"), b"x")]


def test_a_root_folder() -> None:
    os = OSAccess([MemoryFile("x/a.txt", "a")], root_dir="/home/me")
    assert call(os, "read_text", "/home/me/x/a.txt") == call(os, "read_text", "x/a.txt") == "a"
    assert call(os, "absolute", "y") == "/home/me/y"
    with pytest.raises(AssertionError, match="Root directory must be absolute, got x"):
        OSAccess(root_dir="x")
    with pytest.raises(ValueError, match="Cannot put file /a/b within sub-directory of file /a"):
        OSAccess([MemoryFile("/a", ""), MemoryFile("/a/b", "")])
