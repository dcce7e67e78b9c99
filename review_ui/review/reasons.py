"""Why a value was taken, in words: what stands beside it, what fits, and who agrees.

A reason is made of machine words: one that names how the value was found, such as `label:invoiceno` or
`checksum`, those that were seen about a party, and what happened afterwards, such as `rounded`.
"""

from collections.abc import Iterator

from babel.lists import format_list

from models.evidence import Evidence, Witness
from models.invoice import FieldValue
from review_ui.languages.speech import gettext, locale
from review_ui.languages.words import Words

MOST_SEEN = 3
LONGEST_LABEL = 40

AGREEING: Words[str] = Words(
    {
        "text_layer": "the text of the PDF",
        "ocr": "the recognised text",
        "second_engine": "a second recognition",
        "xml": "the e-invoice XML",
        "qr": "the payment code",
        "history": "earlier invoices",
    }
)
FOUND: Words[str] = Words(
    {
        "label": "Beside its label",
        "labels": "Beside a label of several dates",
        "column_of_total": "In the row and column of totals",
        "unlabelled": "No label stands beside it",
        "prose": "The sentence around it says so",
        "printed": "Printed on the document",
        "country": "Not printed; the usual one of the country",
        "checksum": "Its check digits fit",
        "form": "It has the form of one",
        "form_and_place": "By its form and its place on the page",
        "near_iban": "Close to the IBAN",
        "title": "From the title",
        "below_name": "Below the name",
        "issuer": "As on earlier invoices of this issuer",
        "code": "From the payment code",
        "CII": "From the e-invoice XML",
        "UBL": "From the e-invoice XML",
    }
)
SEEN: Words[str] = Words(
    {
        "called_party": "a label calls it so",
        "behind_label": "behind a label",
        "domain": "fits a web or mail address",
        "registered": "beside a tax or registration number",
        "legal_form": "has a legal form",
        "sender_line": "in the sender's line",
        "window": "in the address window",
        "after_sender": "below the sender's line",
        "signature": "in the signature",
        "legal_line": "in the line of legal details",
        "address_follows": "an address follows",
        "first_line": "first line of the page",
        "heads_block": "heads a block",
        "large": "in large letters",
        "repeated": "printed several times",
        "named": "known as a company name",
    }
)
AFTERWARDS: Words[str] = Words(
    {
        "rounded": "After rounding",
        "second_reading": "Read in another way, so that a check fits",
        "picture_differs": "The picture itself says something else",
    }
)


def explain(found: FieldValue) -> tuple[str, ...]:
    """Why this value, in short phrases; empty for what a person entered or where nothing is known."""
    if found.evidence.witness is Witness.PERSON:
        return ()
    return tuple(phrase for phrase in (*_why(found), _who(found.witnesses)) if phrase)


def _why(found: FieldValue) -> Iterator[str]:
    first, *rest = found.reason.split("+")
    word = first.partition(":")[0].partition(" ")[0]
    seen = [SEEN[each] for each in SEEN if each in {first, *rest}]
    if found.label:
        yield _beside(found.label, found.evidence)
    elif word in FOUND:
        yield FOUND[word]
    elif seen:
        yield _capital(", ".join(seen[:MOST_SEEN]))
    yield from (AFTERWARDS[each] for each in rest if each in AFTERWARDS)


def _beside(label: Evidence, value: Evidence) -> str:
    """Where the label stands, as a person would point at it."""
    text = " ".join(label.text.split()).rstrip(" :")
    short = text if len(text) <= LONGEST_LABEL else text[:LONGEST_LABEL] + "…"
    if label.box and value.box and label.box.bottom <= value.box.y_mid and label.box.x1 > value.box.x0:
        return gettext("Label “{label}” above it", label=short)
    return gettext("Label “{label}” left of it", label=short)


def _who(witnesses: tuple[str, ...]) -> str:
    """Who says the same independently of each other; nothing where it is one alone, whom the place names."""
    known = [AGREEING[each] for each in AGREEING if each in witnesses]
    if len(known) < 2:
        return ""
    return gettext("{witnesses} agree", witnesses=_capital(format_list(known, locale=locale())))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
