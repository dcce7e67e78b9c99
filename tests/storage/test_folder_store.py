"""What only a folder can do wrong."""

import os
from pathlib import Path

import pytest

from models.errors import ObjectCorrupt, StorageUnavailable
from storage.folder_store import FolderStore


def test_a_changed_file_is_found_out(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    stored = store.put("org/doc/original", b"invoice")
    (tmp_path / "org/doc/original").write_bytes(b"invoicE")
    with pytest.raises(ObjectCorrupt):
        store.get(stored.key, stored.sha256)


def test_a_crash_while_writing_leaves_the_old_object_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    store.put("org/doc/original", b"old")

    def crash(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(StorageUnavailable, match="No space left"):
        store.put("org/doc/original", b"new and longer")
    assert store.get("org/doc/original") == b"old"
    assert list(store.list()) == ["org/doc/original"]


def test_files_and_the_folders_above_are_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def note(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()).removeprefix(str(tmp_path)))
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    FolderStore(tmp_path / "store").put("org/doc/original", b"x")
    assert synced[:3] == ["", "/store", "/store/org"]
    assert synced[3].startswith("/store/org/doc/.partial-")
    assert synced[4] == "/store/org/doc"


def test_only_the_owner_reads(tmp_path: Path) -> None:
    FolderStore(tmp_path / "store").put("org/original", b"x")
    assert (tmp_path / "store/org/original").stat().st_mode & 0o077 == 0
    assert (tmp_path / "store").stat().st_mode & 0o077 == 0
