"""The invoice that a transcript says: candidates of all witnesses, arbitrated, with lines, tax rows and findings.

    XML ----------+
    QR codes -----+--> candidates --> arbitration --> places on pages --> fields --> rules --> findings
    words --------+                                  second looks --+

Pure: the same transcript gives the same invoice. An e-invoice that cannot be read is a finding, not an error, when the
document has pages to read.
"""

from extractors.arbitration import arbitrate
from extractors.einvoice.reading import EInvoice, read_einvoice
from extractors.fields.finding import TextFindings, find_in_text
from extractors.qr.candidates import find_code_candidates
from extractors.sightings import show_on_pages
from extractors.tables.items import find_line_items
from extractors.tables.taxes import find_tax_breakdown
from extractors.verdicts import hear_looks
from models.errors import DocumentError
from models.invoice import Finding, Invoice, LineItem, TaxRow
from models.page import Transcript
from models.rules import check_rules
from models.terms import DocumentClass

MORE_INVOICES = Finding(
    "einvoice_holds_more", "The file holds more invoices; only the first was read. Ask for each in a file of its own."
)
BAD_EINVOICE = Finding("einvoice_unreadable", "The attached e-invoice cannot be read; the pages were read instead.")


def extract_invoice(transcript: Transcript) -> Invoice:
    """Every field, line and tax row with its evidence; a class without fields has none.

    Raises DocumentError only when an e-invoice without pages cannot be read.
    """
    einvoice, findings = _read_einvoice(transcript)
    text = find_in_text(transcript)
    document_class = einvoice.document_class if einvoice else text.document_class
    if not document_class.has_fields:
        return Invoice(document_class, findings=findings)
    invoice = _arbitrated(transcript, document_class, einvoice, text)
    return Invoice(
        document_class,
        invoice.fields,
        invoice.line_items,
        invoice.tax_breakdown,
        (*findings, *check_rules(invoice)),
    )


def _arbitrated(
    transcript: Transcript, document_class: DocumentClass, einvoice: EInvoice | None, text: TextFindings
) -> Invoice:
    candidates = [*(einvoice.candidates if einvoice else ()), *find_code_candidates(transcript.codes), *text.candidates]
    fields = hear_looks(show_on_pages(arbitrate(candidates), candidates, transcript), transcript.looks)
    lines, taxes = _rows(transcript, einvoice)
    return Invoice(document_class, fields, lines, taxes)


def _rows(transcript: Transcript, einvoice: EInvoice | None) -> tuple[tuple[LineItem, ...], tuple[TaxRow, ...]]:
    """Lines and tax rows: the e-invoice's where it has them, else those of the tables."""
    lines = einvoice.line_items if einvoice and einvoice.line_items else find_line_items(transcript)
    if einvoice and einvoice.tax_breakdown:
        return lines, einvoice.tax_breakdown
    return lines, find_tax_breakdown(transcript, lines)


def _read_einvoice(transcript: Transcript) -> tuple[EInvoice | None, tuple[Finding, ...]]:
    """The first e-invoice that can be read; a finding when none can though there are some."""
    error: DocumentError | None = None
    for xml in transcript.einvoices:
        try:
            einvoice = read_einvoice(xml)
        except DocumentError as refused:
            error = refused
        else:
            return einvoice, (MORE_INVOICES,) if einvoice.further else ()
    if error is not None and not transcript.pages:
        raise error
    return None, (BAD_EINVOICE,) if error else ()
