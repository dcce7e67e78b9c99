"""The list of mailboxes: how each goes, and who may look."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.tables.mailboxes import MailboxTable
from storage.database import now
from storage.mailboxes import note_check, note_problem, switch_mailbox
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SECRET, SETTINGS, SETUP, WATCHER, add, find_mail, watch
from tests.review_ui.people import Persona


def test_without_mailboxes_the_page_says_what_they_are_and_how_to_begin(
    administrator: Persona, auditor: Persona
) -> None:
    html = administrator.get("/mailboxes").text
    assert "No mailbox yet" in html
    assert 'href="/mailboxes/new"' in html
    assert "An administrator of your organisation adds them here." in auditor.get("/mailboxes").text


def test_a_watched_mailbox_says_when_it_was_last_looked_through(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    watch(seeded, mailbox)
    note_check(seeded.house, mailbox, WATCHER)
    find_mail(seeded, mailbox, 7)
    html = administrator.get("/mailboxes").text
    for shown in (
        "Invoices",
        "ap@example.com",
        "imap.example.com",
        "INBOX",
        "Watched",
    ):
        assert shown in html
    assert re.search(r"last looked through \d+ seconds? ago", html)
    assert '<span class="off-phone">1</span><span class="on-phone">1 mail</span>' in html
    assert SECRET not in html


def test_a_problem_is_told_with_its_sentence_and_since_when(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    watch(seeded, mailbox)
    note_problem(seeded.house, mailbox, WATCHER, "refused", "The server refuses the password.")
    html = administrator.get("/mailboxes").text
    assert "The server refuses the password." in html
    assert "since <time" in html


def test_a_mailbox_that_nobody_watches_says_what_to_do(seeded: Seeded, administrator: Persona) -> None:
    add(seeded)
    html = administrator.get("/mailboxes").text
    assert "Starting" in html
    assert "mail process does not run" not in html
    with seeded.house.session(write=True) as session:
        session.execute(update(MailboxTable).values(changed_at=now(session) - timedelta(minutes=1)))
    html = administrator.get("/mailboxes").text
    assert "Nobody watches" in html
    assert "prejeto mail" in html


def test_a_mailbox_that_is_switched_off_is_no_trouble(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    switch_mailbox(seeded.house, seeded.organisation_id, mailbox.id, enabled=False, actor=SETUP)
    html = administrator.get("/mailboxes").text
    assert "Switched off" in html
    assert "data-in-work" not in html


def test_an_open_page_asks_for_the_list_alone(seeded: Seeded, administrator: Persona) -> None:
    add(seeded)
    part = administrator.get("/mailboxes", headers={"X-Requested-With": "prejeto"}).text
    assert "data-in-work" in part
    assert "<html" not in part


def test_an_auditor_looks_and_finds_nothing_to_press(seeded: Seeded, auditor: Persona) -> None:
    mailbox = add(seeded)
    assert "Invoices" in auditor.get("/mailboxes").text
    assert "/mailboxes/new" not in auditor.get("/mailboxes").text
    html = auditor.get(f"/mailboxes/{mailbox.id}").text
    assert "Switch off" not in html
    assert 'href="/mailboxes"' in html


@pytest.mark.parametrize("name", ["approver", "reviewer", "uploader"])
def test_others_are_not_led_there_and_not_let_in(seeded: Seeded, request: pytest.FixtureRequest, name: str) -> None:
    person: Persona = request.getfixturevalue("sign_in")(name)
    mailbox = add(seeded)
    assert "/mailboxes" not in person.get("/").text
    assert person.get("/mailboxes").status_code == 403
    assert person.get(f"/mailboxes/{mailbox.id}").status_code == 403


def test_the_outsider_sees_none_of_ours(seeded: Seeded, outsider: Persona) -> None:
    mailbox = add(seeded, replace(SETTINGS, name="Secret box"))
    assert "Secret box" not in outsider.get("/mailboxes").text
    assert outsider.get(f"/mailboxes/{mailbox.id}").status_code == 404
