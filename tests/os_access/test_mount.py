"""What a mount lets a script do in each mode, and how much it may write."""

from __future__ import annotations

import errno
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from monty_cli import NOT_HANDLED, Monty, MontyRuntimeError, MountDir, OSAccess


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("a\nb\n")
    (tmp_path / "sub" / "b.txt").write_text("b")
    return tmp_path


def call(mount: MountDir, name: str, path: str, *args: object, **kwargs: object) -> Any:
    return mount(f"Path.{name}", (PurePosixPath(path), *args), dict(kwargs))


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


WRITES: list[tuple[str, tuple[object, ...]]] = [
    ("write_text", ("x",)),
    ("write_bytes", (b"x",)),
    ("mkdir", ()),
    ("unlink", ()),
    ("rmdir", ()),
    ("touch", ()),
    ("rename", (PurePosixPath("/m/c.txt"),)),
]


@pytest.mark.parametrize("name, args", WRITES)
def test_a_read_only_mount_takes_no_changes(folder: Path, name: str, args: tuple[object, ...]) -> None:
    before = contents(folder)
    with MountDir(folder, "/m") as mount:
        for path in ("/m/a.txt", "/m/sub", "/m/new"):
            with pytest.raises(OSError) as error:
                call(mount, name, path, *args)
            assert (error.value.errno, error.value.filename) == (errno.EROFS, path)
    assert contents(folder) == before


def test_an_overlay_leaves_the_folder_as_it_is(folder: Path) -> None:
    before = contents(folder)
    script = """
from pathlib import Path
m = Path('/m')
(m / 'a.txt').write_text('changed')
(m / 'new').mkdir()
(m / 'new' / 'c.txt').write_text('c')
(m / 'sub' / 'b.txt').unlink()
(m / 'sub').rmdir()
try:
    (m / 'sub' / 'b.txt').read_text()
except FileNotFoundError as error:
    print(error)
(m / 'sub').mkdir()
(m / 'sub' / 'fresh').touch()
(m / 'new' / 'c.txt').rename(m / 'd.txt')
try:
    (m / 'sub').rename(m / 'other')
except OSError as error:
    print(error)
(str(sorted(m.rglob('*'))), (m / 'a.txt').read_text(), (m / 'a.txt').stat().st_size, (m / 'sub' / 'b.txt').exists())
"""
    lines: list[str] = []
    with MountDir(folder, "/m", "overlay") as mount:
        found = Monty(script).run(os=mount, print_callback=lambda stream, text: lines.append(text))
    paths = "[PosixPath('/m/a.txt'), PosixPath('/m/d.txt'), PosixPath('/m/new'), PosixPath('/m/sub'), PosixPath('/m/sub/fresh')]"
    assert found == (paths, "changed", 7, False)
    assert "".join(lines) == (
        "[Errno 2] No such file or directory: '/m/sub/b.txt'\n"
        "[Errno 18] Invalid cross-device link: '/m/sub' -> '/m/other'\n"
    )
    assert contents(folder) == before


@pytest.mark.parametrize("mode", ["rw", "overlay"])
def test_the_write_limit_is_one_of_all_bytes(folder: Path, mode: str) -> None:
    with MountDir(folder, "/m", mode, 10) as mount:
        assert call(mount, "write_bytes", "/m/x", b"123456") == 6
        assert call(mount, "write_text", "/m/x", "1234") == 4
        for name, data in (("write_text", "1"), ("write_bytes", b"1")):
            with pytest.raises(OSError) as error:
                call(mount, name, "/m/x", data)
            assert error.value.errno == errno.EDQUOT
        assert call(mount, "read_text", "/m/x") == "1234"
        assert call(mount, "write_text", "/m/y", "") == 0


def test_text_is_read_as_python_reads_it(folder: Path) -> None:
    (folder / "dos.txt").write_bytes("grün\r\nx\r".encode())
    with MountDir(folder, "/m") as mount:
        assert call(mount, "read_text", "/m/dos.txt") == "grün\nx\n"
        assert call(mount, "read_text", "/m/dos.txt", newline="") == "grün\r\nx\r"
        assert call(mount, "read_text", "/m/dos.txt", encoding="latin-1") == "grÃ¼n\nx\n"
        with pytest.raises(UnicodeDecodeError):
            call(mount, "read_text", "/m/dos.txt", encoding="ascii")


def test_a_state_tells_nothing_of_owners(folder: Path) -> None:
    with MountDir(folder, "/m") as mount:
        found = call(mount, "stat", "/m/a.txt")
    assert (found.st_size, found.st_uid, found.st_gid, found.st_dev) == (4, 0, 0, 0)


def test_what_is_not_about_files_is_left_to_others(folder: Path) -> None:
    with MountDir(folder, "/m") as mount:
        for name, args in (
            ("os.getenv", ("A", None)),
            ("os.environ", ()),
            ("time.time", ()),
            ("Path.nothing", ("/m",)),
        ):
            assert mount(name, args) is NOT_HANDLED


def test_bad_arguments(folder: Path) -> None:
    with pytest.raises(ValueError, match="one of ro, rw, overlay"):
        MountDir(folder, "/m", "wr")
    with pytest.raises(ValueError, match="must be absolute"):
        MountDir(folder, "m")
    with pytest.raises(ValueError, match="number of bytes"):
        MountDir(folder, "/m", "rw", -1)
    with pytest.raises(FileNotFoundError):
        MountDir(folder / "none", "/m")
    with pytest.raises(NotADirectoryError):
        MountDir(folder / "a.txt", "/m")


def test_the_root_may_be_a_mount_and_the_folder_where_a_script_starts(folder: Path) -> None:
    with MountDir(folder, "/", "rw") as mount:
        script = "import os\nfrom pathlib import Path\nopen('new.txt', 'w').write('1')\n(os.listdir(), str(Path('x').absolute()))"
        assert Monty(script).run(os=mount) == (["a.txt", "new.txt", "sub"], "/x")
    assert (folder / "new.txt").read_text() == "1"


def test_errors_name_the_scripts_path(folder: Path) -> None:
    with MountDir(folder, "/m") as mount, pytest.raises(MontyRuntimeError) as error:
        Monty("open('/m/none/x.txt')").run(os=[mount, OSAccess()])
    assert str(error.value) == "FileNotFoundError: [Errno 2] No such file or directory: '/m/none/x.txt'"
    assert str(folder) not in error.value.display("traceback")
