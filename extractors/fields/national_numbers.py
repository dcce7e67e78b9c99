"""Numbers without a country's letters: which are VAT numbers (BT-31), and which the country's tax numbers (BT-32).

`OIB`, `davčna številka`, `DIČ`, `NIP` name the number of everybody who pays taxes. The VAT number of those who are
registered is the same number behind the country's letters, in Hungary its first eight figures. So a number whose twin
with letters stands on the page, or right beside it in the same list, is the tax number; the hyphens of a Hungarian
`adószám` and of an American EIN say it alone; everything else is taken for the VAT number that it is printed as.

Source: Act CL of 2017 (Hungary), section 22: eight figures, VAT code 1 to 5, county of two; 26 CFR 301.6109-1 (EIN);
Directive 2006/112/EC, article 215, for the letters.
"""

import re
from collections.abc import Iterable, Sequence

from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from models.vat_ids import has_vat_id_form

_HUNGARIAN = re.compile(r"(?<![\d-])(\d{8})\s?-\s?[1-5]\s?-\s?\d{2}(?![\d-])")
_AMERICAN = re.compile(r"(?<![\d-])\d{2}-\d{7}(?![\d-])")
_HUNGARIAN_FIGURES = 11
_ROWS_BESIDE = 1
_FAR = 20
_UNREGISTERED = re.compile(
    r"nisemzavezan|nisozavezan|nizavezan|nismozavezan|94clena|1odstavka94|niidentificiranzanameneddv"
    r"|nijeusustavupdv|nisamusustavupdv|clanak90|clanka90|cl90st|cl90zakonaopdv|alanyiadoment"
    r"|neplatitordetva|nejsmeplatc\w{0,3}dph|nejsemplatc\w{0,3}dph|neniplatc\w{0,3}dph|neplatcedph|niesmeplat\w{0,4}dph"
    r"|niejeplat\w{0,4}dph|neplat(?:itel|ca)dph|nepvmmoketoj|navpvnmaksataj|eiolekaibemaksukohustus"
    r"|eiarvonlisaverovelvolli|ejmomspliktig|ikkeregistrertimerverdi|ikkemomsregistr|notregisteredforvat|notvatregistered"
    r"|293bducgi|19ustg|kleinunternehmer|kleineondernemersregeling"
)


def is_unregistered(survey: Survey) -> bool:
    """Whether the page says that its issuer is not registered for VAT, or exempt from it as a small business."""
    return any(_UNREGISTERED.search(fold(page.text)) for page in survey.transcript.pages[:2])


def is_national(label: Label | None) -> bool:
    """Whether a label names the number of everybody who pays taxes, registered for VAT or not."""
    return label is not None and "tax_number" in label.meanings


def has_national_form(cell: Cell) -> bool:
    """Whether a number is written as only a country's own tax number is.

    Eight, one and two figures in Hungary, two and seven in the United States.
    """
    return bool(_HUNGARIAN.search(cell.text) or _AMERICAN.search(cell.text))


def has_twin(value: str, cells: Sequence[Cell], others: Iterable[tuple[str, Cell]], *, national: bool) -> bool:
    """Whether a number stands there once more behind a country's letters, or right beside one that has them.

    `cells` are the places of the number, `others` the numbers of the document with theirs; `national` tells that the
    label names a tax number.
    """
    if has_vat_id_form(value):
        return False
    prefixed = [(other, place) for other, place in others if has_vat_id_form(other)]
    beside = national and any(_is_beside(cell, place) for _, place in prefixed for cell in cells)
    return beside or any(_are_twins(value, other) for other, _ in prefixed)


def _are_twins(bare: str, prefixed: str) -> bool:
    core = prefixed.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    figures = bare[:8] if len(bare) == _HUNGARIAN_FIGURES and prefixed.startswith("HU") else bare
    return len(core) > 6 and core == figures


def _is_beside(cell: Cell, other: Cell) -> bool:
    """In the same list: on the same row, or in the next one and in the same column."""
    if cell.page != other.page or abs(cell.row - other.row) > _ROWS_BESIDE:
        return False
    near = cell.row != other.row or max(cell.box.x0 - other.box.x1, other.box.x0 - cell.box.x1) < _FAR * cell.box.height
    return near and (cell.row == other.row or cell.box.x_overlap(other.box) > 0)
