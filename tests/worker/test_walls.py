"""The walls of a worker: what it has of the host's, what the kernel keeps from it, and what `monty doctor` says of both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from monty_cli.worker import kernel

ROOT = Path(__file__).parent.parent.parent
SECRET = "planted-" + "4711-secret"  # nowhere as one constant

LOOK = """
import contextlib, json, os, resource, sys
from monty_cli import Monty
leak = os.open("/etc/passwd", os.O_RDONLY)
os.set_inheritable(leak, True)
os.dup2(leak, 3, inheritable=True)
if sys.argv[1] == "here":
    from monty_cli.worker import processes
    processes.fork_here()
snapshot = Monty("import json\\nf()", isolate=True).start(limits={"max_memory": 1 << 28, "max_duration_secs": 50})
pid = snapshot._state.execution.link.pid
folder = f"/proc/{pid}"
secret = os.environ["MONTY_SECRET"].encode()
found = 0
for line in open(folder + "/maps"):
    if "r" in line.split()[1] and "[v" not in line:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        with open(folder + "/mem", "rb") as memory, contextlib.suppress(OSError):  # a file that is shorter than its place
            memory.seek(start)
            found += memory.read(end - start).count(secret)
limits = {line[:26].strip(): line[26:].split()[0] for line in open(folder + "/limits")}
status = dict(line.rstrip("\\n").split(":\\t", 1) for line in open(folder + "/status") if ":\\t" in line)
print(json.dumps({
    "descriptors": sorted(os.readlink(f"{folder}/fd/{name}") for name in os.listdir(folder + "/fd")),
    "environment": open(folder + "/environ").read().strip("\\0"),
    "folder": os.readlink(folder + "/cwd"),
    "secrets": found,
    "limits": limits,
    "status": status,
    "session": os.getsid(pid) == pid,
}))
"""


def run(code: str, *arguments: str) -> str:
    """Return what a fresh process prints."""
    environment = {
        "PATH": os.environ["PATH"],
        "MONTY_SECRET": SECRET,
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
    }
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=environment, cwd=ROOT, close_fds=False, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("where", ["here", "server"])
def test_a_worker_has_nothing_of_the_hosts(where: str) -> None:
    found: dict[str, Any] = json.loads(run(LOOK, where))
    others = [name for name in found["descriptors"] if not name.startswith("pipe:")]
    assert len(found["descriptors"]) - len(others) == 2
    assert [name for name in others if not name.startswith("/proc/")] == ["/dev/null"] * 3
    assert len([name for name in others if name.endswith("/statm")]) == len(others) - 3 == 1, "its own memory"
    assert (found["environment"], found["folder"], found["secrets"], found["session"]) == ("", "/", 0, True)
    limits = found["limits"]
    assert limits["Max core file size"] == limits["Max file size"] == "0"
    assert int(limits["Max open files"]) <= 64
    assert limits["Max processes"] != "unlimited"
    assert 1 << 28 < int(limits["Max address space"]) < 1 << 30
    assert 50 < int(limits["Max cpu time"]) < 60
    assert found["status"]["NoNewPrivs"] == "1"


TRIALS = """
import ctypes, errno, json, os, socket, sys
from monty_cli.worker import kernel
kernel.prepare()
libc = ctypes.CDLL(None, use_errno=True)
def own(name, *arguments):
    def call():
        ctypes.set_errno(0)
        if getattr(libc, name)(*arguments) < 0:
            raise OSError(ctypes.get_errno(), name)
    return call
def fork():
    if os.fork() == 0:
        os._exit(0)
folder = sys.argv[1]
open(folder + "/mine", "w").close()
trials = {
    "file system": {
        "read a file": lambda: open(folder + "/mine").close(),
        "list a folder": lambda: os.listdir(folder),
        "read /proc": lambda: open("/proc/self/environ").close(),
        "read the host's memory": lambda: open(f"/proc/{os.getppid()}/mem").close(),
    },
    "system calls": {
        "a socket": lambda: socket.socket(),
        "write a file": lambda: open(folder + "/other", "w").close(),
        "append to a file": lambda: open(folder + "/mine", "a").close(),
        "make a folder": lambda: os.mkdir(folder + "/sub"),
        "remove a file": lambda: os.unlink(folder + "/mine"),
        "rename a file": lambda: os.rename(folder + "/mine", folder + "/moved"),
        "change a mode": lambda: os.chmod(folder + "/mine", 0o777),
        "a socket of the system's": lambda: socket.socket(socket.AF_UNIX),
        "a pair of sockets": lambda: socket.socketpair(),
        "fork": fork,
        "run a program": lambda: os.execv("/bin/true", ["true"]),
        "spawn a program": lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0),
        "signal the host": lambda: os.kill(os.getppid(), 0),
        "trace the host": own("ptrace", 16, os.getppid(), 0, 0),
        "a memory file": lambda: os.memfd_create("x"),
        "another user": lambda: os.setuid(os.getuid()),
        "change the limits of another": lambda: __import__("resource").prlimit(os.getppid(), 7),
        "a namespace": own("unshare", 0x10000000),
        "mount": own("mount", b"none", b"/", b"tmpfs", 0, 0),
    },
    "allowed": {
        "import a module": lambda: __import__("colorsys"),
        "import an extension": lambda: __import__("_bisect"),
        "random bytes": lambda: os.urandom(4),
        "a thread": lambda: __import__("threading").Thread(target=int).start(),
        "a nap": lambda: __import__("time").sleep(0.001),
        "memory": lambda: bytearray(1 << 26),
        "a zone": lambda: __import__("zoneinfo").ZoneInfo("Europe/Berlin"),
        "hashes": lambda: __import__("hashlib").sha256(b"x").hexdigest(),
        "a limit of its own": lambda: __import__("resource").setrlimit(7, (60, 64)),
    },
}
def outcome(trial):
    try:
        trial()
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error.errno))
    except Exception as error:
        return type(error).__name__
    return "done"
