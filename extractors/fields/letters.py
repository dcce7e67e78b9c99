"""What speaks for a letter: it addresses someone, and its lines are sentences rather than rows of a table."""

import re

from extractors.fields.survey import Survey

SALUTATION = 1.2
SUBJECT = 0.5
PER_SENTENCE = 0.3
MOST_SENTENCES = 4
PER_FIGURE = -0.3
_SALUTATION = re.compile(
    r"^(?:dear\b|sehr geehrte|liebe[rs]?\b|madame|monsieur|messieurs|mesdames|gentile|gentili|egregi|spettabile|estimad"
    r"|muy señor|geachte|beste\b|exmos?\.? senhor|caro|szanown|vážen|spoštovan|poštovan|tisztelt|hej\b|kære|hyvä"
    r"|gerbiam|cien|lugupeetud|stimat|αγαπητ|bästa|kjære|hei\b|chère?s?\b|querid|prezad|drag[aei]\b|mil[ýáí]\b"
    r"|dobrý den|labdien|sveiki|tere\b|уважаем|sayın)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:objet|oggetto|asunto|assunto|betreft|onderwerp|betreff|subject|re"
    r"|dotyczy|věc|vec|zadeva|predmet|tárgy|ärende|emne|aihe|θέμα)\s*:",
    re.IGNORECASE,
)
_SENTENCE_WORDS = 9


def letter_odds(survey: Survey) -> float:
    """Log-odds that the first page is a letter; 0 when nobody is addressed."""
    cells = survey.sheets[0].cells if survey.sheets else ()
    if not any(_SALUTATION.match(cell.text) and len(cell.words) < _SENTENCE_WORDS for cell in cells):
        return 0.0
    sentences = sum(len(cell.words) >= _SENTENCE_WORDS for cell in cells)
    money = {(amount.cell.row, amount.cell.column) for amount in survey.amounts if amount.is_money}
    alone = sum((cell.row, cell.column) in money and len(cell.words) <= 2 for cell in cells)
    odds = SALUTATION + PER_SENTENCE * min(MOST_SENTENCES, sentences) + PER_FIGURE * alone
    return odds + (SUBJECT if any(_SUBJECT.match(cell.text) for cell in cells) else 0.0)
