"""How long the IBAN of a country is.

Source: the SWIFT registry through schwifty.
"""

from functools import cache

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException


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
