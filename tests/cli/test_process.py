"""The console script in a process of its own: what it imports, pipes, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.helpers import COMMAND, TIMEOUT, environment, run_process, write

MODULES = """
import sys
from monty_cli.cli.entry import main
status = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(status)
"""
SLOW = frozenset(
    (
        "typer",
        "rich",
        "prompt_toolkit",
        "pydantic",
        "asyncio",
        "dataclasses",
        "inspect",
        "pathlib",
        "typing",
        "ast",
        "enum",
        "re",
    )
)


def modules_of(folder: Path, *arguments: str, stdin: str = "") -> set[str]:
    """The modules that a run has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", MODULES, *arguments],  # without site, which imports for others
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        env=environment(PYTHONPATH=os.pathsep.join(sys.path)),
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_a_run_without_questions_imports_nothing_slow(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "run", write(tmp_path, "s.py", "print('hello')\n[1, 2]"))
    assert not modules & SLOW
    assert not modules & {"signal", "codeop", "monty_cli.cli.literals", "monty_cli.cli.panels"}


def test_answers_from_a_pipe_import_no_libraries_of_the_terminal(tmp_path: Path) -> None:
    modules = modules_of(tmp_path, "run", write(tmp_path, "s.py", "f(1)"), stdin="[2]\n")
    assert not modules & {"typer", "rich", "prompt_toolkit", "pydantic", "asyncio"}


def test_help_imports_no_engine_of_prompts(tmp_path: Path) -> None:
    assert not modules_of(tmp_path, "--help") & {"prompt_toolkit", "asyncio"}


def test_the_whole_way_between_processes(tmp_path: Path) -> None:
    script = write(tmp_path, "s.py", "a = f(1)\nb = g(a)\n(a, b)")
    assert run_process("run", script, cwd=tmp_path).status == 75
    assert run_process("resume", "s.snap", "--value", "10", cwd=tmp_path).status == 75
    result = run_process("--color", "never", "resume", "s.snap", "--value", "20", cwd=tmp_path)
    assert (result.status, result.stdout) == (0, "(10, 20)\n")


def test_the_command_that_is_printed_works_in_a_shell(tmp_path: Path) -> None:
    script = write(tmp_path, "a b.py", "f(1)")
    result = run_process("run", script, "-o", "it's; $HOME.snap", cwd=tmp_path)
    line = result.stderr.splitlines()[-1].strip().removeprefix("monty ").replace("LITERAL", "7")
    command = f"{sys.executable} -m monty_cli {line}"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=TIMEOUT
    )
    assert (done.returncode, done.stdout) == (0, "7\n")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["run", "-h"], ["nope"]])
def test_help_and_usage_errors_come_from_typer(tmp_path: Path, arguments: list[str]) -> None:
    result = run_process(*arguments, cwd=tmp_path)
    assert result.status == (0 if {"--help", "-h"} & set(arguments) else 2)
    assert "Usage: monty" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_an_exit_code_for_a_script_that_raises(tmp_path: Path) -> None:
    result = run_process("run", write(tmp_path, "s.py", "def f():\n    return 1 / 0\nf()"), cwd=tmp_path)
    assert result.status == 1
    assert result.stdout == ""
    assert 'File "s.py", line 2, in f' in result.stderr
    assert "monty_cli" not in result.stderr, "guest frames only"


def test_a_reader_that_has_gone_ends_the_run_quietly(tmp_path: Path) -> None:
    """As `monty run … | head -1`, with a script that would print for ever and catches all it can."""
    script = write(
        tmp_path, "s.py", "while True:\n    try:\n        print('x' * 1000)\n    except BaseException:\n        pass\n"
    )
    process = subprocess.Popen(
        [*COMMAND, "run", script],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b"xxx")
    process.stdout.close()
    assert process.wait(TIMEOUT) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_ctrl_c_ends_a_script_that_would_catch_it(tmp_path: Path) -> None:
    text = "print('ready')\nwhile True:\n    try:\n        sum(range(1000))\n    except BaseException:\n        pass\n"
    script = write(tmp_path, "s.py", text)
    process = subprocess.Popen(
        [sys.executable, "-u", *COMMAND[1:], "run", script],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 130
    assert errors == b"monty: interrupted while the script was running; nothing is saved\n"


def test_ctrl_z_stops_the_worker_too(tmp_path: Path) -> None:
    script = write(tmp_path, "s.py", "print('ready')\nwhile True: pass\n")
    process = subprocess.Popen(
        [sys.executable, "-u", *COMMAND[1:], "run", script],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(PYTHONUNBUFFERED="1"),
        process_group=0,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    (worker,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()

    def wait_for(states: str) -> None:
        end = time.monotonic() + TIMEOUT
        while Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0] not in states:
            assert time.monotonic() < end
            time.sleep(0.005)

    process.send_signal(signal.SIGTSTP)
    wait_for("T")
    process.send_signal(signal.SIGCONT)
    wait_for("RS")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=TIMEOUT)
    assert process.returncode == 130


def test_time_for_which_it_is_stopped_does_not_count(tmp_path: Path) -> None:
    script = write(
        tmp_path, "s.py", "print('ready', flush=True)\nn = 0\nfor i in range(3_000_000):\n    n += i\nprint('end')"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-u", *COMMAND[1:], "run", script, "--max-time", "1.5", *options],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED="1"),
            bufsize=0,
        )
        for options in ((), ("--in-process",))
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGSTOP)
    time.sleep(3)
    for process in running:
        process.send_signal(signal.SIGCONT)
    for process in running:
        out, errors = process.communicate(timeout=TIMEOUT)
        assert (process.returncode, out) == (0, b"end\n"), errors


def test_closed_streams(tmp_path: Path) -> None:
    """Started with stdin closed, as some supervisors do."""
    script = write(tmp_path, "s.py", "f(1)")
    command = f"{sys.executable} -m monty_cli run {script} <&-"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=TIMEOUT
    )
    assert done.returncode == 75
    assert "saved to s.snap" in done.stderr
