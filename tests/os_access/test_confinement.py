"""A mounted folder on a real file system: nothing outside of it is read, written, made or removed."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from monty_cli import NOT_HANDLED, Monty, MountDir
from monty_cli.os_access.walk import Walker

SECRET = "the secret"
MODES = ("rw", "overlay")


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """The folder that is mounted; beside it, in `outside`, lie files that must stay as they are."""
    folder = tmp_path / "inside"
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "sub" / "b.txt").write_text("b")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    (outside / "folder").mkdir()
    return folder


@pytest.fixture(autouse=True)
def untouched(tmp_path: Path) -> Iterator[None]:
    """Whatever a test does, the files outside are as they were, to the second of their last change."""
    yield
    outside = tmp_path / "outside"
    if outside.exists():
        assert sorted(path.name for path in outside.rglob("*")) == ["folder", "secret.txt"]
        assert (outside / "secret.txt").read_text() == SECRET


@pytest.fixture(params=MODES)
def mount(inside: Path, request: pytest.FixtureRequest) -> Iterator[MountDir]:
    with MountDir(inside, "/data", request.param) as found:
        yield found


def call(mount: MountDir, name: str, path: str, *args: object, **kwargs: object) -> Any:
    return mount(f"Path.{name}", (PurePosixPath(path), *args), dict(kwargs))


def everything(path: str) -> list[tuple[str, tuple[object, ...], dict[str, object]]]:
    """Every call that reads or writes what is at `path`."""
    return [
        ("read_text", (), {}),
        ("read_bytes", (), {}),
        ("read_text", (), {"encoding": "latin-1"}),
        ("write_text", ("x",), {}),
        ("write_bytes", (b"x",), {}),
        ("iterdir", (), {}),
        ("stat", (), {}),
        ("touch", (), {}),
        ("touch", (), {"exist_ok": False}),
        ("mkdir", (), {"parents": True}),
    ]


def refuses(mount: MountDir, path: str) -> None:
    """Nothing can be done with `path`: it is an error, or there is nothing there."""
    for name, args, kwargs in everything(path):
        with pytest.raises(OSError) as error:
            call(mount, name, path, *args, **kwargs)
        assert SECRET not in str(error.value)
        assert error.value.filename == path
    assert call(mount, "exists", path) is False
    assert call(mount, "is_file", path) is False
    assert call(mount, "is_dir", path) is False


def test_what_is_inside_can_be_used(mount: MountDir) -> None:
    assert call(mount, "read_text", "/data/a.txt") == "a"
    assert call(mount, "iterdir", "/data") == [PurePosixPath("/data/a.txt"), PurePosixPath("/data/sub")]
    assert call(mount, "write_text", "/data/sub/new.txt", "new") == 3
    assert call(mount, "read_bytes", "/data/sub/new.txt") == b"new"
    call(mount, "mkdir", "/data/x/y", parents=True)
    call(mount, "rename", "/data/sub/new.txt", PurePosixPath("/data/x/y/z.txt"))
    assert call(mount, "is_file", "/data/x/y/z.txt") and not call(mount, "exists", "/data/sub/new.txt")
    assert call(mount, "read_text", "/data/sub/../a.txt") == "a"
    call(mount, "unlink", "/data/x/y/z.txt")
    call(mount, "rmdir", "/data/x/y")
    assert call(mount, "iterdir", "/data/x") == []


@pytest.mark.parametrize(
    "path",
    ["/data/../outside/secret.txt", "/data/..", "/", "/etc/passwd", "/data2/a.txt", "../outside", "/data/sub/../../x"],
)
def test_paths_outside_are_nobodys(mount: MountDir, path: str) -> None:
    for name, args, kwargs in everything(path):
        assert call(mount, name, path, *args, **kwargs) is NOT_HANDLED


@pytest.mark.parametrize(
    "target",
    [
        "../outside/secret.txt",
        "../outside/secret.txt/",
        "../outside",
        "../outside/",
        "../outside/new.txt",
        "..",
        "../",
        ".././outside/secret.txt",
        "sub/../../outside/secret.txt",
        "sub/deep/../../../outside/secret.txt",
        "/",
        "/etc/passwd",
        "{outside}/secret.txt",
        "{outside}/secret.txt/",
        "{outside}",
        "{inside}/../outside/secret.txt",
        "{inside}2/secret.txt",
        "//{outside}/secret.txt",
        "/proc/self/cwd",
    ],
)
def test_links_that_lead_out_lead_nowhere(mount: MountDir, inside: Path, target: str) -> None:
    (inside / "link").symlink_to(target.format(inside=inside, outside=inside.parent / "outside"))
    refuses(mount, "/data/link")
    for path in ("/data/link/secret.txt", "/data/link/folder/new.txt", "/data/link/outside/secret.txt"):
        assert call(mount, "exists", path) is False
        for name, args in (("read_bytes", ()), ("write_bytes", (b"x",)), ("mkdir", ()), ("unlink", ()), ("rmdir", ())):
            with pytest.raises(OSError):
                call(mount, name, path, *args)
    assert call(mount, "is_symlink", "/data/link") is True
    call(mount, "unlink", "/data/link")
    assert call(mount, "is_symlink", "/data/link") is False


def test_links_of_links_and_folders_that_are_links(mount: MountDir, inside: Path) -> None:
    (inside / "one").symlink_to("two")
    (inside / "two").symlink_to("sub/three")
    (inside / "sub" / "three").symlink_to("../../outside/secret.txt")
    (inside / "out").symlink_to("../outside")
    (inside / "sub" / "up").symlink_to("..")
    refuses(mount, "/data/one")
    refuses(mount, "/data/sub/up/out/secret.txt")
    refuses(mount, "/data/sub/up/sub/up/out/secret.txt")


def test_links_that_stay_inside_are_followed(mount: MountDir, inside: Path) -> None:
    (inside / "relative").symlink_to("sub/b.txt")
    (inside / "absolute").symlink_to(inside / "sub" / "b.txt")
    (inside / "sub" / "deep" / "up").symlink_to("../../a.txt")
    (inside / "folder").symlink_to("sub/deep/../")
    (inside / "top").symlink_to(inside)
    assert call(mount, "read_text", "/data/relative") == call(mount, "read_text", "/data/absolute") == "b"
    assert call(mount, "read_text", "/data/sub/deep/up") == "a"
    assert call(mount, "read_text", "/data/folder/b.txt") == "b"
    assert call(mount, "read_text", "/data/top/folder/deep/up") == "a"
    assert call(mount, "resolve", "/data/top/folder/deep/up") == "/data/a.txt"
    assert call(mount, "resolve", "/data/folder/none/more") == "/data/sub/none/more"
    call(mount, "write_text", "/data/relative", "new")
    assert call(mount, "read_text", "/data/sub/b.txt") == "new"


def test_links_in_a_circle_end(mount: MountDir, inside: Path) -> None:
    (inside / "circle").symlink_to("circle")
    (inside / "grow").symlink_to("grow/grow")
    refuses(mount, "/data/circle")
    refuses(mount, "/data/grow/x")


def test_files_with_another_hard_link_are_refused(mount: MountDir, inside: Path) -> None:
    os.link(inside.parent / "outside" / "secret.txt", inside / "linked.txt")
    for name, args, _ in everything("")[: 2 if mount.mode == "overlay" else 5]:
        with pytest.raises(PermissionError):
            call(mount, name, "/data/linked.txt", *args)
    call(mount, "unlink", "/data/linked.txt")
    assert not call(mount, "exists", "/data/linked.txt")


def test_hard_links_can_be_allowed(inside: Path) -> None:
    os.link(inside / "a.txt", inside / "twin.txt")
    with MountDir(inside, "/data", "rw", hard_links=True) as mount:
        assert call(mount, "write_text", "/data/twin.txt", "both") == 4
        assert call(mount, "read_text", "/data/a.txt") == "both"


def test_pipes_sockets_and_devices_are_refused(mount: MountDir, inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inside / "pipe")
    (inside / "null").symlink_to("/dev/null")
    monkeypatch.chdir(inside)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for path in ("/data/pipe", "/data/socket"):
            began = time.monotonic()
            for name, args in (("read_text", ()), ("read_bytes", ()), ("write_bytes", (b"x",)), ("touch", ())):
                if mount.mode == "overlay" and name == "touch":
                    continue
                with pytest.raises(OSError):
                    call(mount, name, path, *args)
            assert time.monotonic() - began < 5  # opening a pipe may wait for ever
            assert call(mount, "exists", path) and not call(mount, "is_file", path)
    refuses(mount, "/data/null")


@pytest.mark.parametrize("name, args", [("read_bytes", ()), ("write_bytes", (b"x",)), ("touch", ())])
def test_a_device_is_not_opened(name: str, args: tuple[object, ...]) -> None:
    with MountDir("/dev", "/data", "rw") as mount, pytest.raises(PermissionError):
        call(mount, name, "/data/null", *args)


def test_renaming_stays_within_the_mount(mount: MountDir) -> None:
    for target in ("/outside/x", "/data/../outside/x", "../x"):
        with pytest.raises(OSError):
            call(mount, "rename", "/data/a.txt", PurePosixPath(target))
    with pytest.raises(OSError):
        call(mount, "rename", "/data", PurePosixPath("/data/sub/new"))
    assert call(mount, "read_text", "/data/a.txt") == "a"


def test_a_link_is_replaced_and_not_written_through(inside: Path) -> None:
    (inside / "link").symlink_to("../outside/secret.txt")
    with MountDir(inside, "/data", "rw") as mount:
        call(mount, "rename", "/data/a.txt", PurePosixPath("/data/link"))
        assert call(mount, "read_text", "/data/link") == "a"


def race(inside: Path, swap: Callable[[], None], attempt: Callable[[], str]) -> set[str]:
    """What `attempt` comes to, over and over, while another thread does `swap` over and over."""
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            swap()

    thread = threading.Thread(target=work)
    thread.start()
    results = set()
    end = time.monotonic() + 1.5
    try:
        while time.monotonic() < end:
            try:
                results.add(attempt())
            except OSError as error:
                results.add(type(error).__name__)
    finally:
        done.set()
        thread.join()
    return results


def test_a_file_that_is_swapped_for_a_link_while_it_is_read(inside: Path) -> None:
    target = inside.parent / "outside" / "secret.txt"
    path, spare = inside / "sub" / "b.txt", inside / "spare"

    def swap() -> None:
        spare.unlink(missing_ok=True)
        spare.symlink_to(target)
        spare.replace(path)
        spare.write_text("b")
        spare.replace(path)

    with MountDir(inside, "/data", "rw") as mount:
        found = race(inside, swap, lambda: str(call(mount, "read_text", "/data/sub/b.txt")))
    assert found <= {"b", "", "PermissionError", "FileNotFoundError", "OSError"}


def test_a_folder_that_is_swapped_for_a_link_while_it_is_walked(inside: Path) -> None:
    outside = inside.parent / "outside"
    folder, aside, link = inside / "sub", inside / "aside", inside / "link"

    def swap() -> None:
        link.unlink(missing_ok=True)
        link.symlink_to(outside)
        folder.rename(aside)
        link.rename(folder)
        folder.unlink()
        aside.rename(folder)

    def attempt(mount: MountDir) -> str:
        call(mount, "write_text", "/data/sub/secret.txt", "overwritten")
        call(mount, "write_text", "/data/sub/new.txt", "x")
        return ",".join(path.name for path in call(mount, "iterdir", "/data/sub"))

    with MountDir(inside, "/data", "rw") as mount:
        found = race(inside, swap, lambda: attempt(mount))
    assert not any("folder" in names for names in found)


ATTACK = """
import os
from pathlib import Path

