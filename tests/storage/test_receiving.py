"""Store first, acknowledge after; the same bytes are one document."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.errors import EmptyDocument, NotFound
from models.states import State
from models.tables.documents import DocumentTable, ReceiptTable
from models.tables.work import JobTable
from storage.audit import list_audit, verify_chain
from storage.documents import load_document, load_history, load_original, receive_document
from storage.house import House
from storage.receiving import clean_name
from storage.rows import Receipt
from tests.storage.samples import CLERK, receive

CONTENT = b"%PDF-1.7 invoice"
ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from storage import audit
from storage.house import House
from tests.storage.samples import receive
audit.record = lambda *_arguments, **_named: os.kill(os.getpid(), signal.SIGKILL)
receive(House.open(sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3])), sys.argv[4], b"%PDF-1.7 invoice")
"""


def test_a_received_document_is_kept_byte_for_byte_and_waits_to_be_read(house: House, org: str) -> None:
    receipt = receive_document(house, org, CONTENT, "März/Rechnung 1.pdf", channel="upload", actor=CLERK)
    document = load_document(house, org, receipt.document_id)
    assert load_original(house, org, receipt.document_id) == CONTENT
    assert (document.name, document.state, document.size) == ("Rechnung 1.pdf", State.RECEIVED, len(CONTENT))
    assert count(house, JobTable) == 1
    history = load_history(house, org, receipt.document_id)
    assert [(step.before, step.state, step.cause) for step in history] == [(None, State.RECEIVED, "upload")]
    assert [entry.event for entry in list_audit(house, org).rows] == ["document_received", "organisation_created"]


def test_the_same_bytes_again_are_the_same_document(house: House, org: str) -> None:
    first = receive_document(house, org, CONTENT, "a.pdf", channel="upload", actor=CLERK)
    again = receive_document(house, org, CONTENT, "b.pdf", channel="mail", actor=CLERK)
    assert again == Receipt(first.document_id, first.sha256, duplicate=True)
    assert (count(house, DocumentTable), count(house, JobTable), count(house, ReceiptTable)) == (1, 1, 2)
    assert len(list(house.objects.list())) == 1


def test_bytes_that_the_store_lost_or_spoilt_are_stored_again_when_they_come_again(house: House, org: str) -> None:
    document_id = receive(house, org, CONTENT)
    (key,) = house.objects.list()
    for spoil in (lambda: house.objects.delete(key), lambda: house.objects.put(key, b"rust")):
        spoil()
        assert receive(house, org, CONTENT) == document_id
        assert load_original(house, org, document_id) == CONTENT
    assert list(house.objects.list()) == [key]


def test_the_same_bytes_of_another_organisation_are_another_document(house: House, org: str, other_org: str) -> None:
    ours = receive(house, org, CONTENT)
    theirs = receive(house, other_org, CONTENT)
    assert ours != theirs
    with pytest.raises(NotFound):
        load_document(house, other_org, ours)
    with pytest.raises(NotFound):
        load_original(house, other_org, ours)


def test_an_empty_file_is_refused(house: House, org: str) -> None:
    with pytest.raises(EmptyDocument):
        receive(house, org, b"")


def test_a_container_of_another_organisation_is_no_parent(house: House, org: str, other_org: str) -> None:
    parent = receive(house, other_org, b"mail")
    with pytest.raises(NotFound):
        receive_document(house, org, CONTENT, "a.pdf", channel="mail", actor=CLERK, parent_id=parent)


def test_an_unknown_organisation_receives_nothing(house: House) -> None:
    with pytest.raises(NotFound):
        receive(house, "nobody")
    assert count(house, DocumentTable) == 0


def test_the_same_bytes_at_once_are_one_document(house: House, org: str) -> None:
    receipts: list[Receipt] = []
    gate = threading.Barrier(6)

    def send() -> None:
        gate.wait()
        receipts.append(receive_document(house, org, CONTENT, "a.pdf", channel="upload", actor=CLERK))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({receipt.document_id for receipt in receipts}) == 1
    assert sorted(receipt.duplicate for receipt in receipts) == [False] + [True] * 5
    assert len(list(house.objects.list())) == 1
    assert load_original(house, org, receipts[0].document_id) == CONTENT
    assert verify_chain(house, org).whole


def test_a_kill_between_object_and_ledger_leaves_an_orphan_and_no_half_document(
    house: House, org: str, database_url: str, tmp_path: Path
) -> None:
    settings = [database_url, str(tmp_path / "objects"), house.vault.master_key.hex(), org]
    killed = subprocess.run([sys.executable, "-c", KILLED, *settings], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(house.objects.list())) == 1
    assert (count(house, DocumentTable), count(house, JobTable), count(house, ReceiptTable)) == (0, 0, 0)
    assert load_original(house, org, receive(house, org, CONTENT)) == CONTENT
    assert verify_chain(house, org).whole


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\mail\\a.pdf", "a.pdf"),
        ("a\x00\n.pdf", "a.pdf"),
        ("", "document"),
        ("x" * 999, "x" * 255),
    ],
)
def test_names_are_only_names(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def count(house: House, table: type[object]) -> int:
    with house.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
