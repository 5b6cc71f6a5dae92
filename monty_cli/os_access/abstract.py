"""`AbstractOS`: a handler of system calls with one method for each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from errno import EEXIST, ENOENT
from pathlib import PurePath, PurePosixPath

from monty_cli.os_access.handling import NOT_HANDLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, tzinfo
    from typing import Any
    from uuid import UUID

    from monty_cli.os_access.stat_result import StatResult


class AbstractOS(ABC):
    """Answers system calls by its methods; an object of a subclass is what `os=` takes.

    Paths are `PurePosixPath`. A method may raise any `OSError`, which the script gets, and may return `NOT_HANDLED`. The methods of
    clocks and chance (`now` to `uuid4`) answer nothing unless a subclass defines them.
    """

    def __call__(self, function_name: str, args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> Any:
        """Answer the call of `function_name`; `NOT_HANDLED` for one that has no method."""
        kwargs = kwargs or {}
        special = _SPECIAL.get(function_name)
        if special is not None:
            return special(self, *args, **kwargs)
        method = _METHODS.get(function_name)
        return NOT_HANDLED if method is None else getattr(self, method)(*args, **kwargs)

    @abstractmethod
    def path_exists(self, path: PurePosixPath) -> bool:
        """Tell whether there is a file or folder."""

    @abstractmethod
    def path_is_file(self, path: PurePosixPath) -> bool:
        """Tell whether there is a file."""

    @abstractmethod
    def path_is_dir(self, path: PurePosixPath) -> bool:
        """Tell whether there is a folder."""

    @abstractmethod
    def path_is_symlink(self, path: PurePosixPath) -> bool:
        """Tell whether there is a symbolic link."""

    @abstractmethod
    def path_read_text(self, path: PurePosixPath) -> str:
        """Return the text of a file."""

    @abstractmethod
    def path_read_bytes(self, path: PurePosixPath) -> bytes:
        """Return the content of a file."""

    @abstractmethod
    def path_write_text(self, path: PurePosixPath, data: str) -> int:
        """Make `data` the whole text of a file, and return its length."""

    @abstractmethod
    def path_write_bytes(self, path: PurePosixPath, data: bytes) -> int:
        """Make `data` the whole content of a file, and return its length."""

    @abstractmethod
    def path_mkdir(self, path: PurePosixPath, parents: bool, exist_ok: bool) -> None:
        """Make a folder, with `parents` those around it too."""

    @abstractmethod
    def path_unlink(self, path: PurePosixPath) -> None:
        """Remove a file."""

    @abstractmethod
    def path_rmdir(self, path: PurePosixPath) -> None:
        """Remove an empty folder."""

    @abstractmethod
    def path_iterdir(self, path: PurePosixPath) -> list[PurePosixPath]:
        """Return the paths of what is in a folder."""

    @abstractmethod
    def path_stat(self, path: PurePosixPath) -> StatResult:
        """Return the state of a file or folder."""

    @abstractmethod
    def path_rename(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Rename a file or folder, in the place of a file that is there already."""

    @abstractmethod
    def path_resolve(self, path: PurePosixPath) -> str | PurePosixPath:
        """Return the absolute path without links and `..`."""

    @abstractmethod
    def path_absolute(self, path: PurePosixPath) -> str | PurePosixPath:
        """Return the path, made absolute by the current folder."""

    @abstractmethod
    def getenv(self, key: str, default: str | None = None) -> str | None:
        """Return a variable of the environment."""

    @abstractmethod
    def get_environ(self) -> dict[str, str]:
        """Return the environment."""

    def path_lstat(self, path: PurePosixPath) -> StatResult:
        """Return the state of a file or folder, of a link itself."""
        return self.path_stat(path)

    def path_touch(self, path: PurePosixPath, exist_ok: bool) -> None:
        """Make an empty file where there is none."""
        if not self.path_exists(path):
            self.path_write_bytes(path, b"")
        elif not exist_ok:
            raise FileExistsError(EEXIST, "File exists", str(path))

    def now(self, tz: tzinfo | None = None) -> datetime:
        """Return the date and time, for `datetime.now`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def today(self) -> date:
        """Return the date, for `date.today`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def time(self) -> float:
        """Return the seconds since 1970, for `time.time`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def monotonic(self) -> float:
        """Return the seconds of a clock that never goes back, for `time.monotonic`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def sleep(self, seconds: float) -> None:
        """Wait, for `time.sleep`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def urandom(self, size: int) -> bytes:
        """Return random bytes, for `os.urandom`."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def uuid4(self) -> UUID:
        """Return a random UUID, for `uuid.uuid4`."""
        return NOT_HANDLED  # type: ignore[no-any-return]


