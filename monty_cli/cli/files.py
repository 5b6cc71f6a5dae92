"""Reading scripts and snapshots, and writing snapshots whole or not at all."""

from __future__ import annotations

import os
import time

from monty_cli.cli.escaping import escape_line
from monty_cli.cli.exit_codes import BAD_DATA, CANNOT_WRITE, NO_INPUT, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO, TextIO

SUFFIX = ".snap"
_LEFT = 3600.0
"""Seconds after which a file that is not whole yet belongs to nobody any more."""


def read_bytes(path: str) -> bytes:
    """The contents of the file at `path`; `Failure` says why it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise Failure(NO_INPUT, f"cannot read {_shown(path)}: {_reason(error)}") from None


def read_script(path: str, stdin: TextIO | None) -> str:
    """The source of the script at `path`, or on `stdin` where `path` is `-`; `Failure` says why there is none."""
    if path != "-":
        data = read_bytes(path)
    elif stdin is None:
        raise Failure(NO_INPUT, "cannot read the script from stdin: it is closed")
    else:
        data = _all_of(stdin)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{_shown(path)}, line {line}"
        raise Failure(
            BAD_DATA, f"{where}: not UTF-8 (byte {data[error.start]:#04x}); save the script as UTF-8"
        ) from None


def write_whole(path: str, data: bytes) -> None:
    """
    Put `data` at `path` so that a reader, or a crash at any moment, finds the old file or the new one, never a part.

    The file is readable by its owner only: a snapshot holds whatever the script was told. A symbolic link is followed;
    what is not a regular file (a device, a pipe) is refused rather than replaced. `Failure` says why it is not written.
    """
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.tmp")
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            raise Failure(
                CANNOT_WRITE, f"cannot write {_shown(path)}: it is not a regular file; choose another with -o"
            )
        if not _write_unnamed(folder, temporary, data):
            _write_new(temporary, data)
        try:
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
        _sync_folder(folder)
        _remove_left(folder or ".", f".{name[:100]}.")
    except (OSError, ValueError) as error:
        reason = _reason(error)
        raise Failure(CANNOT_WRITE, f"cannot write {_shown(path)}: {reason}; choose another place with -o") from None


def _write_unnamed(folder: str, path: str, data: bytes) -> bool:
    """Put `data` at `path` as a file without a name until it is whole: a crash leaves nothing. False where there are no such files."""
    try:
        descriptor = os.open(folder or ".", os.O_WRONLY | os.O_TMPFILE, 0o600)
    except (OSError, AttributeError):
        return False
    with open(descriptor, "wb") as file:
        _write(file, data)
        try:
            os.link(f"/proc/self/fd/{descriptor}", path, follow_symlinks=True)
        except OSError:
            return False
    return True


def _write_new(path: str, data: bytes) -> None:
    """Put `data` at `path`, where nothing is."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            _write(file, data)
    except BaseException:
        os.unlink(path)
        raise


def _write(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _remove_left(folder: str, start: str) -> None:
    """Remove what writers of the same file have left in the folder that were killed, an hour ago or longer."""
    before = time.time() - _LEFT
    try:
        names = os.listdir(folder)
    except OSError:
        return  # it may be written to only
    for name in names:
        if name.startswith(start) and name.endswith(".tmp") and len(name) == len(start) + 16:
            path = os.path.join(folder, name)
            try:
                if os.lstat(path).st_mtime < before:
                    os.unlink(path)
            except OSError:
                continue


def check_folder(path: str) -> None:
    """`Failure` if there is no folder to write `path` in: better known before a long run than after."""
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise Failure(CANNOT_WRITE, f"cannot write {_shown(path)}: there is no folder {_shown(folder)}")


def default_snapshot(script_name: str) -> str:
    """Where a pause of `script_name` is saved when nobody says where: its stem + `.snap`, in the working directory."""
    stem = os.path.splitext(os.path.basename(script_name))[0]
    return (stem.strip("<>") or "stdin") + SUFFIX


def history_file(variables: Mapping[str, str], name: str = "history") -> str | None:
    """
    The file `name` of what was typed before (answers, if no other is named), made if it is not there; None if it cannot be made.

    It stands in MONTY_STATE_DIR, or else XDG_STATE_HOME/monty, or else ~/.local/state/monty, for its owner only.
    """
    state_home = variables.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    folder = variables.get("MONTY_STATE_DIR") or os.path.join(state_home, "monty")
    path = os.path.join(folder, name)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except (OSError, ValueError):
        return None
    return path


def _all_of(stdin: TextIO) -> bytes:
    buffer = getattr(stdin, "buffer", None)
    data = stdin.read().encode("utf-8", "surrogatepass") if buffer is None else buffer.read()
    assert isinstance(data, bytes)
    return data


def _sync_folder(folder: str) -> None:
    """Make the new name last, where the system can; the file itself is safe already."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def _reason(error: Exception) -> str:
    strerror = getattr(error, "strerror", None)
    return escape_line(strerror[0].lower() + strerror[1:] if strerror else str(error))


def _shown(path: str) -> str:
    return escape_line(path)
