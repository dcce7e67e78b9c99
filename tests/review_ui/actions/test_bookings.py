"""The list of bookings, exporting and voiding them."""

import csv
import io
import json

from models.states import State
from storage.bookings import find_booking
from storage.documents import load_document
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def booked(seeded: Seeded, approver: Persona, paper: Paper) -> str:
    document_id = add_paper(seeded, paper)
    assert approver.approve(document_id).status_code == 303
    return document_id


def booking_of(seeded: Seeded, document_id: str) -> str:
    found = find_booking(seeded.house, seeded.organisation_id, document_id)
    assert found is not None
    return found.id


def test_bookings_are_listed_and_searched(seeded: Seeded, approver: Persona, auditor: Persona) -> None:
    booked(seeded, approver, Paper("Hotel Aurora", "4471"))
    booked(seeded, approver, Paper("Elektro Nord", "RE-7"))
    html = auditor.get("/bookings?q=aurora").text
    assert "4471" in html
    assert "RE-7" not in html


def test_without_bookings_the_page_says_how_they_come_about(auditor: Persona) -> None:
    assert "No bookings yet" in auditor.get("/bookings").text


def test_json_carries_the_document_and_the_checksum_of_its_original(seeded: Seeded, approver: Persona) -> None:
    document_id = booked(seeded, approver, Paper(number="J-1"))
    answer = approver.post("/bookings/export", format="json")
    (booking,) = json.loads(answer.content)["bookings"]
    document = load_document(seeded.house, seeded.organisation_id, document_id)
    assert (booking["document_id"], booking["sha256"]) == (document_id, document.sha256)
    assert booking["fields"]["total_gross"] == "122.00"
    assert len(booking["line_items"]) == 2
    assert document.state is State.EXPORTED


def test_csv_is_safe_in_a_spreadsheet(seeded: Seeded, approver: Persona) -> None:
    booked(seeded, approver, Paper(seller="=HYPERLINK(1)", number="+1"))
    answer = approver.post("/bookings/export", format="csv")
    assert answer.headers["content-disposition"].endswith('.csv"')
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["seller_name"], row["invoice_number"]) == ("'=HYPERLINK(1)", "'+1")
    assert row["total_gross"] == "122.00"


def test_csv_is_safe_where_spreadsheets_part_cells_at_semicolons(seeded: Seeded, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper(seller="ACME;=HYPERLINK(1)"))
    form = approver.form_of(document_id) | {"line_items.0.description": "Bolts;=1+1"}
    assert approver.client.post(f"/documents/{document_id}/approve", data=form).status_code == 303
    answer = approver.post("/bookings/export", format="csv")
    assert b";=" not in answer.content
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["seller_name"] == "ACME;'=HYPERLINK(1)"
    assert json.loads(row["line_items"])[0]["description"] == "Bolts;=1+1"


def test_only_the_chosen_are_exported(seeded: Seeded, approver: Persona) -> None:
    first = booked(seeded, approver, Paper(number="1"))
    booked(seeded, approver, Paper(number="2"))
    answer = approver.post("/bookings/export", format="json", booking=booking_of(seeded, first))
    assert [row["fields"]["invoice_number"] for row in json.loads(answer.content)["bookings"]] == ["1"]


def test_an_unknown_format_is_refused(approver: Persona) -> None:
    assert approver.post("/bookings/export", format="exe").status_code == 422


def test_a_voided_booking_stays_and_its_document_is_reviewed_again(seeded: Seeded, approver: Persona) -> None:
    document_id = booked(seeded, approver, Paper())
    booking = booking_of(seeded, document_id)
    assert approver.post(f"/bookings/{booking}/void", reason="Booked twice").status_code == 303
    assert "Voided" in approver.get("/bookings").text
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.IN_REVIEW
    assert "Booked twice" in approver.get(f"/documents/{document_id}/history").text


def test_voiding_needs_a_reason(seeded: Seeded, approver: Persona) -> None:
    document_id = booked(seeded, approver, Paper())
    assert approver.post(f"/bookings/{booking_of(seeded, document_id)}/void", reason="").status_code == 422


def test_a_reviewer_neither_exports_nor_voids(seeded: Seeded, approver: Persona, clerk: Persona) -> None:
    document_id = booked(seeded, approver, Paper())
    assert clerk.post("/bookings/export", format="csv").status_code == 403
    assert clerk.post(f"/bookings/{booking_of(seeded, document_id)}/void", reason="x").status_code == 403
    assert 'action="/bookings/export"' not in clerk.get("/bookings").text


def test_the_outsider_sees_and_voids_nothing(seeded: Seeded, approver: Persona, outsider: Persona) -> None:
    document_id = booked(seeded, approver, Paper("Secret Supplier"))
    booking = booking_of(seeded, document_id)
    assert "Secret Supplier" not in outsider.get("/bookings").text
    assert outsider.post(f"/bookings/{booking}/void", reason="x").status_code == 404
    exported = outsider.post("/bookings/export", format="json", booking=booking)
    assert json.loads(exported.content) == {"bookings": []}
