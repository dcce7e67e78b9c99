"""Whether a document comes from the issuer of a lesson, and by which words that is known.

Whoever printed its name prints it again. Beside the name, or where the name is a picture, a number must stand that the
law gives to one issuer alone, unless it is the buyer's; else an account, or the layout. Codes say them as well as words
do. A layout alone must be all but the same. Another name or number that others read for the seller stands against it,
unless the issuer's own name and account stand in its own layout.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, ratio

from extractors.fields.layout import Cell
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from models.evidence import Candidate, Evidence, Witness
from models.lessons import LEGAL_TERMS, Lesson
from models.terms import Term

SAME_LAYOUT = 0.3
"""Share of the words of the smaller document that stand at the same place across in both, by which it is known."""
ALL_BUT_THE_SAME = 0.6
LIKE_LAYOUT = 0.2
"""The same where the issuer itself is known: its other layouts have less in common, misread pages not always more."""
_X_TOLERANCE = 0.02
_IDENTITY = (*LEGAL_TERMS, Term.IBAN, Term.SELLER_NAME)
_MOST_WORDS = 14
_PREFIX = 2
_SURE = 0.5
_SHORTEST, _SHORTEST_NAME, _LONG_NAME = 3, 2, 8
_ALIKE = 88.0


@dataclass(frozen=True, slots=True)
class Known:
    """The issuer is known: `shown` are its own values that the document says; `layout` is how alike the pages are."""

    shown: dict[Term, Evidence]
    layout: float

    @property
    def same_layout(self) -> bool:
        """Whether the issuer, which is known, has laid out both pages alike."""
        return self.layout >= LIKE_LAYOUT

    @property
    def words(self) -> Evidence | None:
        """Those by which the issuer was known; None when it was the layout alone."""
        return next((self.shown[term] for term in _IDENTITY if term in self.shown), None)


def know(lesson: Lesson, survey: Survey, words: Iterable[tuple[str, float]], said: Iterable[Candidate]) -> Known | None:
    """How the document is known to come from the issuer of a lesson; None when it is not.

    `words` are those of the document's layout, `said` the candidates of the other witnesses.
    """
    said = list(said)
    own = lesson.known_by
    shown = {term: found for term, text in own.items() if (found := _find(text, term, survey, said)) is not None}
    known = Known(shown, layout_likeness(lesson.words, words))
    named = Term.SELLER_NAME in shown
    itself = named and Term.IBAN in shown and known.layout >= SAME_LAYOUT
    if (Term.SELLER_NAME in lesson.printed and not named) or (_is_another_name(lesson, said) and not itself):
        return None
    if any(term in shown and not _is_buyers(own[term], said, known) for term in LEGAL_TERMS):
        return known
    if named and Term.IBAN in shown:
        return known
    if _is_another_number(lesson, said):
        return None
    beside = Term.IBAN in shown or (named and not lesson.printed & set(LEGAL_TERMS))
    return known if known.layout >= (SAME_LAYOUT if beside else ALL_BUT_THE_SAME) else None


def _find(text: str, term: Term, survey: Survey, said: Iterable[Candidate]) -> Evidence | None:
    """The words that are a text, else the code that holds it."""
    if (cell := find_text(text, term, survey)) is not None:
        return cell.evidence()
    coded = (found for found in said if found.term is term and found.evidence.witness is Witness.QR)
    return next((found.evidence for found in coded if fold(str(found.value)) == fold(text)), None)


def find_text(text: str, term: Term, survey: Survey) -> Cell | None:
    """The words of the document whose letters and figures are those of a text.

    A VAT number may stand without its prefix; in a name a letter or two may have been misread. A name of a letter or
    two must be spelled just so, as in `P&U`.
    """
    spell = fold if len(fold(text)) >= _SHORTEST else _spelled
    wanted = spell(text)
    forms = {wanted, wanted[_PREFIX:]} if term is Term.SELLER_VAT_ID and wanted[:_PREFIX].isalpha() else {wanted}
    if len(wanted) < (_SHORTEST_NAME if term is Term.SELLER_NAME else _SHORTEST):
        return None
    for sheet in survey.sheets:
        loosely = sheet.witness is Witness.OCR and term is Term.SELLER_NAME and len(wanted) >= _LONG_NAME
        for row in sheet.rows:
            words = [word for cell in row for word in cell.words]
            folded = [spell(word.text) for word in words]
            for start in range(len(words)):
                end = _end_of_run(folded, start, forms) or (loosely and _end_of_like(folded, start, wanted))
                if end:
                    return row[0].of(tuple(words[start:end]))
    return None


def _spelled(text: str) -> str:
    """A text without its spaces, whatever the case."""
    return "".join(text.casefold().split())


def layout_likeness(one: Iterable[tuple[str, float]], other: Iterable[tuple[str, float]]) -> float:
    """The share of words of the smaller layout that stand at the same place across in both; 0 when one is empty."""
    first, second = dict(one), dict(other)
    same = sum(abs(edge - second[text]) <= _X_TOLERANCE for text, edge in first.items() if text in second)
    return same / min(len(first), len(second)) if first and second else 0.0


def _end_of_run(folded: list[str], start: int, forms: set[str]) -> int | None:
    text = ""
    for end in range(start, min(len(folded), start + _MOST_WORDS) if folded[start] else 0):
        text += folded[end]
        if text in forms:
            return end + 1
        if not any(form.startswith(text) for form in forms):
            return None
    return None


def _end_of_like(folded: list[str], start: int, wanted: str) -> int | None:
    """Where the run ends that reads like the text."""
    text = ""
    for end in range(start, min(len(folded), start + _MOST_WORDS) if folded[start] else 0):
        text += folded[end]
        if len(text) >= len(wanted) - 2:
            return end + 1 if ratio(text, wanted) >= _ALIKE else None
    return None


def _is_buyers(number: str, said: Iterable[Candidate], known: Known) -> bool:
    """Whether others read the number as the buyer's, on a page that looks different."""
    if known.layout >= SAME_LAYOUT:
        return False
    same = [found for found in said if fold(str(found.value))[-8:] == fold(number)[-8:]]
    buyers = max((found.probability for found in same if found.term is Term.BUYER_VAT_ID), default=0.0)
    sellers = max((found.probability for found in same if found.term in LEGAL_TERMS), default=0.0)
    return buyers > sellers


def _is_another_number(lesson: Lesson, said: Iterable[Candidate]) -> bool:
    """Whether others read a number of another issuer where this one's should be."""
    own = {fold(text)[-8:] for term, text in lesson.known_by.items() if term in LEGAL_TERMS}
    read = [found for found in said if found.term is Term.SELLER_VAT_ID and found.probability >= _SURE]
    return any(fold(str(found.value))[-8:] not in own for found in read)


def _is_another_name(lesson: Lesson, said: Iterable[Candidate]) -> bool:
    """Whether others, who read the name of this issuer well, read another one."""
    read = [found for found in said if found.term is Term.SELLER_NAME and found.probability >= _SURE]
    name = fold(lesson.own.get(Term.SELLER_NAME, ""))
    well = bool(name) and Term.SELLER_NAME not in lesson.misread
    return well and any(partial_ratio(fold(str(found.value)), name) < _ALIKE for found in read)
