"""Two people where the rules ask for two: the second is another one, of the same version, and nobody gets around it."""

from decimal import Decimal

import pytest

from models.actors import Actor
from models.approval_rules import ApprovalRules, SecondReason
from models.errors import InvalidInput, NotReady, StateConflict
from models.states import State
from models.terms import Term
from models.unseen import Mode
from storage.audit import list_audit
from storage.automation import switch
from storage.bookings import list_bookings, void_booking
from storage.documents import load_document
from storage.house import House
from storage.readings import load_invoice
from storage.reviews import approve, correct_fields, reject, reopen
from storage.second_person import change_rules, documents_approved_once, load_rules
from tests.storage.deciders import NEW_IBAN, OLD_IBAN, approvers, bill
from tests.storage.reviewed import READER, person, read, reviewed, sure
from tests.storage.samples import CLERK, SYSTEM, capture, invoice, second_of

pytestmark = pytest.mark.usefixtures("quick_hashes")
ABOVE_100 = ApprovalRules({"EUR": Decimal(100)})


def ruled(house: House, org: str, rules: ApprovalRules) -> None:
    change_rules(house, org, rules, actor=CLERK, seen=load_rules(house, org)[1])


def waiting(house: House, org: str) -> set[str]:
    with house.session() as session:
        return set(session.scalars(documents_approved_once(org)))


