"""What the memory of an issuer says of a document: one more witness, with evidence in this document.

Places give values that are read here, on a page that looks different only beside the same words. Values of the past
are said of the issuer alone, and shown by the words that print them, the name also by the words by which the issuer was
known. Where a lesson tells that a term was read wrongly before, the readers are doubted in it as far as they say
something else. Nothing is dropped.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.arbitration import value_key
from extractors.fields.odds import log_odds, probability
from extractors.fields.survey import Survey
from extractors.issuers.knowing import Known, know
from extractors.issuers.places import find_placed
from extractors.issuers.scenes import layout_words
from models.evidence import Candidate, Evidence, Value, Witness
from models.lessons import MOST_LESSONS, Memory, Record, Taught
from models.money import currencies_of
from models.page import Transcript
from models.terms import DataType, DocumentClass, Term

BASE = Record(12, 1)
"""What a lesson is trusted for before it was ever tried, as if it had been right and wrong so often."""
PER_LIKENESS = 0.25
USUAL_LIKENESS = 6.0
READ_RIGHT = -1.0
"""A place in a term that is read rightly without it: who was right before may be trusted again."""
OTHER_LAYOUT = -1.0
"""A place of which the same words tell, on a page that looks different."""
DOUBT = 2.5
"""Log-odds that readers lose in a term which they read wrongly in a lesson's document."""
_READERS = frozenset({Witness.TEXT_LAYER, Witness.OCR, Witness.INFERRED})
REASON = "issuer"
TYPICAL = frozenset({Term.INVOICE_NUMBER, Term.TOTAL_GROSS})
"""What must stand under its label for a document to be of the type that a person said the last one is."""
OWN = frozenset({Term.SELLER_NAME, Term.SELLER_ADDRESS, Term.CURRENCY})
"""What the newest lesson says for all: how a person wrote it last."""


@dataclass(frozen=True, slots=True)
class Said:
    """A candidate of the memory, and whether readers are to be doubted in its term."""

    candidate: Candidate
    doubts: bool


def remember(said: Sequence[Candidate], own: Sequence[Said]) -> list[Candidate]:
    """The candidates of all witnesses: those `said`, doubted where a lesson has a reason to, and the memory's own."""
    doubts = {found.candidate.term for found in own if found.doubts}
    values = {_key(found.candidate) for found in own}
    own_candidates = [found.candidate for found in own]
    others = [found for found in said if _key(found) not in values]
    doubted = [found for found in others if _is_doubted(found, doubts) or _is_glued(found, own_candidates)]
    return [*(_doubted(found) if found in doubted else found for found in said), *own_candidates]


def remembered_class(own: Sequence[Said]) -> DocumentClass | None:
    """What a document is that readers take for no invoice, as a person said of the one before; None when none did."""
    types = [found.candidate for found in own if found.candidate.term is Term.DOCUMENT_TYPE]
    return DocumentClass(str(types[0].value)) if types else None


def own_words(transcript: Transcript, memory: Memory, said: Sequence[Candidate]) -> list[Said]:
    """What the memory itself says; nothing where no lesson is of the document's issuer."""
    if not memory.taught:
        return []
    survey = Survey(transcript)
    words = layout_words(survey)
    found: list[Said] = []
    for taught in memory.taught[:MOST_LESSONS]:
        if known := know(taught.lesson, survey, words, said):
            told = {one.candidate.term for one in found}
            found += [one for one in _says(taught, known, survey) if one.candidate.term not in told & OWN]
    return found


def _says(taught: Taught, known: Known, survey: Survey) -> Iterator[Said]:
    for term, text in taught.lesson.own.items():
        if taught.uses(term) and (shown := _shown(term, text, known, survey)) is not None:
            yield _said(taught, term, text, shown, 1.0)
    spots = [spot for spot in taught.lesson.spots if taught.uses(spot.term)]
    found = find_placed(spots, survey, day_first=taught.lesson.day_first)
    for placed in found:
        if known.same_layout or placed.beside:
            extra = PER_LIKENESS * (placed.likeness - USUAL_LIKENESS)
            extra += 0.0 if placed.term in taught.lesson.misread else READ_RIGHT
            extra += 0.0 if known.same_layout else OTHER_LAYOUT
            yield _said(taught, placed.term, placed.value, placed.cell.evidence(), extra, read_here=True)
    if not known.same_layout:
        return
    labelled = {placed.term: placed.cell for placed in found if placed.labelled}
    if taught.lesson.document_class and labelled.keys() >= TYPICAL and taught.uses(Term.DOCUMENT_TYPE):
        yield _said(
            taught, Term.DOCUMENT_TYPE, taught.lesson.document_class, labelled[Term.INVOICE_NUMBER].evidence(), 0.0
        )


def _said(  # noqa: PLR0913 - what a candidate is made of
    taught: Taught, term: Term, value: Value, shown: Evidence, extra: float, *, read_here: bool = False
) -> Said:
    """A candidate; of a value that is `read_here` it is observed who read it, for the memory knows its place alone."""
    record = BASE + taught.records.get(term, Record())
    share = probability(log_odds(record.right / (record.right + record.wrong)) + extra)
    evidence = replace(shown, witness=Witness.HISTORY)
    readers = frozenset({shown.witness.value}) if read_here else frozenset()
    said = Candidate(term, value, min(share, 0.995), evidence, REASON, readers)
    return Said(said, term in taught.lesson.misread)


def _shown(term: Term, text: str, known: Known, survey: Survey) -> Evidence | None:
    """The words of this document that speak for one of the issuer's own values; None when none does."""
    if term in known.shown:
        return known.shown[term]
    if term is Term.SELLER_NAME:
        return known.words or _first_words(survey)
    if term is Term.CURRENCY:
        return _currency_words(text, survey)
    return None


def _currency_words(code: str, survey: Survey) -> Evidence | None:
    """The amount that bears a sign of the currency; the issuer's words where no sign of any currency stands."""
    marked = [amount for amount in survey.amounts if amount.currency]
    for amount in marked:
        if code in currencies_of(amount.currency):
            return amount.cell.evidence()
    return None if marked else _first_words(survey)


def _first_words(survey: Survey) -> Evidence | None:
    return next((cell.evidence() for sheet in survey.sheets for cell in sheet.cells), None)


def _key(candidate: Candidate) -> tuple[Term, str]:
    return candidate.term, value_key(candidate.term, candidate.value)


def _is_doubted(candidate: Candidate, doubts: Collection[Term]) -> bool:
    return candidate.evidence.witness in _READERS and candidate.term in doubts


def _is_glued(candidate: Candidate, own: Iterable[Candidate]) -> bool:
    """Whether letters were read on to a number of which the memory knows how it is built, as in `RE-17.vom`."""
    text = str(candidate.value)
    numbers = (found for found in own if found.term is candidate.term and found.term.data_type is DataType.IDENTIFIER)
    for found in numbers:
        rest = text.replace(str(found.value), "", 1)
        if 0 < len(rest) < len(text) and not any(char.isdigit() for char in rest) and _overlap(candidate, found):
            return True
    return False


def _overlap(one: Candidate, other: Candidate) -> bool:
    first, second = one.evidence.box, other.evidence.box
    if first is None or second is None or one.evidence.page != other.evidence.page:
        return False
    return first.x_overlap(second) > 0 and first.y_overlap(second) > 0


def _doubted(candidate: Candidate) -> Candidate:
    return replace(candidate, probability=probability(log_odds(candidate.probability) - DOUBT))
