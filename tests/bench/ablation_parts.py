"""The parts of extraction that can be taken away, and how: nothing in the house knows that this is done.

What a transcript holds (codes, other readings of words, second looks) is left out of it. In place of what is code, a
stand-in is put that does nothing; where that place is no more, taking the part away fails.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from models.page import Transcript

Hide = Callable[[Transcript], Transcript]


@dataclass(frozen=True, slots=True)
class Part:
    """One or more parts: stand-ins by the dotted name of what they stand for, and what a transcript loses."""

    name: str
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    hide: Hide = lambda transcript: transcript

    @contextmanager
    def taken_away(self) -> Iterator[Hide]:
        """Within, the stand-ins are in place; gives what hides the rest."""
        with ExitStack() as stack:
            for target, stand_in in self.stand_ins.items():
                stack.enter_context(patch(target, stand_in))
            yield self.hide


class _NoRanker:
    """Judges nothing: the odds of the finders count."""

    def shares(self, *_seen: object) -> dict[Any, Any]:
        return {}

    confidences = shares


def _due_alone(due: Any, *_others: object) -> float:
    """What speaks for an amount due by itself."""
    return due.log_odds if due else 0.0


def _without_readings(transcript: Transcript) -> Transcript:
    pages = (
        replace(page, words=tuple(replace(word, alternatives=()) for word in page.words)) for page in transcript.pages
    )
    return replace(transcript, pages=tuple(pages))


RANKER = {"extractors.extraction.load_ranker": _NoRanker}
JOINT = {
    "extractors.fields.sums.Sums.odds": lambda *_amounts: 0.0,
    "extractors.fields.totals._due_odds": _due_alone,
    "extractors.fields.parties.SAME_NAME": 0.0,
}
NOTHING = Part("nothing")
PARTS = (
    NOTHING,
    Part("ranker (trees and maps)", RANKER),
    Part("joint decision (sums, parties)", JOINT),
    Part("ranker and joint decision", {**RANKER, **JOINT}),
    Part("pipeline of names (spaCy)", {"extractors.fields.name_witness.find_spans": lambda _lines: []}),
    Part("payment codes (QR)", hide=lambda transcript: replace(transcript, codes=())),
    Part("second readings of words", hide=_without_readings),
    Part("second looks at boxes", hide=lambda transcript: replace(transcript, looks=())),
)
