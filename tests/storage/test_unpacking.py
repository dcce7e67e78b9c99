"""Mails and archives: their documents stand by themselves, once."""

import pytest

from models.errors import LeaseLost
from models.states import State
from storage.audit import list_audit
from storage.documents import list_documents, load_document, load_original
from storage.house import House
from storage.jobs import claim_job, finish_container
from tests.storage.samples import Part, claim, receive


def test_the_parts_are_received_and_the_mail_is_unpacked(house: House, org: str) -> None:
    mail = receive(house, org, b"From: a@b", "mail.eml")
    parts = [Part("one.pdf", b"one"), Part("two.pdf", b"two"), Part("empty.pdf")]
    receipts = finish_container(house, claim(house), parts, [Part("logo.png", reason="too_small")])
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
    assert after["ignored"] == [{"name": "logo.png", "reason": "too_small"}]


def test_an_attachment_that_is_here_already_is_not_another_document(house: House, org: str) -> None:
    known = receive(house, org, b"one")
    claim(house)
    receive(house, org, b"From: a@b", "mail.eml")
    twice = [Part("one.pdf", b"one"), Part("two.pdf", b"two"), Part("two again.pdf", b"two")]
    first, second, third = finish_container(house, claim(house), twice, [])
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
        finish_container(house, late, [Part("one.pdf", b"one")], [])
    assert list_documents(house, org).total == 1
    assert claim_job(house, "worker", 60) is None
