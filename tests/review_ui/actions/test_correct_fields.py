"""Correcting what was read."""

from decimal import Decimal

from models.evidence import Witness
from models.terms import Term
from storage.readings import load_invoice
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper, lay_out
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}


def test_a_correction_is_stored_as_a_new_version(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.edit(document_id, total_gross="1.234,50").status_code == 303
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert (invoice.value(Term.TOTAL_GROSS), version) == (Decimal("1234.50"), 2)


def test_a_form_without_changes_makes_no_version(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    clerk.edit(document_id)
    assert load_invoice(seeded.house, seeded.organisation_id, document_id)[1] == 1


def test_what_cannot_be_read_stays_in_its_field_with_the_reason_and_the_rest_is_stored(
    seeded: Seeded, clerk: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    answer = clerk.edit(document_id, issue_date="tomorrow-ish", buyer_name="Another Buyer")
    assert answer.status_code == 422
    assert 'value="tomorrow-ish"' in answer.text
    assert "Stored now: 2026-03-21" in answer.text
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert invoice.text(Term.BUYER_NAME) == "Another Buyer"


def test_nothing_typed_is_lost_when_somebody_else_was_faster(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = clerk.form_of(document_id)
    approver.post(f"/documents/{document_id}/take-over")
    approver.edit(document_id, buyer_name="From the approver")
    clerk.post(f"/documents/{document_id}/take-over")
    answer = clerk.client.post(
        f"/documents/{document_id}/fields", data={**form, "fields.seller_name": "From the clerk"}
    )
    assert answer.status_code == 409
    assert "Somebody else changed this document" in answer.text
    assert 'value="From the clerk"' in answer.text
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert (invoice.text(Term.BUYER_NAME), version) == ("From the approver", 2)


def test_words_clicked_on_the_page_are_the_evidence(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper()
    document_id = add_paper(seeded, paper)
    texts = [word.text for word in lay_out(paper).words]
    at = texts.index("Bill")
    form = {
        **clerk.form_of(document_id),
        "fields.order_reference": "Bill to:",
        "source.order_reference": f"0:{at},{at + 1}",
    }
    clerk.client.post(f"/documents/{document_id}/fields", data=form)
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    evidence = invoice.fields[Term.ORDER_REFERENCE].evidence
    assert (evidence.witness, evidence.page, evidence.text) == (Witness.PERSON, 0, "Bill to:")
    assert evidence.box is not None


def test_an_invented_source_does_no_harm(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = {**clerk.form_of(document_id), "fields.order_reference": "A1", "source.order_reference": "0:99999,x"}
    assert clerk.client.post(f"/documents/{document_id}/fields", data=form).status_code == 303


def test_a_doubtful_value_is_confirmed_as_it_stands(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(unsure={Term.IBAN: 0.4}))
    form = {**clerk.form_of(document_id), "confirm": "iban"}
    html = clerk.client.post(f"/documents/{document_id}/fields", data=form, headers=OURS).text
    assert "Confirmed" in html
    assert "Unsure" not in html


def test_rows_are_added_changed_and_removed(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = clerk.form_of(document_id)
    form |= {"line_items.2.description": "Delivery", "line_items.2.net_amount": "7,50", "remove": "line_items.0"}
    assert clerk.client.post(f"/documents/{document_id}/fields", data=form).status_code == 303
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert [row.description for row in invoice.line_items] == ["Printer toner black", "Delivery"]
    assert invoice.line_items[1].net_amount == Decimal("7.50")


def test_a_row_that_cannot_be_read_is_kept_on_the_screen(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    form = {**clerk.form_of(document_id), "tax_breakdown.0.net_amount": "a lot"}
    answer = clerk.client.post(f"/documents/{document_id}/fields", data=form)
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text


def test_a_script_gets_the_parts_alone(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    html = clerk.edit(document_id, headers=OURS, buyer_name="X").text
    assert "<html" not in html
    assert 'data-part="field-buyer_name"' in html
    assert 'data-part="boxes-0"' in html


def test_an_auditor_changes_nothing(seeded: Seeded, auditor: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert auditor.edit(document_id, buyer_name="X").status_code == 403


def test_the_outsider_changes_nothing(seeded: Seeded, outsider: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    answer = outsider.post(f"/documents/{document_id}/fields", expected_version="1")
    assert answer.status_code == 404
