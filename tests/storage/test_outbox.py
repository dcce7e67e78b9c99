"""The outbox: a mail goes out once it is committed, by one process, is tried again, and given up on the record."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.errors import InvalidInput, NotFound, StateConflict
from models.outgoing import Mail, MailStatus
from models.states import State
from models.tables.documents import DataKeyTable
from models.tables.notices import OutboxTable
from storage.audit import list_audit
from storage.database import now
from storage.documents import load_document
from storage.house import House
from storage.outbox import PAUSES, TakenMail, forget_mails, give_up_unsent, note_sent, note_unsent, post_mail, take_mail
from storage.outgoing import MailRow, list_unsent, load_letters, retry_mail
from storage.reviews import reject, take_back
from tests.storage.samples import CLERK, capture

MAIL = Mail("ana@example.com", "2 documents wait", "Look at them.")
LETTER = Mail("bills@example.com", "Your invoice", "Dear all,\nwe did not order this.", "<1@example.com>")


@pytest.fixture
def posted(house: House, org: str) -> House:
    with house.session(write=True) as session:
        post_mail(session, org, MAIL)
    return house


def the_row(house: House) -> OutboxTable:
    with house.session() as session:
        return session.scalars(select(OutboxTable)).one()


def later(house: House) -> None:
    """Let time pass, until what waits is due and leases have lapsed."""
    with house.session(write=True) as session:
        past = now(session) - timedelta(seconds=1)
        session.execute(update(OutboxTable).values(available_at=past))
        session.execute(update(OutboxTable).where(OutboxTable.leased_until.is_not(None)).values(leased_until=past))


def taken_later(house: House) -> TakenMail:
    later(house)
    taken = take_mail(house)
    assert taken is not None
    return taken


def rejected(house: House, org: str, letter: Mail = LETTER) -> str:
    document_id = capture(house, org)
    reject(house, org, document_id, actor=CLERK, reason="not ordered", expected_version=1, letter=letter)
    return document_id


def the_letter(house: House, org: str, document_id: str) -> MailRow:
    (row,) = load_letters(house, org, document_id)
    return row


def test_a_mail_is_taken_by_one_and_its_text_is_forgotten_once_it_went_out(posted: House) -> None:
    taken = take_mail(posted)
    assert taken is not None
    assert taken.mail == MAIL
    assert take_mail(posted) is None
    assert note_sent(posted, taken)
    row = the_row(posted)
    assert (row.content, row.problem) == (None, None)
    assert row.ended_at is not None


def test_nobody_reads_it_in_the_database(posted: House) -> None:
    assert b"ana@" not in (the_row(posted).content or b"")


def test_a_mail_that_is_not_committed_does_not_go_out(house: House, org: str) -> None:
    with pytest.raises(RuntimeError), house.session(write=True) as session:  # noqa: PT012 - the block is what fails
        post_mail(session, org, MAIL)
        raise RuntimeError
    assert take_mail(house) is None


def test_one_whose_process_died_is_taken_again_and_the_dead_one_says_no_more(posted: House) -> None:
    first = take_mail(posted)
    later(posted)
    second = take_mail(posted)
    assert first is not None
    assert second is not None
    assert (first.id, first.mail) == (second.id, second.mail)
    assert not note_sent(posted, first)
    assert not note_unsent(posted, first, "no_answer", for_good=True)
    assert note_sent(posted, second)


def test_it_is_tried_again_after_longer_and_longer_and_then_given_up(posted: House) -> None:
    for pause in PAUSES:
        taken = take_mail(posted)
        assert taken is not None
        assert note_unsent(posted, taken, "no_answer", for_good=False)
        row = the_row(posted)
        with posted.session() as session:
            assert abs((row.available_at - now(session)).total_seconds() - pause) < 5
        assert take_mail(posted) is None
        later(posted)
    taken = take_mail(posted)
    assert taken is not None
    assert note_unsent(posted, taken, "no_answer", for_good=False)
    row = the_row(posted)
    assert row.problem == "no_answer"
    assert row.ended_at is not None


def test_what_is_refused_for_good_is_not_tried_again(posted: House) -> None:
    taken = take_mail(posted)
    assert taken is not None
    assert note_unsent(posted, taken, "recipient_refused", for_good=True)
    later_row = the_row(posted)
    assert later_row.ended_at is not None
    assert take_mail(posted) is None


def test_a_mail_that_cannot_be_opened_hinders_no_other(posted: House, other_org: str) -> None:
    with posted.session(write=True) as session:
        session.execute(update(DataKeyTable).where(DataKeyTable.organisation_id != other_org).values(wrapped=None))
        post_mail(session, other_org, MAIL)
    assert take_mail(posted) is None
    taken = take_mail(posted)
    assert taken is not None
    assert taken.organisation_id == other_org


def test_a_copy_of_the_house_sends_nothing_again(posted: House) -> None:
    with posted.session(write=True) as session:
        give_up_unsent(session, "restored")
    assert take_mail(posted) is None
    assert the_row(posted).problem == "restored"


def test_mails_go_after_a_month(posted: House) -> None:
    taken = take_mail(posted)
    assert taken is not None
    note_sent(posted, taken)
    forget_mails(posted)
    assert the_row(posted).ended_at is not None
    with posted.session(write=True) as session:
        session.execute(update(OutboxTable).values(ended_at=now(session) - timedelta(days=31)))
    forget_mails(posted)
    with posted.session() as session:
        assert session.scalars(select(OutboxTable)).all() == []


def test_a_letter_waits_a_while_goes_out_once_and_stays_with_its_document(house: House, org: str) -> None:
    document_id = rejected(house, org)
    assert take_mail(house) is None, "the rejection can still be taken back"
    taken = taken_later(house)
    assert (taken.mail, taken.is_letter) == (LETTER, True)
    assert the_letter(house, org, document_id).status is MailStatus.SENDING
    assert note_sent(house, taken)
    with house.session(write=True) as session:
        session.execute(update(OutboxTable).values(ended_at=now(session) - timedelta(days=31)))
    forget_mails(house)
    row = the_letter(house, org, document_id)
    assert (row.status, row.mail) == (MailStatus.SENT, LETTER)
    assert {"letter_written", "letter_sent"} <= {row.event for row in list_audit(house, org).rows}


def test_taking_the_rejection_back_recalls_the_letter(house: House, org: str) -> None:
    document_id = rejected(house, org)
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    later(house)
    assert take_mail(house) is None
    assert the_letter(house, org, document_id).status is MailStatus.RECALLED
    assert list_unsent(house, org) == ()


def test_a_letter_that_failed_is_recalled_too(house: House, org: str) -> None:
    document_id = rejected(house, org)
    note_unsent(house, taken_later(house), "recipient_refused", for_good=True)
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    assert the_letter(house, org, document_id).status is MailStatus.RECALLED


def test_a_letter_in_hand_is_recalled_no_more(house: House, org: str) -> None:
    document_id = rejected(house, org)
    taken = taken_later(house)
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    assert note_sent(house, taken)
    assert the_letter(house, org, document_id).status is MailStatus.SENT


def test_a_letter_in_hand_that_does_not_go_out_is_recalled_after_all(house: House, org: str) -> None:
    document_id = rejected(house, org)
    taken = taken_later(house)
    take_back(house, org, document_id, actor=CLERK, expected_version=1)
    assert the_letter(house, org, document_id).status is MailStatus.SENDING
    assert note_unsent(house, taken, "no_answer", for_good=False)
    assert the_letter(house, org, document_id).status is MailStatus.RECALLED
    with house.session(write=True) as session:
        session.execute(update(OutboxTable).values(available_at=now(session) - timedelta(days=1)))
    assert take_mail(house) is None


def test_a_letter_that_is_given_up_is_on_the_record(house: House, org: str) -> None:
    document_id = rejected(house, org)
    note_unsent(house, taken_later(house), "recipient_refused", for_good=True)
    assert the_letter(house, org, document_id).status is MailStatus.FAILED
    told = next(row for row in list_audit(house, org).rows if row.event == "letter_failed")
    assert (told.document_id, told.after) == (document_id, {"problem": "recipient_refused"})


def test_a_letter_about_an_erased_document_is_not_sent(house: House, org: str) -> None:
    document_id = rejected(house, org)
    with house.session(write=True) as session:
        session.execute(update(DataKeyTable).where(DataKeyTable.subject_id == document_id).values(wrapped=None))
    later(house)
    assert take_mail(house) is None
    row = the_letter(house, org, document_id)
    assert (row.status, row.problem, row.mail) == (MailStatus.FAILED, "erased", None)
    with pytest.raises(StateConflict):
        retry_mail(house, org, row.id, actor=CLERK)


@pytest.mark.parametrize(
    "letter",
    [Mail("a@b.com, c@d.com", "s", "b"), Mail("a@b.com", "s\r\nBcc: c@d.com", "b"), Mail("a@b.com", "s", " ")],
)
def test_nothing_is_decided_with_a_letter_that_cannot_be_sent(house: House, org: str, letter: Mail) -> None:
    document_id = capture(house, org)
    with pytest.raises(InvalidInput):
        reject(house, org, document_id, actor=CLERK, reason="no", letter=letter)
    assert load_document(house, org, document_id).state is State.IN_REVIEW


def test_what_could_not_be_sent_is_listed_and_sent_again_by_hand(posted: House, org: str, other_org: str) -> None:
    assert list_unsent(posted, org) == (), "nothing hindered it yet"
    note_unsent(posted, taken_later(posted), "no_answer", for_good=False)
    (waiting,) = list_unsent(posted, org)
    assert (waiting.status, waiting.problem, waiting.mail) == (MailStatus.QUEUED, "no_answer", MAIL)
    note_unsent(posted, taken_later(posted), "recipient_refused", for_good=True)
    (failed,) = list_unsent(posted, org)
    assert (failed.status, failed.mail) == (MailStatus.FAILED, MAIL)
    assert list_unsent(posted, other_org) == ()
    with pytest.raises(NotFound):
        retry_mail(posted, other_org, failed.id, actor=CLERK)
    retry_mail(posted, org, failed.id, actor=CLERK)
    taken = take_mail(posted)
    assert taken is not None
    with pytest.raises(StateConflict):
        retry_mail(posted, org, failed.id, actor=CLERK)
    assert note_sent(posted, taken)
    assert list_unsent(posted, org) == ()
    with pytest.raises(StateConflict):
        retry_mail(posted, org, failed.id, actor=CLERK)
    assert "mail_retried" in {row.event for row in list_audit(posted, org).rows}
