"""Whether the box of each value really holds the words that it came from: of every value, whether right or not.

The words whose middle lies in the box, a little larger, are read from top to bottom; the text of the evidence must
stand among them, letter by letter, and they must not be many more: a box around half a page shows nobody anything. A
value that nobody printed has no box: what was inferred says so, an e-invoice's own has none where its print was not
found, and the box of a payment code holds no words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.evidence import Evidence, Witness
from models.geometry import Box
from models.intervals import counted, wilson
from models.invoice import Invoice, Row
from models.page import Page, Transcript, Word
from models.plain_text import letters

TOLERANCE = 1.5
"""Points by which a box is grown: less than half of the smallest print."""
MOST_MORE = 60
"""Letters beside the text that a box may hold: the rest of its line, as behind a name in a sender's line."""
_WITHOUT_BOX = {Witness.INFERRED, Witness.XML, Witness.PERSON}


class Held(StrEnum):
    """What a box holds."""

    WORDS = "words"
    CODE = "code"
    NOTHING_TO_HOLD = "no_box"
    LESS = "less"  # not all of the text: a fault
    MORE = "more"  # far more than the text: a fault
    NO_BOX = "box_missing"  # read from a page, and does not say where: a fault

    @property
    def is_fault(self) -> bool:
        return self in {Held.LESS, Held.MORE, Held.NO_BOX}


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of one value of a document; `key` is its term's, or that of its table."""

    key: str
    held: Held
    text: str
    words: str = ""


def shown_values(invoice: Invoice, transcript: Transcript) -> Iterator[Shown]:
    """Every field, line and tax row."""
    pages = {page.number: page for page in transcript.pages}
    codes = {(code.page, code.box) for code in transcript.codes}
    fields = [(term.key, field.evidence) for term, field in invoice.fields.items()]
    for key, evidence in (
        *fields,
        *_rows("line_items", invoice.line_items),
        *_rows("tax_breakdown", invoice.tax_breakdown),
    ):
        yield _shown(key, evidence, pages, codes)


def _rows(key: str, rows: Iterable[Row]) -> Iterator[tuple[str, Evidence]]:
    return ((key, row.evidence) for row in rows if row.evidence)


def _shown(key: str, evidence: Evidence, pages: Mapping[int, Page], codes: set[tuple[int, Box]]) -> Shown:
    if evidence.box is None or evidence.page is None:
        return Shown(key, Held.NOTHING_TO_HOLD if evidence.witness in _WITHOUT_BOX else Held.NO_BOX, evidence.text)
    if (evidence.page, evidence.box) in codes:
        return Shown(key, Held.CODE, evidence.text)
    words = list(words_in(pages[evidence.page], evidence.box)) if evidence.page in pages else []
    said = " ".join(word.text for word in words)
    if not holds(words, evidence.text):
        return Shown(key, Held.LESS, evidence.text, said)
    more = len(letters(said)) - len(letters(evidence.text))
    return Shown(key, Held.MORE if more > MOST_MORE else Held.WORDS, evidence.text, said)


def words_in(page: Page, box: Box) -> Iterator[Word]:
    """The words whose middle lies in a box, line by line, and the one that the box is a part of: a label glued on."""
    larger = box.grown(TOLERANCE)
    for word in (word for line in page.lines for word in line.words):
        if larger.contains(word.box.x_mid, word.box.y_mid) or word.box.contains(box.x_mid, box.y_mid):
            yield word


def holds(words: Iterable[Word], text: str) -> bool:
    """Whether the letters and figures of a text stand among those of words: in their order, or word by word.

    Word by word, for lines of two columns may be read across; a word may stand for any of its readings.
    """
    found = list(words)
    if letters(text) in letters("".join(word.text for word in found)):
        return True
    said = [letters(reading) for word in found for reading in (word.text, *(other for other, _ in word.alternatives))]
    return all(any(letters(piece) in one for one in said) for piece in text.split())


def evidence_table(shown: Iterable[Shown]) -> str:
    """The counts of each key and of all, as Markdown."""
    by_key: dict[str, Counter[Held]] = {}
    for one in shown:
        by_key.setdefault(one.key, Counter())[one.held] += 1
    lines = ["| value | box holds its words | box of a code | no box, and says why | faults |", "|---|---|---|---|---|"]
    lines += [_row(key, counts) for key, counts in by_key.items()]
    lines.append(_row("all", sum(by_key.values(), Counter[Held]())))
    return "\n".join(lines)


def _row(key: str, counts: Counter[Held]) -> str:
    faults = sum(count for held, count in counts.items() if held.is_fault)
    of = counts[Held.WORDS] + faults
    held = counted(counts[Held.WORDS], of, wilson(counts[Held.WORDS], of))
    return f"| {key} | {held} | {counts[Held.CODE]} | {counts[Held.NOTHING_TO_HOLD]} | {faults} |"
