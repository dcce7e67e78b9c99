"""Words that a person looks for on the pages: a part of a line, whatever its case and the marks on its letters.

Numbers are printed in groups and typed without, or the other way round, so white space does not count where a figure
is looked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.geometry import Box, bounding_box
from models.page import Line, Transcript
from storage.columns import fold

MOST_HITS = 500
LONGEST = 200  # letters of what is looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """Where it stands: the page, from 0, and the box around the words."""

    page: int
    box: Box

    def to_json(self) -> list[float]:
        return [self.page, *self.box.rounded().as_list()]


def find_on_pages(transcript: Transcript, wanted: str) -> list[Hit]:
    """The first MOST_HITS places in the order of the pages and lines; none for nothing."""
    sought = fold(" ".join(wanted[:LONGEST].split()))
    hits: list[Hit] = []
    for page in transcript.pages if sought else ():
        for line in page.lines:
            hits += [Hit(page.number, box) for box in find_in_line(line, sought)]
            if len(hits) >= MOST_HITS:
                return hits[:MOST_HITS]
    return hits


def find_in_line(line: Line, sought: str) -> Iterator[Box]:
    gap = "" if any(letter.isdigit() for letter in sought) else " "
    sought = sought if gap else sought.replace(" ", "")
    words = [fold(word.text) for word in line.words]
    text = gap.join(words)
    begin = text.find(sought)
    while begin >= 0:
        end = begin + len(sought)
        yield bounding_box(line.words[at].box for at in touched(words, gap, begin, end))
        begin = text.find(sought, end)


def touched(words: Sequence[str], gap: str, begin: int, end: int) -> Iterator[int]:
    """The places of the words that have letters from `begin` to before `end` of the joined line.

    >>> list(touched(["total", "due", "12"], " ", 2, 7))
    [0, 1]
    """
    at = 0
    for place, word in enumerate(words):
        if at < end and at + len(word) > begin:
            yield place
        at += len(word) + len(gap)
