"""Leaving a document undecided: the others come first, and the way back leads to it."""

import re

import pytest

from storage.assigning import assign, list_reviewers
from tests.review_ui.houses import SETUP, Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


@pytest.fixture
def three(seeded: Seeded) -> list[str]:
    """In the order in which they come: all are due on one day, so the oldest first."""
    return [add_paper(seeded, Paper(number=number)) for number in "123"]


def way(persona: Persona, document_id: str, key: str) -> str:
    found = re.search(rf'href="([^"]+)" data-key="{key}"', persona.get(f"/documents/{document_id}").text)
    return found[1] if found else ""


def leave(persona: Persona, document_id: str) -> str:
    """Where the key onwards leads."""
    return persona.get(way(persona, document_id, "j")).headers["location"].removeprefix("/documents/")


def test_what_is_left_does_not_come_again_before_the_others(clerk: Persona, three: list[str]) -> None:
    first, second, third = three
    assert [leave(clerk, first), leave(clerk, second)] == [second, third]
    assert way(clerk, third, "k") == f"/documents/{second}"
    assert way(clerk, second, "k") == f"/documents/{first}"
    assert leave(clerk, third) == first
    assert leave(clerk, first) == second


def test_what_one_person_left_is_nothing_to_the_next_at_this_browser(
    clerk: Persona, approver: Persona, three: list[str]
) -> None:
    first, second, third = three
    leave(clerk, first)
    assert way(clerk, second, "k") == f"/documents/{first}"
    approver.client.cookies.set("prejeto_passed", clerk.client.cookies["prejeto_passed"])
    assert way(approver, second, "k") == f"/documents/{third}", "along the list, not back to what the clerk left"


def test_an_approval_leads_on_past_what_was_left(approver: Persona, three: list[str]) -> None:
    first, second, third = three
    leave(approver, first)
    assert approver.approve(second).headers["location"] == f"/documents/{third}?approved={second}"
    assert approver.approve(third).headers["location"] == f"/documents/{first}?approved={third}"
    assert approver.approve(first).headers["location"] == f"/?done=last&decided={first}"


def test_a_rejection_leads_on_past_what_was_left(approver: Persona, three: list[str]) -> None:
    first, second, third = three
    leave(approver, first)
    answer = approver.post(f"/documents/{second}/reject", reason="Not ours", expected_version="1")
    assert answer.headers["location"] == f"/documents/{third}?decided={second}"


def test_the_only_one_leads_nowhere(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert way(clerk, document_id, "j") == ""
    assert clerk.get(f"/next?leaving={document_id}").headers["location"] == "/?done=none"


def test_what_is_no_document_is_not_kept(clerk: Persona, three: list[str]) -> None:
    answer = clerk.get("/next?leaving=nonsense%0d%0aSet-Cookie:x")
    assert answer.headers["location"] == f"/documents/{three[0]}"
    assert "nonsense" not in answer.headers["set-cookie"]


def test_it_is_said_how_many_are_left_to_this_person(seeded: Seeded, approver: Persona, three: list[str]) -> None:
    first, second, third = three
    assert "3 left to review" in approver.get(f"/documents/{first}").text
    approver.approve(first)
    assert "2 left to review" in approver.get(f"/documents/{second}").text
    (other,) = (each.id for each in list_reviewers(seeded.house, seeded.organisation_id) if "reviewer@" in each.name)
    assign(seeded.house, seeded.organisation_id, third, other, actor=SETUP)
    assert "1 left to review" in approver.get(f"/documents/{second}").text
    assert "left to review" not in approver.get(f"/documents/{first}").text


def test_an_auditor_goes_along_the_list(auditor: Persona, three: list[str]) -> None:
    assert way(auditor, three[1], "j") == f"/documents/{three[0]}"
    assert way(auditor, three[1], "k") == f"/documents/{three[2]}"
