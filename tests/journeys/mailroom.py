"""Mailboxes in every state, for browsers to look at; and a stand-in for the mail process that answers trials."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import update

from models.mailboxes import Afterwards
from models.tables.mailboxes import MailboxTable
from storage.database import now
from storage.house import House
from storage.jobs import finish_container
from storage.mailbox_trials import end_trial, take_trial
from storage.mailboxes import note_check, note_problem, switch_mailbox
from storage.mails import refuse_mail
from storage.rows import MailPlace, TrialStep
from tests.review_ui.houses import Seeded, claim
from tests.review_ui.mailboxes import SETTINGS, SETUP, VALIDITY, WATCHER, add, find_mail, settle, watch
from tests.storage.samples import Part

REFUSED = "The server refuses the user name or the password. Type the password again; with a second factor, an app one."
WELL = (
    TrialStep("connect", True, "imap.example.com answers on port 993, encrypted with TLS 1.3."),
    TrialStep("sign_in", True, "Signed in as ap@example.com."),
    TrialStep("folder", True, "INBOX holds 12 mails; 3 arrived since the day you chose."),
)
FAILED = (WELL[0], TrialStep("sign_in", False, REFUSED))


PARTS = [
    Part("Rechnung RE-2026-0117.pdf", b"%PDF-1.7 a"),
    Part("Delivery note and invoice for order 4711 of the branch in Maribor, second copy.pdf", b"%PDF-1.7 b"),
    Part("again.pdf", b"%PDF-1.7 a"),
    Part("logo.png", reason="inline_image"),
    Part("smime.p7s", reason="signature"),
    Part("locked.zip", reason="encrypted"),
]


def furnish(seeded: Seeded) -> dict[str, str]:
    """A mailbox in every state, and mails of every outcome; the addresses to look at."""
    house, org = seeded.house, seeded.organisation_id
    well = add(seeded, replace(SETTINGS, since=date(2026, 3, 1), afterwards=Afterwards.MOVE, move_to="INBOX/Taken"))
    watch(seeded, well)
    note_check(house, well, WATCHER)
    bad = add(seeded, replace(SETTINGS, name="Maribor branch", username="maribor@example.com"))
    watch(seeded, bad)
    note_problem(house, bad, WATCHER, "refused", REFUSED)
    off = add(seeded, replace(SETTINGS, name="Old address", host="mail.a-rather-long-name-of-a-provider.example"))
    switch_mailbox(house, org, off.id, enabled=False, actor=SETUP)
    document = find_mail(seeded, well, 7, "Invoices of March.eml")
    find_mail(seeded, well, 8, "Newsletter.eml")
    finish_container(house, claim(seeded), PARTS)
    finish_container(house, claim(seeded), [PARTS[3]])
    settle(seeded)
    refuse_mail(house, MailPlace(well, VALIDITY, 9), "too_large")
    find_mail(seeded, well, 10, "Just arrived.eml")
    return {
        "mailboxes": "/mailboxes",
        "mails": f"/mailboxes/{well.id}",
        "problem": f"/mailboxes/{bad.id}",
        "off": f"/mailboxes/{off.id}",
        "new": "/mailboxes/new",
        "change": f"/mailboxes/{well.id}/change",
        "mail": f"/documents/{document}",
        "unpacked": "/?state=unpacked",
    }


def leave_alone(seeded: Seeded) -> None:
    """Let every mailbox be as it is when no mail process runs."""
    with seeded.house.session(write=True) as session:
        past = now(session) - timedelta(minutes=5)
        session.execute(update(MailboxTable).values(leased_until=past, changed_at=past))


@contextmanager
def answering(house: House, steps: tuple[TrialStep, ...]) -> Iterator[None]:
    """Answer every trial with these steps, as the mail process would."""
    over = threading.Event()

    def answer() -> None:
        while not over.wait(0.05):
            if taken := take_trial(house):
                end_trial(house, taken[0], taken[1], steps)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
