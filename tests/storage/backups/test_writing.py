"""A backup is one moment of a house that goes on living, and says what the store had lost."""

import io
from typing import ClassVar

import pytest
import sqlalchemy as sa

from models.errors import StorageError
from models.states import State
from storage.backups.writing import write_backup
from storage.documents import load_page_image
from storage.folder_store import FolderStore
from storage.house import House
from storage.vault import Vault
from tests.storage.backups.conftest import NewHouse
from tests.storage.backups.houses import backup_of, everything, fill, objects_open, read_again, restored, silent
from tests.storage.samples import receive

pytestmark = pytest.mark.usefixtures("quick_hashes")


class Rereading(FolderStore):
    """While the first page image of a document is fetched for the backup, a worker reads it again."""

    house: House
    waiting: ClassVar[list[str]] = []

    def get(self, key: str, sha256: str | None = None) -> bytes:
        org, document, *rest = key.split("/")
        if rest[0] == "pages" and document in Rereading.waiting:
            Rereading.waiting.remove(document)
            receive(Rereading.house, org, b"%PDF-1.7 later")
            read_again(Rereading.house, org, document, b"new page")
        return super().get(key, sha256)


def test_document_that_is_read_again_meanwhile_is_whole(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    org = fill(old)
    assert isinstance(old.objects, FolderStore)
    before = everything(old)
    document = next(row["id"] for row in before["documents"].values() if row["state"] == State.IN_REVIEW)
    Rereading.house, Rereading.waiting = old, [document]
    outcome = restored(new, backup_of(House(old.database, Rereading(old.objects.root), old.vault)))
    assert not Rereading.waiting
    assert outcome.tally.missing == []
    assert objects_open(new) == outcome.tally.objects
    assert load_page_image(new, org, document, 0)[0] == b"new page"
    assert everything(new)["documents"].keys() == before["documents"].keys()
    assert everything(new)["snapshots"] == before["snapshots"]


@pytest.mark.parametrize("form", ["embedded", "large"])
def test_backup_shows_one_moment(form: str, new_house: NewHouse) -> None:
    house = new_house(form)
    org = fill(house)
    with house.database.snapshot() as connection:
        counts = [connection.scalar(sa.text("SELECT count(*) FROM documents"))]
        receive(house, org, b"%PDF-1.7 meanwhile")
        counts.append(connection.scalar(sa.text("SELECT count(*) FROM documents")))
    assert counts[0] == counts[1] == len(everything(house)["documents"]) - 1


def test_object_that_the_store_has_lost_or_spoilt_is_named_and_all_others_are_kept(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    fill(old)
    lost, spoilt, *_ = sorted(row["key"] for row in everything(old)["objects"].values())
    old.objects.delete(lost)
    old.objects.put(spoilt, b"rust")
    backup = backup_of(old)
    assert restored(new, backup).tally.missing == [lost, spoilt]
    assert len(list(new.objects.list())) == len(list(old.objects.list())) - 1


def test_backup_holds_neither_values_nor_the_master_key_in_clear(new_house: NewHouse) -> None:
    house = new_house("embedded")
    fill(house)
    backup = backup_of(house)
    for secret in (house.vault.master_key, "Žolna".encode(), b"ana@example.com", b"%PDF", b"documents"):
        assert secret not in backup


def test_memory_is_bounded_by_one_document(new_house: NewHouse) -> None:
    class Counting(io.RawIOBase):
        written = 0
        largest = 0

        def write(self, content: bytes) -> int:  # type: ignore[override]
            Counting.written += len(content)
            Counting.largest = max(Counting.largest, len(content))
            return len(content)

    house = new_house("embedded")
    org = fill(house)
    receive(house, org, bytes(3_000_000))
    write_backup(house, Counting(), silent)  # type: ignore[arg-type]
    assert Counting.written > 3_000_000
    assert Counting.largest < 300_000


def test_house_with_another_schema_is_not_backed_up(new_house: NewHouse) -> None:
    house = new_house("embedded")
    fill(house)
    with house.session(write=True) as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer Prejeto"):
        backup_of(house)


def test_two_backups_of_the_same_house_are_sealed_with_different_keys(new_house: NewHouse) -> None:
    house = new_house("embedded")
    fill(house)
    assert backup_of(house)[:200] != backup_of(house)[:200]
    assert Vault(bytes(32)).derive("backup", bytes(16)) != Vault(bytes(32)).derive("backup", bytes(15) + b"1")
