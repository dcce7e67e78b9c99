"""The mails of a mailbox: what was in each, and what became of it."""

from dataclasses import replace

from sqlalchemy import update

from models.tables.mailboxes import MailTable
from storage.jobs import finish_container
from storage.mails import receive_mail, refuse_mail
from storage.rows import MailPlace
from tests.review_ui.houses import Seeded, claim
from tests.review_ui.mailboxes import SETTINGS, VALIDITY, add, find_mail, settle
from tests.review_ui.people import Persona
from tests.review_ui.statements import count_statements
from tests.storage.samples import Part

PARTS = [
    Part("a.pdf", b"%PDF-1.7 a"),
    Part("b.pdf", b"%PDF-1.7 b"),
    Part("again.pdf", b"%PDF-1.7 a"),
    Part("logo.png", reason="inline_image"),
    Part("locked.pdf", reason="encrypted"),
]


def test_a_mail_tells_what_was_in_it_and_leads_to_its_parts(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    document_id = find_mail(seeded, mailbox, 7, "Invoices of March.eml")
    html = administrator.get(f"/mailboxes/{mailbox.id}").text
    assert "waits until its documents are stored" in html
    finish_container(seeded.house, claim(seeded), PARTS)
    html = administrator.get(f"/mailboxes/{mailbox.id}").text
    assert "Invoices of March.eml" in html
    assert "2 documents, 1 received before, 1 left out, 1 not accepted" in html
    assert f'href="/documents/{document_id}"' in html
    assert "to be done" in html


def test_a_mail_that_was_marked_or_moved_says_when(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    find_mail(seeded, mailbox, 7)
    finish_container(seeded.house, claim(seeded), PARTS)
    settle(seeded)
    assert "done, <time" in administrator.get(f"/mailboxes/{mailbox.id}").text


def test_a_mail_to_which_nothing_is_done_is_left_as_it_is(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    find_mail(seeded, mailbox, 7)
    with seeded.house.session(write=True) as session:
        session.execute(update(MailTable).values(settled_at=MailTable.found_at))
    assert "left as it is</td>" in administrator.get(f"/mailboxes/{mailbox.id}").text


def test_a_newsletter_says_that_it_held_no_documents(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    find_mail(seeded, mailbox, 7)
    finish_container(seeded.house, claim(seeded), [Part("logo.png", reason="inline_image")])
    assert "no documents, 1 left out" in administrator.get(f"/mailboxes/{mailbox.id}").text


def test_what_was_not_taken_and_what_came_twice_say_so(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    refuse_mail(seeded.house, MailPlace(mailbox, VALIDITY, 8), "too_large")
    for uid in (9, 10):
        receive_mail(seeded.house, MailPlace(mailbox, VALIDITY, uid), b"Subject: twice\r\n\r\n", "Twice.eml")
    html = administrator.get(f"/mailboxes/{mailbox.id}").text
    assert "A mail that was not taken" in html
    assert "it is larger than is taken" in html
    assert "left where it is" in html
    assert html.count("received before: the same mail") == 1


def test_long_lists_have_pages_the_newest_first(seeded: Seeded, auditor: Persona) -> None:
    mailbox = add(seeded)
    for uid in range(7):
        find_mail(seeded, mailbox, uid + 1, f"mail {uid}.eml")
    first, second = auditor.get(f"/mailboxes/{mailbox.id}").text, auditor.get(f"/mailboxes/{mailbox.id}?page=2").text
    assert "page 1 of 2" in first
    assert "mail 0.eml" in second
    assert "mail 0.eml" not in first


def test_more_mails_and_mailboxes_need_no_more_statements(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    find_mail(seeded, mailbox, 1)
    pages = (f"/mailboxes/{mailbox.id}", "/mailboxes")
    few = [count_statements(seeded, administrator, page) for page in pages]
    add(seeded, replace(SETTINGS, folder="Bills"))
    for uid in range(2, 6):
        find_mail(seeded, mailbox, uid)
        finish_container(seeded.house, claim(seeded), PARTS)
    assert [count_statements(seeded, administrator, page) for page in pages] == few


def test_a_mailbox_without_mails_says_so(seeded: Seeded, administrator: Persona) -> None:
    assert "No mails yet" in administrator.get(f"/mailboxes/{add(seeded).id}").text
