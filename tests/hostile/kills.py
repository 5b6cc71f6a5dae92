"""`python -m tests.hostile.kills --count N --seed N`: processes that are killed while they save, and whether the file is whole.

Most of them do nothing but save one snapshot after another; each tenth is a `monty resume` that saves the next pause over its own file.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from monty_cli import Monty, codec, load_snapshot
from monty_cli.cli.files import write_whole

SCRIPT = "while True: step = ask()"
SIZES = (200, 5_000, 300_000)
REAL_EACH = 10


class Torn(Exception):
    """A file that is neither the old one nor the new one."""


def kill_many(count: int, seed: int, folder: Path) -> dict[str, int]:
    """Kill so many processes while they save to files in `folder`; return how often the file was the old one, and the new one.

    Raises `Torn` if a file is neither, or others than its owner may read it.
    """
    chance = random.Random(seed)
    found = {"writer": 0, "resume": 0, "left over": 0}
    target, own = folder / "a.snap", folder / "b.snap"
    write_whole(str(target), _version(0, 200))
    pause = Monty(SCRIPT).start()
    write_whole(str(own), pause.dump())  # type: ignore[union-attr]
    for number in range(count):
        if number % REAL_EACH == REAL_EACH - 1:
            _kill_resume(own, chance)
            load_snapshot(own.read_bytes())
            found["resume"] += 1
        else:
            _kill_writer(target, chance)
            _check(target)
            found["writer"] += 1
        found["left over"] += _clear(folder)
    return found


def _version(number: int, size: int) -> bytes:
    return codec.write({"kind": "test", "number": number}, bytes([number % 256]) * size)


def _kill_writer(target: Path, chance: random.Random) -> None:
    ready, told = os.pipe()
    seed, delay = chance.random(), chance.random() ** 2 * 0.02
    child = os.fork()
    if child == 0:
        _write_for_ever(target, random.Random(seed), told)
    os.close(told)
    os.read(ready, 1)
    os.close(ready)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _write_for_ever(target: Path, chance: random.Random, told: int) -> NoReturn:
    try:
        os.write(told, b"x")
        while True:
            write_whole(str(target), _version(chance.randrange(10**6), chance.choice(SIZES)))
    finally:
        os._exit(1)


def _kill_resume(own: Path, chance: random.Random) -> None:
    command = [sys.executable, "-m", "monty_cli", "resume", own.name, "--value", "1"]
    child = subprocess.Popen(
        command, cwd=own.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()
    )
    time.sleep(chance.random() * 0.4)
    child.kill()
    child.wait()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent), "MONTY_NO_INPUT": "1"}


def _check(target: Path) -> None:
    try:
        header, body = codec.read(target.read_bytes())
    except (ValueError, OSError) as error:
        raise Torn(str(error)) from error
    number = header["number"]
    if type(number) is not int or set(body) != {number % 256} or len(body) not in SIZES:
        raise Torn("the contents are of no version")
    if stat.S_IMODE(target.stat().st_mode) != 0o600:
        raise Torn("others may read the file")


def _clear(folder: Path) -> int:
    left = list(folder.glob(".*.tmp"))
    for path in left:
        path.unlink()
    return len(left)


def main() -> int:
    """Kill, and print what was found; return 1 if a file was torn."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = kill_many(options.count, options.seed, Path(folder))
        except Torn as error:
            print(f"seed {options.seed}: torn: {error}")
            return 1
    print(f"seed {options.seed}: {options.count} kills, all files whole: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
