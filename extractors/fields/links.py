"""Which label explains which value: the geometry of forms, letters and tables.

A value stands behind its label in the same cell, at the begin of the next line where a running one breaks, in a cell to
the right, in the cell below (two-line blocks, grids of a header row over a value row), or at the foot of a column. Each
way has a strength in log-odds that falls with distance and with whatever stands between. The strengths are read
together with those of competing labels: a value that `customer number` explains better is no invoice number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import inf

from extractors.fields.labels import Label
from extractors.fields.layout import Cell, Sheet
from extractors.fields.phrases import fold, load_words
from extractors.fields.running import broken_lines


class Relation(StrEnum):
    """Where the value stands, seen from its label."""

    BEHIND = "behind"
    RIGHT = "right"
    BELOW = "below"
    COLUMN = "column"


BASE = {Relation.BEHIND: 3.0, Relation.RIGHT: 2.7, Relation.BELOW: 2.4, Relation.COLUMN: 1.2}
PER_WORD_BETWEEN = 0.45
PER_VALUE_BETWEEN = 0.5
PER_LABEL_BETWEEN = 1.2
PER_ROW_BETWEEN = 0.7
PER_PAGE_WIDTH = 0.6
AMID_TEXT = 1.3
"""What a label loses to a value in a cell to its right that words begin, as the number of a house ends a street."""
SATISFIED = 1.6
SENTENCE = 1.2
NOT_LEADING = 0.9
REMARK = 1.0
MISREAD_LABEL = 0.5
COLON = 0.2
IN_TEXT_AT_ONCE = -0.7
LONG_PHRASE = 0.2
_POST_CODE = re.compile(r"\d{4,5}")
_FARTHEST_BELOW = 3.6
_WORD = 4
"""Letters of a word; codes of currencies and abbreviations have fewer."""
_SENTENCE_WORDS = 9
_TELLING = 14  # letters of a phrase that needs no place of its own


@dataclass(frozen=True, slots=True)
class Link:
    """A label that may explain a value, and how strongly, in log-odds."""

    label: Label
    relation: Relation
    strength: float


@dataclass(frozen=True)
class Surroundings:
    """What stands on one page: its sheet, its labels, and the values of the kind that is being explained."""

    sheet: Sheet
    labels: Sequence[Label]
    values: Sequence[Cell]

    @cached_property
    def labels_by_row(self) -> Mapping[int, Sequence[Label]]:
        rows: dict[int, list[Label]] = defaultdict(list)
        for label in self.labels:
            rows[label.cell.row].append(label)
        return rows

    @cached_property
    def carried(self) -> Mapping[tuple[int, int], Sequence[Label]]:
        """The labels that end a running line, by row and column of the cell with which the next line begins."""
        carried: dict[tuple[int, int], list[Label]] = defaultdict(list)
        for _, cell, following in broken_lines(self.sheet):
            ends = (label for label in self.labels_by_row.get(cell.row, ()) if label.cell.column == cell.column)
            carried[following.row, following.column] += [label for label in ends if not label.rest]
        return carried

    @cached_property
    def values_by_row(self) -> Mapping[int, Sequence[Cell]]:
        rows: dict[int, list[Cell]] = defaultdict(list)
        for value in self.values:
            rows[value.row].append(value)
        return rows


def link_values(around: Surroundings, *, columns: bool = False) -> list[list[Link]]:
    """For each value of the page the labels that may explain it, the strongest first.

    `columns` also looks for column headers far above, as in tables of totals.
    """
    beside = [[*_links_beside(value, around), *_links_before(value, around)] for value in around.values]
    satisfied = {id(link.label) for links in beside for link in links if link.strength >= 1.5}
    found = [list(links) for links in beside]
    for label in around.labels:
        for at, link in _links_under(label, around, columns=columns):
            busy = SATISFIED if id(label) in satisfied else 0.0
            found[at].append(Link(label, link.relation, link.strength - busy))
    return [sorted(links, key=lambda link: -link.strength) for links in found]


def best_by_meaning(links: Iterable[Link], families: Iterable[str]) -> Mapping[str, Link]:
    """The strongest link of each meaning of these families."""
    best: dict[str, Link] = {}
    for link in links:
        if link.label.family in families:
            for meaning in link.label.meanings:
                if meaning not in best or best[meaning].strength < link.strength:
                    best[meaning] = link
    return best


def quality(label: Label) -> float:
    """How much a label looks like one, in log-odds: alone and first in its cell, with a colon, not in a sentence."""
    score = COLON if label.has_colon else 0.0
    score += LONG_PHRASE if len(label.phrase.text) >= 8 else 0.0
    score -= 0.0 if label.leads or len(label.phrase.text) >= _TELLING else NOT_LEADING
    score -= REMARK if label.is_remark else 0.0
    score -= 0.0 if label.exactness == 1.0 else MISREAD_LABEL
    return score - (SENTENCE if len(label.cell.words) > _SENTENCE_WORDS else 0.0)


def _links_beside(value: Cell, around: Surroundings) -> list[Link]:
    return [
        link
        for label in around.labels_by_row.get(value.row, ())
        if label.box.x0 < value.box.x0
        if (
            link := _behind(value, label, around) if label.cell.column == value.column else _right(value, label, around)
        )
    ]


def _links_before(value: Cell, around: Surroundings) -> Iterator[Link]:
    """What ends the running line above a value that begins the next one."""
    cell = around.sheet.rows[value.row][value.column]
    if value.words[:1] == cell.words[:1]:
        for label in around.carried.get((cell.row, cell.column), ()):
            yield Link(label, Relation.BEHIND, BASE[Relation.BEHIND] + max(quality(label), IN_TEXT_AT_ONCE))


def _behind(value: Cell, label: Label, around: Surroundings) -> Link | None:
    if label.box.x1 > value.box.x1:
        return None
    between = [w for w in label.rest if w.box.x1 <= value.box.x0 + 0.5 and any(c.isalpha() for c in w.text)]
    others = _labels_between(label, value, around)
    row = around.values_by_row.get(value.row, ())
    values = [v for v in row if _same_cell(v, value) and label.box.x1 <= v.box.x0 < value.box.x0 - 0.5]
    at_once = not between and value.box.x0 - label.box.x1 < 2 * label.box.height
    strength = BASE[Relation.BEHIND] + (max(quality(label), IN_TEXT_AT_ONCE) if at_once else quality(label))
    strength -= PER_WORD_BETWEEN * len(between) + PER_LABEL_BETWEEN * len(others) + PER_VALUE_BETWEEN * len(values)
    return Link(label, Relation.BEHIND, strength)


def _right(value: Cell, label: Label, around: Surroundings) -> Link | None:
    row = around.values_by_row.get(value.row, ())
    values = [v for v in row if label.box.x1 <= v.box.x0 < value.box.x0 - 0.5]
    others = _labels_between(label, value, around)
    words = [w for w in label.rest if any(c.isalpha() for c in w.text)]
    gap = (value.box.x0 - label.box.x1) / around.sheet.width
    strength = BASE[Relation.RIGHT] + quality(label) - PER_PAGE_WIDTH * gap
    strength -= PER_VALUE_BETWEEN * len(values) + PER_LABEL_BETWEEN * len(others)
    strength -= PER_WORD_BETWEEN * min(4, len(words)) + (SATISFIED if _is_glued_to_figures(label) else 0.0)
    return Link(label, Relation.RIGHT, strength - (AMID_TEXT if _is_amid_text(value, around) else 0.0))


def _is_amid_text(value: Cell, around: Surroundings) -> bool:
    """Whether words that are no label stand before a value in its cell, or it is the post code of a town."""
    cell = around.sheet.rows[value.row][value.column]
    told = {word for o in around.labels_by_row.get(value.row, ()) for word in o.cell.words[o.start : o.end]}
    before = (word for word in cell.words if word.box.x1 <= value.box.x0 + 0.5 and word not in told)
    if any(sum(char.isalpha() for char in word.text) >= _WORD for word in before):
        return True
    after = next((word.text for word in cell.words if word.box.x0 >= value.box.x1 - 0.5), "")
    return bool(_POST_CODE.fullmatch(value.text)) and len(after) > _WORD and after.strip(",").isalpha()


def _is_glued_to_figures(label: Label) -> bool:
    """Whether the label is only the beginning of a word that holds its own value, as in `PO-92366`."""
    tail = label.cell.words[label.end - 1].text[label.cut :]
    return any(char.isdigit() for char in tail)


def _labels_between(label: Label, value: Cell, around: Surroundings) -> list[Label]:
    return [
        other
        for other in around.labels_by_row.get(value.row, ())
        if label.box.x1 - 0.5 <= other.box.x0 < value.box.x0
        and other.box.x0 < value.box.x0 - 0.5
        and not (other.meanings & label.meanings or other.is_remark)
    ]


def _same_cell(one: Cell, other: Cell) -> bool:
    return one.row == other.row and one.column == other.column


def _links_under(label: Label, around: Surroundings, *, columns: bool) -> Iterator[tuple[int, Link]]:
    """The values under a label, by their places among the values, and what links them."""
    if _ends_remark(label, around.sheet):
        return
    row = label.cell.row
    lowest = inf if columns else label.box.bottom + _FARTHEST_BELOW * max(1.0, label.box.height)
    under = [
        (at, value)
        for at, value in enumerate(around.values)
        if value.row > row and value.box.top <= lowest and _aligned(label, value)
    ]
    last = max((value.row for _, value in under), default=row)
    for at, value in under:
        link = _below(value, label, around) or (_column(value, label, last) if columns else None)
        if link:
            yield at, link


def _ends_remark(label: Label, sheet: Sheet) -> bool:
    """Whether the label only ends a head of several lines: `Price / excl. / VAT`."""
    if not label.leads or not label.cell.row:
        return False
    above = [cell for cell in sheet.rows[label.cell.row - 1] if cell.box.x_overlap(label.cell.box) > 0]
    near = [cell for cell in above if label.cell.box.top - cell.box.bottom < 0.6 * label.cell.box.height]
    return any(fold(cell.words[-1].text) in load_words("modifiers") for cell in near)


def _aligned(label: Label, value: Cell) -> bool:
    """Whether the value stands under the label: under it, or flush with its left or right edge."""
    box = label.cell.box if label.is_translation else label.box
    tolerance = 1.2 * box.height
    narrower = min(box.width, value.box.width)
    return (
        box.x_overlap(value.box) >= 0.5 * narrower
        or abs(box.x0 - value.box.x0) <= tolerance
        or abs(box.x1 - value.box.x1) <= tolerance
    )


def _below(value: Cell, label: Label, around: Surroundings) -> Link | None:
    distance = (value.box.top - label.box.bottom) / max(1.0, label.box.height)
    if not -0.5 <= distance <= _FARTHEST_BELOW:
        return None
    between = _cells_between(label, value, around.sheet)
    strength = BASE[Relation.BELOW] + quality(label) - PER_ROW_BETWEEN * len(between) - 0.15 * max(0.0, distance)
    words = 0 if label.is_translated else sum(any(c.isalpha() for c in w.text) for w in label.rest)
    strength += NOT_LEADING if label.is_translation and len(label.phrase.text) < _TELLING else 0.0
    return Link(label, Relation.BELOW, strength - PER_WORD_BETWEEN * min(4, words))


def _column(value: Cell, label: Label, last: int) -> Link:
    """A header over a column of values of which the one in row `last` is the last."""
    strength = BASE[Relation.COLUMN] + quality(label) - (0.0 if value.row == last else PER_VALUE_BETWEEN * 2)
    return Link(label, Relation.COLUMN, strength)


def _cells_between(label: Label, value: Cell, sheet: Sheet) -> list[Cell]:
    return [
        cell
        for row in sheet.rows[label.cell.row + 1 : value.row]
        for cell in row
        if cell.box.x_overlap(label.box) > 0.3 * min(cell.box.width, label.box.width)
    ]
