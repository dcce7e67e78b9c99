"""Mails about what happened: to whom, when, how often, and never twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from models.actors import Actor
from models.errors import DamagedDocument
from models.notices import Notice, Pace
from models.outgoing import Mail
from models.tables.documents import DocumentTable
from models.tables.notices import NoticeTable, PreferencesTable
from models.tables.people import MembershipTable
from storage.access import Role, create_user
from storage.database import now
from storage.digests import Digest, last_hour, list_digests, post_digest
from storage.house import House
from storage.jobs import fail_job
from storage.outbox import take_mail
from storage.preferences import choose_notices
from tests.storage.samples import SYSTEM, capture, claim, receive

MAIL = Mail("ana@example.com", "Something waits", "Look at it.")

pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def ana(house: House, org: str) -> Actor:
    user_id = create_user(house, org, "ana@example.com", "a long enough secret", Role.REVIEWER, actor=SYSTEM)
    return Actor("user", user_id, "Ana")


def choose(house: House, org: str, actor: Actor, pace: Pace, *mail: Notice) -> None:
    choose_notices(house, org, actor=actor, screen=[], mail=mail, pace=pace)


def fail(house: House, org: str, content: bytes = b"broken") -> None:
    receive(house, org, content)
    fail_job(house, claim(house), DamagedDocument("It is torn."))


def this_hour(house: House) -> int:
    with house.session() as session:
        return now(session).hour


def long_ago(house: House) -> None:
    """Everything happened two days ago, and nobody was told since three days."""
    with house.session(write=True) as session:
        past = now(session) - timedelta(days=2)
        session.execute(update(NoticeTable).values(at=past))
        session.execute(update(DocumentTable).values(changed_at=past))
        session.execute(update(PreferencesTable).values(mailed_at=past - timedelta(days=1)))


def due(house: House) -> list[Digest]:
    return list_digests(house, this_hour(house))


def test_nobody_gets_a_mail_who_did_not_choose_so(house: House, org: str, ana: Actor) -> None:
    fail(house, org)
    choose(house, org, ana, Pace.AT_ONCE)
    fail(house, org, b"another")
    assert due(house) == []


def test_at_once_is_once(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.AT_ONCE, Notice.FAILED)
    fail(house, org)
    fail(house, org, b"another")
    (digest,) = due(house)
    assert (digest.email, digest.organisation_name, digest.counts) == ("ana@example.com", "Ours", {Notice.FAILED: 2})
    assert post_digest(house, digest, MAIL)
    assert not post_digest(house, digest, MAIL)  # another process, which looked at the same time
    assert due(house) == []
    taken = take_mail(house)
    assert taken is not None
    assert taken.mail == MAIL
    assert take_mail(house) is None


def test_what_happens_while_the_mail_is_written_is_in_the_next(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.AT_ONCE, Notice.FAILED)
    fail(house, org)
    (digest,) = due(house)
    fail(house, org, b"another")
    assert post_digest(house, digest, MAIL)
    (digest,) = due(house)
    assert digest.counts == {Notice.FAILED: 1}


def test_a_daily_mail_waits_for_its_hour(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.DAILY, Notice.FAILED, Notice.TO_REVIEW)
    fail(house, org)
    capture(house, org)
    assert due(house) == []  # its hour has begun, and what came since belongs to tomorrow
    long_ago(house)
    (digest,) = due(house)
    assert digest.counts == {Notice.FAILED: 1, Notice.TO_REVIEW: 1}
    assert post_digest(house, digest, MAIL)
    assert due(house) == []


def test_what_waits_for_review_is_not_said_again_and_again(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.AT_ONCE, Notice.TO_REVIEW)
    capture(house, org)
    assert due(house) == []  # a mail within an hour of the choice would be one too many
    with house.session(write=True) as session:
        session.execute(update(PreferencesTable).values(mailed_at=now(session) - timedelta(hours=2)))
    (digest,) = due(house)
    assert digest.counts == {Notice.TO_REVIEW: 1}
    assert post_digest(house, digest, MAIL)
    with house.session(write=True) as session:
        session.execute(update(PreferencesTable).values(mailed_at=now(session) - timedelta(hours=2)))
        session.execute(update(DocumentTable).values(changed_at=now(session) - timedelta(hours=3)))
    assert due(house) == []  # nothing came since


def test_who_may_not_know_any_more_is_not_told(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.AT_ONCE, Notice.FAILED)
    fail(house, org)
    with house.session(write=True) as session:
        session.execute(update(MembershipTable).values(role=Role.UPLOADER.value))
    assert due(house) == []


def test_who_changed_their_mind_meanwhile_gets_none(house: House, org: str, ana: Actor) -> None:
    choose(house, org, ana, Pace.AT_ONCE, Notice.FAILED)
    fail(house, org)
    (digest,) = due(house)
    choose(house, org, ana, Pace.AT_ONCE)
    assert not post_digest(house, digest, MAIL)
    assert take_mail(house) is None


def test_the_hour_of_today_or_yesterday() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert last_hour(noon, 12) == noon
    assert last_hour(noon, 13) == noon - timedelta(hours=23)
