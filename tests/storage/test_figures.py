"""Figures of the whole installation."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.mailboxes import MailboxSettings
from models.states import State
from models.tables.mailboxes import MailboxTable
from storage.database import now
from storage.figures import load_figures, load_mailbox_figures
from storage.house import House
from storage.mailboxes import add_mailbox
from tests.storage.samples import CLERK, capture, claim, receive


def test_figures_count_all_organisations(house: House, org: str, other_org: str) -> None:
    assert load_figures(house, 2).oldest_seconds == 0
    capture(house, org)
    receive(house, org, b"%PDF-1.7 two")
    receive(house, other_org, b"%PDF-1.7 three")
    claim(house)
    found = load_figures(house, 2)
    assert (found.queue.ready, found.queue.delayed, found.queue.running) == (1, 0, 1)
    assert found.documents[State.IN_REVIEW] == found.documents[State.READING] == found.documents[State.RECEIVED] == 1
    assert found.documents[State.BOOKED] == 0
    assert 0 < found.oldest_seconds < 60


@pytest.mark.parametrize(
    ("checked", "changed", "silent"),
    [(7200, 0, 0), (0, 7200, 0), (7200, 3600, 3600), (3600, 7200, 3600), (None, 3600, 3600)],
)
def test_a_mailbox_is_silent_since_it_was_looked_through_or_touched_whatever_came_last(
    house: House, org: str, checked: int | None, changed: int, silent: int
) -> None:
    settings = MailboxSettings(name="Invoices", host="imap.example.com", username="ap", password="word")
    add_mailbox(house, org, settings, actor=CLERK)
    with house.session(write=True) as session:
        moment = now(session)
        checked_at = None if checked is None else moment - timedelta(seconds=checked)
        session.execute(
            update(MailboxTable).values(checked_at=checked_at, changed_at=moment - timedelta(seconds=changed))
        )
    assert silent <= load_mailbox_figures(house).silent_seconds < silent + 60
