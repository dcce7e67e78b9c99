"""Where on a page a person sees a value that a better witness than the page has given.

A value from XML or from a payment code keeps its witness; its place becomes that of the words which say the same: of
the text candidate that agrees, else of the words that print the value, where they stand once or beside its label.
What is not found stays where its witness saw it: a code's box, or nowhere. The box of a name is drawn around its own
words, in the next line too where it goes on there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from extractors.arbitration import PAGE_WITNESSES, value_key
from extractors.fields.layout import Cell
from extractors.fields.links import best_by_meaning
from extractors.fields.survey import Survey
from models.evidence import Candidate, Evidence, Value, Witness
from models.invoice import FieldValue
from models.page import Transcript
from models.plain_text import letters
from models.terms import DataType, Term

LABELLED = 1.5
"""How strong a label must be, in log-odds, to choose among several places of one value."""
_SHORTEST = 4  # letters and figures of a text that is told from others without its label
_MOST_WORDS = 14
_NEXT_ROWS = 2  # those of another column may stand between
_FAMILIES = {DataType.AMOUNT: ("totals",), DataType.DATE: ("dates",)}
_TEXT_FAMILIES = ("numbers", "identifiers", "parties")
_MEANINGS: Mapping[Term, frozenset[str]] = {
    Term.SELLER_NAME: frozenset({"seller"}),
    Term.BUYER_NAME: frozenset({"buyer"}),
    Term.SELLER_VAT_ID: frozenset({"vat_id"}),
    Term.SELLER_TAX_NUMBER: frozenset({"tax_number"}),
    Term.SELLER_REGISTRATION_ID: frozenset({"registration_id"}),
    Term.BUYER_VAT_ID: frozenset({"buyer_vat_id", "vat_id"}),
    Term.TOTAL_GROSS: frozenset({"total_gross", "total"}),
    Term.ISSUE_DATE: frozenset({"issue_date", "date"}),
}
_NOT_SEARCHED = frozenset({Term.DOCUMENT_TYPE, Term.CURRENCY})


def show_on_pages(
    fields: Mapping[Term, FieldValue], candidates: Iterable[Candidate], transcript: Transcript
) -> dict[Term, FieldValue]:
    """The fields, those of structured witnesses with the place where their value is printed, if it is."""
    agreeing = _read_on_pages(candidates)
    survey = Survey(transcript)
    return {term: _shown(field, agreeing, survey) for term, field in fields.items()}


def _read_on_pages(candidates: Iterable[Candidate]) -> Mapping[tuple[Term, str], Candidate]:
    """The likeliest candidate of the pages for each value of each term."""
    found: dict[tuple[Term, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.evidence.witness in PAGE_WITNESSES and candidate.evidence.box:
            found[candidate.term, value_key(candidate.term, candidate.value)].append(candidate)
    return {key: max(same, key=lambda c: c.probability) for key, same in found.items()}


def _shown(field: FieldValue, agreeing: Mapping[tuple[Term, str], Candidate], survey: Survey) -> FieldValue:
    if field.evidence.witness not in {Witness.XML, Witness.QR, Witness.INFERRED}:
        return replace(field, evidence=_framed(field, survey))
    candidate = agreeing.get((field.term, value_key(field.term, field.value)))
    seen = candidate.evidence if candidate else find_printed(field, survey)
    if seen is None:
        return field
    return replace(field, evidence=Evidence(field.evidence.witness, seen.text, seen.page, seen.box))


def _framed(field: FieldValue, survey: Survey) -> Evidence:
    """The evidence, of a name in a box around its words: no more of its line, and the next one if it goes on there."""
    seen = field.evidence
    if field.term.data_type is not DataType.NAME or seen.page is None or seen.box is None:
        return seen
    sheet, wanted = survey.sheets[seen.page], letters(seen.text)
    here = next((cell for cell in sheet.cells if cell.box == seen.box), None)
    if here is None:
        return seen
    if own := _run_of([here], wanted):
        return replace(seen, box=own.box)
    rest = wanted.removeprefix(letters(here.text))
    below = sheet.rows[here.row + 1 : here.row + 1 + _NEXT_ROWS] if rest != wanted else ()
    run = next((run for row in below if (run := _run_of(row, rest)) and run.box.x_overlap(here.box)), None)
    return replace(seen, box=seen.box.union(run.box)) if run else seen


def find_printed(field: FieldValue, survey: Survey) -> Evidence | None:
    """The place where a value is printed: the only one, or the one with the best label; None when in doubt."""
    if field.term in _NOT_SEARCHED or field.evidence.witness is Witness.INFERRED:
        return None
    places = places_of(field.term, field.value, survey)
    best = _best_labelled(field.term, places, survey)
    if best is not None:
        return best.evidence()
    telling = not isinstance(field.value, str) or len(letters(field.value)) >= _SHORTEST
    return places[0].evidence() if len(places) == 1 and telling else None


def places_of(term: Term, value: Value, survey: Survey) -> list[Cell]:
    """Every place where a value is printed."""
    if isinstance(value, Decimal):
        amounts = [amount for amount in survey.amounts if amount.is_money or value == int(value)]
        return [amount.cell for amount in amounts if _same_amount(value, amount.readings)]
    if isinstance(value, date):
        return [day.cell for day in survey.days if value in day.readings]
    wanted = value_key(term, value)
    return [run for sheet in survey.sheets for row in sheet.rows if (run := _run_of(row, wanted)) is not None]


def _same_amount(value: Decimal, readings: Sequence[Decimal]) -> bool:
    """Whether an amount is printed, also with its sign left to the words beside it."""
    return any(abs(reading) == abs(value) for reading in readings)


def _run_of(row: Sequence[Cell], wanted: str) -> Cell | None:
    """The neighbouring words of a row whose letters and figures are those wanted, over gaps between cells."""
    words = [word for cell in row for word in cell.words]
    printed = [letters(word.text) for word in words]
    for start, first in enumerate(printed):
        text = ""
        for end in range(start, min(len(words), start + _MOST_WORDS) if first and wanted.startswith(first) else 0):
            text += printed[end]
            if text == wanted:
                return row[0].of(tuple(words[start : end + 1]))
            if not wanted.startswith(text):
                break
    return None


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A place and how strongly a label of the term speaks for it."""

    cell: Cell
    strength: float


def _best_labelled(term: Term, places: list[Cell], survey: Survey) -> Cell | None:
    """The place that a label of the term explains best; None when none does."""
    families = _FAMILIES.get(term.data_type, _TEXT_FAMILIES)
    meanings = _MEANINGS.get(term, frozenset({term.key}))
    found = []
    for cell, links in zip(places, survey.links(places, *families, columns=bool(places)), strict=True):
        told = best_by_meaning(links, families)
        found.append(_Labelled(cell, max((told[m].strength for m in meanings & told.keys()), default=0.0)))
    best = max(found, key=lambda place: place.strength, default=None)
    return best.cell if best and best.strength >= LABELLED else None
