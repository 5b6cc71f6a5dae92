"""The options that answer system calls: folders, the environment, the clock; and what they leave unanswered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import run_here

FILES = """
from pathlib import Path
text = Path('/data/a.txt').read_text()
with open('/data/out.txt', 'w') as f:
    f.write(text.upper())
print(sorted(p.name for p in Path('/data').iterdir()), Path('/data/out.txt').read_text())
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "host").mkdir()
    (tmp_path / "host" / "a.txt").write_text("abc")
    (tmp_path / "s.py").write_text(FILES)
    return tmp_path


@pytest.mark.parametrize("mode", ["rw", "overlay"])
def test_a_mounted_folder_answers_what_is_in_it(folder: Path, mode: str) -> None:
    result = run_here("run", "s.py", "--mount", f"host::/data::{mode}")
    assert (result.status, result.stdout) == (0, "['a.txt', 'out.txt'] ABC\n"), result
    assert (folder / "host" / "out.txt").exists() is (mode == "rw")


def test_a_mount_is_read_only_unless_it_says_otherwise(folder: Path) -> None:
    result = run_here("run", "s.py", "--mount", "host::/data")
    assert result.status == 1
    assert "OSError: [Errno 30] Read-only file system: '/data/out.txt'" in result.stderr
    assert str(folder) not in result.stderr


def test_what_is_not_mounted_is_a_pause_like_any_other(folder: Path) -> None:
    result = run_here("run", "s.py", "--mount", "host::/elsewhere")
    assert result.status == 75
    assert "Path.read_text(PurePosixPath('/data/a.txt'))" in result.stderr
    result = run_here("resume", "s.snap", "--value", "'xyz'", "--mount", "host::/data::rw")
    assert (result.status, result.stdout) == (0, "['a.txt', 'out.txt'] XYZ\n"), result


def test_a_pause_is_shown_as_a_system_call(folder: Path) -> None:
    run_here("run", "s.py")
    (snapshot,) = folder.glob("*.snap")
    shown = run_here("show", snapshot.name)
    assert shown.status == 0
    assert "paused: system call Path.read_text" in shown.stdout


def test_other_calls_are_asked_as_before(folder: Path) -> None:
    (folder / "s.py").write_text("import os\nprint(ask(os.getenv('A')), os.getenv('B', 'none'), os.environ['A'])")
    result = run_here("run", "s.py", "--env", "A=1=2", "--env", "C=", stdin="'answer'\n")
    assert (result.status, result.stdout) == (0, "answer none 1=2\n"), result


def test_without_env_a_variable_is_asked_for(folder: Path) -> None:
    (folder / "s.py").write_text("import os\nprint(os.getenv('HOME'))")
    result = run_here("run", "s.py", stdin="'/root'\n")
    assert (result.status, result.stdout) == (0, "/root\n"), result


def test_a_fixed_clock_goes_on_when_the_script_sleeps(folder: Path) -> None:
    (folder / "s.py").write_text(
        "import time\nfrom datetime import date, datetime, timezone\n"
        "print(datetime.now(), date.today(), time.time(), datetime.now(timezone.utc))\ntime.sleep(3600)\nprint(datetime.now())"
    )
    result = run_here("run", "s.py", "--clock", "2026-01-31T12:00")
    expected = "2026-01-31 12:00:00 2026-01-31 1769860800.0 2026-01-31 12:00:00+00:00\n2026-01-31 13:00:00\n"
    assert (result.status, result.stdout) == (0, expected), result


def test_the_real_clock(folder: Path) -> None:
    (folder / "s.py").write_text(
        "import time\na = time.time()\ntime.sleep(0.01)\nprint(1.7e9 < a < time.time() < 1e10)"
    )
    result = run_here("run", "s.py", "--clock", "real")
    assert (result.status, result.stdout) == (0, "True\n"), result


@pytest.mark.parametrize(
    "options, status, message",
    [
        (("--mount", "host"), 2, "--mount takes HOST::GUEST[::ro|rw|overlay], not host"),
        (("--mount", "host::data"), 2, "must be absolute"),
        (("--mount", "host::/data::x"), 2, "the mode of a mount is one of ro, rw, overlay"),
        (("--mount", "none::/data"), 66, "cannot mount none: No such file or directory"),
        (("--env", "A"), 2, "--env takes NAME=VALUE, not A"),
        (("--clock", "noon"), 2, "--clock takes real or a time"),
    ],
)
def test_mistakes(options: tuple[str, ...], status: int, message: str) -> None:
    result = run_here("run", "s.py", *options)
    assert result.status == status
    assert message in result.stderr
    assert not result.stdout
