"""Mails: each is kept once, whoever fetches it how often, and is settled only when its documents are there."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.mailboxes import MailboxSettings
from models.parts import PartOutcome
from models.states import State
from models.tables.documents import DocumentTable
from storage.documents import load_document, load_original
from storage.house import House
from storage.jobs import finish_container
from storage.mailboxes import add_mailbox, change_mailbox, list_watched, switch_mailbox
from storage.mails import (
    count_mails,
    find_known,
    list_mails,
    list_unsettled,
    list_waiting,
    newest_uid,
    receive_mail,
    refuse_mail,
    settle_mails,
)
from storage.rows import MailPlace, Receipt, UnsettledMail, WatchedMailbox
from tests.storage.samples import CLERK, Part, claim

SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")
MAIL = b"From: a@example.com\r\nSubject: Invoice\r\n\r\n"
VALIDITY = 1_700_000_000


@pytest.fixture
def mailbox(house: House, org: str) -> WatchedMailbox:
    add_mailbox(house, org, SETTINGS, actor=CLERK)
    (watched,) = list_watched(house)
    return watched


def receive(
    house: House, mailbox: WatchedMailbox, uid: int, content: bytes = MAIL, validity: int = VALIDITY
) -> Receipt:
    found = receive_mail(house, MailPlace(mailbox, validity, uid), content, "Invoice.eml")
    assert found is not None
    return found


def test_a_mail_is_kept_as_it_came_and_waits_to_be_taken_apart(house: House, org: str, mailbox: WatchedMailbox) -> None:
    receipt = receive(house, mailbox, 7)
    assert load_original(house, org, receipt.document_id) == MAIL
    document = load_document(house, org, receipt.document_id)
    assert (document.name, document.channel, document.state) == ("Invoice.eml", "mail", State.RECEIVED)
    assert claim(house).document_id == receipt.document_id


def test_the_same_mail_fetched_again_is_nothing_new(house: House, org: str, mailbox: WatchedMailbox) -> None:
    receive(house, mailbox, 7)
    assert receive_mail(house, MailPlace(mailbox, VALIDITY, 7), MAIL, "Invoice.eml") is None
    assert receive_mail(house, MailPlace(mailbox, VALIDITY, 7), MAIL + b"changed", "Invoice.eml") is None
    assert list_mails(house, org, mailbox.id).total == 1
    assert newest_uid(house, mailbox, VALIDITY) == 7


def test_numbers_mean_others_with_another_validity_or_place(house: House, org: str, mailbox: WatchedMailbox) -> None:
    first = receive(house, mailbox, 7)
    assert newest_uid(house, mailbox, VALIDITY + 1) == 0
    again = receive(house, mailbox, 7, validity=VALIDITY + 1)
    assert (again.document_id, again.duplicate) == (first.document_id, True)
    change_mailbox(house, org, mailbox.id, replace(SETTINGS, folder="Bills"), actor=CLERK)
    (moved,) = list_watched(house)
    assert newest_uid(house, moved, VALIDITY) == 0
    assert not receive(house, moved, 7, MAIL + b"another").duplicate
    assert [row.outcome for row in list_mails(house, org, mailbox.id).rows] == ["received", "duplicate", "received"]


def test_a_mail_is_settled_only_after_its_documents_are_there(house: House, org: str, mailbox: WatchedMailbox) -> None:
    receipt = receive(house, mailbox, 4_294_967_295)
    assert list_unsettled(house, mailbox) == ()
    finish_container(house, claim(house), [Part("a.pdf", b"a"), Part("logo.png", reason="inline_image")])
    (open_mail,) = list_unsettled(house, mailbox)
    assert open_mail == UnsettledMail(open_mail.id, VALIDITY, 4_294_967_295)
    settle_mails(house, mailbox, [open_mail.id])
    assert list_unsettled(house, mailbox) == ()
    (row,) = list_mails(house, org, mailbox.id).rows
    assert row.settled_at is not None
    assert (row.document_id, row.state) == (receipt.document_id, State.UNPACKED)
    assert row.parts == {PartOutcome.DOCUMENT: 1, PartOutcome.IGNORED: 1}


def test_the_mails_of_every_mailbox_are_counted(
    house: House, org: str, other_org: str, mailbox: WatchedMailbox
) -> None:
    assert count_mails(house, org) == {}
    receive(house, mailbox, 7)
    receive(house, mailbox, 8)
    assert count_mails(house, org) == {mailbox.id: 2}
    assert count_mails(house, other_org) == {}


def test_a_refused_mail_has_its_reason_and_no_document(house: House, org: str, mailbox: WatchedMailbox) -> None:
    refuse_mail(house, MailPlace(mailbox, VALIDITY, 9), "too_large")
    refuse_mail(house, MailPlace(mailbox, VALIDITY, 9), "too_large")
    (row,) = list_mails(house, org, mailbox.id).rows
    assert (row.outcome, row.reason, row.document_id) == ("refused", "too_large", None)
    assert newest_uid(house, mailbox, VALIDITY) == 9
    assert list_unsettled(house, mailbox) == ()


def test_two_who_fetch_the_same_mail_at_once_keep_it_once(house: House, org: str, mailbox: WatchedMailbox) -> None:
    gate, found = threading.Barrier(4), list[Receipt | None]()

    def fetch() -> None:
        gate.wait()
        found.append(receive_mail(house, MailPlace(mailbox, VALIDITY, 7), MAIL, "Invoice.eml"))

    threads = [threading.Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [receipt is None for receipt in found].count(False) == 1
    assert list_mails(house, org, mailbox.id).total == 1
    with house.session() as session:
        assert session.scalar(select(func.count()).select_from(DocumentTable)) == 1


def test_mails_are_their_organisations(house: House, other_org: str, mailbox: WatchedMailbox) -> None:
    receive(house, mailbox, 7)
    assert list_mails(house, other_org, mailbox.id).total == 0


def test_numbers_that_are_known_are_told_from_those_that_are_not(house: House, mailbox: WatchedMailbox) -> None:
    receive(house, mailbox, 7)
    refuse_mail(house, MailPlace(mailbox, VALIDITY, 9), "too_large")
    assert find_known(house, mailbox, VALIDITY, range(1, 25_000)) == {7, 9}
    assert find_known(house, mailbox, VALIDITY + 1, [7, 9]) == set()


def test_mailboxes_wait_while_a_mail_of_them_may_be_marked_or_moved(house: House, mailbox: WatchedMailbox) -> None:
    receive(house, mailbox, 7)
    assert list_waiting(house, [mailbox.id]) == frozenset()
    finish_container(house, claim(house), [Part("a.pdf", b"a")])
    assert list_waiting(house, [mailbox.id]) == {mailbox.id}
    assert list_waiting(house, ["another"]) == frozenset()
    switch_mailbox(house, mailbox.organisation_id, mailbox.id, enabled=False, actor=CLERK)
    assert list_waiting(house, [mailbox.id]) == frozenset()
    switch_mailbox(house, mailbox.organisation_id, mailbox.id, enabled=True, actor=CLERK)
    settle_mails(house, mailbox, [mail.id for mail in list_unsettled(house, mailbox)])
    assert list_waiting(house, [mailbox.id]) == frozenset()


def test_a_mail_to_which_nothing_is_done_is_settled_at_once(house: House, mailbox: WatchedMailbox) -> None:
    receive_mail(house, MailPlace(mailbox, VALIDITY, 7), MAIL, "Invoice.eml", settled=True)
    finish_container(house, claim(house), [Part("a.pdf", b"a")])
    assert (list_waiting(house, [mailbox.id]), list_unsettled(house, mailbox)) == (frozenset(), ())
