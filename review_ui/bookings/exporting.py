"""Bookings as CSV and JSON: every field under its key, with the document's id and the SHA-256 of its original.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula; what was
read from a document comes from outside, so such texts get an apostrophe before them; also after a semicolon, at which
spreadsheets of many countries part cells whatever the file says. Amounts stay numbers.

Source: OWASP, "CSV Injection"; RFC 4180.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from models.terms import Term
from storage.issuers import Defaults
from storage.rows import BookingExport

Posting = Mapping[str, Defaults]  # by the name of the seller

FORMULA_START = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+@\t\r-])")
HEAD = ("booking_id", "document_id", "sha256", "booked_at", "document_name")
TABLES = ("line_items", "tax_breakdown")
POSTED = ("expense_account", "cost_centre")
COLUMNS = (*HEAD, *(term.key for term in Term), *TABLES, *POSTED)
NOWHERE = Defaults()


def harmless(cell: str) -> str:
    """A text that no spreadsheet runs.

    >>> harmless("=1+1"), harmless("ACME"), harmless("ACME; =1+1")
    ("'=1+1", 'ACME', "ACME;' =1+1")
    """
    return FORMULA_START.sub(r"\1'\2", cell)


def head_of(export: BookingExport) -> dict[str, str]:
    booking = export.booking
    values = (booking.id, export.document_id, export.sha256, booking.booked_at.isoformat(), booking.document_name)
    return dict(zip(HEAD, values, strict=True))


def tables_of(export: BookingExport) -> dict[str, list[dict[str, str]]]:
    invoice = export.invoice
    return {
        "line_items": [row.plain() for row in invoice.line_items],
        "tax_breakdown": [row.plain() for row in invoice.tax_breakdown],
    }


def posted_of(export: BookingExport, posting: Posting) -> dict[str, str]:
    """What it is posted to: the defaults of its issuer, as they are now; empty where nobody said so."""
    found = posting.get(export.booking.seller_name or "", NOWHERE)
    return dict(zip(POSTED, (found.expense_account, found.cost_centre), strict=True))


def as_json(export: BookingExport, posting: Posting) -> dict[str, Any]:
    """One booking; fields that are not on the document are left out."""
    fields = {term.key: text for term in Term if (text := export.invoice.text(term)) is not None}
    return {**head_of(export), "fields": fields, **tables_of(export), **posted_of(export, posting)}


def cell_of(export: BookingExport, term: Term) -> str:
    text = export.invoice.text(term) or ""
    return text if isinstance(export.invoice.value(term), Decimal) else harmless(text)


def as_row(export: BookingExport, posting: Posting) -> dict[str, str]:
    """One booking on one line; lines and tax rows as JSON in a cell of their own, with semicolons escaped."""
    head = {key: harmless(value) for key, value in head_of(export).items()}
    fields = {term.key: cell_of(export, term) for term in Term}
    written = {key: json.dumps(rows, ensure_ascii=False) for key, rows in tables_of(export).items()}
    tables = {key: text.replace(";", "\\u003b") for key, text in written.items()}
    posted = {key: harmless(value) for key, value in posted_of(export, posting).items()}
    return {**head, **fields, **tables, **posted}


def write_json(exports: Sequence[BookingExport], posting: Posting) -> bytes:
    bookings = [as_json(export, posting) for export in exports]
    return json.dumps({"bookings": bookings}, ensure_ascii=False, indent=2).encode()


def write_csv(exports: Sequence[BookingExport], posting: Posting) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, comma-separated, a header line first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(as_row(export, posting) for export in exports)
    return out.getvalue().encode("utf-8-sig")
