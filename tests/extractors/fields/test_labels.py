from extractors.fields.labelling import find_labels
from extractors.fields.labels import Label, languages_of
from extractors.fields.layout import lay_out
from models.evidence import Witness
from tests.extractors.fields.drawn import draw_page


def labels(drawing: str, witness: Witness = Witness.TEXT_LAYER) -> tuple[Label, ...]:
    return find_labels([lay_out(draw_page(drawing, witness=witness))])


def meanings(drawing: str, witness: Witness = Witness.TEXT_LAYER) -> set[str]:
    return {meaning for label in labels(drawing, witness) for meaning in label.meanings}


def test_the_longest_phrase_hides_what_it_contains() -> None:
    assert meanings("Customer number: 4711") == {"other_number"}
    assert meanings("USt-IdNr.: DE136695976") == {"vat_id"}


def test_spaced_and_glued_letters_match() -> None:
    assert "invoice" in meanings("R E C H N U N G")
    assert "invoice_number" in meanings("InvoiceNo:4711")


def test_what_follows_a_label_is_its_rest() -> None:
    (label,) = [label for label in labels("Invoice no.: 4711 A") if "invoice_number" in label.meanings]
    assert [word.text for word in label.rest] == ["4711", "A"]
    assert label.has_colon
    assert label.leads


def test_ocr_may_misread_a_letter_of_a_long_label() -> None:
    assert "issue_date" in meanings("lnvoice Date 01/02/2024", Witness.OCR) or "date" in meanings("lnvoice Date")
    assert "due_date" in meanings("Falligkeitsdatun: 01.02.2024", Witness.OCR)
    assert "due_date" not in meanings("Falligkeitsdatun: 01.02.2024")


def test_an_exact_label_is_not_hidden_by_a_misread_one() -> None:
    found = meanings("INVOICE", Witness.OCR)
    assert "invoice" in found
    assert "issue_date" not in found


def test_languages_are_those_of_the_longer_labels() -> None:
    assert languages_of(labels("Rechnungsnummer 7\nFälligkeitsdatum 1.2.2024")) == {"de"}


def test_short_labels_of_other_languages_do_not_count() -> None:
    german = "Rechnungsnummer 7\nFälligkeitsdatum 1.2.2024\nKundennummer 9\nDu 1.2.2024"
    assert not [label for label in labels(german) if label.phrase.text == "du"]


def test_tax_in_brackets_or_after_including_is_a_remark() -> None:
    remarks = {label.phrase.text: label.is_remark for label in labels("Rechnungsdatum\nBrutto (inkl. USt.)    12,00")}
    assert any(remarks[text] for text in remarks if text.endswith("ust"))
    assert not remarks["brutto"]
