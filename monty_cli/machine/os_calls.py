"""The calls of the operating system that the guest's library makes: each pauses the program under its name."""

from __future__ import annotations

from monty_cli.machine.state import OsFunction

NAMES = (
    *("Path.exists", "Path.is_file", "Path.is_dir", "Path.is_symlink", "Path.read_text", "Path.read_bytes", "Path.write_text"),
    *("Path.write_bytes", "Path.mkdir", "Path.unlink", "Path.rmdir", "Path.iterdir", "Path.stat", "Path.rename", "Path.resolve"),
    *("Path.absolute", "Path.touch", "os.getenv", "os.environ", "os.urandom"),
    *("datetime.now", "date.today", "time.time", "time.monotonic", "time.sleep", "uuid.uuid4"),
)  # fmt: skip

OS_CALLS = {f"@os_{name.lower().replace('.', '_')}": OsFunction(name) for name in NAMES}
"""By hidden name: the prelude calls `Path.exists` as `h_os_path_exists`."""
