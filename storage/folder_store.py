"""Objects as files of a folder: the embedded default.

A file is written beside its place, synced, and moved over it, and the folders are synced, so that a crash leaves the
old object or the new one and never half of one. Its SHA-256 stands in front of the content and is verified on reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.objects import StoredObject


@dataclass(frozen=True, slots=True)
class FolderStore:
    """An `ObjectStore` over `root`, which is made when it is not there."""

    root: Path

    def put(self, key: str, content: bytes) -> StoredObject:
        raise NotImplementedError

    def get(self, key: str, sha256: str | None = None) -> bytes:
        raise NotImplementedError

    def exists(self, key: str) -> bool:
        raise NotImplementedError

    def delete(self, key: str) -> None:
        raise NotImplementedError

    def list(self, prefix: str = "") -> Iterator[str]:
        raise NotImplementedError
