from datetime import date
from decimal import Decimal

from extractors.fields.survey import Survey
from extractors.sightings import show_on_pages
from models.evidence import Candidate, Evidence, Value, Witness
from models.geometry import Box
from models.invoice import FieldValue
from models.page import Transcript
from models.terms import Term
from tests.extractors.fields.drawn import draw

CODE = Box(400, 700, 500, 800)


def field(term: Term, value: Value, witness: Witness = Witness.XML) -> FieldValue:
    evidence = Evidence(witness, str(value), *((0, CODE) if witness is Witness.QR else ()))
    return FieldValue(term, value, 0.99, evidence)


def shown(found: FieldValue, transcript: Transcript, *candidates: Candidate) -> Evidence:
    return show_on_pages({found.term: found}, candidates, transcript)[found.term].evidence


def test_a_value_of_the_xml_is_shown_where_the_words_say_it() -> None:
    box = Box(10, 20, 60, 30)
    read = Candidate(Term.TOTAL_GROSS, Decimal("12.0"), 0.7, Evidence(Witness.OCR, "12,00 €", 1, box))
    evidence = shown(field(Term.TOTAL_GROSS, Decimal("12.00")), Transcript("pdf"), read)
    assert evidence == Evidence(Witness.XML, "12,00 €", 1, box)


def test_a_value_of_a_code_is_shown_where_it_is_printed() -> None:
    page = draw("Prejemnik\nSI56 1910 0000 0123 438   Lipa d.o.o.")
    evidence = shown(field(Term.IBAN, "SI56191000000123438", Witness.QR), page)
    assert (evidence.witness, evidence.text) == (Witness.QR, "SI56 1910 0000 0123 438")


def test_a_value_of_a_code_that_is_not_printed_stays_at_the_code() -> None:
    evidence = shown(field(Term.IBAN, "SI56191000000123438", Witness.QR), draw("Nothing of that kind"))
    assert (evidence.page, evidence.box) == (0, CODE)


def test_a_date_is_found_as_people_write_it() -> None:
    evidence = shown(field(Term.DELIVERY_DATE, date(2025, 4, 3)), draw("Works done until 3 April 2025 in Leeds"))
    assert evidence.text == "3 April 2025"


def test_of_several_places_the_labelled_one_is_shown() -> None:
    page = draw("Parquet, oak    1   240,00   240,00\n\n\n\nNettobetrag              240,00")
    evidence = shown(field(Term.TOTAL_NET, Decimal("240.00")), page)
    assert evidence.box is not None
    assert evidence.box.top > 60


def test_a_value_in_several_places_without_a_label_is_shown_nowhere() -> None:
    evidence = shown(field(Term.BUYER_NAME, "Lipa d.o.o."), draw("Lipa d.o.o.\n\n\nLipa d.o.o. Celje"))
    assert (evidence.page, evidence.box) == (None, None)


def test_a_short_number_is_no_sight() -> None:
    evidence = shown(field(Term.INVOICE_NUMBER, "7"), draw("Oak   7   240,00"))
    assert evidence.box is None


def framed(page: Transcript, name: str) -> tuple[Box, Evidence]:
    """The box of the first line of a page, and the evidence of a seller's name that was read in it."""
    line = Survey(page).sheets[0].cells[0].box
    return line, shown(FieldValue(Term.SELLER_NAME, name, 0.9, Evidence(Witness.OCR, name, 0, line)), page)


def test_a_name_that_begins_a_longer_line_has_a_box_of_its_own_words() -> None:
    line, evidence = framed(draw("Lipa d.o.o., Celjska cesta 7, 3000 Celje"), "Lipa d.o.o.")
    assert evidence.box is not None
    assert (evidence.box.x0, evidence.box.top) == (line.x0, line.top)
    assert evidence.box.width < line.width / 2


def test_a_name_that_goes_on_in_the_next_line_has_a_box_around_both() -> None:
    line, evidence = framed(draw("Popular Book Co. (M)\nSdn Bhd\nKuala Lumpur"), "Popular Book Co. (M) Sdn Bhd")
    assert evidence.box is not None
    assert line.bottom < evidence.box.bottom < line.bottom + 2 * line.height


def test_a_name_whose_words_are_nowhere_keeps_its_box() -> None:
    line, evidence = framed(draw("Popular Book Co.\nKuala Lumpur"), "Other Ltd")
    assert evidence.box == line
