"""A backup goes back into an empty house of either form, whole or not at all."""

import io
from itertools import product

import pytest
import sqlalchemy as sa

from models.errors import BackupRefused, StateConflict, StorageUnavailable
from models.states import State
from models.tables.people import OrganisationTable
from storage.access import first_run_link, load_session, sign_in
from storage.audit import list_audit, verify_chain
from storage.backups import writing
from storage.backups.restoring import MARK, verify_backup
from storage.documents import load_document
from storage.folder_store import FolderStore
from storage.house import House
from storage.jobs import claim_job
from storage.mailboxes import list_mailboxes, list_watched, load_settings, switch_mailbox
from storage.objects import StoredObject
from storage.readings import load_invoice
from storage.vault import Vault
from tests.storage.backups.conftest import FORMS, NewHouse
from tests.storage.backups.houses import (
    MAILBOX,
    PASSWORD,
    backup_of,
    changes,
    everything,
    fill,
    objects_open,
    originals_open,
    restored,
    silent,
)
from tests.storage.samples import CLERK

pytestmark = pytest.mark.usefixtures("quick_hashes")
LEASES = {"jobs": {"status", "worker", "leased_until", "available_at"}}
SWITCHED_OFF = {
    "mailboxes": {"watcher", "leased_until", "enabled", "changed_at"},
}
UNSENT = {"outbox": {"ended_at", "problem"}}
TOLD = {"audit": {"+"}, "organisations": {"audit_sequence", "audit_head"}}
STATES = {"documents": {"state", "changed_at"}, "state_changes": {"+"}}
ACCESS = {"sessions": {"ended_at"}, "links": {"used_at"}, "mailbox_trials": {"-"}}


@pytest.mark.parametrize(("source", "target"), list(product(FORMS, FORMS)))
def test_all_is_as_it_was_in_either_form(source: str, target: str, new_house: NewHouse) -> None:
    old, new = new_house(source), new_house(target)
    org = fill(old)
    before = everything(old)
    assert [table for table, rows in before.items() if not rows] == []
    outcome = restored(new, backup_of(old))
    after = everything(new)
    versions = {} if source == target == "embedded" else {"objects": {"version"}}
    assert changes(before, after) == {**LEASES, **SWITCHED_OFF, **UNSENT, **TOLD, **STATES, **ACCESS, **versions}
    assert (outcome.tally.missing, outcome.broken, outcome.mailboxes) == ([], [], 1)
    assert objects_open(new) == outcome.tally.objects == len(before["objects"])
    assert originals_open(new, org) == outcome.tally.rows["documents"]
    assert all(verify_chain(new, organisation).whole for (organisation,) in before["organisations"])


