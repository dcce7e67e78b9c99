"""Holds: one person at a document at a time, for some minutes, and whoever takes it over does so knowingly."""

from datetime import timedelta

import pytest

from models.actors import Actor
from storage import holds
from storage.audit import list_audit
from storage.documents import load_document
from storage.holds import find_hold, release_hold, take_hold
from storage.house import House
from storage.reviews import reject
from tests.storage.people import add_person
from tests.storage.samples import CLERK, capture, receive


@pytest.fixture
def ana(house: House, org: str) -> Actor:
    return add_person(house, org, "Ana")


@pytest.fixture
def bor(house: House, org: str) -> Actor:
    return add_person(house, org, "Bor")


def test_the_second_sees_who_has_it_and_since_when(house: House, org: str, ana: Actor, bor: Actor) -> None:
    document = capture(house, org)
    first = take_hold(house, org, document, actor=ana)
    second = take_hold(house, org, document, actor=bor)
    assert first is not None
    assert second == first
    assert (first.is_of(ana), first.is_of(bor), first.name) == (True, False, "Ana")
    row = load_document(house, org, document)
    assert (row.held_by, row.held_name, row.held_since) == (ana.id, "Ana", first.since)


def test_holding_it_again_renews_it_and_keeps_since(
    house: House, org: str, ana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = capture(house, org)
    first = take_hold(house, org, document, actor=ana)
    monkeypatch.setattr(holds, "HELD", timedelta(minutes=9))
    again = take_hold(house, org, document, actor=ana)
    assert first
    assert again
    assert (again.since, again.until > first.until, again.token != first.token) == (first.since, True, True)


def test_a_hold_that_ran_out_is_free(
    house: House, org: str, ana: Actor, bor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = capture(house, org)
    with monkeypatch.context() as past:
        past.setattr(holds, "HELD", timedelta(seconds=-1))
        assert take_hold(house, org, document, actor=ana) is None
    assert load_document(house, org, document).held_by is None
    taken = take_hold(house, org, document, actor=bor)
    assert taken
    assert taken.is_of(bor)


def test_only_the_page_that_took_it_last_gives_it_back(house: House, org: str, ana: Actor, bor: Actor) -> None:
    document = capture(house, org)
    old, new = (take_hold(house, org, document, actor=ana) for _ in range(2))
    assert old
    assert new
    release_hold(house, org, document, old.token, actor=ana)
    release_hold(house, org, document, new.token, actor=bor)
    assert find_hold(house, org, document) == new
    release_hold(house, org, document, new.token, actor=ana)
    assert find_hold(house, org, document) is None


def test_taking_it_over_is_on_the_record(house: House, org: str, ana: Actor, bor: Actor) -> None:
    document = capture(house, org)
    take_hold(house, org, document, actor=ana)
    taken = take_hold(house, org, document, actor=bor, over=True)
    assert taken
    assert taken.is_of(bor)
    event = list_audit(house, org, document_id=document).rows[0]
    assert (event.event, event.before, event.after) == ("document_taken_over", {"held_by": "Ana"}, {"held_by": "Bor"})


def test_what_is_not_in_review_is_held_by_nobody(house: House, org: str, other_org: str, ana: Actor) -> None:
    document, waiting = capture(house, other_org, b"theirs"), receive(house, org, b"waiting")
    assert take_hold(house, org, document, actor=ana) is None
    assert take_hold(house, org, waiting, actor=ana) is None


def test_a_decision_ends_the_hold(house: House, org: str, ana: Actor) -> None:
    document = capture(house, org)
    take_hold(house, org, document, actor=ana)
    reject(house, org, document, actor=CLERK, reason="not ours")
    assert find_hold(house, org, document) is None
