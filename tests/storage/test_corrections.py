"""What a person types becomes a version; nothing is lost, and nobody writes over somebody else."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import InvalidInput, NotFound, NotReady, StateConflict
from models.evidence import Evidence, Witness
from models.geometry import Box
from models.terms import DocumentClass, Term
from storage.audit import list_audit
from storage.documents import list_documents, load_document
from storage.house import House
from storage.readings import load_invoice, load_versions
from storage.reviews import correct_fields, correct_rows, undo_correction
from tests.storage.samples import CLERK, capture, invoice, receive


def test_a_corrected_field_is_a_new_version_and_sure(house: House, org: str) -> None:
    document_id = capture(house, org)
    version = correct(house, org, document_id, {"total_gross": "1.234,50", "due_date": "15. 4. 2024"})
    reading, newest = load_invoice(house, org, document_id)
    assert (version, newest) == (2, 2)
    assert reading.amount(Term.TOTAL_GROSS) == Decimal("1234.50")
    assert reading.value(Term.DUE_DATE) == date(2024, 4, 15)
    assert reading.fields[Term.DUE_DATE].confidence == 1
    assert reading.fields[Term.DUE_DATE].evidence.witness is Witness.PERSON
    assert load_invoice(house, org, document_id, 1) == (invoice(), 1)
    assert [(row.version, row.origin, row.actor_id) for row in load_versions(house, org, document_id)] == [
        (1, "capture", "worker"),
        (2, "correction", "clerk"),
    ]


def test_lists_and_search_follow_a_correction(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"seller_name": "Nova Založba", "total_gross": "99"})
    document = load_document(house, org, document_id)
    assert (document.seller_name, document.total_gross, document.version) == ("Nova Založba", Decimal(99), 2)
    assert list_documents(house, org, search="nova").total == 1
    assert list_documents(house, org, search="žolna").total == 0


def test_a_field_can_be_taken_away(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"total_tax": None, "total_net": " "})
    fields = load_invoice(house, org, document_id)[0].fields
    assert Term.TOTAL_TAX not in fields
    assert Term.TOTAL_NET not in fields


def test_a_clicked_word_is_the_evidence(house: House, org: str) -> None:
    document_id = capture(house, org)
    word = Evidence(Witness.OCR, "R-77", 1, Box(1, 2, 3, 4))
    changes = {"invoice_number": "R-77"}
    correct_fields(house, org, document_id, changes, actor=CLERK, expected_version=1, evidence={"invoice_number": word})
    found = load_invoice(house, org, document_id)[0].fields[Term.INVOICE_NUMBER]
    assert found.evidence == Evidence(Witness.PERSON, "R-77", 1, Box(1, 2, 3, 4))


def test_a_value_typed_as_it_stands_is_confirmed_and_keeps_its_place(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"total_gross": "122.00"})
    found = load_invoice(house, org, document_id)[0].fields[Term.TOTAL_GROSS]
    assert (found.confidence, found.reason) == (1, "confirmed")
    assert found.evidence == invoice().fields[Term.TOTAL_GROSS].evidence


@pytest.mark.parametrize(
    ("key", "text"), [("total_gross", "much"), ("issue_date", "soon"), ("currency", "money"), ("no_such_field", "x")]
)
def test_what_cannot_be_read_names_its_field_and_changes_nothing(house: House, org: str, key: str, text: str) -> None:
    document_id = capture(house, org)
    with pytest.raises(InvalidInput) as caught:
        correct(house, org, document_id, {"seller_name": "Other", key: text})
    assert caught.value.field == key
    assert load_invoice(house, org, document_id) == (invoice(), 1)


def test_a_correction_of_an_older_version_is_refused(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"seller_name": "First"})
    with pytest.raises(StateConflict):
        correct(house, org, document_id, {"seller_name": "Second"})
    assert load_invoice(house, org, document_id)[0].text(Term.SELLER_NAME) == "First"


def test_only_a_document_in_review_is_corrected_and_only_ones_own(house: House, org: str, other_org: str) -> None:
    document_id = capture(house, org)
    with pytest.raises(NotFound):
        correct(house, other_org, document_id, {"seller_name": "Theirs"})
    with pytest.raises(StateConflict):
        correct(house, org, receive(house, org, b"other"), {"seller_name": "Early"})


def test_rules_look_again_after_a_correction(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"total_gross": "130.00"})
    assert "br_co_15" in codes(house, org, document_id)
    correct(house, org, document_id, {"total_gross": "122.00"}, version=2)
    assert "br_co_15" not in codes(house, org, document_id)


def test_a_duplicate_is_known_after_a_correction_and_forgotten_after_another(house: House, org: str) -> None:
    first = capture(house, org, b"one")
    second = capture(house, org, b"two", invoice({Term.INVOICE_NUMBER: "2024-1I7"}))
    correct(house, org, second, {"invoice_number": "2024-117"})
    assert load_document(house, org, second).duplicate_of == first
    assert "duplicate_invoice" in codes(house, org, second)
    correct(house, org, second, {"invoice_number": "2024-119"}, version=2)
    assert load_document(house, org, second).duplicate_of is None
    assert "duplicate_invoice" not in codes(house, org, second)


def test_saying_what_a_document_is_changes_its_class(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"document_type": "credit note"})
    assert load_invoice(house, org, document_id)[0].document_class is DocumentClass.CREDIT_NOTE


def test_rows_are_typed_anew(house: House, org: str) -> None:
    document_id = capture(house, org)
    rows = [
        {"description": "Med", "quantity": "10", "unit_price": "1.125", "net_amount": "11.25"},
        {"description": "Vosek", "quantity": "2,5", "net_amount": "1.000,00", "vat_rate": "9,5 %"},
        {"description": " "},
    ]
    assert correct_rows(house, org, document_id, actor=CLERK, expected_version=1, line_items=rows) == 2
    first, second = load_invoice(house, org, document_id)[0].line_items
    assert (first.unit_price, first.confidence) == (Decimal("1.125"), 1)
    assert second.plain() == {"description": "Vosek", "quantity": "2.5", "net_amount": "1000.00", "vat_rate": "9.5"}
    assert load_invoice(house, org, document_id)[0].tax_breakdown == invoice().tax_breakdown


def test_a_number_of_another_cell_is_not_read_in_another_way_when_its_row_changes(house: House, org: str) -> None:
    document_id = capture(house, org)
    rows = [{"description": "Honey", "quantity": "10", "unit_price": "1.125", "net_amount": "11.25"}]
    correct_rows(house, org, document_id, actor=CLERK, expected_version=1, line_items=rows)
    assert load_invoice(house, org, document_id)[0].line_items[0].unit_price == Decimal("1.125")


@pytest.mark.parametrize("row", [{"net_amount": "much"}, {"vat_rate": "300"}, {"price": "1"}])
def test_a_row_that_cannot_be_read_names_its_table(house: House, org: str, row: dict[str, str]) -> None:
    document_id = capture(house, org)
    with pytest.raises(InvalidInput, match="Row 2") as caught:
        correct_rows(house, org, document_id, actor=CLERK, expected_version=1, tax_breakdown=[{"vat_rate": "22"}, row])
    assert caught.value.field == "tax_breakdown"


def test_corrections_are_undone_one_by_one(house: House, org: str) -> None:
    document_id = capture(house, org)
    for version, name in ((1, "Second"), (2, "Third")):
        correct(house, org, document_id, {"seller_name": name}, version=version)
    names = []
    for version in (3, 4):
        undo_correction(house, org, document_id, actor=CLERK, expected_version=version)
        names.append(load_invoice(house, org, document_id)[0].text(Term.SELLER_NAME))
    assert names == ["Second", "Čebelarstvo Žolna d.o.o."]
    with pytest.raises(NotReady):
        undo_correction(house, org, document_id, actor=CLERK, expected_version=5)
    correct(house, org, document_id, {"seller_name": "Sixth"}, version=5)
    undo_correction(house, org, document_id, actor=CLERK, expected_version=6)
    assert load_invoice(house, org, document_id)[0] == invoice()


def test_the_audit_trail_keeps_the_values_before_and_after(house: House, org: str) -> None:
    document_id = capture(house, org)
    correct(house, org, document_id, {"seller_name": "Nova", "total_tax": None})
    entry = list_audit(house, org, document_id=document_id).rows[0]
    assert entry.event == "fields_corrected"
    assert (entry.actor_id, entry.actor_label, entry.address) == ("clerk", "Ana Clerk", "127.0.0.1")
    assert entry.before == {"seller_name": "Čebelarstvo Žolna d.o.o.", "total_tax": "22.00"}
    assert entry.after == {"seller_name": "Nova"}


def correct(house: House, org_id: str, document_id: str, changes: dict[str, str | None], version: int = 1) -> int:
    return correct_fields(house, org_id, document_id, changes, actor=CLERK, expected_version=version)


def codes(house: House, org_id: str, document_id: str) -> list[str]:
    return [finding.code for finding in load_invoice(house, org_id, document_id)[0].findings]
