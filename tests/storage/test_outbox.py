"""The outbox: a mail goes out once it is committed, by one process, is tried again, and its text is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.outgoing import Mail
from models.tables.documents import DataKeyTable
from models.tables.notices import OutboxTable
from storage.database import now
from storage.house import House
from storage.outbox import PAUSES, forget_mails, give_up_unsent, note_sent, note_unsent, post_mail, take_mail

MAIL = Mail("ana@example.com", "2 documents wait", "Look at them.")


@pytest.fixture
def posted(house: House, org: str) -> House:
    with house.session(write=True) as session:
        post_mail(session, org, MAIL)
    return house


def the_row(house: House) -> OutboxTable:
    with house.session() as session:
        return session.scalars(select(OutboxTable)).one()


def later(house: House, seconds: float) -> None:
    """Let time pass."""
    with house.session(write=True) as session:
        past = now(session) - timedelta(seconds=seconds)
        session.execute(update(OutboxTable).values(available_at=past, ended_at=None))


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
    later(posted, 1)
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
        later(posted, 1)
    taken = take_mail(posted)
    assert taken is not None
    assert note_unsent(posted, taken, "no_answer", for_good=False)
    row = the_row(posted)
    assert (row.problem, row.content) == ("no_answer", None)
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
