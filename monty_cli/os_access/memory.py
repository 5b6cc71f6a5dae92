"""`OSAccess`: a file system in memory and an environment, for scripts that must not see the host's."""

from __future__ import annotations

import posixpath
from errno import EEXIST, EISDIR, ENOENT, ENOTDIR, ENOTEMPTY
from pathlib import PurePosixPath

from monty_cli.os_access.abstract import AbstractOS, decode
from monty_cli.os_access.files import AbstractFile, MemoryFile
from monty_cli.os_access.stat_result import StatResult

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Node: TypeAlias = "AbstractFile | dict[str, Node]"


class OSAccess(AbstractOS):
    """A file system of `files`, and an environment.

    `root_dir` is the folder that files with relative paths lie in; it is also the script's current folder. What a script writes to a
    file goes to that file's object; new files are `MemoryFile`s, and `files` lists all that are there.
    """

    def __init__(
        self,
        files: Sequence[AbstractFile] | None = None,
        environ: dict[str, str] | None = None,
        *,
        root_dir: str | PurePosixPath = "/",
    ) -> None:
        """Make a file system; AssertionError for a relative `root_dir`, ValueError for a file within a file."""
        self.root_dir = PurePosixPath(root_dir)
        if not self.root_dir.is_absolute():
            raise AssertionError(f"Root directory must be absolute, got {root_dir}")
        self.environ = dict(environ or {})
        self._tree: dict[str, Node] = {}
        self._folder(self._parts(self.root_dir))
        for file in files or ():
            self._place(file)

    @property
    def files(self) -> list[AbstractFile]:
        """Return the files that there are, in the order of their paths' making."""
        found: list[AbstractFile] = []
        todo: list[Node] = [self._tree]
        while todo:
            node = todo.pop()
            if isinstance(node, dict):
                todo.extend(reversed(node.values()))
            else:
                found.append(node)
        return found

    def _place(self, file: AbstractFile) -> None:
        *folders, name = self._parts(file.path) or [""]
        if not name:
            raise ValueError(f"Cannot put file {file.path} in the place of the root folder")
        node = self._tree
        for folder in folders:
            inner = node.setdefault(folder, {})
            if not isinstance(inner, dict):
                raise ValueError(f"Cannot put file {file.path} within sub-directory of file {inner.path}")
            node = inner
        if isinstance(node.get(name), dict):
            raise ValueError(f"Cannot put file {file.path} in the place of a folder")
        node[name] = file

    def _folder(self, parts: list[str]) -> None:
        node = self._tree
        for part in parts:
            node = node.setdefault(part, {})  # type: ignore[assignment]

    def _parts(self, path: PurePosixPath) -> list[str]:
        """Return the names that lead from the root to `path`; there are no links, so that `..` is one up."""
        return [part for part in posixpath.normpath(self.root_dir / path).split("/") if part]

    def _find(self, path: PurePosixPath, end: int | None = None) -> Node:
        """Return what is at `path`, or at the first `end` names of it."""
        node: Node = self._tree
        for part in self._parts(path)[:end]:
            if not isinstance(node, dict):
                raise _error(ENOTDIR, "Not a directory", path)
            if part not in node:
                raise _error(ENOENT, "No such file or directory", path)
            node = node[part]
        return node

    def _parent(self, path: PurePosixPath) -> tuple[dict[str, Node], str]:
        parts = self._parts(path)
        folder = self._find(path, -1)
        if not isinstance(folder, dict):
            raise _error(ENOTDIR, "Not a directory", path)
        return folder, parts[-1] if parts else ""

    def _lookup(self, path: PurePosixPath) -> Node | None:
        try:
            return self._find(path)
        except OSError:
            return None

    def _file(self, path: PurePosixPath) -> AbstractFile:
        found = self._find(path)
        if isinstance(found, dict):
            raise _error(EISDIR, "Is a directory", path)
        return found

    def path_exists(self, path: PurePosixPath) -> bool:
        """Tell whether there is a file or folder."""
        return self._lookup(path) is not None

    def path_is_file(self, path: PurePosixPath) -> bool:
        """Tell whether there is a file."""
        return isinstance(self._lookup(path), AbstractFile)

    def path_is_dir(self, path: PurePosixPath) -> bool:
        """Tell whether there is a folder."""
        return isinstance(self._lookup(path), dict)

    def path_is_symlink(self, path: PurePosixPath) -> bool:
        """Tell that there are no links."""
        return False

    def path_read_text(self, path: PurePosixPath) -> str:
        """Return the text of a file; bytes are taken for UTF-8."""
        content = self._file(path).read_content()
        return content if isinstance(content, str) else decode(content)

    def path_read_bytes(self, path: PurePosixPath) -> bytes:
        """Return the content of a file; text as UTF-8."""
        content = self._file(path).read_content()
        return content.encode() if isinstance(content, str) else content

    def path_write_text(self, path: PurePosixPath, data: str) -> int:
        """Make `data` the whole text of a file."""
        return self._write(path, data)

    def path_write_bytes(self, path: PurePosixPath, data: bytes) -> int:
        """Make `data` the whole content of a file."""
        return self._write(path, data)

    def _write(self, path: PurePosixPath, data: str | bytes) -> int:
        folder, name = self._parent(path)
        found = folder.get(name)
        if isinstance(found, dict) or not name:
            raise _error(EISDIR, "Is a directory", path)
        if found is None:
            folder[name] = MemoryFile(PurePosixPath("/", *self._parts(path)), data)
        else:
            found.write_content(data)
        return len(data)

    def path_mkdir(self, path: PurePosixPath, parents: bool, exist_ok: bool) -> None:
        """Make a folder."""
        found = self._lookup(path)
        if found is not None:
            if not (exist_ok and isinstance(found, dict)):
                raise _error(EEXIST, "File exists", path)
            return
        node = self._tree
        *folders, name = self._parts(path)
        for folder in folders:
            if folder not in node and not parents:
                raise _error(ENOENT, "No such file or directory", path)
            inner = node.setdefault(folder, {})
            if not isinstance(inner, dict):
                raise _error(ENOTDIR, "Not a directory", path)
            node = inner
        node[name] = {}

    def path_unlink(self, path: PurePosixPath) -> None:
        """Remove a file, and tell its object so."""
        self._file(path).delete()
        folder, name = self._parent(path)
        del folder[name]

    def path_rmdir(self, path: PurePosixPath) -> None:
        """Remove an empty folder."""
        found = self._find(path)
        if not isinstance(found, dict):
            raise _error(ENOTDIR, "Not a directory", path)
        if found or found is self._tree:
            raise _error(ENOTEMPTY, "Directory not empty", path)
        folder, name = self._parent(path)
        del folder[name]

    def path_iterdir(self, path: PurePosixPath) -> list[PurePosixPath]:
        """Return the paths of what is in a folder."""
        found = self._find(path)
        if not isinstance(found, dict):
            raise _error(ENOTDIR, "Not a directory", path)
        return [path / name for name in found]

    def path_stat(self, path: PurePosixPath) -> StatResult:
        """Return the state of a file or folder."""
        found = self._find(path)
        if isinstance(found, dict):
            return StatResult.dir_stat()
        content = found.read_content()
        return StatResult.file_stat(len(content.encode() if isinstance(content, str) else content), found.permissions)

    def path_rename(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Rename a file or folder."""
        moved = self._find(path)
        source, old = self._parent(path)
        folder, name = self._parent(target)
        there = self._tree if not name else folder.get(name)
        if there is moved:
            return
        if isinstance(there, dict):
            if not isinstance(moved, dict):
                raise _error(EISDIR, "Is a directory", path, target)
            if there:
                raise _error(ENOTEMPTY, "Directory not empty", path, target)
        elif there is not None and isinstance(moved, dict):
            raise _error(ENOTDIR, "Not a directory", path, target)
        if isinstance(moved, dict) and self._parts(target)[: len(self._parts(path))] == self._parts(path):
            raise OSError(22, "Invalid argument", str(path), None, str(target))
        del source[old]
        folder[name] = moved
        self._tell(moved, PurePosixPath("/", *self._parts(target)))

    def _tell(self, node: Node, path: PurePosixPath) -> None:
        """Tell the files at and under `node` where they are now."""
        if isinstance(node, AbstractFile):
            node.path = path
            return
        for name, inner in node.items():
            self._tell(inner, path / name)

    def path_resolve(self, path: PurePosixPath) -> str:
        """Return the absolute path without `..`."""
        return str(PurePosixPath("/", *self._parts(path)))

    def path_absolute(self, path: PurePosixPath) -> str:
        """Return the path under the root folder."""
        return str(self.root_dir / path)

    def getenv(self, key: str, default: str | None = None) -> str | None:
        """Return a variable of the environment."""
        return self.environ.get(key, default)

    def get_environ(self) -> dict[str, str]:
        """Return the environment."""
        return dict(self.environ)


def _error(number: int, text: str, path: PurePosixPath, target: PurePosixPath | None = None) -> OSError:
    return OSError(number, text, str(path)) if target is None else OSError(number, text, str(path), None, str(target))
