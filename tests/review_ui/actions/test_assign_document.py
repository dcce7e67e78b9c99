"""Saying on the document's screen who reviews it, as a plain form."""

import re

from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def person_id(page: str, name: str) -> str:
    found = re.search(rf'<option value="(\w+)" (?:selected)?>{name}<', page)
    assert found is not None
    return found[1]


def test_a_document_is_given_to_a_colleague_and_shows_whose_it_is(
    seeded: Seeded, clerk: Persona, approver: Persona, auditor: Persona
) -> None:
    address = f"/documents/{add_paper(seeded, Paper())}"
    page = clerk.get(address).text
    assert "For nobody yet" in page
    approver_id = person_id(page, "approver@example.test")
    answer = clerk.post(f"{address}/assign", person=approver_id, seen="")
    assert answer.headers["location"] == f"{address}?done=assigned"
    assert "For approver@example.test" in clerk.get(address).text
    assert "For approver@example.test" in auditor.get(address).text
    assert "This document was assigned to you." in approver.get("/notices").text

    assert clerk.post(f"{address}/assign", person="", seen=approver_id).status_code == 303
    assert "For nobody yet" in approver.get(address).text


def test_what_another_assigned_meanwhile_is_not_overwritten(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    address = f"/documents/{document_id}"
    page = clerk.get(address).text
    me, other = person_id(page, "I do"), person_id(page, "approver@example.test")
    assert approver.post(f"{address}/assign", person=other, seen="").status_code == 303
    refused = clerk.post(f"{address}/assign", person=me, seen="")
    assert refused.status_code == 409
    assert "Somebody assigned this document meanwhile" in refused.text
    assert load_document(seeded.house, seeded.organisation_id, document_id).assigned_to == other


def test_only_those_who_review_here_assign_and_are_assigned(
    seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona
) -> None:
    address = f"/documents/{add_paper(seeded, Paper())}"
    assert "/assign" not in auditor.get(address).text
    assert auditor.post(f"{address}/assign", person="", seen="").status_code == 403
    assert outsider.post(f"{address}/assign", person="", seen="").status_code == 404
    assert clerk.post(f"{address}/assign", person="nobody-we-know", seen="").status_code == 422
