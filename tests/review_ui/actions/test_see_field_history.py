"""What one field was before, and who changed it."""

from models.terms import Term
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona
from tests.review_ui.statements import count_statements

OURS = {"X-Requested-With": "prejeto"}


def test_every_change_of_the_field_is_told_newest_first(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper(unsure={Term.BUYER_NAME: 0.5}))
    clerk.edit(document_id, buyer_name="Second Buyer")
    clerk.edit(document_id, seller_name="Not this field")
    approver.post(f"/documents/{document_id}/take-over")
    approver.edit(document_id, buyer_name="")
    html = approver.get(f"/documents/{document_id}/fields/buyer_name/history", headers=OURS).text
    assert [html.count(f"<strong>{what}</strong>") for what in ("Taken away", "Corrected", "Read")] == [1, 1, 1]
    assert html.index("Taken away") < html.index("Corrected") < html.index("<strong>Read")
    assert "<del>Example Trading Ltd</del> <ins>Second Buyer</ins>" in html
    assert "reviewer@example.test" in html
    assert "Not this field" not in html


def test_a_confirmation_is_told(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(unsure={Term.IBAN: 0.5}))
    clerk.send(f"/documents/{document_id}/fields", {**clerk.form_of(document_id), "confirm": "iban"})
    assert "Confirmed" in clerk.get(f"/documents/{document_id}/fields/iban/history").text


def test_a_correction_that_was_taken_back_is_told(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.edit(document_id, buyer_name="Second Buyer")
    clerk.post(f"/documents/{document_id}/undo", expected_version="2")
    assert "Correction taken back" in clerk.get(f"/documents/{document_id}/fields/buyer_name/history").text


def test_the_page_leads_to_it_without_a_script(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert f'href="/documents/{document_id}/fields/iban/history"' in clerk.get(f"/documents/{document_id}").text


def test_a_field_that_is_none_and_an_outsider_find_nothing(seeded: Seeded, clerk: Persona, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.get(f"/documents/{document_id}/fields/colour/history").status_code == 404
    assert outsider.get(f"/documents/{document_id}/fields/iban/history").status_code == 404


def test_more_versions_need_no_more_statements(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    pages = [f"/documents/{document_id}", f"/documents/{document_id}/fields/iban/history"]
    clerk.get(pages[0])
    few = [count_statements(seeded, clerk, page) for page in pages]
    for number in range(3):
        clerk.edit(document_id, buyer_name=f"Buyer {number}")
    assert [count_statements(seeded, clerk, page) for page in pages] == few
