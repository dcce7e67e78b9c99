"""Mailboxes: their settings, their secret, and who watches them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models.errors import InvalidInput, NotFound
from models.mailboxes import MailboxSettings, OAuthClient, SignIn
from models.tables.mailboxes import MailboxTable
from storage.audit import list_audit, verify_chain
from storage.database import now
from storage.house import House
from storage.mailboxes import (
    add_mailbox,
    change_mailbox,
    keep_refresh_token,
    lease_mailbox,
    list_free,
    list_mailboxes,
    list_watched,
    load_mailbox,
    load_settings,
    note_check,
    note_problem,
    release_mailbox,
    remove_mailbox,
    renew_mailboxes,
    switch_mailbox,
)
from storage.rows import WatchedMailbox
from tests.storage.samples import CLERK

SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")


@pytest.fixture
def mailbox(house: House, org: str) -> WatchedMailbox:
    add_mailbox(house, org, SETTINGS, actor=CLERK)
    (watched,) = list_watched(house)
    return watched


def test_a_mailbox_is_kept_with_its_secret_sealed(house: House, org: str, mailbox: WatchedMailbox) -> None:
    assert load_settings(house, org, mailbox.id) == SETTINGS
    (row,) = list_mailboxes(house, org)
    assert row.settings == replace(SETTINGS, password="")
    with house.session() as session:
        assert b"secret word" not in (session.scalars(select(MailboxTable)).one().secret or b"")
    (entry,) = list_audit(house, org, per_page=1).rows
    assert entry.event == "mailbox_added"
    assert "secret word" not in str(entry)
    assert verify_chain(house, org).whole


def test_settings_that_cannot_be_used_are_not_kept(house: House, org: str) -> None:
    with pytest.raises(InvalidInput):
        add_mailbox(house, org, replace(SETTINGS, host=""), actor=CLERK)
    assert list_mailboxes(house, org) == ()


def test_another_organisation_sees_and_changes_nothing(house: House, other_org: str, mailbox: WatchedMailbox) -> None:
    assert list_mailboxes(house, other_org) == ()
    for attempt in (
        lambda: load_mailbox(house, other_org, mailbox.id),
        lambda: load_settings(house, other_org, mailbox.id),
        lambda: change_mailbox(house, other_org, mailbox.id, SETTINGS, actor=CLERK),
        lambda: switch_mailbox(house, other_org, mailbox.id, enabled=False, actor=CLERK),
        lambda: remove_mailbox(house, other_org, mailbox.id, actor=CLERK),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_only_another_place_makes_the_mails_others(house: House, org: str, mailbox: WatchedMailbox) -> None:
    change_mailbox(house, org, mailbox.id, replace(SETTINGS, name="Bills", password="new word"), actor=CLERK)
    (same,) = list_watched(house)
    assert same.generation == mailbox.generation
    assert same.changed_at > mailbox.changed_at
    assert load_settings(house, org, mailbox.id).password == "new word"
    change_mailbox(house, org, mailbox.id, replace(SETTINGS, folder="Bills"), actor=CLERK)
    (other,) = list_watched(house)
    assert other.generation == mailbox.generation + 1


def test_a_mailbox_that_is_switched_off_or_removed_is_not_watched(
    house: House, org: str, mailbox: WatchedMailbox
) -> None:
    switch_mailbox(house, org, mailbox.id, enabled=False, actor=CLERK)
    assert list_watched(house) == ()
    assert not lease_mailbox(house, mailbox, "one", 60)
    switch_mailbox(house, org, mailbox.id, enabled=True, actor=CLERK)
    assert len(list_watched(house)) == 1
    remove_mailbox(house, org, mailbox.id, actor=CLERK)
    assert list_watched(house) == ()
    assert list_mailboxes(house, org) == ()
    with house.session() as session:
        assert session.scalars(select(MailboxTable)).one().secret is None


def test_one_watcher_at_a_time_until_its_lease_lapses(house: House, mailbox: WatchedMailbox) -> None:
    assert lease_mailbox(house, mailbox, "one", 60)
    assert lease_mailbox(house, mailbox, "one", 60)
    assert not lease_mailbox(house, mailbox, "two", 60)
    release_mailbox(house, mailbox, "two")
    assert not lease_mailbox(house, mailbox, "two", 60)
    with house.session(write=True) as session:
        session.execute(update(MailboxTable).values(leased_until=now(session) - timedelta(seconds=1)))
    assert lease_mailbox(house, mailbox, "two", 60)
    release_mailbox(house, mailbox, "two")
    assert lease_mailbox(house, mailbox, "one", 60)


def test_a_problem_is_known_since_when_until_all_is_well(house: House, org: str, mailbox: WatchedMailbox) -> None:
    lease_mailbox(house, mailbox, "one", 60)
    note_problem(house, mailbox, "one", "refused", "The server refuses the password.")
    first = load_mailbox(house, org, mailbox.id)
    note_problem(house, mailbox, "one", "unreachable", "The server does not answer.")
    second = load_mailbox(house, org, mailbox.id)
    assert (first.problem, second.problem) == ("refused", "unreachable")
    assert first.problem_since == second.problem_since
    note_problem(house, mailbox, "two", "refused", "Somebody else's.")
    assert load_mailbox(house, org, mailbox.id).problem == "unreachable"
    note_check(house, mailbox, "one")
    well = load_mailbox(house, org, mailbox.id)
    assert (well.problem, well.problem_message, well.problem_since) == (None, None, None)
    assert well.checked_at is not None


def test_a_watcher_holds_all_its_mailboxes_at_once_but_none_that_was_switched_off(
    house: House, org: str, mailbox: WatchedMailbox
) -> None:
    add_mailbox(house, org, replace(SETTINGS, folder="Bills"), actor=CLERK)
    ids = {watched.id for watched in list_watched(house)}
    assert list_free(house, "one") == ids
    for watched in list_watched(house):
        lease_mailbox(house, watched, "one", 0)
    assert renew_mailboxes(house, "one", ids, 60) == ids
    assert (renew_mailboxes(house, "two", ids, 60), list_free(house, "two")) == (frozenset(), frozenset())
    assert renew_mailboxes(house, "one", {mailbox.id}, 60) == {mailbox.id}
    assert list_free(house, "one") == ids
    switch_mailbox(house, org, mailbox.id, enabled=False, actor=CLERK)
    assert renew_mailboxes(house, "one", ids, 60) == ids - {mailbox.id}


def test_another_refresh_token_is_kept_quietly_unless_somebody_typed_others(house: House, org: str) -> None:
    client = OAuthClient(token_url="https://login.example.com/token", client_id="a", refresh_token="first")
    by_token = replace(SETTINGS, password="", sign_in=SignIn.OAUTH2, oauth=client)
    mailbox_id = add_mailbox(house, org, by_token, actor=CLERK)
    (watched,) = list_watched(house)
    keep_refresh_token(house, watched, "second")
    assert load_settings(house, org, mailbox_id).oauth == replace(client, refresh_token="second")
    assert list_watched(house) == (watched,)
    typed = replace(by_token, oauth=replace(client, refresh_token="typed"))
    change_mailbox(house, org, mailbox_id, typed, actor=CLERK)
    keep_refresh_token(house, watched, "third")
    assert load_settings(house, org, mailbox_id).oauth == typed.oauth
    assert [entry.event for entry in list_audit(house, org, per_page=2).rows] == ["mailbox_changed", "mailbox_added"]


def test_a_mailbox_that_is_switched_on_has_no_problem_yet(house: House, org: str, mailbox: WatchedMailbox) -> None:
    lease_mailbox(house, mailbox, "one", 60)
    note_problem(house, mailbox, "one", "no_folder", "There is no such folder.")
    for enabled in (False, True):
        switch_mailbox(house, org, mailbox.id, enabled=enabled, actor=CLERK)
    row = load_mailbox(house, org, mailbox.id)
    assert (row.problem, row.problem_message, row.problem_since) == (None, None, None)


@pytest.mark.parametrize("same", [{}, {"name": "Others", "port": 143}, {"host": "IMAP.example.com", "folder": "inbox"}])
def test_a_mailbox_is_not_added_twice(
    house: House, org: str, other_org: str, mailbox: WatchedMailbox, same: dict[str, Any]
) -> None:
    again = replace(SETTINGS, **same)
    with pytest.raises(InvalidInput, match="already") as caught:
        add_mailbox(house, org, again, actor=CLERK)
    assert caught.value.field == "folder"
    other = add_mailbox(house, org, replace(again, folder="Bills"), actor=CLERK)
    with pytest.raises(InvalidInput, match="already"):
        change_mailbox(house, org, other, again, actor=CLERK)
    change_mailbox(house, org, mailbox.id, again, actor=CLERK)
    add_mailbox(house, other_org, again, actor=CLERK)
    remove_mailbox(house, org, mailbox.id, actor=CLERK)
    change_mailbox(house, org, other, again, actor=CLERK)
