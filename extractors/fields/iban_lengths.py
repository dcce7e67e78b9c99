"""How long the IBAN of a country is, and whether words are one.

Source: the SWIFT registry through schwifty.
"""

from collections.abc import Sequence
from functools import cache

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from models.bank_accounts import compact_iban, is_valid_iban

_MOST_GROUPS = 9


@cache
def _length_of_country(country: str) -> int:
    try:
        return int(IBAN(f"{country}00", allow_invalid=True).spec.iban_length)
    except (SchwiftyException, AttributeError):
        return 0


def iban_length(text: str) -> int:
    """The length of the IBAN that begins with `text`; 0 when its country has none.

    >>> iban_length("SI56"), iban_length("XX00")
    (19, 0)
    """
    return _length_of_country(text[:2].upper())


def begins_account(texts: Sequence[str]) -> bool:
    """Whether these words are an IBAN, or begin with one whose check figures are right.

    What looks like the VAT number of the country is none then.

    >>> begins_account(["SI56", "1910", "0000", "0123", "438"]), begins_account(["SI15012557"])
    (True, False)
    """
    length = iban_length(texts[0])
    whole = compact_iban("".join(texts[:_MOST_GROUPS])) if length else ""
    return len(whole) == length > 0 or (len(whole) > length > 0 and is_valid_iban(whole[:length]))
