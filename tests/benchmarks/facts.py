"""What a measurement must tell with its figures: when, where, with which command and which versions."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from monty_cli.cli.version import VERSION
from tests.benchmarks.engines import Engine


def facts(engines: list[Engine], rounds: int) -> dict[str, Any]:
    """Return date, command, versions and machine, as data for JSON."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "command": " ".join(["python -m tests.benchmarks", *sys.argv[1:]]),
        "rounds": rounds,
        "versions": {
            "python": platform.python_version(),
            "monty-cli": VERSION,
            "greenlet": version("greenlet"),
            "msgpack": version("msgpack"),
            **{engine.name: engine.version for engine in engines},
        },
        "machine": {
            "processor": _processor(),
            "processors": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "load": [round(value, 1) for value in os.getloadavg()],
        },
    }


def _processor() -> str:
    """Return the name of the processor's model, as far as the system tells it."""
    table = Path("/proc/cpuinfo")
    if table.exists():
        for line in table.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
