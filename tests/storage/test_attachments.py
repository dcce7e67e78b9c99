"""Files beside a document: kept as they came under the document's key, taken away and brought back, on the record."""

import pytest
from sqlalchemy import select

from models.actors import Actor
from models.errors import EmptyDocument, LimitExceeded, NotFound
from models.tables.decisions import AttachmentTable
from models.tables.documents import DataKeyTable
from storage.attachments import (
    attach_file,
    bring_back_attachment,
    list_attachments,
    load_attachment,
    remove_attachment,
)
from storage.audit import list_audit
from storage.house import House
from storage.jobs import save_pages
from tests.storage.deciders import approvers
from tests.storage.samples import CLERK, Image, claim, receive
from tests.storage.test_captures import TRANSCRIPT

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def ana(house: House, org: str) -> Actor:
    return approvers(house, org)[0]


def test_a_file_is_kept_as_it_came_and_its_name_is_secret(house: House, org: str, ana: Actor) -> None:
    document_id = receive(house, org)
    number = attach_file(house, org, document_id, b"%PDF order", "C:\\x\\Naročilo 7.pdf", actor=ana)
    (kept,) = list_attachments(house, org, document_id)
    assert (kept.number, kept.name, kept.size, kept.author) == (number, "Naročilo 7.pdf", 10, "ana@example.com")
    assert load_attachment(house, org, document_id, number) == (b"%PDF order", "Naročilo 7.pdf")
    with house.session(write=True) as session:
        assert b"Naro" not in session.scalars(select(AttachmentTable.name)).one()
        key = session.get(DataKeyTable, document_id)
        assert key is not None
        key.wrapped = None
    assert list_attachments(house, org, document_id) == ()
    with pytest.raises(NotFound):
        load_attachment(house, org, document_id, number)


def test_the_same_bytes_are_one_file_and_numbers_are_given_once(house: House, org: str) -> None:
    document_id = receive(house, org)
    first, again, second = (
        attach_file(house, org, document_id, content, name, actor=CLERK)
        for content, name in ((b"order", "a.pdf"), (b"order", "b.pdf"), (b"note", "b.pdf"))
    )
    assert (first, again, second) == (0, 0, 1)
    assert [row.name for row in list_attachments(house, org, document_id)] == ["a.pdf", "b.pdf"]


def test_one_that_was_taken_away_is_handed_out_no_more_until_it_is_brought_back(house: House, org: str) -> None:
    document_id = receive(house, org)
    number = attach_file(house, org, document_id, b"order", "a.pdf", actor=CLERK)
    remove_attachment(house, org, document_id, number, actor=CLERK)
    remove_attachment(house, org, document_id, number, actor=CLERK)
    assert list_attachments(house, org, document_id)[0].removed_at is not None
    with pytest.raises(NotFound):
        load_attachment(house, org, document_id, number)
    bring_back_attachment(house, org, document_id, number, actor=CLERK)
    assert load_attachment(house, org, document_id, number)[0] == b"order"
    remove_attachment(house, org, document_id, number, actor=CLERK)
    assert attach_file(house, org, document_id, b"order", "again.pdf", actor=CLERK) == number
    assert list_attachments(house, org, document_id)[0].removed_at is None
    events = [row.event for row in list_audit(house, org, document_id=document_id).rows]
    assert events[:5] == [
        "attachment_brought_back",
        "attachment_removed",
        "attachment_brought_back",
        "attachment_removed",
        "file_attached",
    ]


def test_a_new_reading_leaves_them(house: House, org: str) -> None:
    document_id = receive(house, org)
    attach_file(house, org, document_id, b"order", "a.pdf", actor=CLERK)
    save_pages(house, claim(house), TRANSCRIPT, [Image(0, b"jpeg")])
    assert load_attachment(house, org, document_id, 0)[0] == b"order"


def test_what_cannot_be_attached_is_refused(
    house: House, org: str, other_org: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = receive(house, org)
    with pytest.raises(EmptyDocument):
        attach_file(house, org, document_id, b"", "a.pdf", actor=CLERK)
    with pytest.raises(NotFound):
        attach_file(house, other_org, document_id, b"order", "a.pdf", actor=CLERK)
    assert not list(house.objects.list(f"{other_org}/"))
    attach_file(house, org, document_id, b"order", "a.pdf", actor=CLERK)
    assert list_attachments(house, other_org, document_id) == ()
    with pytest.raises(NotFound):
        load_attachment(house, other_org, document_id, 0)
    with pytest.raises(NotFound):
        remove_attachment(house, other_org, document_id, 0, actor=CLERK)
    with pytest.raises(NotFound):
        bring_back_attachment(house, org, document_id, 1, actor=CLERK)
    monkeypatch.setattr("storage.attachments.MOST", 1)
    with pytest.raises(LimitExceeded):
        attach_file(house, org, document_id, b"another", "b.pdf", actor=CLERK)
    assert len([key for key in house.objects.list(f"{org}/{document_id}/") if "attachments" in key]) == 1
