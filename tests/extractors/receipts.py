"""A till receipt: the values of a generated invoice on a strip of paper of 80 mm."""

import io
from collections.abc import Mapping
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from flows.samples.sheet import VERA, register_vera

PRINTED = ("seller_name", "seller_vat_id", "invoice_number", "issue_date", "total_net", "total_tax", "total_gross")
_WIDTH, _STEP, _SIZE = 227.0, 11.0, 7.5  # points


def draw_receipt(truth: Mapping[str, Any]) -> bytes:
    """A PDF of one page with what is `PRINTED` of the truth, and its lines."""
    rows = list(_rows(truth))
    height = _STEP * (len(rows) + 4)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(_WIDTH, height), invariant=1)
    register_vera()
    canvas.setFont(VERA.regular, _SIZE)
    for number, (left, right) in enumerate(rows):
        canvas.drawString(14, height - _STEP * (number + 2), left)
        canvas.drawRightString(_WIDTH - 14, height - _STEP * (number + 2), right)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _rows(truth: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands to the left and to the right."""
    items = [
        (f"{item['quantity']} {item['description'][:24]}", str(item["net_amount"])) for item in truth["line_items"]
    ]
    return [
        (truth["seller_name"], ""),
        ("VAT id", truth["seller_vat_id"]),
        ("Receipt", truth["invoice_number"]),
        ("Date", truth["issue_date"]),
        *items,
        ("Net", truth["total_net"]),
        ("VAT", truth["total_tax"]),
        ("TOTAL", truth["total_gross"]),
        ("Thank you, please come again", ""),
    ]
