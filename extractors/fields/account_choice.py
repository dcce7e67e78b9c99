"""Which of several accounts an invoice is paid to, where it names no one of them as such.

Issuers list their banks in the order in which they like to be paid; an account in the country of the issuer is meant
before one abroad, and one that is named with the currency of the invoice (`IBAN EUR`) before one with another.
"""

import re
from collections.abc import Mapping, Sequence

from extractors.fields.country import country_of
from extractors.fields.currency import find_currency
from extractors.fields.layout import Cell
from extractors.fields.survey import Survey
from models.bank_accounts import is_valid_iban
from models.money import CURRENCY_CODES

FIRST = 0.5
HOME = 0.9
OWN_CURRENCY = 0.8
OTHER_CURRENCY = -0.8
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def prefer(ibans: Sequence[tuple[Cell, str]], survey: Survey) -> Mapping[str, float]:
    """Log-odds of each account, by its text, for being the one that is meant; none where there is no choice."""
    valid = [(cell, text) for cell, text in ibans if is_valid_iban(text)]
    if len({text for _, text in valid}) < 2:
        return {}
    home = survey.once(country_of)
    currency = next((str(found.value) for found in find_currency(survey)), "")
    odds: dict[str, float] = {}
    for cell, text in valid:
        told = (FIRST if text == valid[0][1] else 0.0) + (HOME if text[:2] == home else 0.0)
        odds[text] = max(told + _currency_odds(cell, currency, survey), odds.get(text, told - 1.0))
    return odds


def _currency_odds(cell: Cell, currency: str, survey: Survey) -> float:
    """What a code of a currency on the account's row says."""
    row = " ".join(other.text for other in survey.sheets[cell.page].rows[cell.row])
    codes = set(_CODE.findall(row)) & CURRENCY_CODES
    if not codes or not currency:
        return 0.0
    return OWN_CURRENCY if currency in codes else OTHER_CURRENCY


def nearest_to(account: Cell | None, banks: Sequence[Cell]) -> Cell | None:
    """The bank's code that stands nearest to an account: behind it or below it before above it."""
    here = [bank for bank in banks if account is not None and bank.page == account.page]
    if account is None or not here:
        return None
    return min(here, key=lambda bank: (_apart(account, bank), bank.row, bank.column))


def _apart(account: Cell, bank: Cell) -> float:
    """How far a code stands from an account, in points; above it, or in another column, counts double."""
    down = bank.box.y_mid - account.box.y_mid
    across = 0.0 if bank.box.x_overlap(account.box) > 0 else abs(bank.box.x0 - account.box.x0)
    return (abs(down) if down >= -1 else -2 * down) + across * (0.1 if bank.row == account.row else 0.5)
