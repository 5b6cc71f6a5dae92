"""The files of one folder of the host's, reached by walks that can't leave it."""

from __future__ import annotations

import os
import stat
from errno import EBUSY, EEXIST

from monty_cli.os_access.stat_result import StatResult
from monty_cli.os_access.walk import Walker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from monty_cli.os_access.walk import Place

_PIECE = 1 << 20


class Folder:
    """The files under `path`; `hard_links` says whether those with more than one hard link are among them."""

    def __init__(self, path: str, hard_links: bool = False) -> None:
        self.walker = Walker(path)
        self.hard_links = hard_links

    def close(self) -> None:
        """Let the folder go."""
        self.walker.close()

    def kind(self, names: list[str]) -> str:
        """Return 'file', 'folder' or 'other' for what is at the end of `names`, links followed."""
        with self.walker.reach(names) as place:
            return kind_of(place.stat().st_mode)

    def is_link(self, names: list[str]) -> bool:
        """Tell whether there is a symbolic link."""
        with self.walker.reach(names, follow=False) as place:
            return stat.S_ISLNK(place.stat().st_mode)

    def stat(self, names: list[str], *, follow: bool) -> StatResult:
        """Return the state of what is there."""
        with self.walker.reach(names, follow=follow) as place:
            return StatResult.of(place.stat())

    def read(self, names: list[str]) -> bytes:
        """Return the content of a file."""
        with self.walker.reach(names) as place:
            descriptor = place.open_file(os.O_RDONLY, linked=self.hard_links)
        try:
            pieces = []
            while piece := os.read(descriptor, _PIECE):
                pieces.append(piece)
            return b"".join(pieces)
        finally:
            os.close(descriptor)

    def write(self, names: list[str], data: bytes) -> None:
        """Make `data` the whole content of a file."""
        with self.walker.reach(names) as place:
            descriptor = place.open_file(os.O_WRONLY | os.O_CREAT, linked=self.hard_links)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            # Only now: what a file had before that something is appended to is still there if the disk is full.
            os.ftruncate(descriptor, len(data))
        finally:
            os.close(descriptor)

    def touch(self, names: list[str], exist_ok: bool) -> None:
        """Make an empty file, or give the one that is there the time of now."""
        flags = os.O_WRONLY | os.O_CREAT | (0 if exist_ok else os.O_EXCL)
        with self.walker.reach(names) as place:
            if not exist_ok and self._is_there(place):
                raise FileExistsError(EEXIST, "File exists")
            descriptor = place.open_file(flags, linked=self.hard_links)
        try:
            os.utime(descriptor)
        finally:
            os.close(descriptor)

    def make_folder(self, names: list[str]) -> None:
        """Make a folder."""
        with self.walker.reach(names, follow=False) as place:
            if place.name == ".":
                raise FileExistsError(EEXIST, "File exists")
            os.mkdir(place.name, dir_fd=place.folder)

    def remove(self, names: list[str]) -> None:
        """Remove a file or link."""
        with self.walker.reach(names, follow=False) as place:
            if stat.S_ISDIR(place.stat().st_mode):
                raise IsADirectoryError(21, "Is a directory")
            os.unlink(place.name, dir_fd=place.folder)

    def remove_folder(self, names: list[str]) -> None:
        """Remove an empty folder."""
        with self.walker.reach(names, follow=False) as place:
            _check_not_top(place)
            os.rmdir(place.name, dir_fd=place.folder)

    def rename(self, names: list[str], new: list[str]) -> None:
        """Rename what is there."""
        with self.walker.reach(names, follow=False) as source, self.walker.reach(new, follow=False) as target:
            _check_not_top(source)
            _check_not_top(target)
            os.replace(source.name, target.name, src_dir_fd=source.folder, dst_dir_fd=target.folder)

    def names(self, names: list[str]) -> list[str]:
        """Return the names in a folder."""
        with self.walker.reach(names) as place:
            descriptor = place.open_folder()
        try:
            return os.listdir(descriptor)
        finally:
            os.close(descriptor)

    def resolve(self, names: list[str]) -> list[str]:
        """Return the names that lead to a place without links and '..'; those that do not exist stay as they are."""
        for end in range(len(names), -1, -1):
            try:
                with self.walker.reach(names[:end]) as place:
                    return _without_up([*place.parts, *names[end:]])
            except (FileNotFoundError, NotADirectoryError):
                continue
        return names

    @staticmethod
    def _is_there(place: Place) -> bool:
        try:
            place.stat()
        except FileNotFoundError:
            return False
        return True


def kind_of(mode: int) -> str:
    """Return what a file of `mode` is: 'file', 'folder' or 'other'."""
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _check_not_top(place: Place) -> None:
    if place.name == ".":
        raise OSError(EBUSY, "Device or resource busy")


def _without_up(names: list[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if name == "..":
            del kept[-1:]
        else:
            kept.append(name)
    return kept
