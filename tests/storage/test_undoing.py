"""Taking back one's own last decision: until it is exported, on the record, and never another's."""

import pytest

from models.actors import Actor
from models.approval_rules import ApprovalRules
from models.errors import NotAllowed, NotReady, StateConflict
from models.states import State
from models.tables.automation import AssessmentTable
from storage.audit import list_audit, verify_chain
from storage.bookings import export_bookings, list_bookings
from storage.documents import load_document
from storage.house import House
from storage.reviews import Taken, approve, correct_fields, mark_duplicate, reject, take_back
from storage.second_person import change_rules
from storage.undoing import last_decision
from tests.storage.deciders import approvers
from tests.storage.reviewed import read
from tests.storage.samples import CLERK, capture, second_of

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_an_approval_is_taken_back_and_its_booking_stays_as_voided(house: House, org: str) -> None:
    ana, _ = approvers(house, org)
    document_id = capture(house, org)
    approve(house, org, document_id, actor=ana, expected_version=1)
    decision = last_decision(house, org, document_id, actor=ana)
    assert decision is not None
    assert (decision.kind, decision.version) == (Taken.APPROVAL, 1)
    assert take_back(house, org, document_id, actor=ana, expected_version=1) is Taken.APPROVAL
    assert load_document(house, org, document_id).state is State.IN_REVIEW
    assert [row.state for row in list_bookings(house, org).rows] == ["voided"]
    assert "approval_taken_back" in {row.event for row in list_audit(house, org).rows}
    assert verify_chain(house, org).whole
    version = correct_fields(house, org, document_id, {"total_gross": "99"}, actor=ana, expected_version=1)
    assert approve(house, org, document_id, actor=ana, expected_version=version)


def test_what_is_exported_is_not_taken_back(house: House, org: str) -> None:
    document_id = capture(house, org)
    approve(house, org, document_id, actor=CLERK, expected_version=1)
    export_bookings(house, org, actor=CLERK)
    assert last_decision(house, org, document_id, actor=CLERK) is None
    with pytest.raises(StateConflict, match="exported"):
        take_back(house, org, document_id, actor=CLERK, expected_version=1)
    assert load_document(house, org, document_id).state is State.EXPORTED


@pytest.mark.parametrize("decided", ["approved", "rejected", "duplicate"])
def test_nobody_takes_back_what_another_decided(house: House, org: str, decided: str) -> None:
    ana, bojan = approvers(house, org)
    document_id = decide(house, org, decided, ana)
    before = load_document(house, org, document_id).state
    assert last_decision(house, org, document_id, actor=bojan) is None
    with pytest.raises(NotAllowed):
        take_back(house, org, document_id, actor=bojan, expected_version=1)
    assert load_document(house, org, document_id).state is before


@pytest.mark.parametrize(("decided", "taken"), [("rejected", Taken.REJECTION), ("duplicate", Taken.DUPLICATE)])
def test_rejecting_and_setting_aside_are_taken_back(house: House, org: str, decided: str, taken: Taken) -> None:
    ana, _ = approvers(house, org)
    document_id = decide(house, org, decided, ana)
    assert take_back(house, org, document_id, actor=ana, expected_version=1) is taken
    assert load_document(house, org, document_id).state is State.IN_REVIEW
    with pytest.raises(NotReady):
        take_back(house, org, document_id, actor=ana, expected_version=1)


def test_the_first_of_two_approvals_is_taken_back_by_its_person(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    change_rules(house, org, ApprovalRules(new_issuer=True), actor=CLERK, seen="")
    document_id = capture(house, org)
    approve(house, org, document_id, actor=ana, expected_version=1)
    with pytest.raises(NotAllowed):
        take_back(house, org, document_id, actor=bojan, expected_version=1)
    assert take_back(house, org, document_id, actor=ana, expected_version=1) is Taken.FIRST_APPROVAL
    assert second_of(house, org, document_id).first is None
    assert approve(house, org, document_id, actor=bojan, expected_version=1) == ""


def test_an_old_screen_takes_nothing_back(house: House, org: str) -> None:
    document_id = capture(house, org)
    approve(house, org, document_id, actor=CLERK, expected_version=1)
    with pytest.raises(StateConflict):
        take_back(house, org, document_id, actor=CLERK, expected_version=2)


def test_rejecting_names_the_version_that_was_seen(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct_fields(house, org, document_id, {"total_gross": "99"}, actor=CLERK, expected_version=1)
    for decide_by in (reject_seen, mark_seen):
        with pytest.raises(StateConflict):
            decide_by(house, org, document_id, 1)
    reject_seen(house, org, document_id, 2)


def test_a_decision_that_was_taken_back_says_nothing_of_the_reading(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    for decided in ("approved", "rejected"):
        if decided == "approved":
            approve(house, org, document_id, actor=CLERK, expected_version=1)
        else:
            reject(house, org, document_id, actor=CLERK, reason="no")
        assert judged(house, document_id) == (decided == "rejected", decided)
        take_back(house, org, document_id, actor=CLERK, expected_version=1)
        assert judged(house, document_id) == (None, None)


def decide(house: House, org: str, decided: str, actor: Actor) -> str:
    document_id = capture(house, org)
    if decided == "approved":
        approve(house, org, document_id, actor=actor, expected_version=1)
    elif decided == "rejected":
        reject(house, org, document_id, actor=actor, reason="no")
    else:
        mark_duplicate(house, org, document_id, actor=actor)
    return document_id


def reject_seen(house: House, org: str, document_id: str, version: int) -> None:
    reject(house, org, document_id, actor=CLERK, reason="no", expected_version=version)


def mark_seen(house: House, org: str, document_id: str, version: int) -> None:
    mark_duplicate(house, org, document_id, actor=CLERK, expected_version=version)


def judged(house: House, document_id: str) -> tuple[bool | None, str | None]:
    with house.session() as session:
        row = session.get(AssessmentTable, document_id)
        assert row is not None
        return row.wrong, row.cause