def test_one_person_is_enough_where_no_rule_applies(house: House, org: str) -> None:
    document_id = capture(house, org)
    assert second_of(house, org, document_id).reasons == ()
    assert approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_an_amount_above_the_limit_needs_another_person(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    ruled(house, org, ABOVE_100)
    document_id = capture(house, org)
    assert approve(house, org, document_id, actor=ana, expected_version=1) == ""
    standing = second_of(house, org, document_id)
    assert standing.reasons == (SecondReason.AMOUNT,)
    assert standing.first is not None
    assert (standing.first.actor_id, standing.first.name) == (ana.id, "ana@example.com")
    assert load_document(house, org, document_id).state is State.IN_REVIEW
    assert waiting(house, org) == {document_id}
    assert approve(house, org, document_id, actor=ana, expected_version=1) == "", "the same person is no second one"
    assert list_bookings(house, org).total == 0
    booking = approve(house, org, document_id, actor=bojan, expected_version=1)
    assert waiting(house, org) == set()
    assert [row.id for row in list_bookings(house, org).rows] == [booking]
    booked = next(row for row in list_audit(house, org).rows if row.event == "document_booked")
    assert booked.after is not None
    assert booked.after["grounds"] == {"first_approval": ana.id, "reasons": ["amount"]}


@pytest.mark.parametrize(("total", "currency"), [("100.00", "EUR"), ("5000.00", "USD")])
def test_at_the_limit_and_in_other_currencies_one_is_enough(house: House, org: str, total: str, currency: str) -> None:
    ruled(house, org, ABOVE_100)
    reading = invoice({Term.TOTAL_GROSS: Decimal(total), Term.CURRENCY: currency})
    assert approve(house, org, capture(house, org, reading=reading), actor=CLERK, expected_version=1)


def test_the_total_of_a_credit_note_counts_without_its_sign(house: House, org: str) -> None:
    ruled(house, org, ABOVE_100)
    reading = invoice({Term.TOTAL_GROSS: Decimal(-200)})
    assert not approve(house, org, capture(house, org, reading=reading), actor=CLERK, expected_version=1)


def test_a_correction_makes_the_first_approval_lapse(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    ruled(house, org, ABOVE_100)
    document_id = capture(house, org)
    approve(house, org, document_id, actor=ana, expected_version=1)
    version = correct_fields(house, org, document_id, {"total_gross": "900"}, actor=bojan, expected_version=1)
    assert second_of(house, org, document_id).first is None
    assert approve(house, org, document_id, actor=bojan, expected_version=version) == ""
    assert approve(house, org, document_id, actor=ana, expected_version=version)


def test_an_approval_of_another_version_is_refused_also_as_the_second(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    ruled(house, org, ABOVE_100)
    document_id = capture(house, org)
    correct_fields(house, org, document_id, {"total_gross": "900"}, actor=ana, expected_version=1)
    approve(house, org, document_id, actor=ana, expected_version=2)
    with pytest.raises(StateConflict):
        approve(house, org, document_id, actor=bojan, expected_version=1)


def test_neither_the_system_nor_a_program_is_one_of_the_two(house: House, org: str) -> None:
    ruled(house, org, ABOVE_100)
    document_id = capture(house, org)
    for actor in (SYSTEM, Actor("api", "token", "ERP")):
        with pytest.raises(NotReady):
            approve(house, org, document_id, actor=actor, expected_version=1)


def test_after_voiding_and_after_rejecting_two_people_are_needed_anew(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    ruled(house, org, ABOVE_100)
    document_id = capture(house, org)
    approve(house, org, document_id, actor=ana, expected_version=1)
    booking = approve(house, org, document_id, actor=bojan, expected_version=1)
    void_booking(house, org, booking, actor=bojan, reason="wrong")
    assert approve(house, org, document_id, actor=bojan, expected_version=1) == ""
    reject(house, org, document_id, actor=bojan, reason="no")
    reopen(house, org, document_id, actor=bojan)
    assert approve(house, org, document_id, actor=ana, expected_version=1) == ""


def test_a_new_issuer_needs_two_where_that_is_asked(house: House, org: str, other_org: str) -> None:
    ana, bojan = approvers(house, org)
    approve(house, other_org, capture(house, other_org, b"theirs", bill("1")), actor=CLERK, expected_version=1)
    ruled(house, org, ApprovalRules(new_issuer=True))
    first = capture(house, org, b"one", bill("1"))
    assert approve(house, org, first, actor=ana, expected_version=1) == "", "another organisation's issuer is new here"
    assert approve(house, org, first, actor=bojan, expected_version=1)
    assert approve(house, org, capture(house, org, b"two", bill("2")), actor=ana, expected_version=1)


def test_a_changed_account_is_a_finding_and_a_stop(house: House, org: str) -> None:
    ana, bojan = approvers(house, org)
    booked = capture(house, org, b"one", bill("1"))
    approve(house, org, booked, actor=ana, expected_version=1)
    changed = capture(house, org, b"two", bill("2", NEW_IBAN))
    assert "changed_account" in {finding.code for finding in load_invoice(house, org, changed)[0].findings}
    standing = second_of(house, org, changed)
    assert standing.reasons == (SecondReason.CHANGED_ACCOUNT,)
    assert [(account.iban, account.document_id) for account in standing.accounts] == [(OLD_IBAN, booked)]
    assert approve(house, org, changed, actor=ana, expected_version=1) == ""
    assert approve(house, org, changed, actor=bojan, expected_version=1)
    again = capture(house, org, b"three", bill("3", NEW_IBAN))
    assert approve(house, org, again, actor=ana, expected_version=1), "the account is known now"


def test_the_issuer_is_known_by_its_vat_id_under_another_name(house: House, org: str) -> None:
    first = capture(house, org, b"one", bill("1", seller_vat_id="SI12345679"))
    approve(house, org, first, actor=CLERK, expected_version=1)
    forged = bill("2", NEW_IBAN, seller_vat_id="SI12345679", seller_name="Zolna Ltd")
    assert second_of(house, org, capture(house, org, b"two", forged)).reasons == (SecondReason.CHANGED_ACCOUNT,)


def test_what_was_voided_tells_nothing_of_an_account(house: House, org: str) -> None:
    booking = approve(house, org, capture(house, org, b"one", bill("1")), actor=CLERK, expected_version=1)
    void_booking(house, org, booking, actor=CLERK, reason="forged")
    document_id = capture(house, org, b"two", bill("2", NEW_IBAN))
    assert second_of(house, org, document_id).reasons == ()


def test_correcting_the_account_takes_the_finding_away(house: House, org: str) -> None:
    approve(house, org, capture(house, org, b"one", bill("1")), actor=CLERK, expected_version=1)
    document_id = capture(house, org, b"two", bill("2", NEW_IBAN))
    version = correct_fields(house, org, document_id, {"iban": OLD_IBAN}, actor=CLERK, expected_version=1)
    assert "changed_account" not in {finding.code for finding in load_invoice(house, org, document_id)[0].findings}
    assert approve(house, org, document_id, actor=CLERK, expected_version=version)


def test_the_rule_of_accounts_can_be_switched_off(house: House, org: str) -> None:
    approve(house, org, capture(house, org, b"one", bill("1")), actor=CLERK, expected_version=1)
    ruled(house, org, ApprovalRules(changed_account=False))
    document_id = capture(house, org, b"two", bill("2", NEW_IBAN))
    assert approve(house, org, document_id, actor=CLERK, expected_version=1)


def test_nothing_is_booked_unseen_where_a_rule_applies(house: House, org: str) -> None:
    reviewed(house, org, 480)
    switch(house, org, Mode.ON, actor=person(house, org))
    ruled(house, org, ABOVE_100)
    states = {
        load_document(house, org, read(house, org, number, sure(f"N-{number}"), READER)).state for number in range(6)
    }
    assert states == {State.IN_REVIEW}


def test_rules_are_changed_on_the_record_and_never_over_anothers(house: House, org: str) -> None:
    _, seen = load_rules(house, org)
    change_rules(house, org, ABOVE_100, actor=CLERK, seen=seen)
    with pytest.raises(StateConflict):
        change_rules(house, org, ApprovalRules(), actor=CLERK, seen=seen)
    assert load_rules(house, org)[0] == ABOVE_100
    told = next(row for row in list_audit(house, org).rows if row.event == "approval_rules_changed")
    assert told.after == {"limits": {"EUR": "100"}, "new_issuer": False, "changed_account": True}


@pytest.mark.parametrize("limits", [{"EURO": Decimal(1)}, {"EUR": Decimal(-1)}, {"EUR": Decimal("NaN")}])
def test_what_cannot_be_a_limit_is_refused(house: House, org: str, limits: dict[str, Decimal]) -> None:
    with pytest.raises(InvalidInput):
        ruled(house, org, ApprovalRules(limits))
