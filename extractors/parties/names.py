"""Find the names of companies and people who trade (candidates for BT-27 and BT-44) in lines of text.

A small spaCy pipeline of ours reads every word with its neighbours and the lines above and below, and says how
likely it belongs to a name: so names without any legal form are found too, by the address below them, the label above
them, and what names are made of. It knows neither who sells nor who buys: that is for the caller.

Pass lines in reading order, best one list per column or block of the page (words with wide gaps between them belong
to different lines), though lines that run over the whole page are understood too. Pure and deterministic; nothing is
remembered between calls. The pipeline is loaded once, at the first call.

Trained by `make train` on generated blocks only; see model/README.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.parties.decoding import Label, spans_of
from extractors.parties.reading import probabilities
from extractors.parties.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name within a line: `lines[line_index][start:end]`.

    `score` is the mean probability 0..1 of its words. Labels: `ORG` and `PERSON` for parties; `ADDRESS` for a street
    or a place, `BANK` for a bank, `CONTACT` for a person who is named beside a party.
    """

    line_index: int
    start: int
    end: int
    label: Label
    score: float


def find_party_names(lines: Sequence[str]) -> list[NameSpan]:
    """The names of parties, in reading order, `ORG` or `PERSON`; empty when there are none.

    >>> lines = ["Rechnung an:", "Müller & Söhne GmbH", "Hauptstraße 12", "10115 Berlin"]
    >>> [lines[name.line_index][name.start : name.end] for name in find_party_names(lines)]
    ['Müller & Söhne GmbH']
    """
    return [span for span in find_spans(lines) if span.label in {"ORG", "PERSON"}]


def find_spans(lines: Sequence[str]) -> list[NameSpan]:
    """Spans of every label, in reading order; a span never leaves its line."""
    tokens = tokens_of(lines)
    if not tokens:
        return []
    found = spans_of(tokens, probabilities([token.plain for token in tokens]))
    return [
        NameSpan(tokens[at.first].line, tokens[at.first].start, tokens[at.last].end, at.label, at.score) for at in found
    ]
