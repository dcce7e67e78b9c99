"""Where a value stands and what stands around it: page, place, size of print, label, repetition, how well it was read.

All of it is told by the value's box and the survey of the document; numbers are small, and -1 where there is no place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.fields.layout import Cell
from extractors.fields.links import Link, Relation
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from extractors.ranking.values import Ranked
from models.evidence import Witness
from models.geometry import Box
from models.terms import DataType, Term

NOWHERE = -1.0
_FAMILIES = ("totals", "dates", "numbers", "identifiers", "parties", "titles")
_RELATIONS = {Relation.BEHIND: 1.0, Relation.RIGHT: 2.0, Relation.BELOW: 3.0, Relation.COLUMN: 4.0}
_MEANINGS: Mapping[Term, frozenset[str]] = {
    Term.INVOICE_NUMBER: frozenset({"invoice_number", "invoice", "credit_note", "receipt"}),
    Term.ISSUE_DATE: frozenset({"issue_date", "date"}),
    Term.SELLER_NAME: frozenset({"seller"}),
    Term.BUYER_NAME: frozenset({"buyer"}),
    Term.SELLER_VAT_ID: frozenset({"vat_id"}),
    Term.SELLER_TAX_NUMBER: frozenset({"tax_number"}),
    Term.SELLER_REGISTRATION_ID: frozenset({"registration_id"}),
    Term.BUYER_VAT_ID: frozenset({"buyer_vat_id"}),
    Term.TOTAL_NET: frozenset({"total_net", "subtotal"}),
    Term.TOTAL_GROSS: frozenset({"total_gross", "total"}),
}
NAMES = (
    "page", "last_page", "left", "right", "middle", "height", "length", "figures", "letters", "words",
    "read", "recognised", "unsure", "repeated", "in_row", "cells_in_row",
    "label", "label_length", "label_exact", "label_colon", "label_leads", "relation", "rival", "lead",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The places of all values of a document."""

    survey: Survey
    values: Sequence[Ranked]

    @cached_property
    def links(self) -> Mapping[int, Sequence[Link]]:
        """The labels that may explain each value, by the value's place in the sequence."""
        placed = {at: self._cells[id(value)] for at, value in enumerate(self.values) if id(value) in self._cells}
        amounts = {at for at in placed if self.values[at].term.data_type is DataType.AMOUNT}
        found: dict[int, Sequence[Link]] = {}
        for chosen, families, columns in (
            (amounts, ("totals",), True),
            (placed.keys() - amounts, _FAMILIES[1:], False),
        ):
            order = sorted(chosen)
            links = self.survey.links([placed[at] for at in order], *families, columns=columns)
            found |= dict(zip(order, links, strict=True))
        return found

    def of(self, at: int) -> list[float]:
        """What is told about the value in that place of the sequence, in the order of `NAMES`."""
        value = self.values[at]
        evidence = value.best.evidence
        if evidence.box is None or evidence.page is None or evidence.page >= len(self.survey.sheets):
            return [NOWHERE] * len(NAMES)
        return [
            *self._print(evidence.page, evidence.box, evidence.text),
            *self._reading(evidence.page, evidence.box, evidence.text),
            *self._row(value),
            *_labels(value.term, self.links.get(at, ())),
        ]

    def _print(self, page: int, box: Box, text: str) -> Iterable[float]:
        sheet = self.survey.sheets[page]
        yield float(min(page, 3))
        yield float(page == len(self.survey.sheets) - 1)
        yield box.x0 / max(1.0, sheet.width)
        yield box.x1 / max(1.0, sheet.width)
        yield box.y_mid / max(1.0, sheet.height)
        yield box.height / max(1.0, sheet.line_height)
        yield float(min(len(text), 60))
        yield float(sum(char.isdigit() for char in text))
        yield float(sum(char.isalpha() for char in text))
        yield float(text.count(" ") + 1)

    def _reading(self, page: int, box: Box, text: str) -> Iterable[float]:
        sheet = self.survey.sheets[page]
        near = [word for cell in sheet.cells if cell.box.y_overlap(box) > 0 for word in cell.words]
        words = [word for word in near if box.contains(word.box.x_mid, word.box.y_mid)]
        yield min((word.confidence for word in words), default=NOWHERE)
        yield float(sheet.witness is Witness.OCR)
        yield float(sum(bool(word.alternatives) for word in words))
        yield float(min(4, self._folded.count(fold(text)))) if fold(text) else 0.0

    def _row(self, value: Ranked) -> Iterable[float]:
        cell = self._cells.get(id(value))
        if cell is None:
            return (NOWHERE, NOWHERE)
        row = self.survey.sheets[cell.page].rows[cell.row]
        return (float(min(cell.column, 6)), float(min(len(row), 8)))

    @cached_property
    def _folded(self) -> str:
        """All that stands on the pages, folded; lines apart."""
        return "|".join(fold(cell.text) for sheet in self.survey.sheets for cell in sheet.cells)

    @cached_property
    def _cells(self) -> Mapping[int, Cell]:
        return {id(value): cell for value in self.values if (cell := self._cell(value)) is not None}

    def _cell(self, value: Ranked) -> Cell | None:
        """The words of a value as a cell of its row; None where it stands nowhere."""
        box, page = value.best.evidence.box, value.best.evidence.page
        if box is None or page is None or page >= len(self.survey.sheets):
            return None
        for cell in self.survey.sheets[page].cells:
            if cell.box.top <= box.y_mid <= cell.box.bottom and cell.box.x0 <= box.x_mid <= cell.box.x1:
                words = tuple(word for word in cell.words if box.contains(word.box.x_mid, word.box.y_mid))
                return cell.of(words or cell.words)
        return None


def _labels(term: Term, links: Sequence[Link]) -> Iterable[float]:
    """The label that speaks most for the term, and the one that speaks most for something else."""
    meanings = _MEANINGS.get(term, frozenset({term.key}))
    own = next((link for link in links if link.label.meanings & meanings), None)
    rival = max((link.strength for link in links if not link.label.meanings & meanings), default=NOWHERE)
    if own is None:
        return (NOWHERE, 0.0, 0.0, 0.0, 0.0, 0.0, rival, NOWHERE - rival)
    label = own.label
    return (
        own.strength,
        float(min(len(label.phrase.text), 24)),
        label.exactness,
        float(label.has_colon),
        float(label.leads),
        _RELATIONS[own.relation],
        rival,
        own.strength - rival,
    )
