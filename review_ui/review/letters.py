"""The letter that tells a sender why a document was rejected: its text, in the sender's language as far as known.

A letter speaks the language of who gets it and not of who writes it, so its texts stand here and in no catalogue; an
organisation may have its own. What stands in braces is filled in.
"""

import re
from collections.abc import Mapping

from models.invoice import Invoice
from models.languages import Language
from models.outgoing import LONGEST_SUBJECT, Mail
from models.terms import Term
from review_ui.visitors import Visitor
from storage.letter_texts import Text, load_texts
from storage.senders import Sender

TEXTS: Mapping[Language, Text] = {
    Language.ENGLISH: (
        "Your document {number} was not accepted",
        (
            "Dear Sir or Madam,\n\nwe cannot accept your document {number} ({file}).\n\n"
            "Reason: {reason}\n\n"
            "Please send us a corrected document, or write to us if you see it otherwise.\n\n"
            "Kind regards\n{organisation}"
        ),
    ),
    Language.SLOVENIAN: (
        "Vašega dokumenta {number} nismo sprejeli",
        (
            "Spoštovani,\n\nvašega dokumenta {number} ({file}) ne moremo sprejeti.\n\nRazlog: {reason}\n\n"
            "Prosimo, pošljite nam popravljen dokument ali nam pišite, če se s tem ne strinjate.\n\n"
            "Lep pozdrav\n{organisation}"
        ),
    ),
    Language.GERMAN: (
        "Ihr Beleg {number} wurde nicht angenommen",
        (
            "Sehr geehrte Damen und Herren,\n\n"
            "Ihren Beleg {number} ({file}) können wir nicht annehmen.\n\n"
            "Grund: {reason}\n\n"
            "Bitte senden Sie uns einen berichtigten Beleg, oder schreiben Sie uns, wenn Sie das "
            "anders sehen.\n\nMit freundlichen Grüßen\n{organisation}"
        ),
    ),
}
PLACES = ("number", "file", "reason", "organisation")
_PLACE = re.compile(r"\{(\w+)\}")
_COUNTRIES = {"SI": Language.SLOVENIAN, **dict.fromkeys(("DE", "AT", "CH", "LI"), Language.GERMAN)}


def language_of(invoice: Invoice) -> Language:
    """The language of an issuer, by the country of its VAT id or account; English where neither says."""
    codes = ((invoice.text(term) or "")[:2] for term in (Term.SELLER_VAT_ID, Term.IBAN))
    return next((_COUNTRIES[code] for code in codes if code in _COUNTRIES), Language.ENGLISH)


def make_letter(visitor: Visitor, values: Mapping[str, str], sender: Sender, language: Language) -> Mail:
    """The letter as it stands before a person has changed it; `values` are what its PLACES are filled with."""
    own = load_texts(visitor.house, visitor.organisation_id)
    subject, body = own.get(language) or TEXTS[language]
    line = " ".join(filled(subject, values).split())[:LONGEST_SUBJECT]
    return Mail(sender.address, line, filled(body, values), sender.message_id)


def values_of(visitor: Visitor, invoice: Invoice, file: str, reason: str) -> Mapping[str, str]:
    """What the places of a letter are filled with, by their names."""
    number = invoice.text(Term.INVOICE_NUMBER) or ""
    return dict(zip(PLACES, (number, file, reason, visitor.session.organisation_name), strict=True))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled, once: what is filled in is no text with places.

    >>> filled("{number}: {reason}", {"number": "{reason}", "reason": "paid"})
    '{reason}: paid'
    """
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
