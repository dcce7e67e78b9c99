"""Put the review screen together from what is stored, and from what was typed and could not be stored."""

from dataclasses import replace

from models.errors import NotFound
from models.invoice import Finding, Invoice
from models.states import State
from models.terms import REQUIRED_TERMS, DocumentClass
from review_ui.review.container import load_contents
from review_ui.review.contexts import DoneView, ReviewPage, TableView
from review_ui.review.decided import make_decision
from review_ui.review.fields import Entries, Parted, is_of_one_field, make_fields
from review_ui.review.learned import foresee, load_learned
from review_ui.review.pages import make_pages
from review_ui.review.saving import Saved, try_transcript
from review_ui.review.sums import TOLD, make_sums, suspects
from review_ui.review.tables import KINDS, make_table
from review_ui.visitors import Visitor
from storage.bookings import find_booking
from storage.documents import list_objects, load_document, load_history, neighbours
from storage.previews import Preview, load_preview
from storage.readings import load_invoice
from storage.roles import Action
from storage.rows import DocumentRow
from storage.waiting import REVIEWED

NOTHING = Invoice(DocumentClass.OTHER)
BOOKED = (State.APPROVED, State.BOOKED, State.EXPORTED)


def try_invoice(visitor: Visitor, document: DocumentRow) -> tuple[Invoice, int]:
    """What it says now, or an empty reading of version 0 when it was never read, or erased."""
    if not document.version:
        return NOTHING, 0
    try:
        return load_invoice(visitor.house, visitor.organisation_id, document.id, document.version)
    except NotFound:
        return NOTHING, 0


def without_doubts(preview: Preview) -> Invoice:
    """What a preview says. What it lacks or does not fit may stand on the pages that are still to be read."""
    return replace(preview.invoice, findings=())


def title_of(document: DocumentRow) -> str:
    return document.seller_name or document.name


def make_tables(invoice: Invoice, saved: Saved, *, editable: bool) -> tuple[TableView, ...]:
    """Lines and tax rows. Nothing for a reader where there is nothing to read."""
    tables = (
        make_table(invoice, name, saved.rows.get(name), editable=editable, error=saved.errors.get(name, ""))
        for name in KINDS
    )
    return tuple(table for table in tables if table.rows)


def make_screen(
    visitor: Visitor, document_id: str, *, saved: Saved | None = None, message: str = "", done: DoneView | None = None
) -> ReviewPage:
    """The screen of one document, to read only while somebody else has it. NotFound for another organisation's."""
    house, organisation = visitor.house, visitor.organisation_id
    document = load_document(house, organisation, document_id)
    invoice, version = try_invoice(visitor, document)
    preview = load_preview(house, organisation, document_id) if document.is_preview and not version else None
    invoice = without_doubts(preview) if preview else invoice
    saved = saved or Saved(version)
    is_free = document.held_by in {None, visitor.actor.id}
    editable = document.state in REVIEWED and visitor.may(Action.CORRECT) and is_free
    sums = make_sums(invoice)
    fields = make_fields(invoice, Entries(saved.typed, saved.errors, suspects(sums)))
    fields = only_read(fields) if preview else fields
    before, after = neighbours(house, document, REVIEWED)
    waits, taught_by = document.state in REVIEWED and not done, done.document_id if done else document_id
    kept = list_objects(house, organisation, document_id)
    return ReviewPage(
        document=document,
        title=title_of(document),
        state=document.state,
        version=version,
        preview=preview,
        pages=make_pages(
            try_transcript(visitor, document_id, words=False) if version or preview else None,
            invoice,
            {view.term.key for view in fields.doubtful if view.is_contradicted},
        ),
        doubtful=fields.doubtful,
        groups=fields.groups,
        absent=fields.absent,
        sums=() if preview else sums,
        tables=make_tables(invoice, saved, editable=editable),
        findings=elsewhere_untold(invoice),
        document_class=invoice.document_class,
        missing=tuple(term for term in REQUIRED_TERMS if term not in invoice.fields),
        editable=editable,
        can_undo=editable and version > 1,
        previous_id=before,
        next_id=after,
        booking=find_booking(house, organisation, document_id) if document.state in BOOKED else None,
        contents=load_contents(visitor, document_id),
        message=message,
        trouble=saved.trouble,
        done=done,
        decision=make_decision(visitor, document, invoice, kept),
        reason=reason_of(visitor, document),
        raws=tuple(sorted(number for role, number in kept if role == "raw")),
        has_copy=("searchable", 0) in kept,
        learned=foresee(document_id, invoice) if waits else load_learned(visitor, taught_by),
    )


def only_read(fields: Parted) -> Parted:
    """Without fields that are missing: they may stand on pages that are not read yet."""
    return replace(fields, doubtful=tuple(view for view in fields.doubtful if view.text))


def elsewhere_untold(invoice: Invoice) -> tuple[Finding, ...]:
    """The findings that are told neither beside a field nor by a sum."""
    rest = (finding for finding in invoice.findings if finding.code not in TOLD)
    return tuple(finding for finding in rest if not is_of_one_field(finding, invoice))


def reason_of(visitor: Visitor, document: DocumentRow) -> str:
    """Why a person rejected it, in their own words; empty for every other document."""
    if document.state is not State.REJECTED:
        return ""
    return load_history(visitor.house, visitor.organisation_id, document.id)[-1].note
