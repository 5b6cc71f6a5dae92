"""`MountDir`: a folder of the host's under a path of the script's, and nothing of the host's file system besides."""

from __future__ import annotations

import os
import posixpath
from contextlib import contextmanager
from errno import EDQUOT, ELOOP, EROFS, EXDEV
from pathlib import PurePosixPath

from monty_cli.os_access.abstract import AbstractOS, decode
from monty_cli.os_access.folder import Folder
from monty_cli.os_access.handling import NOT_HANDLED
from monty_cli.os_access.overlay import Overlay
from monty_cli.os_access.walk import OutsideError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Self

    from monty_cli.os_access.stat_result import StatResult

MODES = ("ro", "rw", "overlay")


class MountDir(AbstractOS):
    """The folder `host_path` of the host, which a script sees at `guest_path`.

    `mode` is `'ro'` (the script can only read), `'rw'`, or `'overlay'`: what the script writes stays in memory, with this object, and the
    folder as it is. `write_limit` is how many bytes the script may write in all.

    Nothing outside of the folder is read or written: `..` and links that lead out are refused, as are devices, pipes and sockets, and
    files with more than one hard link unless `hard_links` is true (such a file may be one from elsewhere). Links that stay inside are
    followed. Calls for paths outside of `guest_path`, and all that have nothing to do with files, are not handled.
    """

    def __init__(
        self,
        host_path: str | os.PathLike[str],
        guest_path: str | PurePosixPath,
        mode: str = "ro",
        write_limit: int | None = None,
        *,
        hard_links: bool = False,
    ) -> None:
        """Open the folder; OSError when it is none, ValueError for an unknown mode and a guest path that is not absolute."""
        self.host_path = os.fspath(host_path)
        self.guest_path = PurePosixPath(posixpath.normpath(guest_path))
        if not self.guest_path.is_absolute():
            raise ValueError(f"the guest path of a mount must be absolute, not {str(guest_path)!r}")
        if mode not in MODES:
            raise ValueError(f"the mode of a mount is one of {', '.join(MODES)}, not {mode!r}")
        if write_limit is not None and (type(write_limit) is not int or write_limit < 0):
            raise ValueError(f"the write limit is a number of bytes, not {write_limit!r}")
        self.mode = mode
        self.write_limit = write_limit
        self.written = 0
        folder = Folder(self.host_path, hard_links)
        self._lower = folder
        self._files: Folder | Overlay = Overlay(folder) if mode == "overlay" else folder

    def close(self) -> None:
        """Let the folder go; no call is answered any more."""
        self._lower.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"MountDir({self.host_path!r}, {str(self.guest_path)!r}, {self.mode!r})"

    def __call__(self, function_name: str, args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> Any:
        """Answer a call about a path under `guest_path`; `NOT_HANDLED` for any other."""
        if not function_name.startswith("Path.") or not args or not isinstance(args[0], PurePosixPath):
            return NOT_HANDLED
        if self._parts(args[0]) is None:
            return NOT_HANDLED
        return super().__call__(function_name, args, kwargs)

    def _parts(self, path: PurePosixPath) -> list[str] | None:
        """Return the names under the mount that `path` has, `None` for a path that lies elsewhere. The current folder is '/'."""
        parts = [*(PurePosixPath("/") / path).parts]
        top = [*self.guest_path.parts]
        end = PurePosixPath(posixpath.normpath(PurePosixPath("/") / path))
        if not end.is_relative_to(self.guest_path):
            return None
        return parts[len(top) :] if parts[: len(top)] == top else [*end.parts][len(top) :]

    def _names(self, path: PurePosixPath) -> list[str]:
        parts = self._parts(path)
        if parts is None:
            raise OSError(EXDEV, "Invalid cross-device link", str(path))
        return parts

    def _check_writable(self, size: int = 0) -> None:
        if self.mode == "ro":
            raise OSError(EROFS, "Read-only file system")
        if self.write_limit is not None and self.written + size > self.write_limit:
            raise OSError(EDQUOT, "Disk quota exceeded")
        self.written += size

    def path_exists(self, path: PurePosixPath) -> bool:
        """Tell whether there is a file or folder; a link that leads out leads nowhere."""
        return self._kind(path) is not None

    def path_is_file(self, path: PurePosixPath) -> bool:
        """Tell whether there is a regular file."""
        return self._kind(path) == "file"

    def path_is_dir(self, path: PurePosixPath) -> bool:
        """Tell whether there is a folder."""
        return self._kind(path) == "folder"

    def _kind(self, path: PurePosixPath) -> str | None:
        with _named(path):
            try:
                return self._files.kind(self._names(path))
            except (FileNotFoundError, NotADirectoryError, OutsideError):
                return None
            except OSError as error:
                if error.errno == ELOOP:  # links in a circle
                    return None
                raise

    def path_is_symlink(self, path: PurePosixPath) -> bool:
        """Tell whether there is a symbolic link."""
        with _named(path):
            try:
                return self._files.is_link(self._names(path))
            except (FileNotFoundError, NotADirectoryError, OutsideError):
                return False

    def path_read_text(self, path: PurePosixPath) -> str:
        """Return the text of a file, in UTF-8."""
        return decode(self.path_read_bytes(path))

    def path_read_bytes(self, path: PurePosixPath) -> bytes:
        """Return the content of a file."""
        with _named(path):
            return self._files.read(self._names(path))

    def path_write_text(self, path: PurePosixPath, data: str) -> int:
        """Make `data` the whole text of a file, in UTF-8."""
        self.path_write_bytes(path, data.encode())
        return len(data)

    def path_write_bytes(self, path: PurePosixPath, data: bytes) -> int:
        """Make `data` the whole content of a file."""
        with _named(path):
            names = self._names(path)
            self._check_writable(len(data))
            self._files.write(names, data)
        return len(data)

    def path_mkdir(self, path: PurePosixPath, parents: bool, exist_ok: bool) -> None:
        """Make a folder."""
        with _named(path):
            names = self._names(path)
            if exist_ok and self._kind(path) == "folder":
                return
            self._check_writable()
            if parents:
                for end in range(1, len(names)):
                    if self._kind(self.guest_path.joinpath(*names[:end])) is None:
                        self._files.make_folder(names[:end])
            self._files.make_folder(names)

    def path_unlink(self, path: PurePosixPath) -> None:
        """Remove a file or link."""
        with _named(path):
            names = self._names(path)
            self._check_writable()
            self._files.remove(names)

    def path_rmdir(self, path: PurePosixPath) -> None:
        """Remove an empty folder."""
        with _named(path):
            names = self._names(path)
            self._check_writable()
            self._files.remove_folder(names)

    def path_iterdir(self, path: PurePosixPath) -> list[PurePosixPath]:
        """Return the paths of what is in a folder, in the order of their names."""
        with _named(path):
            return [path / name for name in sorted(self._files.names(self._names(path)))]

    def path_stat(self, path: PurePosixPath) -> StatResult:
        """Return the state of a file or folder; owners and devices are not told."""
        with _named(path):
            return self._files.stat(self._names(path), follow=True)

    def path_lstat(self, path: PurePosixPath) -> StatResult:
        """Return the state of a file or folder, of a link itself."""
        with _named(path):
            return self._files.stat(self._names(path), follow=False)

    def path_touch(self, path: PurePosixPath, exist_ok: bool) -> None:
        """Make an empty file where there is none, or give the one that is there the time of now."""
        with _named(path):
            names = self._names(path)
            self._check_writable()
            self._files.touch(names, exist_ok)

    def path_rename(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Rename a file or folder within the mount."""
        with _named(path, target):
            names, new = self._names(path), self._names(target)
            self._check_writable()
            self._files.rename(names, new)

    def path_resolve(self, path: PurePosixPath) -> str:
        """Return the path without links and `..`; names that do not exist stay as they are."""
        with _named(path):
            return str(self.guest_path.joinpath(*self._files.resolve(self._names(path))))

    def path_absolute(self, path: PurePosixPath) -> str:
        """Return the path; the current folder is '/'."""
        return str(PurePosixPath("/") / path)

    def getenv(self, key: str, default: str | None = None) -> str | None:
        """Leave the environment to others."""
        return NOT_HANDLED  # type: ignore[no-any-return]

    def get_environ(self) -> dict[str, str]:
        """Leave the environment to others."""
        return NOT_HANDLED  # type: ignore[no-any-return]


@contextmanager
def _named(path: PurePosixPath, target: PurePosixPath | None = None) -> Iterator[None]:
    """Raise errors of the system with the script's names of the files, never with the host's."""
    try:
        yield
    except OSError as error:
        failure = error
    else:
        return
    names = (str(path),) if target is None else (str(path), None, str(target))
    raise OSError(failure.errno, failure.strerror, *names)
