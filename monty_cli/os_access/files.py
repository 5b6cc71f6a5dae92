"""The files that an `OSAccess` holds: in memory, or made and taken by functions of the host's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import PurePosixPath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class AbstractFile(ABC):
    """A file of an `OSAccess`.

    Attributes:
        path: where it is; a relative path is one under the root folder of the `OSAccess`.
        permissions: its permission bits.
        deleted: whether the script has removed it.
    """

    def __init__(self, path: str | PurePosixPath, permissions: int = 0o644) -> None:
        self.path = PurePosixPath(path)
        self.permissions = permissions
        self.deleted = False

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.path.name

    @abstractmethod
    def read_content(self) -> str | bytes:
        """Return the content: text, or bytes."""

    @abstractmethod
    def write_content(self, content: str | bytes) -> None:
        """Take `content` in the place of the old content."""

    def delete(self) -> None:
        """Take note that the script has removed the file."""
        self.deleted = True


class MemoryFile(AbstractFile):
    """A file in memory; `content` is what it holds, text or bytes."""

    def __init__(self, path: str | PurePosixPath, content: str | bytes, *, permissions: int = 0o644) -> None:
        super().__init__(path, permissions)
        self.content = content

    def read_content(self) -> str | bytes:
        """Return the content."""
        return self.content

    def write_content(self, content: str | bytes) -> None:
        """Replace the content."""
        self.content = content

    def __repr__(self) -> str:
        size = f"<{len(self.content)} {'characters' if isinstance(self.content, str) else 'bytes'}>"
        return f"MemoryFile(path={str(self.path)!r}, content={size})"


class CallbackFile(AbstractFile):
    """A file whose content comes from `read(path)`, and goes to `write(path, content)`."""

    def __init__(
        self,
        path: str | PurePosixPath,
        read: Callable[[PurePosixPath], str | bytes],
        write: Callable[[PurePosixPath, str | bytes], object],
        *,
        permissions: int = 0o644,
    ) -> None:
        super().__init__(path, permissions)
        self.read = read
        self.write = write

    def read_content(self) -> str | bytes:
        """Return what `read` gives."""
        return self.read(self.path)

    def write_content(self, content: str | bytes) -> None:
        """Hand `content` to `write`."""
        self.write(self.path, content)

    def __repr__(self) -> str:
        return f"CallbackFile(path={str(self.path)!r}, read={self.read!r}, write={self.write!r})"
