"""The policy of an organisation: who may change it, what moves its threshold, and what stands in the audit trail."""

import pytest

from models.actors import Actor
from models.errors import InvalidInput, NotAllowed
from models.unseen import Mode, Policy
from storage.audit import list_audit, verify_chain
from storage.automation import administrator, load_policy, set_policy, switch
from storage.automation_figures import load_automation
from storage.house import House
from storage.reviews import reject
from storage.roles import Role
from tests.storage.reviewed import READER, person, read, review, reviewed, sure
from tests.storage.samples import CLERK, SYSTEM

pytestmark = pytest.mark.usefixtures("quick_hashes")


def events(house: House, org: str) -> list[str]:
    found = [entry.event for entry in list_audit(house, org, per_page=200).rows]
    return [event for event in reversed(found) if event.startswith("automation")]


def test_it_is_off_until_somebody_switches_it_on(house: House, org: str) -> None:
    assert load_policy(house, org) == Policy(Mode.SHADOW, 100, 20, None, "")


def test_only_an_administrator_of_the_organisation_may_change_it(house: House, org: str, other_org: str) -> None:
    approver, theirs = person(house, org, Role.APPROVER), person(house, other_org, email="theirs@example.com")
    for actor in (approver, theirs, SYSTEM, Actor.system("policy")):
        with pytest.raises(NotAllowed):
            switch(house, org, Mode.ON, actor=actor)
        with pytest.raises(NotAllowed):
            set_policy(house, org, actor=actor, bound=50)
    assert load_policy(house, org).mode is Mode.SHADOW
    assert not events(house, org)


def test_an_administrator_is_known_by_address(house: House, org: str, other_org: str) -> None:
    boss = person(house, org)
    assert administrator(house, org, " Boss@Example.com ").id == boss.id
    person(house, org, Role.APPROVER, "approver@example.com")
    for wrong, where in (("boss@example.com", other_org), ("approver@example.com", org), ("nobody@example.com", org)):
        with pytest.raises(NotAllowed):
            administrator(house, where, wrong)


def test_switching_is_an_act_on_the_record(house: House, org: str, other_org: str) -> None:
    boss = person(house, org)
    switch(house, org, Mode.ON, actor=boss)
    switch(house, org, Mode.ON, actor=boss)
    switch(house, org, Mode.SHADOW, actor=boss)
    assert events(house, org) == ["automation_switched_on", "automation_switched_off"]
    assert {entry.actor_id for entry in list_audit(house, org).rows if "automation" in entry.event} == {boss.id}
    assert load_policy(house, other_org).mode is Mode.SHADOW
    assert verify_chain(house, org).whole


def test_the_bound_can_be_set_within_reason(house: House, org: str) -> None:
    boss = person(house, org)
    assert set_policy(house, org, actor=boss, bound=500, sample=10) == Policy(Mode.SHADOW, 500, 10, None, "")
    for bad in ({"bound": 5}, {"bound": 100_000}, {"sample": 1}, {"sample": 1000}):
        with pytest.raises(InvalidInput):
            set_policy(house, org, actor=boss, **bad)
    assert events(house, org) == ["automation_set"]


def test_the_threshold_comes_with_the_299th_reviewed_document(house: House, org: str, other_org: str) -> None:
    reviewed(house, org, 298)
    assert load_policy(house, org).threshold is None
    assert load_automation(house, org).missing == 1
    review(house, org, read(house, org, 1, sure("N-1", 0.999)))
    assert load_policy(house, org) == Policy(Mode.SHADOW, 100, 20, 0.9, READER)
    assert events(house, org) == ["automation_moved"]
    assert load_policy(house, other_org).threshold is None


def test_a_stricter_bound_takes_the_threshold_away(house: House, org: str) -> None:
    reviewed(house, org, 299)
    assert set_policy(house, org, actor=person(house, org), bound=200).threshold is None
    assert load_automation(house, org).missing == 598 - 299


def test_documents_that_something_stands_against_are_no_evidence(house: House, org: str) -> None:
    reviewed(house, org, 298)
    review(house, org, read(house, org, 1, sure("N-1", witnesses=("ocr",))))
    found = load_automation(house, org)
    assert (found.reviewed, found.policy.threshold, found.obstacles) == (298, None, {"one_witness": 1})


def test_a_document_that_was_wrong_takes_the_threshold_away_at_once(house: House, org: str) -> None:
    reviewed(house, org, 320)
    assert load_policy(house, org).threshold == 0.9
    review(house, org, read(house, org, 1), right=False)
    assert load_policy(house, org).threshold is None
    moved = next(entry for entry in list_audit(house, org).rows if entry.event == "automation_moved")
    assert moved.after is not None
    assert (moved.actor_id, moved.after["reason"]) == ("policy", "tightened")


def test_a_rejected_document_tells_against_the_threshold_too(house: House, org: str) -> None:
    reviewed(house, org, 320)
    reject(house, org, read(house, org, 1), actor=CLERK, reason="never ordered")
    assert load_policy(house, org).threshold is None


def test_drift_switches_it_off_and_the_evidence_begins_anew(house: House, org: str) -> None:
    reviewed(house, org, 2000)
    switch(house, org, Mode.ON, actor=person(house, org))
    reviewed(house, org, 5, wrong=5, first=2000)
    found = load_automation(house, org)
    assert (found.policy.mode, found.policy.threshold, found.reviewed) == (Mode.SHADOW, None, 0)
    assert events(house, org)[-2:] == ["automation_switched_off", "automation_moved"]


def test_what_another_version_read_is_no_evidence(house: House, org: str) -> None:
    reviewed(house, org, 299)
    review(house, org, read(house, org, 1, sure("N-1"), reader="3"))
    assert load_policy(house, org).threshold is None


def test_figures_tell_what_would_have_gone_through_and_how_often_that_was_wrong(house: House, org: str) -> None:
    reviewed(house, org, 500)
    first, second, unsure = read(house, org, 1), read(house, org, 2), read(house, org, 3, sure("N-3", 0.5))
    review(house, org, first)
    review(house, org, second, right=False)
    review(house, org, unsure)
    found = load_automation(house, org)
    assert (found.passed, found.checked, found.checked_wrong, found.unseen) == (2, 2, 1, 0)
    assert found.assessed == 503