@pytest.mark.parametrize("form", FORMS)
def test_work_goes_on_in_the_new_house(form: str, new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house(form)
    org = fill(old)
    token = sign_in(old, "ana@example.com", PASSWORD)
    restored(new, backup_of(old))
    (reading,) = [row["id"] for row in everything(old)["documents"].values() if row["state"] == State.READING]
    assert load_document(new, org, reading).state is State.RECEIVED
    taken = [claim_job(new, "new worker", 60) for _ in range(2)]
    assert reading in {claim.document_id for claim in taken if claim}
    assert load_session(new, token) is None
    assert load_session(new, sign_in(new, "ana@example.com", PASSWORD)) is not None
    (mailbox,) = list_mailboxes(new, org)
    assert load_settings(new, org, mailbox.id) == MAILBOX
    booked = [booking["document_id"] for booking in everything(new)["bookings"].values()]
    assert len(booked) == 2
    assert [load_invoice(new, org, each) for each in booked] == [load_invoice(old, org, each) for each in booked]


def test_mailboxes_wait_until_somebody_switches_them_on(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    org = fill(old)
    restored(new, backup_of(old))
    assert not list_watched(new)
    assert list_audit(new, org).rows[0].event == "mailbox_disabled"
    (mailbox,) = list_mailboxes(new, org)
    switch_mailbox(new, org, mailbox.id, enabled=True, actor=CLERK)
    assert [watched.id for watched in list_watched(new)] == [mailbox.id]


def test_house_that_is_not_empty_is_left_alone(new_house: NewHouse) -> None:
    old = new_house("embedded")
    fill(old)
    backup, before = backup_of(old), everything(old)
    with pytest.raises(StateConflict, match="data already"):
        restored(old, backup)
    assert everything(old) == before


def test_store_that_is_not_empty_is_left_alone(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    fill(old)
    new.objects.put("somebody/else", b"content")
    with pytest.raises(StateConflict, match="store is not empty"):
        restored(new, backup_of(old))
    assert list(new.objects.list()) == ["somebody/else"]


@pytest.mark.parametrize("form", FORMS)
def test_house_that_was_started_once_is_empty(form: str, new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house(form)
    org = fill(old)
    new.database.migrate()
    first_run_link(new)
    restored(new, backup_of(old))
    assert originals_open(new, org)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["documents", "recipes"])
def test_tables_of_another_program_are_left_alone(name: str, form: str, new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house(form)
    org = fill(old)
    with new.session(write=True) as session:
        session.execute(sa.text(f"CREATE TABLE {name} (title TEXT)"))
        session.execute(sa.text(f"INSERT INTO {name} VALUES ('bread')"))
    if name == "documents":
        with pytest.raises(StateConflict, match="data already"):
            restored(new, backup_of(old))
    else:
        restored(new, backup_of(old))
        assert originals_open(new, org)
    with new.session() as session:
        assert session.scalar(sa.text(f"SELECT title FROM {name}")) == "bread"


def test_keys_of_another_program_are_as_they_were(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("large")
    fill(old)
    with new.session(write=True) as session:
        session.execute(sa.text("CREATE TABLE recipes (title TEXT PRIMARY KEY)"))
        session.execute(sa.text("CREATE TABLE spices (recipe TEXT REFERENCES recipes DEFERRABLE INITIALLY DEFERRED)"))
    restored(new, backup_of(old))
    deferrable = "SELECT conrelid = 'spices'::regclass FROM pg_constraint WHERE condeferrable"
    with new.session() as session:
        assert list(session.scalars(sa.text(deferrable))) == [True]


class Failing(FolderStore):
    """A store that takes so many objects."""

    takes = 4

    def put(self, key: str, content: bytes) -> StoredObject:
        if not key.startswith(MARK) and len(list(self.list())) > self.takes:
            raise StorageUnavailable("The disk is full.")
        return super().put(key, content)


class Keeping(FolderStore):
    """A store from which nothing can be deleted."""

    def delete(self, key: str) -> None:
        raise StorageUnavailable(f"{key} stays.")


def test_restore_that_broke_off_leaves_an_empty_house_and_can_be_tried_again(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    org = fill(old)
    backup = backup_of(old)
    break_off(new, backup)
    restored(new, backup)
    assert originals_open(new, org)
    assert not list(new.objects.list(MARK))


def test_restore_that_broke_off_is_in_no_other_backups_way(new_house: NewHouse) -> None:
    new = new_house("embedded")
    broken, other = backup_of(filled(new_house)), filled(new_house)
    break_off(new, broken)
    restored(new, backup_of(other))
    assert set(new.objects.list()) == set(other.objects.list())


def filled(new_house: NewHouse) -> House:
    house = new_house("embedded")
    fill(house)
    return house


def break_off(house: House, backup: bytes) -> None:
    """A restore that ends in the middle; objects of it stay."""
    assert isinstance(house.objects, FolderStore)
    with pytest.raises(StorageUnavailable):
        restored(House(house.database, Failing(house.objects.root), house.vault), backup)
    house.database.migrate()
    assert not any(everything(house).values())
    assert len(list(house.objects.list())) > 1


def test_house_that_lives_has_no_mark_by_which_its_objects_would_be_cleared(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    fill(old)
    assert isinstance(new.objects, FolderStore)
    with pytest.raises(StorageUnavailable, match="stays"):
        restored(House(new.database, Keeping(new.objects.root), new.vault), backup_of(old))
    new.database.migrate()
    assert not any(everything(new).values())


@pytest.mark.parametrize("form", FORMS)
def test_backup_that_is_cut_off_or_altered_leaves_an_empty_house_for_another(form: str, new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house(form)
    org = fill(old)
    backup = backup_of(old)
    for spoilt in (
        backup[:-1],
        backup[:-5000],
        altered(backup, -300),
        altered(backup, len(backup) // 2),
        backup + b"x",
    ):
        with pytest.raises(BackupRefused):
            restored(new, spoilt)
        assert not list(new.objects.list())
        with pytest.raises(BackupRefused):
            verify_backup(new.vault, io.BytesIO(spoilt), silent)
    new.database.migrate()
    assert not any(everything(new).values())
    restored(new, backup_of(old))
    assert originals_open(new, org)


def test_backup_of_a_newer_program_does_not_verify(new_house: NewHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    fill(old)
    monkeypatch.setattr(writing, "newest_revision", lambda: "9999")
    backup = backup_of(old)
    with pytest.raises(BackupRefused, match="newer Prejeto"):
        verify_backup(new.vault, io.BytesIO(backup), silent)
    with pytest.raises(BackupRefused, match="newer Prejeto"):
        restored(new, backup)


def altered(backup: bytes, place: int) -> bytes:
    spoilt = bytearray(backup)
    spoilt[place] ^= 1
    return bytes(spoilt)


def test_other_master_key_opens_nothing(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("embedded")
    fill(old)
    other = House(new.database, new.objects, Vault(Vault.new_master_key()))
    with pytest.raises(BackupRefused, match="another master key"):
        restored(other, backup_of(old))


def test_chain_that_was_broken_before_is_told(new_house: NewHouse) -> None:
    old, new = new_house("embedded"), new_house("large")
    fill(old)
    with old.session(write=True) as session:
        session.execute(sa.text("UPDATE audit SET event = 'nothing' WHERE sequence = 2"))
        name = session.scalar(sa.select(OrganisationTable.name).where(OrganisationTable.audit_sequence > 2))
    assert restored(new, backup_of(old)).broken == [name]


def test_backup_is_verified_without_a_house(new_house: NewHouse) -> None:
    old = new_house("embedded")
    fill(old)
    tally = verify_backup(old.vault, io.BytesIO(backup_of(old)), silent)
    assert tally.rows["documents"] == len(everything(old)["documents"])
