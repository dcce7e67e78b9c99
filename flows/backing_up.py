"""Backups as files: written beside their place and moved there when they are whole; checked; put back into a house."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from flows.bootstrap import open_empty_house, open_house_as_it_is
from flows.logs import log
from flows.master_key import load_master_key
from flows.settings import Settings
from models.errors import SettingError
from storage.backups.archive import Tally
from storage.backups.restoring import Restored, restore_backup, verify_backup
from storage.backups.writing import Tell, write_backup
from storage.vault import Vault

SUFFIX = ".prejeto"


def make_backup(settings: Settings, target: Path, tell: Tell) -> tuple[Path, Tally]:
    """The new file, named after the time when `target` is a folder, and what is in it.

    SettingError when there is a file of that name: no backup is ever overwritten.
    """
    path = target / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}" if target.is_dir() else target
    if path.exists():
        raise SettingError(f"{path} is there already; no backup is overwritten.")
    house = open_house_as_it_is(settings)
    try:
        with _whole_file(path) as file:
            tally = write_backup(house, file, tell, beside=path.parent)
    finally:
        house.close()
    log("backup_made", rows=tally.rows.total(), objects=tally.objects, missing=len(tally.missing))
    return path, tally


def check_backup(settings: Settings, source: Path, tell: Tell) -> Tally:
    """What is in the file, when all of it is as it was written. BackupRefused."""
    vault = Vault(load_master_key(settings, make=False))
    with source.open("rb") as file:
        return verify_backup(vault, file, tell)


def restore_house(settings: Settings, source: Path, tell: Tell) -> Restored:
    """Fill the empty house of the settings. BackupRefused, StateConflict."""
    house = open_empty_house(settings)
    try:
        with source.open("rb") as file:
            restored = restore_backup(house, file, tell)
    finally:
        house.close()
    tally = restored.tally
    log("backup_restored", rows=tally.rows.total(), objects=tally.objects, missing=len(tally.missing))
    return restored


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there, whole and on disk, only when the block ended well; its owner's only.

    SettingError when it cannot be written, as on a full disk.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.rename(path)
            _sync_folder(path.parent)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise SettingError(f"{path} cannot be written ({error.strerror}).") from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
