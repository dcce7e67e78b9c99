"""Four eyes: who approves first is shown, the second is another person, and a changed account stands side by side."""

from decimal import Decimal

from models.approval_rules import ApprovalRules
from models.states import State
from storage.bookings import list_bookings
from storage.documents import load_document
from tests.review_ui.deciding import queries, set_rules
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

ABOVE_100 = ApprovalRules({"EUR": Decimal(100)})
NEW_IBAN = "DE89370400440532013000"


def bookings_of(seeded: Seeded) -> int:
    return list_bookings(seeded.house, seeded.organisation_id).total


def test_two_people_approve_what_is_above_the_limit(seeded: Seeded, approver: Persona, administrator: Persona) -> None:
    set_rules(seeded, ABOVE_100)
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    assert "its total is above the limit" in approver.get(f"/documents/{newer}").text.lower()
    answer = approver.approve(newer)
    assert answer.headers["location"] == f"/documents/{older}?approved={newer}"
    assert "A second person has to approve it too" in approver.get(answer.headers["location"]).text
    assert load_document(seeded.house, seeded.organisation_id, newer).state is State.IN_REVIEW

    own = approver.get(f"/documents/{newer}").text
    assert "You approved it first" in own
    assert "data-approve" not in own
    assert approver.approve(newer).status_code == 303
    assert bookings_of(seeded) == 0

    administrator.post(f"/documents/{newer}/take-over")
    other = administrator.get(f"/documents/{newer}").text
    assert "approver@example.test approved it first" in other
    assert "Second approval" in other
    administrator.approve(newer)
    assert bookings_of(seeded) == 1


def test_what_one_approved_first_does_not_come_again_until_it_changes(
    seeded: Seeded, approver: Persona, administrator: Persona
) -> None:
    set_rules(seeded, ABOVE_100)
    older, newer = add_paper(seeded, Paper(number="1")), add_paper(seeded, Paper(number="2"))
    assert approver.approve(older).headers["location"] == f"/documents/{newer}?approved={older}"
    assert approver.approve(newer).headers["location"] == f"/?done=last&decided={newer}"
    assert approver.get("/next").headers["location"] == "/?done=none"
    administrator.post(f"/documents/{newer}/take-over")
    administrator.edit(newer, buyer_name="Somebody else")
    approver.post(f"/documents/{newer}/take-over")
    assert approver.get("/next").headers["location"] == f"/documents/{newer}"


def test_the_first_approval_is_taken_back(seeded: Seeded, approver: Persona, administrator: Persona) -> None:
    set_rules(seeded, ABOVE_100)
    document_id = add_paper(seeded, Paper())
    approver.approve(document_id)
    administrator.post(f"/documents/{document_id}/take-over")
    assert administrator.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 403
    assert approver.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 409
    approver.post(f"/documents/{document_id}/take-over")
    assert approver.post(f"/documents/{document_id}/take-back", expected_version="1").status_code == 303
    administrator.post(f"/documents/{document_id}/take-over")
    administrator.approve(document_id)
    assert bookings_of(seeded) == 0


def test_a_changed_account_stands_beside_the_old_one(seeded: Seeded, approver: Persona) -> None:
    booked = add_paper(seeded, Paper(number="1"))
    approver.approve(booked)
    document_id = add_paper(seeded, Paper(number="2"))
    approver.edit(document_id, iban=NEW_IBAN)
    page = approver.get(f"/documents/{document_id}").text
    assert NEW_IBAN in page
    assert "SI56191000000123438" in page
    assert f'href="/documents/{booked}"' in page
    approver.approve(document_id)
    assert bookings_of(seeded) == 1


def test_a_plain_document_asks_for_nobody_else(seeded: Seeded, approver: Persona) -> None:
    assert "Two people have to approve" not in approver.get(f"/documents/{add_paper(seeded, Paper())}").text


def test_the_document_page_asks_few_questions(seeded: Seeded, approver: Persona) -> None:
    for number in range(12):
        approver.approve(add_paper(seeded, Paper(number=str(number))))
    document_id = add_paper(seeded, Paper(number="last"))
    approver.get(f"/documents/{document_id}")
    with queries(seeded) as asked:
        approver.get(f"/documents/{document_id}")
    assert len(asked) <= 50, "\n".join(asked)
