"""What a generated invoice says, as rows of a manifest that `score` compares readings with."""

import hashlib
from typing import Any

from flows.samples.invoices import SampleInvoice, SampleLine

OPTIONAL = ("due_date", "delivery_date", "buyer_vat_id", "order_reference", "payment_reference", "iban", "bic")
NEVER_PRINTED = ("seller_tax_number",)


def manifest_row(name: str, content: bytes, kind: str, family: str, invoice: SampleInvoice) -> dict[str, Any]:
    """One row: where the file is, what it is, the values it shows, and the keys that it does not show."""
    truth = truth_of(invoice)
    return {
        "id": name.removesuffix(".pdf"),
        "corpus": "samples",
        "file": f"files/{name}",
        "kind": kind,
        "language": invoice.language,
        "country": invoice.seller.country,
        "issuer": invoice.seller.name,
        "layout_family": family,
        "label_source": "generated",
        "licence": "Apache-2.0",
        "note": None,
        "truth": truth,
        "truth_alt": {},
        "absent": [key for key in (*OPTIONAL, *NEVER_PRINTED) if key not in truth],
        "sha256": hashlib.sha256(content).hexdigest(),
        "variant_of": None,
    }


def truth_of(invoice: SampleInvoice) -> dict[str, Any]:
    """The values that the page shows, by key, as strings; line items as rows."""
    shown = {
        "document_type": "credit_note" if invoice.credit_note else "invoice",
        "invoice_number": invoice.number,
        "issue_date": invoice.issued.isoformat(),
        "due_date": invoice.due.isoformat() if invoice.due else None,
        "delivery_date": invoice.delivered.isoformat() if invoice.delivered else None,
        "currency": invoice.currency,
        "seller_name": invoice.seller.name,
        "seller_vat_id": invoice.seller.vat_id,
        "buyer_name": invoice.buyer.name,
        "buyer_vat_id": invoice.buyer.vat_id,
        "order_reference": invoice.order,
        "payment_reference": invoice.reference,
        "iban": None if invoice.credit_note else invoice.seller.iban,
        "bic": None if invoice.credit_note else invoice.seller.bic,
        "total_net": str(invoice.net),
        "total_tax": str(invoice.tax),
        "total_gross": str(invoice.total),
        "amount_due": str(invoice.amount_due),
    }
    truth: dict[str, Any] = {key: value for key, value in shown.items() if value}
    return truth | {"line_items": [_line_item(line) for line in invoice.lines]}


def _line_item(line: SampleLine) -> dict[str, str]:
    return {
        "description": line.description,
        "quantity": str(line.quantity),
        "unit_price": str(line.unit_price),
        "net_amount": str(line.net),
        "vat_rate": str(line.rate),
    }
