"""Labels on a page: phrases of the lexicon, where they stand, and how surely.

At each place the longest phrase wins, so `customer number` hides `number`. Words that a reader glued or spaced out
(`InvoiceNo`, `R E C H N U N G`) match all the same, for phrases are compared without spaces. On pages read by OCR a
letter or two may differ. Labels of two and three letters count only in the languages of the document.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.fields.layout import Cell, slice_word
from extractors.fields.phrases import (
    ANY_LANGUAGE,
    SHORTEST_FUZZY,
    Lexicon,
    Phrase,
    fold,
    fold_char,
    load_lexicons,
    load_words,
)
from models.evidence import Witness
from models.geometry import Box, bounding_box
from models.page import Word

_LONGEST = 48
_SHORT = 4


@dataclass(frozen=True)
class Label:
    """A phrase in a cell: words `start` to `end`, the last one perhaps only to character `cut`.

    `family` is its lexicon's, `exactness` 1 unless letters differ.
    """

    family: str
    phrase: Phrase
    cell: Cell
    start: int
    end: int
    cut: int
    exactness: float = 1.0

    @property
    def meanings(self) -> frozenset[str]:
        return self.phrase.meanings

    @cached_property
    def box(self) -> Box:
        return bounding_box(word.box for word in self.cell.words[self.start : self.end])

    @cached_property
    def rest(self) -> tuple[Word, ...]:
        """What follows the label in its cell, a glued tail included."""
        last = self.cell.words[self.end - 1]
        tail = last.text[self.cut :].lstrip(" :.#°º-–")
        glued = (slice_word(last, len(last.text) - len(tail), len(last.text)),) if tail else ()
        return (*glued, *self.cell.words[self.end :])

    def yields_to(self, other: "Label") -> bool:
        """Whether a longer phrase of the same cell covers this one, or an exact one where this is not."""
        if self.exactness < other.exactness:
            return self.start < other.end and other.start < self.end
        longer = len(other.phrase.text) > len(self.phrase.text) and other.exactness == self.exactness
        return longer and other.start <= self.start and (self.end, self.cut) <= (other.end, other.cut)

    @property
    def leads(self) -> bool:
        """Whether the label begins its cell."""
        return self.start == 0 or not any(
            char.isalnum() for word in self.cell.words[: self.start] for char in word.text
        )

    @property
    def is_translation(self) -> bool:
        """Whether a stroke parts the label from the same in another language: `Datum / Date of issue`."""
        return self.start > 0 and self.cell.words[self.start - 1].text == "/" and not self.rest

    @property
    def is_translated(self) -> bool:
        """Whether the same in another language follows behind a stroke, and nothing else."""
        return bool(self.rest) and self.rest[0].text == "/" and not any(c.isdigit() for w in self.rest for c in w.text)

    @property
    def is_remark(self) -> bool:
        """Whether the label only remarks on what stands before it, as in `Total (VAT)` or `Total incl. VAT`."""
        before = [word.text for word in self.cell.words[: self.start + 1]]
        if " ".join(before).count("(") > " ".join(before).count(")"):
            return True
        return len(before) > 2 and any(fold(word) in load_words("modifiers") for word in before[-3:-1])

    @property
    def has_colon(self) -> bool:
        last = self.cell.words[self.end - 1].text[self.cut :]
        following = self.cell.words[self.end].text if self.end < len(self.cell.words) else ""
        return ":" in last or following.startswith(":")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The folded characters of a cell and where each came from."""

    text: str
    words: tuple[int, ...]
    offsets: tuple[int, ...]
    starts: tuple[bool, ...]
    ends: tuple[bool, ...]


def labels_of(cell: Cell) -> list[Label]:
    """The labels of a cell that no longer ones cover."""
    letters = _letters_of(cell)
    labels = [label for lexicon in load_lexicons() for label in _labels_of(cell, letters, lexicon)]
    return [label for label in labels if not any(label.yields_to(other) for other in labels)]


def languages_of(labels: Iterable[Label]) -> frozenset[str]:
    """The languages that the longer labels speak: those with at least a third of the votes of the first."""
    weights: dict[str, float] = defaultdict(float)
    for phrase in {label.phrase.text: label.phrase for label in labels}.values():
        if len(phrase.text) > _SHORT:
            for language in phrase.languages - {ANY_LANGUAGE}:
                weights[language] += 1 / len(phrase.languages)
    most = max(weights.values(), default=0.0)
    return frozenset(language for language, weight in weights.items() if weight >= most * 0.34)


def is_spoken(label: Label, spoken: frozenset[str]) -> bool:
    """Whether a label is long enough to count anywhere, or of a language of its document."""
    return len(label.phrase.text) > _SHORT or bool(label.phrase.languages & (spoken | {ANY_LANGUAGE})) or not spoken


def _labels_of(cell: Cell, letters: _Letters, lexicon: Lexicon) -> Iterator[Label]:
    at = 0
    while at < len(letters.text):
        match = _match_at(letters, at, lexicon, cell.witness) if letters.starts[at] else None
        if match is None:
            at += 1
            continue
        phrase, length, exactness = match
        last = at + length - 1
        yield Label(
            lexicon.family,
            phrase,
            cell,
            letters.words[at],
            letters.words[last] + 1,
            letters.offsets[last] + 1,
            exactness,
        )
        at += length


def _match_at(letters: _Letters, at: int, lexicon: Lexicon, witness: Witness) -> tuple[Phrase, int, float] | None:
    """The longest phrase that begins here, its length in letters, and its exactness."""
    rest = letters.text[at : at + _LONGEST]
    ends = [length for length in range(len(rest), 0, -1) if letters.ends[at + length - 1]]
    for length in ends:
        if phrase := lexicon.phrases.get(rest[:length]):
            return phrase, length, 1.0
    if witness is not Witness.OCR:
        return None
    for length in ends:
        if length >= SHORTEST_FUZZY and (near := lexicon.nearest(rest[:length])):
            return near, length, 0.8
    return None


def _letters_of(cell: Cell) -> _Letters:
    text: list[str] = []
    words: list[int] = []
    offsets: list[int] = []
    starts: list[bool] = []
    ends: list[bool] = []
    for index, word in enumerate(cell.words):
        for offset, char in enumerate(word.text):
            for folded in fold_char(char):
                text.append(folded)
                words.append(index)
                offsets.append(offset)
                starts.append(_may_start(word.text, offset))
                ends.append(_may_end(word.text, offset))
    return _Letters("".join(text), tuple(words), tuple(offsets), tuple(starts), tuple(ends))


def _may_start(text: str, offset: int) -> bool:
    """At the begin of a word, after a mark, after figures, or at a capital inside a glued word."""
    if offset == 0 or not text[offset - 1].isalpha():
        return True
    return text[offset].isupper() and text[offset - 1].islower()


def _may_end(text: str, offset: int) -> bool:
    """At the end of a word, before a mark, before figures, or before a capital inside a glued word."""
    if offset == len(text) - 1 or not text[offset + 1].isalpha():
        return True
    return text[offset + 1].isupper() and text[offset].islower()
