"""Which part of a page is shown for a field."""

from dataclasses import replace

from models.evidence import Evidence, Witness
from models.geometry import Box
from models.invoice import FieldValue, Invoice
from models.terms import DocumentClass, Term
from review_ui.by_field.places import Place, place_of
from tests.review_ui.papers import Paper, lay_out, read

DATE = Term.ISSUE_DATE


def reading(paper: Paper) -> Invoice:
    return read(paper, lay_out(paper))


def box_of(place: Place) -> Box:
    assert place.box is not None
    return place.box


def holds(outer: Box, inner: Box | None) -> bool:
    return inner is not None and outer.contains(inner.x0, inner.top) and outer.contains(inner.x1, inner.bottom)


def test_the_label_beside_or_above_a_value_is_shown_with_it() -> None:
    invoice = reading(Paper(labels={DATE: "Date", Term.TOTAL_GROSS: "Total"}))
    for term in (DATE, Term.TOTAL_GROSS):
        found, place = invoice.fields[term], place_of(invoice, term)
        assert place.value == found.evidence.box
        assert found.label
        assert holds(box_of(place), found.evidence.box)
        assert holds(box_of(place), found.label.box)


def test_without_a_label_there_is_more_room_before_the_value_than_behind_it() -> None:
    invoice = reading(Paper())
    place, value = place_of(invoice, DATE), invoice.fields[DATE].evidence.box
    assert value
    box = box_of(place)
    assert value.x0 - box.x0 > box.x1 - value.x1 > 0
    assert value.top - box.top > box.bottom - value.bottom > 0


def test_a_label_that_stands_far_away_is_left_out() -> None:
    invoice = reading(Paper(labels={DATE: "IBAN"}))
    assert box_of(place_of(invoice, DATE)).height < 100


def test_a_missing_value_is_looked_for_where_the_likeliest_other_stands() -> None:
    invoice = reading(Paper(without=frozenset({DATE}), others={DATE: ("2026-04-20",)}))
    place = place_of(invoice, DATE)
    assert place.value == invoice.alternatives[DATE][0].evidence.box


def test_else_among_those_of_its_group() -> None:
    invoice = reading(Paper(without=frozenset({Term.TOTAL_GROSS})))
    place = place_of(invoice, Term.TOTAL_GROSS)
    assert place.value is None
    for term in (Term.TOTAL_NET, Term.TOTAL_TAX):
        assert holds(box_of(place), invoice.fields[term].evidence.box)


def test_else_a_whole_page() -> None:
    assert place_of(Invoice(DocumentClass.INVOICE), DATE) == Place(0)


def test_of_kin_far_apart_most_are_shown() -> None:
    places = {
        Term.TOTAL_NET: (1, 20.0),
        Term.TOTAL_TAX: (1, 700.0),
        Term.AMOUNT_DUE: (1, 720.0),
        Term.CURRENCY: (0, 9.0),
    }
    sums = {
        term: FieldValue(term, "1", 0.9, Evidence(Witness.OCR, "1", page, Box(at, at, at + 20, at + 10)))
        for term, (page, at) in places.items()
    }
    place = place_of(Invoice(DocumentClass.INVOICE, sums), Term.TOTAL_GROSS)
    assert place.page == 1
    assert holds(box_of(place), Box(700, 700, 740, 730))
    assert not holds(box_of(place), Box(20, 20, 40, 30))


def test_what_was_inferred_stands_nowhere() -> None:
    invoice = reading(Paper())
    assert invoice.fields[Term.CURRENCY].evidence.box is None
    assert place_of(invoice, Term.CURRENCY).value is None
    only = replace(invoice, fields={Term.CURRENCY: invoice.fields[Term.CURRENCY]})
    assert place_of(only, Term.CURRENCY) == Place(0)
