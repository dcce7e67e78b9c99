"""Which reading of a date a document means: whether it writes the day or the month first, and in whose language.

Figures are decided once per document, by all that it shows; a month's name by the document's languages, for
`20. listopada` is in October in Croatia and in November in Poland.
"""

import re
from collections.abc import Sequence
from datetime import date

from extractors.fields.figures import Day
from extractors.fields.survey import Survey
from models.dates import date_readings
from models.month_names import month_in

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}")
_US_PLACE = re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b")
_SURE = 3.0
_US_ADDRESS = 1.5
_DOLLAR = 0.7
_OTHER_LANGUAGE = 2.0
_NOT_US_MARKS = 1.5
_NOT_US = re.compile(r"\b(?:VAT|GST|GSTIN|IBAN|ABN|SDN|BHD|Pty|d\.o\.o\.)\b")


def order_of_days(survey: Survey) -> bool:
    """True when the day comes first: unambiguous dates decide, then country and language."""
    month_first = 0.0
    for day in survey.days:
        if found := _SLASHED.search(day.cell.text):
            first, second = int(found[1]), int(found[2])
            month_first += _SURE * ((second > 12) - (first > 12)) * (len(date_readings(day.cell.text)) == 1)
    text = "\n".join(page.text for page in survey.transcript.pages)
    month_first += _US_ADDRESS * bool(_US_PLACE.search(text)) + _DOLLAR * ("$" in text)
    month_first -= _NOT_US_MARKS * bool(_NOT_US.search(text))
    month_first -= _OTHER_LANGUAGE * ("en" not in survey.languages)
    return month_first <= 0


def readings_in_order(day: Day, survey: Survey, *, day_first: bool) -> Sequence[date]:
    """The first two readings of a date, the one that the document means first."""
    first, second = day.readings[:2]
    words = re.findall(r"[^\W\d_]+", day.cell.text)
    months = {month_in(word, language) for word in words for language in survey.languages}
    if words and months - {None}:
        return (second, first) if second.month in months and first.month not in months else (first, second)
    return (first, second) if day_first else (second, first)