standing = kernel.enter()
ends = {}
for wall, found in trials.items():
    most = None if wall == "allowed" or standing[wall] is True else 1  # nothing is tried that would do something
    ends[wall] = {name: outcome(trial) for name, trial in list(found.items())[:most]}
print(json.dumps([standing, ends]))
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Which walls the kernel puts up here, or why not, and how each trial has ended."""
    standing, found = json.loads(run(TRIALS, str(tmp_path_factory.mktemp("trials"))))
    return standing, found


def test_the_kernel_keeps_out_what_it_can(tried: tuple[dict[str, Any], dict[str, dict[str, str]]]) -> None:
    standing, found = tried
    assert set(standing) == set(kernel.WALLS)
    allowed = {name: end for name, end in found["allowed"].items() if end != "done"}
    assert allowed in ({}, {"a zone": "ZoneInfoNotFoundError"})
    for wall, stands in standing.items():
        if stands is True:
            assert {name: end for name, end in found[wall].items() if end not in ("EPERM", "EACCES")} == {}
        else:
            assert type(stands) is str and stands
            assert "done" in found[wall].values()


DOCTOR = "from monty_cli.worker.doctor import examine\nprint('\\n'.join(finding.line() for finding in examine()))"


def doctors_lines(before: str = "") -> dict[str, str]:
    """Return the lines of the report, by what they are about; `before` is code that runs before it is made."""
    return {line[6:24].strip(): line for line in run(before + DOCTOR).splitlines()}


def test_the_doctor_tells_which_walls_stand(tried: tuple[dict[str, Any], dict[str, dict[str, str]]]) -> None:
    lines = doctors_lines()
    assert lines["worker"].startswith("ok ")
    assert lines["no new privileges"].startswith("ok ")
    for wall, stands in tried[0].items():
        if stands is True:
            assert lines[wall].startswith("ok ")
        else:
            assert lines[wall].startswith("note ") and stands in lines[wall]


MISSING = """
from monty_cli.worker import kernel_calls, processes
load = kernel_calls.ctypes.CDLL
def without(name, **keywords):
    if name is not None:
        raise OSError(f"{name}: cannot open shared object file")
    return load(name, **keywords)
kernel_calls.ctypes.CDLL = without
processes.fork_here()
"""


def test_the_doctor_tells_what_is_missing() -> None:
    lines = doctors_lines(MISSING)
    assert lines["system calls"].startswith("note ") and "libseccomp.so.2 is not installed" in lines["system calls"]


SCRIPT = """
import datetime, decimal, hashlib, json, random, re, zoneinfo
def summer(zone):
    return datetime.datetime(2020, 7, 1, tzinfo=zone).isoformat()
try:
    zone = zoneinfo.ZoneInfo('Europe/Berlin')
except zoneinfo.ZoneInfoNotFoundError:
    zone = datetime.timezone.utc
found = [summer(zone), hashlib.md5(b'x').hexdigest(), json.dumps([1]), re.sub('a+', 'b', 'caat'), random.Random(3).random()]
found += [str(decimal.Decimal(1) / 3), datetime.date(2020, 7, 1).strftime('%A'), b'\\xe9'.decode('latin-1'), sorted([3, 1], key=f)]
"""
ISOLATED = (
    "from monty_cli import Monty\n"
    f"script = {SCRIPT!r} + 'found'\n"
    "print(Monty(script, isolate=True).run(external_functions={'f': abs}, limits={'max_memory': 1 << 28, 'max_duration_secs': 60}))"
)


def test_scripts_run_behind_the_walls() -> None:
    """What is imported late, and the thread of a limit, need files and calls that must be on the lists."""
    assert run(ISOLATED) == run(f"f = abs\n{SCRIPT}\nprint(found)")
