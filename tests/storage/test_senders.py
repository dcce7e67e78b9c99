"""Who may be answered about a document, by the mail that it came in."""

import pytest

from storage.house import House
from storage.jobs import finish_container
from storage.senders import Sender, find_sender, sender_of
from tests.storage.samples import Part, claim, receive

MAIL = (
    b"From: Kovina <racuni@example.com>\r\nSubject: =?utf-8?q?Ra=C4=8Dun_117?=\r\nMessage-ID: <1@example.com>\r\n\r\nhi"
)


def test_the_sender_is_found_in_the_mail_that_a_document_came_in(house: House, org: str) -> None:
    receive(house, org, MAIL, "bill.eml")
    (receipt,) = finish_container(house, claim(house), [Part("one.pdf", b"%PDF-1.7 one")])
    assert find_sender(house, org, receipt.document_id) == Sender("racuni@example.com", "Račun 117", "<1@example.com>")
    assert find_sender(house, org, receive(house, org, b"alone")) is None


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        (b"From: a@example.com\nReply-To: Bills <b@example.com>", "b@example.com"),
        (b'From: "x" <a@example.com>\nReply-To: nobody', "a@example.com"),
        (b"From: =?utf-8?q?=C4=8Cas?= <c@example.com>", "c@example.com"),
        (b"From: undisclosed", None),
        (b"From: a@example.com\n\tb@evil.example", "a@example.com"),
        (b"\xff\xfe\x00", None),
    ],
)
def test_odd_headers_give_one_usable_address_or_none(headers: bytes, address: str | None) -> None:
    found = sender_of(headers + b"\n\nbody")
    assert (found.address if found else None) == address
