"""Words whose best reading fails a check that another reading of them passes: the other one is taken.

An IBAN, a VAT number and a structured reference are told by their check figures, a date by the calendar. A word is
looked at alone and with its neighbours on the line; what passes as it was read is never touched, and nothing is tried
that no engine saw. What rests on such a word is less sure, and its reason says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.fields.odds import log_odds, probability
from models.amounts import looks_like_amount
from models.bank_accounts import is_valid_iban
from models.dates import date_readings
from models.evidence import Candidate
from models.geometry import Box
from models.page import Line, Page, Transcript, Word
from models.references import parse_reference
from models.vat_ids import is_valid_vat_id

SECOND = "second_reading"
LESS_SURE = -1.0  # log-odds
_MOST_WORDS = 9  # an IBAN in groups of four
_EDGES = " :;,.()[]"


@dataclass(frozen=True, slots=True)
class Settled:
    """A transcript whose words pass the checks that they can, and where another than the best reading was taken."""

    transcript: Transcript
    places: frozenset[tuple[int, Box]] = frozenset()

    def told(self, candidate: Candidate) -> Candidate:
        """The candidate; one that rests on a second reading is less sure and says so."""
        box, page = candidate.evidence.box, candidate.evidence.page
        if box is None or not any(page == at and _is_within(place, box) for at, place in self.places):
            return candidate
        lowered = probability(log_odds(candidate.probability) + LESS_SURE)
        return replace(candidate, probability=lowered, reason=f"{candidate.reason}+{SECOND}")


def settle(transcript: Transcript) -> Settled:
    """The words as the checks would have them; the very same transcript where no word is unsure."""
    if not any(word.alternatives for page in transcript.pages for word in page.words):
        return Settled(transcript)
    taken = {page.number: dict(_second_readings(page)) for page in transcript.pages}
    pages = tuple(
        replace(page, words=tuple(taken[page.number].get(word, word) for word in page.words))
        for page in transcript.pages
    )
    places = frozenset((number, word.box) for number, words in taken.items() for word in words)
    return Settled(replace(transcript, pages=pages), places)


def _second_readings(page: Page) -> Iterator[tuple[Word, Word]]:
    """Words and what is taken in their place."""
    for line in page.lines:
        for at, word in enumerate(line.words):
            if word.alternatives and (other := _that_passes(line, at)):
                text, confidence = other
                yield word, replace(word, text=text, confidence=confidence)


def _that_passes(line: Line, at: int) -> tuple[str, float] | None:
    """The first alternative of a word with which some run of words passes a check that none passes as it was read."""
    word = line.words[at]
    digits = [reading for reading in word.alternatives if any(char.isdigit() for char in reading[0])]
    if not digits or looks_like_amount(word.text) or any(_passes(run) for run in _runs(line.words, at)):
        return None
    for text, confidence in digits:
        words = (*line.words[:at], replace(word, text=text), *line.words[at + 1 :])
        if any(_passes(run) for run in _runs(words, at)):
            return text, confidence
    return None


def _runs(words: Sequence[Word], at: int) -> Iterator[str]:
    """The texts of all runs of neighbouring words that hold the one at this place."""
    for start in range(max(0, at - _MOST_WORDS + 1), at + 1):
        for end in range(at + 1, min(len(words), start + _MOST_WORDS) + 1):
            yield " ".join(word.text for word in words[start:end]).strip(_EDGES)


def _passes(text: str) -> bool:
    if not any(char.isdigit() for char in text):
        return False
    reference = parse_reference(text)
    is_number = is_valid_iban(text) or is_valid_vat_id(text) or bool(reference and reference.valid)
    return is_number or bool(date_readings(text))


def _is_within(place: Box, box: Box) -> bool:
    return box.contains(place.x_mid, place.y_mid)
