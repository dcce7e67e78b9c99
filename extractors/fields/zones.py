"""Which part of a page belongs to which party: what stands behind, beside and under `Seller`, `Bill to`, `Ship to`.

A zone begins at its label and runs down its column, until another party's label, a wide gap or a dozen rows. The column
ends where the next cell of the label's row begins.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from math import inf

from extractors.fields.labels import Label
from extractors.fields.layout import Cell, Sheet
from extractors.fields.legal_forms import has_legal_form
from extractors.fields.phrases import fold, load_lexicon
from extractors.fields.survey import Survey
from models.geometry import Box
from models.page import Word

ROLES = ("seller", "buyer", "ship_to")
_SLIP = re.compile(r"(?:payment|remittance)\s+(?:advice|slip|stub)", re.IGNORECASE)
_LOWER_HALF = 0.5
_ROWS_OF_HEAD = 4
_EITHER = frozenset({"seller", "buyer"})
_MOST_ROWS = 12
_WIDE_GAP = 3.2
_GAP_WITHIN = 2.2
_PARAGRAPH = 1.8
_LEAST_GAP = 0.4
_DATA = ("numbers", "dates", "titles")
_TELLING = 6
_LONGEST_LINE = 9
_PREPOSITIONS = frozenset(
    {"from", "to", "von", "an", "de", "para", "da", "a", "od", "do", "van", "aan", "fran", "fra", "til", "till"}
)
BEFORE_PLACES = 1.0
"""How much less sure words are that stand before the places of a journey as well."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A label of a party with the cells that belong to it, nearest first; `sure` is how well the label stands."""

    role: str
    label: Label
    cells: tuple[Cell, ...]
    box: Box
    sure: float


def find_zones(survey: Survey) -> tuple[Zone, ...]:
    """The zones of all parties on all pages, in reading order."""
    return tuple(zone for sheet in survey.sheets for zone in _zones_on(sheet, survey))


def _zones_on(sheet: Sheet, survey: Survey) -> Iterator[Zone]:
    labels = [label for label in survey.labels_on(sheet.number, "parties") if label.meanings & set(ROLES)]
    heads = [label for label in labels if _is_head(label)]
    others = survey.labels_on(sheet.number, "totals", "dates", "numbers", "identifiers")
    labelled = [label.cell for label in others if label.leads]
    data = {(o.cell.row, o.cell.column) for o in survey.labels_on(sheet.number, *_DATA) if o.leads}
    for label in heads:
        for role in ROLES:
            other = _is_told_otherwise(label, role, heads) or (role == "buyer" and _is_payee(label, sheet))
            if role in label.meanings and not other:
                sure = _certainty(label) - (0.8 if len(label.meanings & set(ROLES)) > 1 else 0.0)
                box = _column(label, heads, sheet, labelled)
                yield Zone(role, label, tuple(_cells(label, box, sheet, data)), box, sure)


def _is_told_otherwise(label: Label, role: str, heads: list[Label]) -> bool:
    """Whether a label that may name either party, as `Intestatario`, names the other because this one has a label."""
    if not label.meanings >= _EITHER:
        return False
    named = {meaning for head in heads for meaning in head.meanings & _EITHER if not head.meanings >= _EITHER}
    return named == {role}


def _is_payee(label: Label, sheet: Sheet) -> bool:
    """Whether `To` heads the address of a slip that is sent back with the payment: it names who is paid."""
    if label.phrase.text not in _PREPOSITIONS or label.box.y_mid < _LOWER_HALF * sheet.height:
        return False
    above = sheet.rows[max(0, label.cell.row - _ROWS_OF_HEAD) : label.cell.row]
    return any(_SLIP.match(cell.text) for row in above for cell in row)


