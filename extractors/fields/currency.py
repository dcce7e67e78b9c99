"""Find the currency (BT-5): a code or sign on the document, else the country's.

Codes printed beside totals or after a label are read; a sign such as `$` or `kr` that stands for several currencies is
settled by the country. When neither is printed the currency is inferred from the seller's country, and says so.

Source: ISO 4217.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.fields.choices import Choice, share_out
from extractors.fields.country import LANGUAGE_COUNTRIES, country_of
from extractors.fields.survey import Survey
from models.evidence import Candidate, Evidence, Witness
from models.money import CURRENCY_CODES, CURRENCY_SIGNS, country_currency, currencies_of
from models.terms import Term

CODE = 2.2
CODE_BESIDE_AMOUNT = 3.0
SIGN, SIGN_APART = 2.6, 1.6
PER_MENTION = 0.25
MOST_MENTIONS = 6
AT_THE_TOTAL = 1.5
"""How much more the currency is meant that stands in the row of the grand total."""
INFERRED = 0.4
COMMON = 0.6
_COMMON = {
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "CZK",
    "PLN",
    "HUF",
    "SEK",
    "NOK",
    "DKK",
    "INR",
    "MYR",
    "AUD",
    "CAD",
    "RON",
    "SGD",
}
_TODAY = CURRENCY_CODES & {
    *_COMMON,
    "JPY",
    "CNY",
    "BGN",
    "RSD",
    "BAM",
    "MKD",
    "ALL",
    "TRY",
    "UAH",
    "ISK",
    "ZAR",
    "NZD",
    "HKD",
    "THB",
    "IDR",
    "PHP",
    "VND",
    "KRW",
    "TWD",
    "AED",
    "SAR",
    "ILS",
    "MXN",
    "BRL",
    "ARS",
    "CLP",
    "COP",
    "PEN",
    "HRK",
    "EGP",
    "KWD",
}
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_SIGN = re.compile(
    r"US\$|A\$|AU\$|C\$|CA\$|NZ\$|S\$|HK\$|R\$|[€$£¥₹₺₽₴₩₪฿₫₱₦]|(?<!\w)(?:Kč|zł|Ft|kr\.?|RM|Rs\.?|lei|Fr\.)(?!\w)"
    r"|(?<!\w)R(?=\s?\d)"
)
_CAPITAL = re.compile(r"\b\w*(?:capital|kapit[aá]l|kapitał|kapitāl|pääoma|tőke)\w*\b", re.IGNORECASE)
"""Words for the capital of a company: the currency it is stated in is not always that of the invoice."""
_GRAND = frozenset({"total_gross", "amount_due", "total"})
_AMOUNT_BESIDE = re.compile(r"\d")
_SIGN_TOUCHES = re.compile(r"\d\s?[^\d\s.,-]|[^\d\s.,-]\s?-?\d")
_TOUCHES = re.compile(r"\d\s?[A-Z]{3}|[A-Z]{3}\s?[-(]?\d")


def find_currency(survey: Survey) -> list[Candidate]:
    """Candidates of the currency by descending probability."""
    country = survey.once(country_of)
    choices = list(_printed(survey, country))
    code = country_currency(country) if country else None
    if code and not choices:
        evidence = Evidence(Witness.INFERRED, country or "")
        choices = [Choice(code, INFERRED, evidence, "country")]
    return share_out(Term.CURRENCY, choices)


def _printed(survey: Survey, country: str | None) -> Iterator[Choice]:
    mentions = list(_mentions(survey, country))
    counts = Counter(code for code, _, _ in mentions)
    for code, odds, evidence in mentions:
        often = PER_MENTION * min(MOST_MENTIONS, counts[code])
        yield Choice(code, odds - 1.5 + often + (COMMON if code in _COMMON else 0.0), evidence, "printed")


def _mentions(survey: Survey, country: str | None) -> Iterator[tuple[str, float, Evidence]]:
    """Every currency named on the pages, with its log-odds."""
    own = country_currency(country) if country else None
    named, spoken = _named_codes(survey), _spoken_codes(survey)
    for sheet in survey.sheets:
        named_totals = survey.labels_on(sheet.number, "totals")
        totals = {label.cell.row for label in named_totals}
        grand = {label.cell.row for label in named_totals if label.meanings & _GRAND}
        for cell in sheet.cells:
            if _CAPITAL.search(cell.text):
                continue
            beside = bool(_AMOUNT_BESIDE.search(cell.text))
            more = AT_THE_TOTAL if cell.row in grand else 0.0
            for found in _CODE.finditer(cell.text):
                touches = bool(_TOUCHES.search(cell.text[max(0, found.start() - 3) : found.end() + 3]))
                alone = len(cell.words) == 1 and cell.text.strip(" :.()") == found[0]
                if found[0] in (_TODAY if touches else _COMMON):
                    yield found[0], more + (CODE_BESIDE_AMOUNT if touches or alone else CODE), cell.evidence()
            for found in _SIGN.finditer(cell.text):
                if found[0] == "R" and own != "ZAR":
                    continue
                meant = _settle(currencies_of(found[0]) or CURRENCY_SIGNS.get(found[0], ()), own, named, spoken)
                touches = bool(_SIGN_TOUCHES.search(cell.text[max(0, found.start() - 2) : found.end() + 3]))
                if meant and (beside or cell.row in totals):
                    yield meant, more + (SIGN if touches else SIGN_APART), cell.evidence()


def _named_codes(survey: Survey) -> Counter[str]:
    """How often each code of a currency that is in use stands on the pages."""
    codes = (found[0] for page in survey.transcript.pages for found in _CODE.finditer(page.text))
    return Counter(code for code in codes if code in _COMMON)


def _spoken_codes(survey: Survey) -> Counter[str]:
    """How many labels are words of a language that is spoken where a currency is tender."""
    countries = (LANGUAGE_COUNTRIES.get(tongue) for label in survey.labels for tongue in label.phrase.languages)
    return Counter(code for country in countries if country and (code := country_currency(country)))


def _settle(codes: Sequence[str], own: str | None, named: Counter[str], spoken: Counter[str]) -> str | None:
    """Which of the currencies of a sign is meant.

    The one that a code names, the country's, the one where most labels are at home, or the likeliest.
    """
    told = max(codes, key=lambda code: named[code], default=None)
    if told and named[told]:
        return told
    return own if own in codes else max(codes, key=lambda code: spoken[code], default=None)
