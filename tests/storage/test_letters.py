"""Letters to senders: written with the rejection, recalled with it, sent once, tried again, given up on the record."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.errors import InvalidInput
from models.letters import Letter, LetterStatus
from models.states import State
from models.tables.decisions import LetterTable
from models.tables.documents import DataKeyTable
from storage.audit import list_audit
from storage.database import now
from storage.documents import load_document
from storage.house import House
from storage.jobs import finish_container
from storage.letters import PAUSES, TakenLetter, load_letters, note_sent, note_unsent, take_letter
from storage.reviews import reject, take_back
from storage.senders import Sender, find_sender, sender_of
from tests.storage.samples import CLERK, Part, capture, claim, receive

LETTER = Letter(address="bills@example.com", subject="Your invoice", body="Dear all,\nwe did not order this.")
MAIL = (
    b"From: Kovina <racuni@example.com>\r\nSubject: =?utf-8?q?Ra=C4=8Dun_117?=\r\nMessage-ID: <1@example.com>\r\n\r\nhi"
)


def rejected(house: House, org: str, letter: Letter = LETTER) -> str:
    document_id = capture(house, org)
    reject(house, org, document_id, actor=CLERK, reason="not ordered", expected_version=1, letter=letter)
    return document_id


def later(house: House, seconds: int) -> None:
    """As if so much time had gone by."""
    with house.session(write=True) as session:
        moment = now(session) - timedelta(seconds=seconds)
        session.execute(update(LetterTable).values(available_at=moment))
        session.execute(update(LetterTable).where(LetterTable.leased_until.is_not(None)).values(leased_until=moment))


def taken(house: House) -> TakenLetter:
    later(house, 1)
    found = take_letter(house)
    assert found is not None
    return found


def status(house: House, org: str, document_id: str) -> LetterStatus:
    (row,) = load_letters(house, org, document_id)
    return row.status


def test_a_letter_waits_a_while_and_is_sent_once(house: House, org: str) -> None:
    document_id = rejected(house, org)
    assert take_letter(house) is None, "the rejection can still be taken back"
    found = taken(house)
    assert found.letter == LETTER
    assert take_letter(house) is None, "another process does not get it too"
    assert note_sent(house, found)
    assert status(house, org, document_id) is LetterStatus.SENT
    assert {"letter_written", "letter_sent"} <= {row.event for row in list_audit(house, org).rows}
    later(house, 1)
    assert take_letter(house) is None


def test_taking_the_rejection_back_recalls_the_letter(house: House, org: str) -> None:
    document_id = rejected(house, org)
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    later(house, 1)
    assert take_letter(house) is None
    assert status(house, org, document_id) is LetterStatus.RECALLED


def test_a_letter_whose_sender_died_is_taken_again_and_the_dead_ones_writes_count_no_more(
    house: House, org: str
) -> None:
    document_id = rejected(house, org)
    first = taken(house)
    second = taken(house)
    assert (second.id, second.attempt) == (first.id, first.attempt + 1)
    assert not note_sent(house, first)
    assert note_sent(house, second)
    assert status(house, org, document_id) is LetterStatus.SENT


def test_failures_are_tried_again_and_given_up_at_last(house: House, org: str) -> None:
    document_id = rejected(house, org)
    for _ in PAUSES:
        assert note_unsent(house, taken(house), "no_answer", for_good=False)
        assert status(house, org, document_id) is LetterStatus.QUEUED
    note_unsent(house, taken(house), "no_answer", for_good=False)
    assert status(house, org, document_id) is LetterStatus.FAILED
    told = next(row for row in list_audit(house, org).rows if row.event == "letter_failed")
    assert told.after == {"problem": "no_answer"}


def test_what_is_refused_for_good_is_not_tried_again(house: House, org: str) -> None:
    document_id = rejected(house, org)
    note_unsent(house, taken(house), "recipient_refused", for_good=True)
    assert status(house, org, document_id) is LetterStatus.FAILED


def test_a_letter_about_an_erased_document_is_not_sent(house: House, org: str) -> None:
    document_id = rejected(house, org)
    with house.session(write=True) as session:
        session.execute(update(DataKeyTable).where(DataKeyTable.subject_id == document_id).values(wrapped=None))
    later(house, 1)
    assert take_letter(house) is None
    (row,) = load_letters(house, org, document_id)
    assert (row.status, row.problem, row.letter) == (LetterStatus.FAILED, "erased", None)


@pytest.mark.parametrize(
    "letter",
    [
        Letter(address="a@b.com, c@d.com", subject="s", body="b"),
        Letter(address="a@b.com", subject="s\r\nBcc: c@d.com", body="b"),
        Letter(address="a@b.com", subject="s", body=" "),
    ],
)
def test_nothing_is_decided_with_a_letter_that_cannot_be_sent(house: House, org: str, letter: Letter) -> None:
    document_id = capture(house, org)
    with pytest.raises(InvalidInput):
        reject(house, org, document_id, actor=CLERK, reason="no", letter=letter)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


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
