"""Learn from a document that a person has approved: who its issuer is, and where each value stands.

Only what is printed is learned with its place. A value that a person pointed at, or that was read and confirmed,
teaches the place it has; one that was typed teaches the places where it is printed, but those of other values.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from extractors.arbitration import value_key
from extractors.extraction import decide, hear
from extractors.fields.layout import Cell
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from extractors.issuers.knowing import find_text
from extractors.issuers.scenes import layout_words, scene_of
from extractors.sightings import places_of
from models.evidence import Witness
from models.invoice import FieldValue, Invoice
from models.lessons import LEGAL_TERMS, OWN_TERMS, PLACED_TERMS, Lesson, Spot
from models.page import Transcript
from models.terms import Term

_MOST_PLACES = 4
_FIGURES = re.compile(r"[0-9]+")


def learn(transcript: Transcript, approved: Invoice) -> Lesson:
    """The lesson of a document; that of one without pages teaches who the issuer is, and no places."""
    survey = Survey(transcript)
    heard = hear(transcript)
    read = Invoice(heard.document_class, decide(heard.candidates, heard.survey))
    own = _own(approved, OWN_TERMS)
    hidden = not heard.document_class.has_fields
    placed = [approved.fields[term] for term in PLACED_TERMS if term in approved.fields]
    return Lesson(
        own=own,
        printed=frozenset(term for term, text in own.items() if find_text(text, term, survey)),
        misread=frozenset(term for term in Term if _key(read, term) != _key(approved, term)),
        spots=tuple(spot for field in placed for spot in _spots(field, approved, survey)),
        words=layout_words(survey),
        day_first=_day_first(approved, survey),
        document_class=approved.document_class.value if hidden else "",
        unseen=_own(read, (*LEGAL_TERMS, Term.IBAN)) if hidden else {},
    )


def _own(invoice: Invoice, terms: Iterable[Term]) -> dict[Term, str]:
    """The issuer's own values; a number that is the buyer's as well is none of its."""
    buyer = fold(invoice.text(Term.BUYER_VAT_ID) or "")
    texts = {term: text for term in terms if (text := invoice.text(term))}
    return {term: text for term, text in texts.items() if term not in LEGAL_TERMS or fold(text) != buyer}


def _key(invoice: Invoice, term: Term) -> str:
    value = invoice.value(term)
    return "" if value is None else value_key(term, value)


def _spots(field: FieldValue, approved: Invoice, survey: Survey) -> Iterable[Spot]:
    places = places_of(field.term, field.value, survey)
    own = [place for place in places if _stands_in(place, field)]
    others = [found for found in approved.fields.values() if found.term is not field.term]
    free = [place for place in places if not any(_stands_in(place, other) for other in others)]
    for place in (own or free or places)[:_MOST_PLACES]:
        yield scene_of(field.term, place, survey)


def _stands_in(place: Cell, field: FieldValue) -> bool:
    """Whether a value was read, or pointed at, in this place."""
    box, page = field.evidence.box, field.evidence.page
    if box is None or page != place.page or field.evidence.witness is Witness.INFERRED:
        return False
    return box.x_overlap(place.box) > 0.5 * place.box.width and box.y_overlap(place.box) > 0.5 * place.box.height


def _day_first(approved: Invoice, survey: Survey) -> bool | None:
    """Whether the issuer's dates have the day before the month; None where no date tells."""
    for term in (Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE):
        value = approved.value(term)
        if isinstance(value, date) and value.day != value.month:
            for day in survey.days:
                if value in day.readings and (order := _order(value, day.cell.text)) is not None:
                    return order
    return None


def _order(value: date, text: str) -> bool | None:
    figures: Sequence[int] = [int(figure) for figure in _FIGURES.findall(text)]
    if len(figures) < 3 or len(str(figures[0])) > 2:
        return None
    return {(value.day, value.month): True, (value.month, value.day): False}.get((figures[0], figures[1]))