def _is_head(label: Label) -> bool:
    """Whether a label stands as the head of a block or before a colon, and not in running text or in a name."""
    telling = len(label.phrase.text) >= _TELLING
    if label.has_colon and telling and not label.leads:
        return True
    if not label.leads or (len(label.cell.words) > _LONGEST_LINE and not label.has_colon):
        return False
    if not _rest(label):
        return True
    in_key = any(":" in word.text for word in _rest(label))
    return label.has_colon or (telling and not in_key and not has_legal_form(label.cell.text))


def _rest(label: Label) -> tuple[Word, ...]:
    """What follows a label in its cell and says something; a second label in brackets or behind a stroke does not."""
    text = " ".join(word.text for word in label.rest).strip(" :")
    if text.startswith("(") and text.endswith(")"):
        return ()
    if text.startswith("/") and fold(text) in load_lexicon("parties").phrases:
        return ()
    return tuple(word for word in label.rest if any(char.isalnum() for char in word.text))


def _certainty(label: Label) -> float:
    sure = 2.0 if label.has_colon else 1.6
    sure -= 0.8 if _rest(label) and not label.has_colon else 0.0
    sure -= 0.0 if label.leads else 0.4
    sure -= BEFORE_PLACES if _rest(label) and label.phrase.text in _PREPOSITIONS else 0.0
    return sure - (1.0 if len(label.phrase.text) <= 3 else 0.0)


def _column(label: Label, heads: list[Label], sheet: Sheet, labelled: Container[Cell]) -> Box:
    """The column under a label: to the next cell of its row, or to the next head when values stand to its right."""
    height = label.box.height
    left = label.box.x0 - 1.5 * height
    others = [other.box.x0 for other in heads if other.box.x0 > label.box.x1 and _beside(label, other)]
    rights = [cell.box.x0 for cell in sheet.right_of(label.cell)]
    edges = others if _reads_to_the_right(label, sheet, labelled) else rights + others
    right = min(edges, default=sheet.width + height) - 0.5 * height
    below = [o.box.top for o in heads if o.box.top > label.box.bottom and left <= o.box.x0 < right]
    return Box(left, label.box.top - 0.3 * height, right, min(below, default=sheet.height))


def _reads_to_the_right(label: Label, sheet: Sheet, labelled: Container[Cell]) -> bool:
    """Whether the value stands beside the label: when nothing, or another label, stands under it."""
    if _rest(label):
        return False
    under = [
        cell
        for row in sheet.rows[label.cell.row + 1 : label.cell.row + 4]
        for cell in row
        if abs(cell.box.x0 - label.box.x0) <= 1.5 * label.box.height
        and cell.box.top - label.box.bottom < 2 * label.box.height
    ]
    return not under or under[0] in labelled or under[0].text.rstrip().endswith(":") or ":" in under[0].words[0].text


def _beside(label: Label, other: Label) -> bool:
    return abs(other.box.top - label.box.top) < 2.5 * label.box.height


def _cells(label: Label, column: Box, sheet: Sheet, data: Container[tuple[int, int]]) -> Iterator[Cell]:
    """What follows the label in its cell, then the cells of the column, until a wide gap.

    A gap that is wider than those between the lines so far ends it where a title or the data of the document follow.
    """
    if rest := _rest(label):
        yield label.cell.of(rest)
    if not label.leads:
        return
    bottom, spacing = label.box.bottom, inf
    for row in sheet.rows[label.cell.row : label.cell.row + _MOST_ROWS]:
        cells = [c for c in row if column.x0 <= c.box.x0 < column.x1 and c.box.top < column.bottom and c != label.cell]
        if not cells:
            continue
        limit = _WIDE_GAP if bottom == label.box.bottom else _GAP_WITHIN
        gap = cells[0].box.top - bottom
        if gap > limit * label.box.height or (gap > _PARAGRAPH * spacing and (cells[0].row, cells[0].column) in data):
            return
        if bottom > label.box.bottom:
            spacing = min(spacing, max(gap, _LEAST_GAP * label.box.height))
        bottom = max(cell.box.bottom for cell in cells)
        yield from cells
