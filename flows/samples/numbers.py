"""Invented numbers whose check figures are right: VAT numbers, IBANs, payment references.

Bank codes are ones that no bank has; that a VAT number is somebody's is an accident of its figures.
"""

import string
from collections.abc import Callable
from random import Random

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

from models.bank_accounts import is_valid_iban
from models.vat_ids import is_valid_vat_id

MOST_TRIES = 200_000


def invent_vat_id(random: Random, pattern: str) -> str:
    """A VAT number after a pattern in which each # is a figure and each @ a letter."""
    return _drawn(random, pattern, lambda number: bool(is_valid_vat_id(number)))


def invent_iban(random: Random, country: str, pattern: str) -> str:
    """An IBAN around an account after a pattern; in Slovenia the account ends in two check figures of its own."""
    bban = _drawn(random, pattern, lambda _: True)
    if country == "SI":
        bban += mod_97_10.calc_check_digits(bban)
    iban = f"{country}{mod_97_10.calc_check_digits(bban + country)}{bban}"
    if not is_valid_iban(iban):
        raise ValueError(f"the account pattern of {country} makes no IBAN")
    return iban


def invent_reference(random: Random, language: str, number: str) -> str | None:
    """What a seller asks to be quoted: a structured reference of its country, the invoice number, or nothing."""
    figures = "".join(figure for figure in number if figure.isdigit())
    if language in {"sl", "hr"}:
        return f"{language.upper().replace('SL', 'SI')}00{figures}"
    styles = [None, number, "RF" + iso11649_check(figures) + figures]
    return random.choice(styles)


def iso11649_check(figures: str) -> str:
    """The two check figures of a creditor reference.

    >>> iso11649_check("539007547034")
    '18'
    """
    return mod_97_10.calc_check_digits(figures + "RF")


def format_rf(reference: str) -> str:
    """A creditor reference in groups of four; others unchanged."""
    return str(iso11649.format(reference)) if iso11649.is_valid(reference) else reference


def fill_pattern(random: Random, pattern: str) -> str:
    """A figure for every # and a letter for every @."""
    kinds = {"#": string.digits, "@": string.ascii_uppercase}
    return "".join(random.choice(kinds[mark]) if mark in kinds else mark for mark in pattern)


def _drawn(random: Random, pattern: str, is_right: Callable[[str], bool]) -> str:
    """Figures for every # and letters for every @ until the whole is right."""
    for _ in range(MOST_TRIES):
        number = fill_pattern(random, pattern)
        if is_right(number):
            return number
    raise ValueError("no number fits the pattern")
