"""What each page of a document says of where invoices begin and end; every page is looked at by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.fields.document_numbers import find_numbers
from extractors.fields.phrases import fold, load_meanings
from extractors.fields.survey import Survey
from extractors.fields.title_odds import title_meanings
from extractors.stacks.paging import Paging, find_paging
from models.evidence import Candidate
from models.page import Code, Page, Transcript
from models.terms import Term

_HEAD = 0.55  # of the page: what stands below is no head of an invoice
_LEAST_WORDS = 3  # fewer are a blank page with a number or a speck on it
_SEPARATOR_WORDS = 12  # more, and a page says something of its own
_RUN = 5
_TELLING = 4  # characters of a number that stands nowhere by chance
_INVOICES = frozenset({"invoice", "credit_note", "receipt"})
_SEPARATOR_CODES = frozenset({"patcht", "separator", "docseparator"})


@dataclass(frozen=True, slots=True)
class PageSigns:
    """One page: the number it names as its invoice's and how surely, and where it stands among pages.

    `headed` says that a title or the label of that number stands in its upper half; `runs` are all runs of words that
    may be a number, folded.
    """

    page: int
    blank: bool = False
    separator: bool = False
    paging: Paging | None = None
    number: str = ""
    sure: float = 0.0
    headed: bool = False
    titled: bool = False
    runs: frozenset[str] = frozenset()

    def names(self, number: str) -> bool:
        """Whether a folded number stands on the page; of a short one that says nothing, for it may be anything."""
        return len(number) >= _TELLING and number in self.runs


def read_signs(transcript: Transcript) -> tuple[PageSigns, ...]:
    """The signs of every page that was read, in their order."""
    codes: dict[int, list[Code]] = {}
    for code in transcript.codes:
        codes.setdefault(code.page, []).append(code)
    return tuple(_signs_of(page, codes.get(page.number, ())) for page in transcript.pages)


def _signs_of(page: Page, codes: Sequence[Code]) -> PageSigns:
    if _is_separator(page, codes):
        return PageSigns(page.number, separator=True)
    if len(page.words) < _LEAST_WORDS and not codes:
        return PageSigns(page.number, blank=True)
    survey = Survey(Transcript("page", (alone(page, 0),)))
    (sheet,) = survey.sheets
    number = next((found for found in find_numbers(survey) if found.term is Term.INVOICE_NUMBER), None)
    titled = any(_is_title(survey, place) for place in range(len(survey.labels)))
    return PageSigns(
        page.number,
        paging=find_paging(sheet),
        number=fold(str(number.value)) if number else "",
        sure=number.probability if number else 0.0,
        headed=titled or _stands_high(number, sheet.height),
        titled=titled,
        runs=frozenset(_runs(page)),
    )


def alone(page: Page, number: int) -> Page:
    """The page in another place."""
    return Page(number, page.width, page.height, page.witness, page.words, page.rotation, page.rulings, page.path)


def _is_title(survey: Survey, place: int) -> bool:
    """Whether a label is the title of an invoice at the head of its page."""
    label = survey.labels[place]
    high = label.box.y_mid < _HEAD * survey.sheets[0].height
    return high and label.leads and bool(title_meanings(label) & _INVOICES)


def _stands_high(found: Candidate | None, height: float) -> bool:
    box = found.evidence.box if found else None
    return box is not None and box.y_mid < _HEAD * height


def _is_separator(page: Page, codes: Sequence[Code]) -> bool:
    """Whether the page is a sheet that was laid between documents: a code or words that say so, and little else."""
    if len(page.words) > _SEPARATOR_WORDS:
        return False
    said = {fold(code.payload.decode("latin-1")) for code in codes}
    texts = {fold(line.text) for line in page.lines}
    return bool(said & _SEPARATOR_CODES) or bool(texts & _separator_phrases())


@cache
def _separator_phrases() -> frozenset[str]:
    return load_meanings("pages", "separator")


def _runs(page: Page) -> Iterator[str]:
    for line in page.lines:
        folded = [fold(word.text) for word in line.words]
        for start in range(len(folded)):
            text = ""
            for part in folded[start : start + _RUN]:
                text += part
                if any(char.isdigit() for char in text):
                    yield text
