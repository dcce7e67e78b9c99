"""Mails and archives: their documents stand by themselves, once."""

import pytest

from models.errors import LeaseLost
from models.parts import PartOutcome
from models.states import State
from storage.audit import list_audit
from storage.documents import list_documents, list_parts, load_document, load_original, request_reading
from storage.house import House
from storage.jobs import claim_job, finish_container, keep_attached
from storage.rows import PartRow
from tests.storage.samples import CLERK, Part, claim, receive


def test_the_parts_are_received_and_the_mail_is_unpacked(house: House, org: str) -> None:
    mail = receive(house, org, b"From: a@b", "mail.eml")
    parts = [Part("one.pdf", b"one"), Part("logo.png", reason="inline_image"), Part("two.pdf", b"two")]
    receipts = finish_container(house, claim(house), parts)
    assert load_document(house, org, mail).state is State.UNPACKED
    children = [load_document(house, org, receipt.document_id) for receipt in receipts]
    assert [(child.name, child.parent_id, child.channel) for child in children] == [
        ("one.pdf", mail, "container"),
        ("two.pdf", mail, "container"),
    ]
    assert load_original(house, org, children[1].id) == b"two"
    assert {claim(house).document_id for _ in children} == {child.id for child in children}
    after = list_audit(house, org, document_id=mail).rows[0].after
    assert after is not None
    assert after["ignored"] == [{"name": "logo.png", "reason": "inline_image"}]


def test_an_attachment_that_is_here_already_is_not_another_document(house: House, org: str) -> None:
    known = receive(house, org, b"one")
    claim(house)
    receive(house, org, b"From: a@b", "mail.eml")
    twice = [Part("one.pdf", b"one"), Part("two.pdf", b"two"), Part("two again.pdf", b"two")]
    first, second, third = finish_container(house, claim(house), twice)
    assert (first.document_id, first.duplicate) == (known, True)
    assert (second.duplicate, third.duplicate) == (False, True)
    assert second.document_id == third.document_id
    assert list_documents(house, org).total == 3
    assert len(list(house.objects.list())) == 3


def test_a_late_worker_receives_nothing(house: House, org: str) -> None:
    receive(house, org, b"From: a@b", "mail.eml")
    late = claim(house, seconds=-1)
    claim(house)
    with pytest.raises(LeaseLost):
        finish_container(house, late, [Part("one.pdf", b"one")])
    assert list_documents(house, org).total == 1
    assert claim_job(house, "worker", 60) is None


def test_every_part_has_its_outcome_in_the_order_of_the_container(house: House, org: str) -> None:
    known = receive(house, org, b"known")
    claim(house)
    mail = receive(house, org, b"From: a@b", "mail.eml")
    assert list_parts(house, org, mail) == ()
    parts = [
        Part("logo.png", reason="inline_image"),
        Part("new.pdf", b"new"),
        Part("known.pdf", b"known"),
        Part("new again.pdf", b"new"),
        Part("locked.zip", reason="encrypted"),
    ]
    new = finish_container(house, claim(house), parts)[0].document_id
    assert list_parts(house, org, mail) == (
        PartRow(0, "logo.png", PartOutcome.IGNORED, "inline_image"),
        PartRow(1, "new.pdf", PartOutcome.DOCUMENT, "", new),
        PartRow(2, "known.pdf", PartOutcome.DUPLICATE, "", known),
        PartRow(3, "new again.pdf", PartOutcome.DUPLICATE, "", new),
        PartRow(4, "locked.zip", PartOutcome.REFUSED, "encrypted"),
    )


def test_a_mail_that_is_unpacked_again_has_each_part_once(house: House, org: str) -> None:
    mail = receive(house, org, b"From: a@b", "mail.eml")
    finish_container(house, claim(house), [Part("one.pdf", b"one"), Part("odd.bin", reason="unsupported_kind")])
    claim(house)
    request_reading(house, org, mail, actor=CLERK, cause="retry")
    finish_container(house, claim(house), [Part("one.pdf", b"one")])
    (part,) = list_parts(house, org, mail)
    assert (part.name, part.outcome) == ("one.pdf", PartOutcome.DOCUMENT)


def test_what_is_attached_to_a_document_leaves_its_job_running(house: House, org: str) -> None:
    document = receive(house, org, b"with files", "both.pdf")
    taken = claim(house)
    (receipt,) = keep_attached(house, taken, [Part("one.pdf", b"one"), Part("a.txt", reason="unsupported_kind")])
    assert load_document(house, org, document).state is State.READING
    assert load_document(house, org, receipt.document_id).parent_id == document
    assert [part.name for part in list_parts(house, org, document)] == ["one.pdf", "a.txt"]
    assert keep_attached(house, taken, []) == ()
    assert list_parts(house, org, document) == ()


def test_documents_are_taken_out_of_documents_four_times_and_no_more(house: House, org: str) -> None:
    receive(house, org, b"0", "0.pdf")
    for depth in range(1, 5):
        assert len(keep_attached(house, claim(house), [Part(f"{depth}.pdf", str(depth).encode())])) == 1
    deepest = claim(house)
    assert keep_attached(house, deepest, [Part("5.pdf", b"5")]) == ()
    (part,) = list_parts(house, org, deepest.document_id)
    assert (part.outcome, part.reason) == (PartOutcome.REFUSED, "nested_too_deep")
    assert list_documents(house, org).total == 5


def test_parts_are_their_organisations(house: House, org: str, other_org: str) -> None:
    mail = receive(house, org, b"From: a@b", "mail.eml")
    finish_container(house, claim(house), [Part("one.pdf", b"one")])
    assert list_parts(house, other_org, mail) == ()
