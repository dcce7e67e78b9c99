"""Why a document waits, in the few words that a list has room for."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.doubts import Doubt, DoubtKind
from models.states import State
from models.terms import DocumentClass
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from review_ui.wording import label_of
from storage.rows import DocumentRow

MOST = 3

FINDINGS: Words[str] = Words(
    {
        "br_co_10": "Lines do not add up",
        "br_co_13": "Taxable amounts do not add up",
        "br_co_14": "Taxes do not add up",
        "br_co_15": "Total does not add up",
        "br_co_16": "More due than the total",
        "br_co_17": "Tax does not fit its rate",
        "line_net_amount": "A line does not fit its price",
        "iban_checksum": "IBAN fails its check",
        "bic_form": "BIC has an odd form",
        "br_co_09": "VAT number without a country",
        "vat_id_checksum": "VAT number fails its check",
        "same_parties": "Seller and buyer are the same",
        "reference_checksum": "Reference fails its check",
        "br_cl_04": "Unknown currency",
        "tax_rate": "Unknown tax rate",
        "due_before_issue": "Due before it was issued",
        "issue_date_in_future": "Issued in the future",
        "duplicate_invoice": "Perhaps a duplicate",
        "einvoice_holds_more": "More than one invoice",
        "einvoice_unreadable": "E-invoice cannot be read",
        "several_invoices": "More than one invoice",
        "perhaps_several_invoices": "Perhaps more than one invoice",
        "not_all_read": "Not read to the end",
        "changed_account": "Another bank account than before",
    }
)


@dataclass(frozen=True, slots=True)
class Why:
    """What is to be looked at in a document: each `kind` with its `text`, and how many `more` there are."""

    reasons: tuple[tuple[str, str], ...]
    more: int


def words_of(doubt: Doubt) -> str:
    """A doubt in words."""
    if doubt.kind is DoubtKind.FINDING:
        return FINDINGS[doubt.name] if doubt.name in FINDINGS else label_of(doubt.name)
    label = label_of(doubt.name)
    if doubt.kind is DoubtKind.MISSING:
        return gettext("{field} missing", field=label)
    return gettext("{field} unsure", field=label)


def why_of(row: DocumentRow) -> Why:
    """The first reasons, findings among them, of a document in review; none for others. What is no invoice says so."""
    if row.state not in {State.IN_REVIEW, State.READY}:
        return Why((), 0)
    if row.document_class and not DocumentClass(row.document_class).has_fields:
        return Why(((DoubtKind.FINDING.value, gettext("It is no invoice")),), 0)
    ranked = sorted(
        row.doubts, key=lambda doubt: (DoubtKind.MISSING, DoubtKind.FINDING, DoubtKind.UNSURE).index(doubt.kind)
    )
    return Why(tuple((doubt.kind.value, words_of(doubt)) for doubt in ranked[:MOST]), max(0, len(ranked) - MOST))


def reasons_of(rows: tuple[DocumentRow, ...]) -> Mapping[str, Why]:
    """Why each of these waits, by its id."""
    return {row.id: why_of(row) for row in rows}
