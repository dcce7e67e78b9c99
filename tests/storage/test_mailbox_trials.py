"""Trials of settings: asked for by a page, taken once, and their secrets forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.errors import InvalidInput, NotFound
from models.mailboxes import MailboxSettings
from models.tables.documents import DataKeyTable
from models.tables.mailboxes import MailboxTrialTable
from storage.database import now
from storage.house import House
from storage.keys import seal
from storage.mailbox_trials import WAITING, ask_trial, end_trial, forget_trials, load_trial, take_trial
from storage.rows import TrialStep

SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")


def test_a_trial_is_taken_once_and_told(house: House, org: str) -> None:
    trial_id = ask_trial(house, org, SETTINGS)
    assert load_trial(house, org, trial_id).begun_at is None
    assert take_trial(house) == (org, trial_id, SETTINGS)
    assert take_trial(house) is None
    assert load_trial(house, org, trial_id).begun_at is not None
    steps = (TrialStep("connect", True, "TLS 1.3"), TrialStep("sign_in", False, "The password is refused."))
    end_trial(house, org, trial_id, steps)
    trial = load_trial(house, org, trial_id)
    assert trial.steps == steps
    assert trial.ended_at is not None


def test_the_secret_is_sealed_and_then_forgotten(house: House, org: str) -> None:
    trial_id = ask_trial(house, org, SETTINGS)
    with house.session() as session:
        assert b"secret word" not in (session.scalars(select(MailboxTrialTable)).one().settings or b"")
    end_trial(house, org, trial_id, ())
    with house.session() as session:
        assert session.scalars(select(MailboxTrialTable)).one().settings is None


def test_a_trial_that_nobody_ended_is_taken_again(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_trial(house, org, SETTINGS)
    assert take_trial(house) is not None
    monkeypatch.setattr("storage.mailbox_trials.TAKEN_FOR", timedelta(seconds=-1))
    assert take_trial(house) is not None


def test_more_trials_than_may_wait_push_out_the_oldest_of_their_organisation(
    house: House, org: str, other_org: str
) -> None:
    theirs = ask_trial(house, other_org, SETTINGS)
    ours = [ask_trial(house, org, SETTINGS) for _ in range(WAITING + 1)]
    with pytest.raises(NotFound):
        load_trial(house, org, ours[0])
    assert [load_trial(house, org, trial_id).id for trial_id in ours[1:]] == ours[1:]
    assert load_trial(house, other_org, theirs).id == theirs


def test_what_cannot_be_tried_and_what_is_anothers(house: House, org: str, other_org: str) -> None:
    with pytest.raises(InvalidInput):
        ask_trial(house, org, replace(SETTINGS, port=0))
    trial_id = ask_trial(house, org, SETTINGS)
    with pytest.raises(NotFound):
        load_trial(house, other_org, trial_id)


def test_a_trial_of_an_organisation_that_was_erased_hinders_no_other(house: House, org: str, other_org: str) -> None:
    ask_trial(house, org, SETTINGS)
    with house.session(write=True) as session:
        session.execute(update(DataKeyTable).where(DataKeyTable.subject_id == org).values(wrapped=None))
    second = ask_trial(house, other_org, SETTINGS)
    assert take_trial(house) is None
    assert take_trial(house) == (other_org, second, SETTINGS)


def spoil(house: House, trial_id: str, sealed: bytes | None = None) -> None:
    """Put something else in the place of its settings; what another version knows when nothing is given."""
    with house.session(write=True) as session:
        row = session.scalars(select(MailboxTrialTable).where(MailboxTrialTable.id == trial_id)).one()
        org_id, plain = row.organisation_id, {**SETTINGS.to_plain(), "colour": "blue"}
        row.settings = sealed or seal(session, org_id, org_id, plain, f"trial:{trial_id}")


@pytest.mark.parametrize("sealed", [None, b"garbage", b"\x01" + bytes(40)])
def test_a_trial_that_does_not_open_has_failed_and_hinders_no_other(
    house: House, org: str, other_org: str, sealed: bytes | None
) -> None:
    spoilt, good = ask_trial(house, org, SETTINGS), ask_trial(house, other_org, SETTINGS)
    spoil(house, spoilt, sealed)
    assert take_trial(house) is None
    assert take_trial(house) == (other_org, good, SETTINGS)
    trial = load_trial(house, org, spoilt)
    assert trial.ended_at is not None
    assert [step.well for step in trial.steps] == [False]


def test_a_trial_tells_whether_others_are_in_hand(house: House, org: str, other_org: str) -> None:
    first = ask_trial(house, other_org, SETTINGS)
    second = ask_trial(house, org, SETTINGS)
    assert not load_trial(house, org, second).others
    take_trial(house)
    assert load_trial(house, org, second).others
    assert not load_trial(house, other_org, first).others
    end_trial(house, other_org, first, ())
    assert not load_trial(house, org, second).others


def test_trials_are_forgotten_after_a_day_also_when_nobody_asks_for_another(house: House, org: str) -> None:
    old, young = ask_trial(house, org, SETTINGS), ask_trial(house, org, SETTINGS)
    with house.session(write=True) as session:
        long_ago = now(session) - timedelta(hours=25)
        session.execute(update(MailboxTrialTable).where(MailboxTrialTable.id == old).values(created_at=long_ago))
    forget_trials(house)
    with pytest.raises(NotFound):
        load_trial(house, org, old)
    assert load_trial(house, org, young).id == young
