"""Which true values of a document stand among the words that were read, whatever extraction makes of them later.

A value is read when a run of neighbouring words of one line equals it, by the corpora's own definition of equal; a name
may go on in the lines below. Dates and amounts are parsed as they are printed. What is inferred rather than printed
(currency, kind of document) and invoice lines do not count. See docs/decisions/0031.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from flows.corpora import scoring_rules
from models.amounts import amount_readings
from models.dates import date_readings
from models.page import Line, Page, Word

CORE = ("invoice_number", "issue_date", "total_gross", "seller_name")
_INFERRED = {"document_type", "currency", "line_items"}
_MOST_WORDS = 14
_AMOUNTS = re.compile("^(total_|amount_)")
_DATES = re.compile("_date$")
_CUT = re.compile(r"(?<=[:#№°º])(?![:#№°º])|(?<=\bnr\.)|(?<=\bno\.)|(?<=\bšt\.)|(?<=\bbr\.)|(?<=\bč\.)", re.IGNORECASE)
_MOST_LINES = 3
_GAP = 1.5  # heights of a line: wider ones part cells, higher ones part blocks
_EDGES = " ,;:.|*_#№'\"()[]{}<>"
_SIZES = (0.4, 2.5)  # letters of a run to those of a value: beyond that no two are equal


def values_read(row: Mapping[str, Any], pages: Sequence[Page], scorer: ModuleType) -> dict[str, bool]:
    """For each true value that must be printed, by its key: whether it was read."""
    config = scoring_rules(scorer)
    runs = tuple(dict.fromkeys(run for page in pages for line in page.lines for run in runs_of(line)))
    names = (*runs, *(block for page in pages for block in blocks_of(page)))
    return {
        key: any(scorer.right(key, said, row, config) for said in _sayings(key, row, names if _is_name(key) else runs))
        for key in row["truth"]
        if key not in _INFERRED
    }


def runs_of(line: Line) -> Iterator[str]:
    """Every run of neighbouring words, with spaces and without."""
    pieces = [piece for word in line.words for piece in pieces_of(word.text)]
    for start in range(len(pieces)):
        for end in range(start + 1, min(len(pieces), start + _MOST_WORDS) + 1):
            run = pieces[start:end]
            yield " ".join(run)
            if len(run) > 1:
                yield "".join(run)


def pieces_of(word: str) -> list[str]:
    """A word, cut behind colons and signs of a number: what stands glued to its label is a value too.

    >>> pieces_of("No:7"), pieces_of("č.FV17"), pieces_of("12,50")
    (['No:', '7'], ['č.', 'FV17'], ['12,50'])
    """
    return [piece for piece in _CUT.split(word) if piece]


def blocks_of(page: Page) -> Iterator[str]:
    """Cells that stand under one another, two or three of them: how a long name is printed."""
    cells = [cell for line in page.lines for cell in _cells(line)]
    for at, first in enumerate(cells):
        block = [first]
        for cell in cells[at + 1 :]:
            if len(block) < _MOST_LINES and _is_below(cell, block[-1]):
                block.append(cell)
                yield " ".join(line.text for line in block)


def _cells(line: Line) -> Iterator[Line]:
    """The parts of a line between wide gaps."""
    cell: list[Word] = []
    for word in line.words:
        if cell and word.box.x0 - cell[-1].box.x1 > _GAP * word.box.height:
            yield Line(tuple(cell))
            cell = []
        cell.append(word)
    yield Line(tuple(cell))


def _is_below(cell: Line, above: Line) -> bool:
    near = 0 <= cell.box.y_mid - above.box.bottom <= _GAP * above.box.height
    return near and cell.box.x_overlap(above.box) > 0


def _is_name(key: str) -> bool:
    return key.endswith("_name")


def _sayings(key: str, row: Mapping[str, Any], runs: Iterable[str]) -> Iterator[str]:
    """What the runs say of a key, in the form that values of it have."""
    if _DATES.search(key):
        yield from {day.isoformat() for run in runs for day in date_readings(run.strip(_EDGES))}
    elif _AMOUNTS.search(key):
        yield from {str(amount) for run in runs for amount in amount_readings(run)}
    else:
        truths = (row["truth"][key], *(row.get("truth_alt") or {}).get(key, ()))
        sizes = [_letters(str(truth)) for truth in truths]
        yield from (run for run in runs if any(_near(_letters(run), size) for size in sizes))


def _near(size: int, wanted: int) -> bool:
    least, most = _SIZES
    return least * wanted <= size <= most * wanted


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
