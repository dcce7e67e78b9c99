"""Whose a company's number is, by its place: a party's zone, the block of its name, the footer."""

from collections.abc import Sequence

from extractors.fields.layout import Cell
from extractors.fields.survey import Survey
from extractors.fields.zones import Zone
from models.evidence import Candidate
from models.terms import Term

IN_ZONE = 1.8
OTHER_ZONE = -2.2
NEAR_NAME = 1.5
FOOTER = 1.2
IN_ROW = 1.8


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
    near = {name.term for name in names if name.probability > 0.4 and _same_block(cell, name, survey)}
    seller += NEAR_NAME if Term.SELLER_NAME in near else 0.0
    buyer += NEAR_NAME if Term.BUYER_NAME in near else 0.0
    if cell.box.y_mid > 0.82 * survey.sheets[cell.page].height:
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


def _inside(cell: Cell, zone: Zone) -> bool:
    return any(
        other.page == cell.page and other.row == cell.row and other.box.x_overlap(cell.box) > 0 for other in zone.cells
    )


def _same_block(cell: Cell, name: Candidate, survey: Survey) -> bool:
    if name.evidence.page != cell.page or name.evidence.box is None:
        return False
    for block in survey.blocks[cell.page]:
        rows = [other for other in block.cells if other.row == cell.row and other.box.x_overlap(cell.box) > 0]
        if rows and any(other.box == name.evidence.box for other in block.cells):
            return True
    return False
