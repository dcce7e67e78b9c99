"""The country of a document: where its seller sits, as far as the pages say.

VAT numbers, accounts, postal codes, telephone numbers, domains, legal forms and language vote. The votes of one kind
count once per country, so that a long list of items does not decide.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.fields.survey import Survey
from extractors.fields.zones import find_zones
from models.vat_ids import has_vat_id_form, vat_country

LEAST_VOTES = 1.0
LANGUAGE_COUNTRIES = {
    "de": "DE", "fr": "FR", "it": "IT", "es": "ES", "nl": "NL", "pt": "PT", "pl": "PL", "cs": "CZ", "sk": "SK",
    "sl": "SI",    "hr": "HR", "hu": "HU", "sv": "SE", "da": "DK", "no": "NO", "fi": "FI", "lt": "LT", "lv": "LV",
    "et": "EE", "ro": "RO",
}  # fmt: skip
_MARKS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("US", 2.0, re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b")),
    ("US", 1.5, re.compile(r"\bSales Tax\b", re.IGNORECASE)),
    ("GB", 2.0, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")),
    (
        "MY",
        2.5,
        re.compile(r"\bSDN\.?\s*BHD\b|\bRM\s?\d|\bMalaysia\b|\b(?:Selangor|Kuala Lumpur|Johor)\b", re.IGNORECASE),
    ),
    ("IN", 2.5, re.compile(r"\bGSTIN\b|\bPvt\.?\s*Ltd\b|\bIndia\b|₹", re.IGNORECASE)),
    ("AU", 2.5, re.compile(r"\bABN\b|\bPty\.?\s*Ltd\b|\bAustralia\b")),
    ("SI", 2.0, re.compile(r"\bID za DDV\b|\bd\.o\.o\.,?\s.*\bSlovenija\b|\bSI56\b")),
    ("HR", 2.0, re.compile(r"\bOIB\b|\bPDV\b")),
    ("CH", 2.0, re.compile(r"\bCHE-\d{3}|\bCHF\b|\bCH-\d{4}\b")),
    ("AT", 2.0, re.compile(r"\bATU\d{8}\b|\bÖsterreich\b|\bA-\d{4}\b")),
    ("CA", 1.5, re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b|\bCanada\b")),
    ("SG", 2.0, re.compile(r"\bSingapore\b|\bPte\.?\s*Ltd\b")),
    ("IE", 1.5, re.compile(r"\bIreland\b|\bDublin\b")),
    ("ZA", 2.5, re.compile(r"\(Pty\)\s*Ltd|\bSouth Africa\b|\bVAT (?:Reg )?No\.?:?\s?4\d{9}\b", re.IGNORECASE)),
    ("NZ", 1.5, re.compile(r"\bNew Zealand\b")),
    ("BE", 1.5, re.compile(r"\bBTW BE\b|\bBelgi(?:ë|que|um)\b")),
)
_IBAN = re.compile(r"\b([A-Z]{2})\d{2}(?:\s?[A-Z0-9]{4}){3,}")
_VAT = re.compile(r"\b(?:ATU|[A-Z]{2})\s?\d[\dA-Z]{6,12}\b")
_PHONE = re.compile(r"\+\s?(\d{2,3})")
_CALLING = {
    "49": "DE", "43": "AT", "41": "CH", "33": "FR", "39": "IT", "34": "ES", "31": "NL", "32": "BE", "351": "PT",
    "48": "PL",
    "420": "CZ", "421": "SK", "386": "SI", "385": "HR", "36": "HU", "46": "SE", "45": "DK", "47": "NO", "358": "FI",
    "370": "LT", "371": "LV", "372": "EE", "40": "RO", "44": "GB", "353": "IE", "91": "IN", "60": "MY", "61": "AU",
}  # fmt: skip
_DOMAIN = re.compile(
    r"(?:@|www\.)[\w.-]+\.(de|at|ch|fr|it|es|nl|be|pt|pl|cz|sk|si|hr|hu|se|dk|no|fi|lt|lv|ee|ro|uk|ie|in|my|au)\b"
)
_DOMAIN_COUNTRIES = {"uk": "GB"}


def country_of(survey: Survey) -> str | None:
    """The ISO 3166-1 code of the likeliest country; None when nothing points anywhere."""
    text = "\n".join(_seller_lines(survey))
    votes: dict[str, float] = defaultdict(float)
    for country, weight, pattern in _MARKS:
        votes[country] += weight * bool(pattern.search(text))
    for country in {found[1] for found in _IBAN.finditer(text)}:
        votes[country] += 2.0
    for prefixed in {vat_country(found[0]) or "" for found in _VAT.finditer(text) if has_vat_id_form(found[0])}:
        votes[prefixed] += 1.5
    for country in {_calling(found[1]) for found in _PHONE.finditer(text)}:
        votes[country] += 1.0
    for ending in {found[1] for found in _DOMAIN.finditer(text)}:
        votes[_DOMAIN_COUNTRIES.get(ending, ending.upper())] += 0.8
    for language in sorted(survey.languages & set(LANGUAGE_COUNTRIES)):
        votes[LANGUAGE_COUNTRIES[language]] += 1.2 / len(survey.languages)
    votes.pop("", None)
    best = max(sorted(votes), key=lambda country: votes[country], default=None)
    return best if best and votes[best] >= LEAST_VOTES else None


def _seller_lines(survey: Survey) -> Iterator[str]:
    """The lines of the pages without what stands under a label of the buyer."""
    zones = [zone for zone in survey.once(find_zones) if zone.role == "buyer"]
    buyers = {(cell.page, cell.row, cell.column) for zone in zones for cell in zone.cells}
    for sheet in survey.sheets:
        for row in sheet.rows:
            yield " ".join(cell.text for cell in row if (cell.page, cell.row, cell.column) not in buyers)


def _calling(digits: str) -> str:
    return _CALLING.get(digits) or _CALLING.get(digits[:2], "")
