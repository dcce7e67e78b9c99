"""The house: database, object store and vault under one handle, the first argument of every repository."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy.orm import Session

from storage.database import Database
from storage.folder_store import FolderStore
from storage.objects import ObjectStore
from storage.s3_store import S3Access, S3Store
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class House:
    """Everything that remembers. Shared by threads; each process opens its own."""

    database: Database
    objects: ObjectStore
    vault: Vault

    @classmethod
    def open(cls, database_url: str, objects_url: str, master_key: bytes, *, s3: S3Access | None = None) -> Self:
        """Open what the settings name: `objects_url` is a folder, or `s3://bucket` with `s3` to reach it.

        Nothing is migrated or connected yet; ValueError when a setting cannot be one.
        """
        return cls(Database.open(database_url), open_store(objects_url, s3), Vault(master_key))

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """One transaction that knows the vault (`session.info`), for functions that seal and open values."""
        with self.database.session(write=write) as session:
            session.info["vault"] = self.vault
            yield session

    def close(self) -> None:
        self.database.dispose()


def open_store(url: str, s3: S3Access | None = None) -> ObjectStore:
    """The object store that `url` names. ValueError for `s3://` without access."""
    if not url.startswith("s3://"):
        return FolderStore(Path(url))
    if s3 is None:
        raise ValueError("an s3:// store needs its endpoint and keys")
    return S3Store(s3, url.removeprefix("s3://").strip("/"))