def attempt(call):
    try:
        return str(call())
    except OSError as error:
        return type(error).__name__

found = set()
top = Path('/data')
for _ in range(rounds):
    found.add(attempt(lambda: open('/data/sub/secret.txt').read()))
    found.add(attempt(lambda: [name for _, folders, files in os.walk('/data') for name in folders + files if name in wanted]))
    found.add(attempt(lambda: [path.name for path in top.rglob('*.txt') if path.name in wanted]))
    found.add(attempt(lambda: Path('/data/sub/secret.txt').write_text('overwritten')))
    attempt(lambda: os.mkdir('/data/sub/made'))
    attempt(lambda: os.rename('/data/a.txt', '/data/sub/moved.txt'))
    attempt(lambda: os.rename('/data/sub/moved.txt', '/data/a.txt'))
    attempt(lambda: os.unlink('/data/sub/secret.txt'))
    attempt(lambda: os.rmdir('/data/sub/folder'))
    attempt(lambda: os.rmdir('/data/sub/made'))
    attempt(lambda: Path('/data/sub/touched').touch())
found
"""


@pytest.mark.parametrize("mode", MODES)
def test_a_script_that_walks_and_writes_while_folders_are_swapped_for_links(inside: Path, mode: str) -> None:
    """Everything outside stays as it was (`untouched` looks), and nothing of it is seen."""
    folder, aside, link = inside / "sub", inside / "aside", inside / "link"
    ways = itertools.cycle(["../outside", str(inside.parent / "outside"), "aside/../../outside", "chain"])
    (inside / "chain").symlink_to("../outside")
    script = Monty(ATTACK, inputs=["rounds", "wanted"])

    def swap() -> None:
        link.unlink(missing_ok=True)
        link.symlink_to(next(ways))
        folder.rename(aside)
        link.rename(folder)
        folder.unlink()
        aside.rename(folder)

    with MountDir(inside, "/data", mode) as mount:
        found = race(
            inside, swap, lambda: str(script.run(inputs={"rounds": 5, "wanted": ["secret.txt", "folder"]}, os=mount))
        )
    # `secret.txt` of the mount's own may have been written by the script itself.
    assert not any(SECRET in text or "'folder'" in text for text in found)


def test_what_takes_the_place_of_a_removed_link_of_an_overlay(inside: Path) -> None:
    (inside / "link").symlink_to("a.txt")
    (inside / "up").symlink_to("sub")
    with MountDir(inside, "/data", "overlay") as mount:
        call(mount, "unlink", "/data/link")
        assert not call(mount, "exists", "/data/link")
        call(mount, "write_text", "/data/link", "new")
        assert (call(mount, "read_text", "/data/link"), call(mount, "read_text", "/data/a.txt")) == ("new", "a")
        call(mount, "unlink", "/data/up")
        call(mount, "mkdir", "/data/up")
        call(mount, "write_text", "/data/up/b.txt", "of its own")
        assert call(mount, "read_text", "/data/sub/b.txt") == "b"
        call(mount, "rename", "/data/a.txt", PurePosixPath("/data/sub/deep/a.txt"))
        assert not call(mount, "exists", "/data/a.txt") and call(mount, "read_text", "/data/sub/deep/a.txt") == "a"
    assert (inside / "link").is_symlink() and (inside / "a.txt").read_text() == "a"


def test_a_disk_that_is_full_costs_nothing_of_what_was_there(inside: Path) -> None:
    code = "f = open('/data/a.txt', 'a')\nf.write('b' * 50)\nfound = []\n"
    code += (
        "for end in (f.flush, f.close, f.close):\n    try:\n        found.append(end())\n    except OSError as error:\n"
    )
    code += "        found.append(error.errno)\n(found, f.closed)"
    with MountDir(inside, "/data", "rw", write_limit=20) as mount:
        assert Monty(code).run(os=mount) == ([errno.EDQUOT, errno.EDQUOT, None], True)
    assert (inside / "a.txt").read_text() == "a"


def test_a_folder_that_is_moved_away_while_a_walk_stands_in_it(inside: Path) -> None:
    """`..` leads back to where the walk came from, not to where the folder is now."""
    walker = Walker(str(inside))
    with walker.reach(["sub", "deep"]) as place:
        (inside / "sub").rename(inside.parent / "outside" / "moved")
        assert place.trail == ("sub",)
    shutil.rmtree(inside.parent / "outside" / "moved")
    with pytest.raises(FileNotFoundError):
        walker.reach(["sub", "deep"])
    with pytest.raises(PermissionError):
        walker.reach([".."])
    walker.close()


def test_the_mounted_folder_itself_may_move(inside: Path) -> None:
    with MountDir(inside, "/data", "rw") as mount:
        inside.rename(inside.with_name("elsewhere"))
        inside.symlink_to("outside")
        assert call(mount, "read_text", "/data/a.txt") == "a"
        assert not call(mount, "exists", "/data/secret.txt")


def test_no_descriptor_is_left_open(inside: Path) -> None:
    (inside / "out").symlink_to("../outside")
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    with MountDir(inside, "/data", "rw") as mount:
        for path in ("/data/a.txt", "/data/sub/none", "/data/out/x", "/data/sub", "/data/sub/../a.txt"):
            for name, args, kwargs in everything(path):
                try:
                    call(mount, name, path, *args, **kwargs)
                except OSError:
                    continue
    assert (len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0) == before