def as_path(value: object) -> PurePosixPath:
    """Return a path that a script has given as such, or as text; TypeError for anything else."""
    if not isinstance(value, (str, PurePath)):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(value).__name__}")
    return PurePosixPath(value)


def _exists(os: AbstractOS, path: PurePosixPath, follow_symlinks: bool = True) -> bool:
    return os.path_exists(path) if follow_symlinks else os.path_exists(path) or os.path_is_symlink(path)


def _is_file(os: AbstractOS, path: PurePosixPath, follow_symlinks: bool = True) -> bool:
    return os.path_is_file(path) if follow_symlinks else os.path_is_file(path) and not os.path_is_symlink(path)


def _is_dir(os: AbstractOS, path: PurePosixPath, follow_symlinks: bool = True) -> bool:
    return os.path_is_dir(path) if follow_symlinks else os.path_is_dir(path) and not os.path_is_symlink(path)


def _read_text(
    os: AbstractOS,
    path: PurePosixPath,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> str:
    if encoding is errors is newline is None:
        return os.path_read_text(path)
    data: Any = os.path_read_bytes(path)
    return data if data is NOT_HANDLED else decode(data, encoding, errors, newline)


def decode(data: bytes, encoding: str | None = None, errors: str | None = None, newline: str | None = None) -> str:
    """Return the text of a file as Python reads it: UTF-8 by default, line ends as `\\n` unless `newline` is given."""
    text = data.decode(encoding or "utf-8", errors or "strict")
    return text.replace("\r\n", "\n").replace("\r", "\n") if newline is None else text


def _write_text(
    os: AbstractOS,
    path: PurePosixPath,
    data: str,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> int:
    if encoding is errors is newline is None:
        return os.path_write_text(path, data)
    text = data.replace("\n", newline) if newline in ("\r", "\r\n") else data
    written = os.path_write_bytes(path, text.encode(encoding or "utf-8", errors or "strict"))
    return written if written is NOT_HANDLED else len(data)


def _mkdir(
    os: AbstractOS, path: PurePosixPath, mode: int = 0o777, parents: bool = False, exist_ok: bool = False
) -> None:
    return os.path_mkdir(path, parents=bool(parents), exist_ok=bool(exist_ok))


def _touch(os: AbstractOS, path: PurePosixPath, mode: int = 0o666, exist_ok: bool = True) -> None:
    return os.path_touch(path, exist_ok=bool(exist_ok))


def _unlink(os: AbstractOS, path: PurePosixPath, missing_ok: bool = False) -> None:
    try:
        return os.path_unlink(path)
    except FileNotFoundError:
        if not missing_ok:
            raise


def _stat(os: AbstractOS, path: PurePosixPath, follow_symlinks: bool = True) -> StatResult:
    return os.path_stat(path) if follow_symlinks else os.path_lstat(path)


def _rename(os: AbstractOS, path: PurePosixPath, target: object) -> None:
    return os.path_rename(path, as_path(target))


def _resolve(os: AbstractOS, path: PurePosixPath, strict: bool = False) -> str | PurePosixPath:
    found = os.path_resolve(path)
    if strict and found is not NOT_HANDLED and not os.path_exists(as_path(found)):
        raise FileNotFoundError(ENOENT, "No such file or directory", str(path))
    return found


_SPECIAL: dict[str, Callable[..., Any]] = {
    "Path.exists": _exists,
    "Path.is_file": _is_file,
    "Path.is_dir": _is_dir,
    "Path.read_text": _read_text,
    "Path.write_text": _write_text,
    "Path.mkdir": _mkdir,
    "Path.touch": _touch,
    "Path.unlink": _unlink,
    "Path.stat": _stat,
    "Path.rename": _rename,
    "Path.resolve": _resolve,
}
_METHODS = {
    "Path.is_symlink": "path_is_symlink",
    "Path.read_bytes": "path_read_bytes",
    "Path.write_bytes": "path_write_bytes",
    "Path.rmdir": "path_rmdir",
    "Path.iterdir": "path_iterdir",
    "Path.absolute": "path_absolute",
    "os.getenv": "getenv",
    "os.environ": "get_environ",
    "os.urandom": "urandom",
    "datetime.now": "now",
    "date.today": "today",
    "time.time": "time",
    "time.monotonic": "monotonic",
    "time.sleep": "sleep",
    "uuid.uuid4": "uuid4",
}
