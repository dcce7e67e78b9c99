"""Whose a company's number is, by its place: a party's zone, the block of its name, the footer."""

from collections.abc import Sequence

from extractors.fields.layout import Cell
from extractors.fields.survey import Survey
from extractors.fields.zones import Zone
from models.evidence import Candidate
from models.identifiers import compact_identifier
from models.terms import Term

IN_ZONE = 1.8
OTHER_ZONE = -2.2
NEAR_NAME = 1.5
NEAR_OTHER = -0.8
LIKELY = 0.4
FOOTER = 1.2
IN_ROW = 1.8
NOT_LISTED = 1.0
_NAMES = frozenset({Term.SELLER_NAME, Term.BUYER_NAME})
_OWN = frozenset({"vat_id", "tax_number", "registration_id"})


def whose_number(cell: Cell, survey: Survey, zones: Sequence[Zone], names: Sequence[Candidate]) -> tuple[float, float]:
    """Log-odds by place that a number is the seller's, and that it is the buyer's."""
    roles = {zone.role for zone in zones if _inside(cell, zone)}
    seller = (IN_ZONE if "seller" in roles else 0.0) + (
        OTHER_ZONE if roles & {"buyer"} and "seller" not in roles else 0.0
    )
    buyer = (IN_ZONE if "buyer" in roles else 0.0) + (OTHER_ZONE if "seller" in roles and "buyer" not in roles else 0.0)
    beside = _role_in_row(cell, zones)
    seller += IN_ROW if beside == "seller" else -IN_ROW if beside == "buyer" else 0.0
    buyer += IN_ROW if beside == "buyer" else -IN_ROW if beside == "seller" else 0.0
    near = _name_over(cell, names, survey)
    seller += NEAR_NAME if near is Term.SELLER_NAME else NEAR_OTHER if near else 0.0
    buyer += NEAR_NAME if near is Term.BUYER_NAME else NEAR_OTHER if near else 0.0
    if not roles and not beside and _lists_others("seller", cell, survey, zones):
        seller, buyer = seller - NOT_LISTED, buyer + NOT_LISTED
    if not roles and cell.box.y_mid > 0.82 * survey.sheets[cell.page].height:
        seller, buyer = seller + FOOTER, buyer - FOOTER
    return seller, buyer


def _role_in_row(cell: Cell, zones: Sequence[Zone]) -> str:
    """The role of the party's label nearest to the left in the row; empty when there is none."""
    left = [
        (zone.label.box.x1, zone.role)
        for zone in zones
        if zone.label.cell.page == cell.page and zone.label.cell.row == cell.row and zone.label.box.x1 <= cell.box.x0
    ]
    return max(left)[1] if left else ""


def _lists_others(role: str, cell: Cell, survey: Survey, zones: Sequence[Zone]) -> bool:
    """Whether a party lists other numbers under its label: one that stands apart among the data is not its own."""
    own = [c for zone in zones if zone.role == role and zone.label.cell.page == cell.page for c in zone.cells]
    places = {(c.row, c.column) for c in own}
    labels = survey.labels_on(cell.page, "identifiers")
    lists = any((label.cell.row, label.cell.column) in places and label.meanings & _OWN for label in labels)
    number = compact_identifier(cell.text)
    return lists and not any(number in compact_identifier(other.text) for other in own)


def _inside(cell: Cell, zone: Zone) -> bool:
    return any(
        other.page == cell.page and other.row == cell.row and other.box.x_overlap(cell.box) > 0 for other in zone.cells
    )


def _name_over(cell: Cell, names: Sequence[Candidate], survey: Survey) -> Term | None:
    """Whose likely name stands in the block of a number: of two, as under a sender's line, the one nearest above it."""
    blocks = [
        block
        for block in survey.blocks[cell.page]
        if any(other.row == cell.row and other.box.x_overlap(cell.box) > 0 for other in block.cells)
    ]
    boxes = {other.box for block in blocks for other in block.cells}
    likely = [n for n in names if n.probability > LIKELY and n.term in _NAMES and n.evidence.page == cell.page]
    near = [n for n in likely if n.evidence.box in boxes]
    above = [(n.evidence.box.top, n.term) for n in near if n.evidence.box and n.evidence.box.top <= cell.box.bottom]
    return max(above, key=lambda place: place[0])[1] if above else None
