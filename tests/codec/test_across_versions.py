"""What one CPython writes, another reads."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.oracle.workers import VARIABLE

VERSIONS = ("3.11", "3.12", "3.13")
ROOT = Path(__file__).parents[2]
WRITE = "import sys; from tests.codec.travel import write; sys.stdout.buffer.write(write())"
READ = "import sys; from tests.codec.travel import check; check(sys.stdin.buffer.read())"


def _candidates(version: str) -> list[str]:
    """Interpreters that may be of a version: those that the tests were given, or found beside this one, in pyenv, on the path."""
    here = Path(sys.executable)
    places = [Path(path) for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    places += [here.with_name(f"python{version}"), here.parents[2] / f"venv-{version}" / "bin" / "python"]
    places += sorted(
        (Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions").glob(f"{version}.*/bin/python")
    )
    found = shutil.which(f"python{version}")
    return [sys.executable, *(str(place) for place in places if place.exists()), *([found] if found else [])]


@cache
def _interpreter(version: str) -> tuple[str, str] | None:
    """An interpreter of a version with the directory that msgpack is in; None if there is none."""
    probe = "import sys, msgpack, os; print('%d.%d' % sys.version_info[:2], os.path.dirname(msgpack.__path__[0]))"
    for candidate in _candidates(version):
        done = subprocess.run([candidate, "-c", probe], capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.split()[0] == version:
            return candidate, done.stdout.split(maxsplit=1)[1].strip()
    return None


def _run(version: str, program: str, data: bytes = b"") -> bytes:
    interpreter = _interpreter(version)
    assert interpreter is not None
    done = subprocess.run([interpreter[0], "-c", program], cwd=ROOT, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@cache
def _written(version: str) -> bytes:
    return _run(version, WRITE)


@pytest.mark.parametrize("reader", VERSIONS)
@pytest.mark.parametrize("writer", VERSIONS)
def test_travels(writer: str, reader: str) -> None:
    missing = [version for version in (writer, reader) if _interpreter(version) is None]
    if missing:
        pytest.skip(f"no CPython {missing[0]} with msgpack is installed")
    _run(reader, READ, _written(writer))


def test_the_same_bytes_in_every_process() -> None:
    current = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert _interpreter(current) is not None
    assert hashlib.sha256(_run(current, WRITE)).digest() == hashlib.sha256(_written(current)).digest()
