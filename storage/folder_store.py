"""Objects as files of a folder: the embedded default.

A file is written beside its place, synced, moved over it, and its folders are synced, so that a crash leaves the old
object or the new one and never half of one. What is in a file is the object, byte for byte; its checksum is the
ledger's, and is verified on reading. Files and folders are the owner's only.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import ObjectMissing, StorageUnavailable
from storage.objects import StoredObject, checksum, valid_key, verify

PARTIAL = ".partial-"
FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class FolderStore:
    """An `ObjectStore` over `root`, which is made when it is not there. It keeps no versions."""

    root: Path

    def put(self, key: str, content: bytes) -> StoredObject:
        path = self._path(key)
        with _translated():
            _make_folder(path.parent)
            _write_whole(path, content)
        return StoredObject(key, checksum(content), len(content))

    def get(self, key: str, sha256: str | None = None) -> bytes:
        path = self._path(key)
        with _translated():
            try:
                content = path.read_bytes()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                raise ObjectMissing(f"The object {key} is not in the store; restore it from a backup.") from None
        return verify(key, content, sha256)

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        path = self._path(key)
        with _translated():
            if path.is_file():
                path.unlink(missing_ok=True)
                _sync_folder(path.parent)

    def list(self, prefix: str = "") -> Iterator[str]:
        folder = prefix.rpartition("/")[0]
        start = self._path(folder) if folder else self.root
        files = (path for path in start.rglob("*") if path.is_file() and not path.name.startswith(PARTIAL))
        keys = (path.relative_to(self.root).as_posix() for path in files)
        return iter(sorted(key for key in keys if key.startswith(prefix)))

    def check(self) -> None:
        with _translated():
            _make_folder(self.root)
            if not os.access(self.root, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _path(self, key: str) -> Path:
        return self.root / valid_key(key)


def _write_whole(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{PARTIAL}{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    """The folder and those above it, each synced into its parent."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise StorageUnavailable(f"The object folder cannot be used ({reason}); look at its disk.") from error
