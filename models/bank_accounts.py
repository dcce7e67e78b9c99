"""IBAN (BT-84) and BIC (BT-86): compact form, checksum, printed form.

An IBAN carries two check figures over all of it and, in many countries, further ones of the bank. A wrong one is a
finding for the reviewer and never a reason to drop what is printed.

Source: ISO 13616, ISO 9362; the SWIFT registry through schwifty.
"""

import re

from schwifty import BIC, IBAN

_IBAN_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC_FORM = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def compact_iban(text: str) -> str:
    """The IBAN without its label, blanks and marks, in capitals; whatever is left when it is none.

    >>> compact_iban("IBAN: si56 1910 0000 0123 438")
    'SI56191000000123438'
    """
    return re.sub(r"^IBAN(?=[A-Z]{2}[0-9])", "", re.sub(r"[^A-Z0-9]", "", text.upper()))


def has_iban_form(text: str) -> bool:
    """Whether a text could be an IBAN: a country, two check figures and an account, whatever their checksum."""
    return bool(_IBAN_FORM.fullmatch(compact_iban(text)))


def is_valid_iban(text: str) -> bool:
    """Whether country, length and check figures fit.

    >>> is_valid_iban("DE89 3704 0044 0532 0130 00"), is_valid_iban("DE89 3704 0044 0532 0130 01")
    (True, False)
    """
    return has_iban_form(text) and IBAN(compact_iban(text), allow_invalid=True).is_valid


def format_iban(text: str) -> str:
    """The IBAN in groups of four, as it is printed.

    >>> format_iban("SI56191000000123438")
    'SI56 1910 0000 0123 438'
    """
    compact = compact_iban(text)
    return " ".join(compact[at : at + 4] for at in range(0, len(compact), 4))


def compact_bic(text: str) -> str:
    """The BIC in capitals without blanks, marks and label.

    >>> compact_bic("BIC: ljba si 2x")
    'LJBASI2X'
    """
    return re.sub(r"[^A-Z0-9]", "", re.sub(r"^\s*(?:BIC|SWIFT)[\s/:-]+(?:SWIFT|BIC)?", "", text.upper()))


def is_valid_bic(text: str) -> bool:
    """Whether the form is that of a BIC and its country exists; a BIC has no check figure.

    >>> is_valid_bic("LJBASI2X"), is_valid_bic("LJBAQQ2X"), is_valid_bic("LJBA")
    (True, False, False)
    """
    compact = compact_bic(text)
    return bool(_BIC_FORM.fullmatch(compact)) and BIC(compact, allow_invalid=True).is_valid
