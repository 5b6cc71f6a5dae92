"""A folder of the host's that is only read, and what a script writes over it, in memory."""

from __future__ import annotations

import time
from errno import EBUSY, EEXIST, EISDIR, ENOENT, ENOTDIR, ENOTEMPTY, EXDEV

from monty_cli.os_access.stat_result import StatResult

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from monty_cli.os_access.folder import Folder

    Key: TypeAlias = tuple[str, ...]


class _Made:
    """Something that the script has made: a file with `data`, or a folder, which hides all that was below it (`data` is `None`)."""

    __slots__ = ("data", "time")

    def __init__(self, data: bytes | None) -> None:
        self.data = data
        self.time = time.time()


_GONE = _Made(None)  # something of the folder's that the script has removed


class Overlay:
    """The files of `lower`, and over them those that the script has made and removed, by their names from the top."""

    def __init__(self, lower: Folder) -> None:
        self.lower = lower
        self.made: dict[Key, _Made] = {}

    def kind(self, names: list[str]) -> str:
        """Return 'file', 'folder' or 'other' for what is at the end of `names`, links followed."""
        return self._kind_at(self._key(names))

    def is_link(self, names: list[str]) -> bool:
        """Tell whether there is a symbolic link; all of them are the folder's own."""
        if not names:
            return False
        key = (*self._key(names[:-1]), names[-1])
        try:
            return self._covering(key) is None and self.lower.is_link(list(key))
        except (FileNotFoundError, NotADirectoryError):
            return False

    def stat(self, names: list[str], *, follow: bool) -> StatResult:
        """Return the state of what is there."""
        if not follow and self.is_link(names):
            return self.lower.stat([*self._key(names[:-1]), names[-1]], follow=False)
        key = self._key(names)
        made = self._covering(key)
        if made is None:
            return self.lower.stat(list(key), follow=True)
        self._kind_at(key)
        return (
            StatResult.dir_stat(mtime=made.time)
            if made.data is None
            else StatResult.file_stat(len(made.data), mtime=made.time)
        )

    def read(self, names: list[str]) -> bytes:
        """Return the content of a file."""
        key = self._key(names)
        made = self._covering(key)
        if made is None:
            return self.lower.read(list(key))
        self._kind_at(key)
        if made.data is None:
            raise IsADirectoryError(EISDIR, "Is a directory")
        return made.data

    def write(self, names: list[str], data: bytes) -> None:
        """Make `data` the whole content of a file."""
        key = self._key(names)
        kind = self._kind_or_none(key)
        if kind == "folder":
            raise IsADirectoryError(EISDIR, "Is a directory")
        if kind == "other":
            raise PermissionError(1, "Operation not permitted: not a regular file")
        self._check_parent(key)
        self.made[key] = _Made(bytes(data))

    def touch(self, names: list[str], exist_ok: bool) -> None:
        """Make an empty file, or give the one that is there the time of now."""
        key = self._key(names)
        if self._kind_or_none(key) is None:
            self.write(names, b"")
        elif not exist_ok:
            raise FileExistsError(EEXIST, "File exists")
        elif self._kind_at(key) == "file":
            self.write(names, self.read(names))

    def make_folder(self, names: list[str]) -> None:
        """Make a folder."""
        key = self._key(names)
        if self._kind_or_none(key) is not None or self.is_link(names):
            raise FileExistsError(EEXIST, "File exists")
        self._check_parent(key)
        self.made[key] = _Made(None)

    def remove(self, names: list[str]) -> None:
        """Remove a file or link."""
        key = (*self._key(names[:-1]), names[-1]) if names and self.is_link(names) else self._key(names)
        if not self.is_link(names) and self._kind_at(key) == "folder":
            raise IsADirectoryError(EISDIR, "Is a directory")
        self._take_away(key)

    def remove_folder(self, names: list[str]) -> None:
        """Remove an empty folder."""
        key = self._key(names)
        if not key:
            raise OSError(EBUSY, "Device or resource busy")
        if self.is_link(names) or self._kind_at(key) != "folder":
            raise NotADirectoryError(ENOTDIR, "Not a directory")
        if self.names(list(key)):
            raise OSError(ENOTEMPTY, "Directory not empty")
        self._take_away(key)

    def rename(self, names: list[str], new: list[str]) -> None:
        """Rename a file. A folder can't be renamed here, as in other overlay file systems: the script has to copy it."""
        if self.is_link(names) or self._kind_at(self._key(names)) == "folder":
            raise OSError(EXDEV, "Invalid cross-device link")
        if self._key(names) == self._key(new):
            return
        data = self.read(names)
        if self.is_link(new):  # the link itself is replaced, not what it leads to
            self.made[(*self._key(new[:-1]), new[-1])] = _Made(data)
        else:
            self.write(new, data)
        self._take_away(self._key(names))

    def names(self, names: list[str]) -> list[str]:
        """Return the names in a folder."""
        key = self._key(names)
        if self._kind_at(key) != "folder":
            raise NotADirectoryError(ENOTDIR, "Not a directory")
        found = dict.fromkeys(self.lower.names(list(key)) if self._covering(key) is None else ())
        for other, made in self.made.items():
            if other[:-1] == key and other:
                if made is _GONE:
                    found.pop(other[-1], None)
                else:
                    found[other[-1]] = None
        return list(found)

    def resolve(self, names: list[str]) -> list[str]:
        """Return the names that lead to a place without links and '..'."""
        return list(self._key(names))

    def _key(self, names: list[str]) -> Key:
        """Return the names that lead to a place without links and '..', as far as the folder has them.

        A link of the folder's that the script has removed, or put something else in the place of, leads nowhere.
        """
        key: Key = ()
        for name in names:
            if name == "..":
                key = key[:-1]
            elif name not in ("", "."):
                key = (*key, name)
                if self._covering(key) is None:
                    key = tuple(self.lower.resolve(list(key)))
        return key

    def _covering(self, key: Key) -> _Made | None:
        """Return what the script has made or removed at `key`, or, when it is not the folder's any more, around it."""
        for end in range(len(key), 0, -1):
            made = self.made.get(key[:end])
            if made is not None:
                return made if end == len(key) else _GONE
        return None

    def _kind_at(self, key: Key) -> str:
        made = self._covering(key)
        if made is None:
            return self.lower.kind(list(key))
        if made is _GONE:
            raise FileNotFoundError(ENOENT, "No such file or directory")
        return "folder" if made.data is None else "file"

    def _kind_or_none(self, key: Key) -> str | None:
        try:
            return self._kind_at(key)
        except FileNotFoundError:
            return None

    def _check_parent(self, key: Key) -> None:
        if self._kind_at(key[:-1]) != "folder":
            raise NotADirectoryError(ENOTDIR, "Not a directory")

    def _take_away(self, key: Key) -> None:
        """Remove what is at `key`, and remember that when the folder has something there."""
        inner = [other for other in self.made if other[: len(key)] == key]
        for other in inner:
            del self.made[other]
        try:
            self.lower.stat(list(key), follow=False)
        except OSError:
            return
        self.made[key] = _GONE
