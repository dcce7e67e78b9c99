"""What speaks for a receipt: the width of a till's roll, and who sold, how it was paid, what was given back."""

from extractors.fields.phrases import fold, load_words
from extractors.fields.survey import Survey

TILL_WORDS = 1.2
NARROW = 1.0
SLIP = 1.5
"""How much more a narrow page with words of a till is a receipt, whatever its title: tills print `Invoice` too."""


def till_odds(survey: Survey) -> float:
    """Whether the page looks like a till's: narrow, with who sold, how it was paid and what was given back."""
    words = {label.phrase.text for label in survey.labels if label.family == "totals" and label.leads}
    words |= {fold(cell.words[0].text) for sheet in survey.sheets[:1] for cell in sheet.cells if len(cell.words) <= 3}
    known = len(words & load_words("till_words"))
    odds = TILL_WORDS * min(2, max(0, known - 1))
    if not any(sheet.is_slip for sheet in survey.sheets[:1]):
        return odds
    return odds + NARROW + (SLIP if known > 1 else 0.0)
