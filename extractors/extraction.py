"""The invoice that a transcript says: candidates of all witnesses, arbitrated, with lines, tax rows and findings.

    XML ----------+
    QR codes -----+--> candidates --> ranker, arbitration --> places on pages --> fields --> rules --> findings
    words --------+                          |                second looks --+
    memory -------+                          +--> alternatives

Pure: the same transcript, with the same memory of its issuer, gives the same invoice. An e-invoice that cannot be read
is a finding, not an error, when the document has pages to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.alternatives import alternatives_of
from extractors.arbitration import Ranked, best_of, rank
from extractors.einvoice.reading import EInvoice, read_einvoice
from extractors.explaining import with_labels
from extractors.fields.finding import find_in_text
from extractors.fields.survey import Survey
from extractors.issuers.remembering import own_words, remember, remembered_class
from extractors.looks import hear_looks
from extractors.qr.candidates import find_code_candidates
from extractors.ranking.features import see
from extractors.ranking.ranker import load_ranker
from extractors.ranking.values import values_of
from extractors.sightings import show_on_pages
from extractors.stacks.finding import find_stack
from extractors.tables.charges import find_charges
from extractors.tables.items import find_line_items
from extractors.tables.line_rates import with_proved_rates
from extractors.tables.taxes import find_tax_breakdown
from models.errors import DocumentError
from models.evidence import Candidate, Witness
from models.invoice import FieldValue, Finding, Invoice, LineItem, TaxRow
from models.lessons import NOTHING_REMEMBERED, Memory
from models.page import Transcript
from models.rules import check_rules
from models.terms import DocumentClass, Term

MORE_INVOICES = Finding(
    "einvoice_holds_more", "The file holds more invoices; only the first was read. Ask for each in a file of its own."
)
NOT_ALL_READ = Finding(
    "not_all_read", "Not everything on the pages was read in the time there was; look at the original."
)
CUT_SHORT = frozenset({"pages_unread", "page_cut"})
"""Warnings of a transcript that there was no time."""
BAD_EINVOICE = Finding("einvoice_unreadable", "The attached e-invoice cannot be read; the pages were read instead.")


@dataclass(frozen=True, slots=True)
class Heard:
    """What all witnesses but the memory say of a document."""

    document_class: DocumentClass
    candidates: tuple[Candidate, ...]
    survey: Survey
    einvoice: EInvoice | None = None
    findings: tuple[Finding, ...] = ()


def extract_invoice(transcript: Transcript, memory: Memory = NOTHING_REMEMBERED) -> Invoice:
    """Every field, line and tax row with its evidence; a class without fields has none.

    `memory` is what was learned from approved documents that may be of the same issuer. A file that seems to hold
    several invoices is read as one, and a finding tells their pages.
    Raises DocumentError only when an e-invoice without pages cannot be read.
    """
    invoice, stack = _extract(transcript, memory), find_stack(transcript, extract_one)
    return replace(invoice, findings=(*invoice.findings, stack.as_finding())) if stack else invoice


def extract_one(transcript: Transcript) -> Invoice:
    """The same of pages that are one document, whatever they look like; nothing is remembered."""
    return _extract(transcript, NOTHING_REMEMBERED)


def _extract(transcript: Transcript, memory: Memory) -> Invoice:
    heard = hear(transcript)
    own = own_words(transcript, memory, heard.candidates)
    document_class = heard.document_class if heard.document_class.has_fields else remembered_class(own)
    if document_class is None:
        return Invoice(heard.document_class, findings=heard.findings)
    candidates = remember(heard.candidates, own)
    ranked = rank_all(candidates, heard.survey)
    fields = show_on_pages(best_of(ranked), candidates, transcript)
    fields = with_labels(hear_looks(fields, transcript.looks), heard.survey)
    others = alternatives_of(ranked)
    invoice = Invoice(document_class, fields, *_rows(transcript, heard.einvoice), alternatives=others)
    invoice = replace(invoice, charges=_charges(transcript, heard.einvoice, invoice))
    unread = (NOT_ALL_READ,) if CUT_SHORT.intersection(transcript.warnings) else ()
    return replace(invoice, findings=(*heard.findings, *unread, *check_rules(invoice)))


def decide(candidates: Sequence[Candidate], survey: Survey) -> dict[Term, FieldValue]:
    """The fields that candidates of a document give, in the order of the terms."""
    return best_of(rank_all(candidates, survey))


def rank_all(candidates: Sequence[Candidate], survey: Survey) -> dict[Term, tuple[Ranked, ...]]:
    """All values that candidates of a document give each term, the best first."""
    read = [found for found in candidates if found.evidence.witness is not Witness.HISTORY]
    ranker = load_ranker()
    shares = ranker.shares(see(values_of(read), survey))
    return rank(candidates, ranker.confidences(shares), shares)


def hear(transcript: Transcript) -> Heard:
    """The class and the candidates that XML, codes and words give. DocumentError as for `extract_invoice`."""
    einvoice, findings = _read_einvoice(transcript)
    text = find_in_text(transcript)
    document_class = einvoice.document_class if einvoice else text.document_class
    candidates = (*(einvoice.candidates if einvoice else ()), *find_code_candidates(transcript.codes), *text.candidates)
    return Heard(document_class, candidates, text.survey, einvoice, findings)


def _rows(transcript: Transcript, einvoice: EInvoice | None) -> tuple[tuple[LineItem, ...], tuple[TaxRow, ...]]:
    """Lines and tax rows: the e-invoice's where it has them, else those of the tables."""
    lines = einvoice.line_items if einvoice and einvoice.line_items else find_line_items(transcript)
    if einvoice and einvoice.tax_breakdown:
        return lines, einvoice.tax_breakdown
    taxes = find_tax_breakdown(transcript, lines)
    return with_proved_rates(lines, taxes), taxes


def _charges(transcript: Transcript, einvoice: EInvoice | None, invoice: Invoice) -> Decimal:
    """The document's own charges less allowances: the e-invoice's where the lines are, else those of the pages."""
    if einvoice and einvoice.line_items:
        return einvoice.charges
    net, tax, gross = (invoice.amount(term) for term in (Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS))
    if net is None and tax is not None and gross is not None:
        net = gross - tax
    return find_charges(transcript, invoice.line_items, (net, gross))


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
