"""Names in the addresses of mail and web on a document, and whether they are made of a party's name."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from extractors.fields.addresses import is_contact
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey
from extractors.fields.zones import Zone

_DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}", re.IGNORECASE)
_BARE_DOMAIN = re.compile(
    r"\b([a-z0-9-]{4,})\.(?:com|net|org|de|fr|nl|si|cz|sk|pl|it|es|eu|hr|at|ch|be)\b", re.IGNORECASE
)
_MAILERS = {"gmail", "outlook", "hotmail", "yahoo", "gmx", "web", "icloud", "live", "email", "mail", "example"}


def find_domains(survey: Survey, zones: Iterable[Zone]) -> set[str]:
    """The names in addresses of mail and web, those of the buyer left out."""
    buyers = {id(cell) for zone in zones if zone.role != "seller" for cell in zone.cells}
    found: set[str] = set()
    for sheet in survey.sheets:
        for cell in sheet.cells:
            if id(cell) not in buyers:
                bare = _BARE_DOMAIN.finditer(cell.text) if is_contact(cell.text) else ()
                found |= {fold(match[1].split(".")[-1]) for match in (*_DOMAIN.finditer(cell.text), *bare)}
    return {domain for domain in found if len(domain) > 2 and domain not in _MAILERS}


def is_akin(domain: str, name: str) -> bool:
    """Whether a domain is made of a name: the same letters, or its first word."""
    bare = fold(name)
    words = [fold(word) for word in name.split() if len(word) > 3]
    if len(domain) >= 4 and (domain in bare or any(len(word) >= 5 and word in domain for word in words)):
        return True
    return SequenceMatcher(None, domain, bare, autojunk=False).ratio() > 0.75
