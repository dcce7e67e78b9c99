"""Labels that share one value: `Invoice date / Delivery date   18.02.2025`."""

import re
from collections.abc import Mapping

from extractors.fields.labels import Label
from extractors.fields.links import Link

_JOINS = re.compile(r"[/=&+]|und|and|et|e|y|en|in|i|och|og|ja|a|sowie|is|ist|entspricht")


def joined_meanings(best: Mapping[str, Link]) -> frozenset[str]:
    """The meanings that one cell names together, with nothing but a stroke or an `and` between them."""
    pairs = [
        (one, other)
        for one, first in best.items()
        for other, second in best.items()
        if first.label.cell == second.label.cell and first.label.end <= second.label.start
        if _JOINS.fullmatch(_between(first.label, second.label))
    ]
    return frozenset(meaning for pair in pairs for meaning in pair)


def _between(first: Label, second: Label) -> str:
    tail = first.cell.words[first.end - 1].text[first.cut :]
    return " ".join([tail, *(word.text for word in first.cell.words[first.end : second.start])]).strip().casefold()
