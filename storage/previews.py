"""Previews: what was read of a long document so far, for people to see while the rest is read.

A preview is no version of the reading: nothing can be corrected, approved or compared with it, and `version` stays 0.
It is a result of a step of the capture, with its projection for lists and searches, until the whole reading takes
its place. Documents that were read before have none. See docs/decisions/0022.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.invoice import Invoice
from models.tables.documents import DocumentTable
from storage.house import House
from storage.projections import save_projection
from storage.rows import Claim
from storage.step_results import open_step, write_step

STEP = "preview"
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the pages say that were read so far, and how many `pages` are to be read in all."""

    invoice: Invoice
    pages: int


def write_preview(session: Session, claim: Claim, document: DocumentTable, preview: Preview) -> None:
    """Put a preview in place of an earlier one; the document is locked, and the job held. Nothing once it was read."""
    if document.version:
        return
    write_step(session, claim, STEP, _VERSION, {"invoice": preview.invoice.to_json(), "pages": preview.pages})
    save_projection(session, document, preview.invoice)


def load_preview(house: House, org_id: str, document_id: str) -> Preview | None:
    """The preview, also of a document that could not be read to its end; None when there is none."""
    with house.session() as session:
        found = open_step(session, org_id, document_id, STEP, _VERSION)
    return Preview(Invoice.from_json(found["invoice"]), found["pages"]) if found else None
