"""Mailboxes of a real Dovecot are watched: what comes is kept once, and what others do there is respected."""

import time
from datetime import date, timedelta

import pytest

from models.mailboxes import Afterwards, Security
from storage.documents import load_original
from tests.flows.mail.post import Post, Writer
from tests.journeys.premises import wait_until
from tests.mail_server import ODD_PASSWORD, ODD_USER, Mailbox

SOON_SECONDS = 10.0


def test_a_mail_is_kept_byte_for_byte_soon_after_it_came_and_stays_unread(
    post: Post, mailbox: Mailbox, mail: Writer
) -> None:
    watched = post.watch(mailbox.settings())
    mailbox.append(mail(1))
    watched.wait_for_mails(1)
    began = time.monotonic()
    mailbox.append(mail(2, subject="Račun"))
    _, row = watched.wait_for_mails(2)
    assert time.monotonic() - began < SOON_SECONDS
    assert (row.outcome, row.name) == ("received", "Račun 2.eml")
    assert row.document_id is not None
    assert load_original(post.premises.house, post.premises.organisation, row.document_id) == mail(2, subject="Račun")
    post.unpack_all()
    assert mailbox.flags() == [set(), set()]


def test_mails_that_were_there_before_are_kept_too_in_their_order(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    mailbox.append(*(mail(number) for number in range(1, 6)))
    watched = post.watch(mailbox.settings())
    assert [row.name for row in watched.wait_for_mails(5)] == [f"Invoice {number}.eml" for number in range(1, 6)]


def test_older_mails_are_left_out_where_a_day_is_set(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    with mailbox.visit() as person:
        long_ago = time.strftime("%d-%b-%Y 12:00:00 +0000", time.gmtime(time.time() - 40 * 86400))
        person._imap.append("INBOX", None, f'"{long_ago}"', mail(1))
        person.append("INBOX", mail(2))
    watched = post.watch(mailbox.settings(since=date.today() - timedelta(days=30)))  # noqa: DTZ011 - of the mailbox
    mailbox.append(mail(3))
    assert [row.name for row in watched.wait_for_mails(2)] == ["Invoice 2.eml", "Invoice 3.eml"]


def test_the_same_mail_twice_is_a_duplicate(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.watch(mailbox.settings())
    mailbox.append(mail(1), mail(1))
    first, second = watched.wait_for_mails(2)
    assert (first.outcome, second.outcome) == ("received", "duplicate")
    assert first.document_id == second.document_id


def test_numbers_given_anew_make_no_mail_another_one(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    mailbox.append(mail(1), mail(2))
    watched = post.watch(mailbox.settings())
    watched.wait_for_mails(2)
    watched.switch(enabled=False)
    time.sleep(2)
    mailbox.number_anew()
    mailbox.append(mail(3))
    watched.switch(enabled=True)
    rows = watched.wait_for_mails(5)
    assert [row.outcome for row in rows] == ["received", "received", "duplicate", "duplicate", "received"]
    assert len({row.document_id for row in rows}) == 3


def test_a_mail_that_is_too_large_is_refused_and_left(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.watch(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"))
    large = mail(1, text="\r\n".join(["x" * 998] * 53_000))
    mailbox.append(large, mail(2))
    refused, kept = watched.wait_for_mails(2)
    assert (refused.outcome, refused.reason, refused.document_id) == ("refused", "too_large", None)
    assert kept.outcome == "received"
    post.unpack_all()
    wait_until(lambda: len(mailbox.flags("Done")) == 1, "the other one to be moved")
    assert mailbox.flags() == [set()]


@pytest.mark.parametrize(
    ("settings", "flags"),
    [
        ({"afterwards": Afterwards.SEEN}, {"\\Seen"}),
        ({"afterwards": Afterwards.FLAG, "flag": "$Prejeto"}, {"$Prejeto"}),
        ({"afterwards": Afterwards.LEAVE}, set()),
    ],
)
def test_a_mail_is_marked_only_when_its_documents_are_there(
    post: Post, mailbox: Mailbox, mail: Writer, settings: dict[str, str], flags: set[str]
) -> None:
    watched = post.watch(mailbox.settings(**settings))
    mailbox.append(mail(1))
    watched.wait_for_mails(1)
    time.sleep(2)
    assert mailbox.flags() == [set()]
    post.unpack_all()
    watched.wait_until_settled(1)
    assert mailbox.flags() == [flags]


def test_a_mail_is_moved_only_when_its_documents_are_there(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.watch(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"))
    mailbox.append(mail(1))
    watched.wait_for_mails(1)
    time.sleep(2)
    assert mailbox.flags() == [set()]
    post.unpack_all()
    watched.wait_until_settled(1)
    assert (mailbox.flags(), mailbox.flags("Done")) == ([], [set()])


def test_what_a_person_read_moved_or_deleted_meanwhile_is_theirs(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.watch(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"))
    mailbox.append(*(mail(number) for number in range(1, 5)))
    watched.wait_for_mails(4)
    with mailbox.visit() as person:
        person.create_folder("Mine")
        person.add_flags([1], ["\\Seen"])
        person.add_flags([2], ["\\Deleted"])
        person.move([3], "Mine")
        person.add_flags([4], ["\\Deleted"])
        person.uid_expunge([4])
    post.unpack_all()
    watched.wait_until_settled(4)
    assert mailbox.flags() == [{"\\Deleted"}]
    assert mailbox.flags("Mine") == [set()]
    assert mailbox.flags("Done") == [{"\\Seen"}]


def test_settings_that_change_are_followed_within_seconds(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.add(mailbox.settings(folder="Bills"))
    assert "Check its name" in watched.wait_for_problem("no_folder")
    mailbox.append(mail(1))
    watched.change(mailbox.settings())
    watched.wait_for_mails(1)
    watched.switch(enabled=False)
    wait_until(lambda: watched.row.watcher is None, "the mailbox to be let go")
    mailbox.append(mail(2))
    time.sleep(2)
    assert len(watched.mails) == 1


def test_every_way_to_protect_the_connection_and_every_letter_of_a_password(post: Post, mailbox: Mailbox) -> None:
    plain = mailbox.server.plain_port
    for settings in (
        mailbox.settings(port=plain, security=Security.STARTTLS),
        mailbox.settings(port=plain, security=Security.NONE),
        mailbox.settings(username=ODD_USER, password=ODD_PASSWORD),
    ):
        post.watch(settings).remove()
