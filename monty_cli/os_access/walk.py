"""Reaching a file under a folder of the host's, name by name, so that nothing leads out of the folder.

Every step opens one name relative to the descriptor of the folder before it, and follows no link (`O_NOFOLLOW`). A link is read and
its target walked in the same way, from the folder it lies in or, when it is absolute, from the top; one that leads out is refused.
Because descriptors are held, renaming or replacing folders during the walk changes nothing about where it stands: what was reached
was reached within the top folder, and `..` goes back to the descriptor that the walk came from.
"""

from __future__ import annotations

import os
import stat
from errno import EACCES, ELOOP, ENOENT, ENOTDIR, EPERM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_MOST_LINKS = 40
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class OutsideError(PermissionError):
    """A path leads out of the folder."""

    def __init__(self) -> None:
        super().__init__(EACCES, "Permission denied: the path leads out of the mounted folder")


class Place:
    """A name in an open folder: what a walk reached. `name` is '.' for the top folder itself, and may not exist otherwise.

    `trail` has the names from the top to the folder. A place is a context manager, which closes the folder at its end.
    """

    __slots__ = ("folder", "name", "trail")

    def __init__(self, folder: int, name: str, trail: tuple[str, ...]) -> None:
        self.folder = folder
        self.name = name
        self.trail = trail

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.folder)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the names from the top folder to the place."""
        return self.trail if self.name == "." else (*self.trail, self.name)

    def stat(self) -> os.stat_result:
        """Return the state of what is there, of a link itself."""
        return os.stat(self.name, dir_fd=self.folder, follow_symlinks=False)

    def open_file(self, flags: int, mode: int = 0o666, *, linked: bool = False) -> int:
        """Open the regular file that is there, and return its descriptor.

        Anything else (a device, a pipe, a socket) is a PermissionError, and so is a file with more than one hard link, which may be a
        file from elsewhere, unless `linked`. Such things are looked at before they are opened, and once more when they are open.
        """
        try:
            _check_regular(self.stat(), linked)
        except FileNotFoundError:
            if not flags & os.O_CREAT:
                raise
        guard = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        descriptor = os.open(self.name, flags | guard, mode, dir_fd=self.folder)
        try:
            _check_regular(os.fstat(descriptor), linked)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def open_folder(self) -> int:
        """Open the folder that is there, and return its descriptor."""
        return os.open(self.name, _FOLDER, dir_fd=self.folder)


def _check_regular(found: os.stat_result, linked: bool) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "Is a directory")
    if not stat.S_ISREG(found.st_mode):
        raise PermissionError(EPERM, "Operation not permitted: not a regular file")
    if found.st_nlink > 1 and not linked:
        raise PermissionError(EPERM, "Operation not permitted: the file has more than one hard link")


class Walker:
    """Walks under one folder of the host's, whose descriptor it holds; `close` lets it go."""

    def __init__(self, folder: str) -> None:
        """Open `folder`; OSError when it is none."""
        self.folder = os.path.realpath(folder)
        self.top = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def close(self) -> None:
        """Close the folder."""
        if self.top >= 0:
            os.close(self.top)
            self.top = -1

    def reach(self, parts: list[str], *, follow: bool = True) -> Place:
        """Return the place at the end of the names `parts`, '..' among them; with `follow`, of the link's target if it is a link.

        Raises:
            OutsideError: the path leads out of the folder.
            OSError: a folder on the way is missing, or is none.
        """
        walk = _Walk(self)
        try:
            return walk.run(parts, follow)
        except BaseException:
            walk.close()
            raise


class _Walk:
    """One walk: the descriptors of the folders it stands in, with the names by which it came into them."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self.stack = [(os.dup(walker.top), "")]
        self.links = 0

    def close(self) -> None:
        """Close all descriptors."""
        while self.stack:
            os.close(self.stack.pop()[0])

    def run(self, parts: list[str], follow: bool) -> Place:
        """Walk to the end and return the place there."""
        todo = [part for part in reversed(parts) if part not in ("", ".")]
        while todo:
            name = todo.pop()
            if name == "..":
                self.up()
            elif name in ("", "."):
                continue
            elif todo:
                self.into(name, todo)
            else:
                target = self.link(name) if follow else None
                if target is None:
                    return self.finish(name)
                todo += target
        return self.finish(".")

    def finish(self, name: str) -> Place:
        """Return the place `name` in the innermost folder, whose descriptor is the place's from now on."""
        trail = tuple(came for _, came in self.stack[1:])
        folder, _ = self.stack.pop()
        self.close()
        return Place(folder, name, trail)

    def up(self) -> None:
        """Go back to the folder from which the walk came."""
        if len(self.stack) == 1:
            raise OutsideError
        os.close(self.stack.pop()[0])

    def into(self, name: str, todo: list[str]) -> None:
        """Go into the folder `name`, or put the names of its target on the list if it is a link."""
        folder, _ = self.stack[-1]
        try:
            self.stack.append((os.open(name, _FOLDER, dir_fd=folder), name))
        except OSError as error:
            if error.errno not in (ELOOP, ENOTDIR):
                raise
            target = self.link(name)
            if target is None:
                raise NotADirectoryError(ENOTDIR, "Not a directory") from None
            todo += target

    def link(self, name: str) -> list[str] | None:
        """Return the names of the target of the link `name`, last one first; `None` when it is no link.

        An absolute target begins again at the top.
        """
        try:
            target = os.readlink(name, dir_fd=self.stack[-1][0])
        except OSError:  # no link, or nothing at all
            return None
        self.links += 1
        if self.links > _MOST_LINKS:
            raise OSError(ELOOP, "Too many levels of symbolic links")
        if not target:
            raise FileNotFoundError(ENOENT, "No such file or directory")
        parts = target.split("/")
        if target.startswith("/"):
            parts = self.within(target)
            while len(self.stack) > 1:
                self.up()
        if parts[-1] == "":  # `target/` has to be a folder
            parts[-1] = "."
        return parts[::-1]

    def within(self, target: str) -> list[str]:
        """Return the names that lead from the top to an absolute target, which has to begin with the path of the top itself."""
        top = self.walker.folder.rstrip("/")
        if target != top and not target.startswith(top + "/"):
            raise OutsideError
        return target[len(top) + 1 :].split("/")
