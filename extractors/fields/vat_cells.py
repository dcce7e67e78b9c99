"""Where VAT numbers may stand: words that have the form of one, and what follows a label of one."""

import re
from collections.abc import Iterator

from extractors.fields.iban_lengths import begins_account
from extractors.fields.labels import Label
from extractors.fields.layout import Cell, Sheet
from extractors.fields.survey import Survey
from models.vat_ids import has_vat_id_form

_PREFIXED = re.compile(
    r"(?:ATU|CHE|EU|[A-Z]{2})[\s.-]?[A-Z0-9](?:[\s./-]?[A-Z0-9]){5,14}(?:\s?(?:MWST|TVA|IVA|MVA))?", re.IGNORECASE
)
_EDGE = " :;,.()[]"
_LEAST_FIGURES = 6


def find_vat_cells(survey: Survey) -> Iterator[Cell]:
    """Every run of up to five words that has the form of a VAT number, and what follows a label of one."""
    for sheet in survey.sheets:
        for cell in sheet.cells:
            at = 0 if _figures(cell.text) >= _LEAST_FIGURES else len(cell.words)
            while at < len(cell.words):
                sizes = range(min(5, len(cell.words) - at), 0, -1)
                part = next(
                    (p for n in sizes if _is_vat_form((p := cell.part(at, at + n)).text) and not _is_no(p)), None
                )
                if part and begins_account([word.text.strip(_EDGE) for word in cell.words[at:]]):
                    part = None
                if part:
                    yield part
                at += len(part.words) if part else 1
    for label in survey.labels:
        if label.family == "identifiers" and label.meanings & {"vat_id", "buyer_vat_id"}:
            if label.rest:
                yield label.cell.of(label.rest[:4])
            else:
                sheet = survey.sheets[label.cell.page]
                beside = (*sheet.right_of(label.cell)[:1], *_under(label, sheet))
                yield from (cell.part(0, 4) for cell in beside if any(char.isdigit() for char in cell.text))


def _is_no(part: Cell) -> bool:
    """Whether what seems to be the prefix of Norway is the word `No` before a number: `VAT Reg No 811 4471 82`."""
    first = part.words[0].text.strip(_EDGE)
    norwegian = part.text.strip(_EDGE).upper().endswith("MVA")
    return len(part.words) > 1 and not norwegian and (first.lower() == "no" or (first.islower() and first.isalpha()))


def _under(label: Label, sheet: Sheet) -> Iterator[Cell]:
    """The cell right under a label that heads a column of a grid."""
    for row in sheet.rows[label.cell.row + 1 : label.cell.row + 2]:
        for cell in row:
            close = cell.box.top - label.box.bottom < 1.5 * label.box.height
            if close and cell.box.x_overlap(label.box) > 0 and any(char.isdigit() for char in cell.text):
                yield cell


def _is_vat_form(text: str) -> bool:
    bare = text.strip(_EDGE)
    return bool(_PREFIXED.fullmatch(bare)) and _figures(bare) >= _LEAST_FIGURES and has_vat_id_form(bare)


def _figures(text: str) -> int:
    return sum(char.isdigit() for char in text)
