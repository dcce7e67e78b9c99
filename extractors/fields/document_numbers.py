"""Find the numbers of documents: invoice number (BT-1) and order reference (BT-13).

A number is a word with figures, perhaps with a part that stands apart (`RE 2024 / 17`). Labels propose; the document's
title is a weak label for its own number; labels of other numbers compete. Dates, sums of money, accounts and VAT
numbers are no such numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.fields.bare_labels import bare_label_strength, is_whole, spaced_number
from extractors.fields.choices import Choice, share_out
from extractors.fields.layout import Cell, slice_word
from extractors.fields.links import Link, Relation, best_by_meaning
from extractors.fields.survey import Survey, overlaps
from models.bank_accounts import is_valid_iban
from models.dates import parse_date
from models.evidence import Candidate
from models.references import ReferenceKind, parse_reference
from models.terms import Term
from models.vat_ids import is_valid_vat_id

FORCE: Mapping[Term, Mapping[str, float]] = {
    Term.INVOICE_NUMBER: {"invoice_number": 0.3, "invoice": -0.7, "credit_note": -0.7, "receipt": -1.2},
    Term.ORDER_REFERENCE: {"order_reference": 0.0},
}
PRIOR = {Term.INVOICE_NUMBER: -1.4, Term.ORDER_REFERENCE: -1.7}
TITLE_NOT_BESIDE = -1.5
FEW_FIGURES = -0.8
ONE_FIGURE = -1.0
MIXED = 0.3
LIKE_YEAR = -1.0
IN_BRACKETS = -2.5
BEGINS_WORDS = -1.0
SERIES = 0.4
WHOLE = 0.6
AFTER_NUMBER_WORD = 1.3
TITLE_IN_GRID = -0.3
TITLE_NOT_LEADING = -1.2
LIKE_MONEY = -1.5
NEAR_TOP = 0.3
BUYERS_OWN = 1.8
_BUYERS_OWN = re.compile(
    r"(?:your|customers?|cust|client|buyers?)(?:order|po)|purchase|po(?:$|n|so)|(?:ihre?|kunden)(?:bestell|auftrag|order)"
    r"|votrecommande|uw(?:order|bestel|inkoop)|supedido|(?:vase|vasa)(?:naroc|obj|narud)|(?:deres|ert)ord|kundensord"
)
"""Labels of the buyer's own order beat those of the seller's: `Customer PO` beats `Order #`."""
_CREDITOR_REFERENCE = re.compile(r"\bRF\d{2}(?:\s?[A-Z0-9]{1,4}){1,6}\b")
_FAMILIES = ("numbers", "titles", "identifiers", "dates", "totals", "parties")

_WORD = re.compile(r"(?:n[°º]|(?:nr|no|št|č|br|n)[.:]|[#№])?\(?[^\W_](?:[\w./\\:–—-]*[^\W_])?\)?[.,;]?", re.IGNORECASE)
_TAIL = re.compile(r"[-–/][\w./-]*\d[\w./-]*")
_NUMBER_WORD = re.compile(r"(?:n[°ºo]|nr|no|num|nbr|št|st|č|c|br|nro|#|№)[.:]*", re.IGNORECASE)
_GLUED_NUMBER_WORD = re.compile(r"(?:n[°º]|(?:nr|no|št|č|br|n)[.:]|[#№])(?=\w*\d)", re.IGNORECASE)
_PREFIX = re.compile(r"[A-Z]{1,5}[-/.]?|[A-Z]{1,3}\d{0,3}[-/]")
_EDGE = " #№:;,.()[]|*'\""
_MOST_LETTERS = 30
_MAIL_OR_WEB = re.compile(r"@|www\.|https?:|\.(?:com|de|fr|eu|net|org|si|it)\b", re.IGNORECASE)


def find_numbers(survey: Survey) -> list[Candidate]:
    """Candidates of the invoice number and the order reference, by descending probability."""
    tokens = [token for token in _tokens(survey) if not _is_other(token, survey)]
    links = survey.links(tokens, *_FAMILIES)
    found: list[Candidate] = []
    for term, force in FORCE.items():
        choices = [
            choice
            for token, told in zip(tokens, links, strict=True)
            if (choice := _choice(token, told, term, force, survey)) is not None
        ]
        found += share_out(term, choices)
    return found


def _tokens(survey: Survey) -> Iterator[Cell]:
    """Every word with a figure, alone and with what belongs to it."""
    for sheet in survey.sheets:
        for cell in sheet.cells:
            for at, word in enumerate(cell.words):
                if any(char.isdigit() for char in word.text) and _WORD.fullmatch(word.text):
                    yield _without_number_word(cell.part(at, _end_of(cell, at)))
                    if (whole := spaced_number(cell, at)) > _end_of(cell, at):
                        yield cell.part(at, whole)
                    if (
                        at
                        and not _NUMBER_WORD.fullmatch(cell.words[at - 1].text)
                        and _PREFIX.fullmatch(cell.words[at - 1].text)
                        and not _is_label(cell, at - 1, survey)
                    ):
                        yield cell.part(at - 1, _end_of(cell, at))


def _without_number_word(token: Cell) -> Cell:
    """The token without a glued `n°`."""
    first = token.words[0]
    glued = _GLUED_NUMBER_WORD.match(first.text)
    if not glued:
        return token
    words = (slice_word(first, glued.end(), len(first.text)), *token.words[1:])
    return token.of(words)


def _end_of(cell: Cell, at: int) -> int:
    """The word after the number that begins at `at`, tails such as `-0010` or `/ 17` included."""
    end = at + 1
    while end < len(cell.words):
        text = cell.words[end].text
        dangling = cell.words[end - 1].text.endswith(("-", "/")) or cell.words[end - 1].text in {"-", "/"}
        bare_mark = text in {"-", "/"} and end + 1 < len(cell.words) and cell.words[end + 1].text[:1].isdigit()
        dated = any(parse_date(word.text.strip(_EDGE)) for word in cell.words[end : end + 1 + bare_mark])
        if dated or not (_TAIL.fullmatch(text) or bare_mark or (dangling and text[:1].isdigit())):
            break
        end += 1
    return end


def _is_label(cell: Cell, at: int, survey: Survey) -> bool:
    word = cell.words[at]
    return any(
        word in label.cell.words[label.start : label.end]
        for label in survey.labels_on(cell.page, *_FAMILIES)
        if label.cell.row == cell.row
    )


def _is_other(token: Cell, survey: Survey) -> bool:
    """Whether the token is a date, a percentage, an account, a VAT number, an address of mail or web."""
    text = token.text
    if len(text) > _MOST_LETTERS or text.endswith("%") or _MAIL_OR_WEB.search(text):
        return True
    if any(overlaps(token, day.cell) for day in survey.days) or any(overlaps(token, r.cell) for r in survey.rates):
        return True
    return is_valid_iban(text) or is_valid_vat_id(text) is True


def _choice(
    token: Cell, links: Sequence[Link], term: Term, force: Mapping[str, float], survey: Survey
) -> Choice | None:
    if term is Term.ORDER_REFERENCE and _is_payment_reference(token, survey):
        return None
    best = best_by_meaning(links, _FAMILIES)
    told = {m: best[m].strength + force[m] + _title_place(best[m], survey) for m in force if m in best}
    meaning = max(told, key=lambda m: told[m], default="")
    own = told.get(meaning, 0.0)
    bare = bare_label_strength(token, survey) if term is Term.INVOICE_NUMBER else 0.0
    if max(own, bare) <= 0:
        return None
    if bare > own:
        odds = PRIOR[term] + bare + _shape_odds(token.text, survey, token)
        return Choice(token.text.strip(_EDGE), odds, token.evidence(), "label:bare")
    rivals = [k for m, k in best.items() if m not in force and k.label is not best[meaning].label]
    rival = max((k.strength for k in rivals), default=0.0)
    odds = PRIOR[term] + own - max(0.0, rival - own + 0.7) + _shape_odds(token.text, survey, token)
    odds += BUYERS_OWN if meaning == "order_reference" and _BUYERS_OWN.match(best[meaning].label.phrase.text) else 0.0
    return Choice(token.text.strip(_EDGE), odds, token.evidence(), f"label:{best[meaning].label.phrase.text}")


def _is_payment_reference(token: Cell, survey: Survey) -> bool:
    """Whether a number is, or is part of, what says itself that it is a reference of payments: `RF24 1250 0418`."""
    reference = parse_reference(token.text.strip(_EDGE))
    row = " ".join(cell.text for cell in survey.sheets[token.page].rows[token.row])
    whole = [found[0] for found in _CREDITOR_REFERENCE.finditer(row)]
    named = reference is not None and reference.kind is not ReferenceKind.PLAIN
    return named or any(token.text.strip(_EDGE) in text.split() for text in whole)


def _title_place(link: Link, survey: Survey) -> float:
    """A title is a label only of what stands beside it, or in a grid below it."""
    if link.label.family != "titles":
        return 0.0
    odds = 0.0 if link.label.leads else TITLE_NOT_LEADING
    if link.relation in {Relation.BEHIND, Relation.RIGHT}:
        return odds
    row = [label for label in survey.labels_on(link.label.cell.page, "dates", "numbers") if label.leads]
    return odds + (TITLE_IN_GRID if any(o.cell.row == link.label.cell.row for o in row) else TITLE_NOT_BESIDE)


def _shape_odds(text: str, survey: Survey, token: Cell) -> float:
    bare = text.strip(_EDGE)
    digits = sum(char.isdigit() for char in bare)
    odds = ONE_FIGURE if digits == 1 else FEW_FIGURES if digits == 2 else 0.0
    odds += MIXED if any(char.isalpha() for char in bare) or any(char in "-/" for char in bare) else 0.0
    odds += LIKE_YEAR if re.fullmatch(r"(?:19|20)\d\d", bare) else 0.0
    odds += LIKE_MONEY if re.fullmatch(r"[€$£]?\d{1,3}(?:[.,' ]\d{3})*[.,]\d{2}", bare) else 0.0
    odds += BEGINS_WORDS if _begins_words(token, survey) else 0.0
    odds += WHOLE if is_whole(token, survey) else 0.0
    odds += SERIES if len(token.words) > 1 and _PREFIX.fullmatch(token.words[0].text) else 0.0
    odds += IN_BRACKETS if text[:1] == "(" and ")" in text else 0.0
    odds += AFTER_NUMBER_WORD if _NUMBER_WORD.fullmatch(_word_before(token, survey)) else 0.0
    sheet = survey.sheets[token.page]
    return odds + (NEAR_TOP if token.page == 0 and token.box.y_mid < 0.5 * sheet.height else 0.0)


def _begins_words(token: Cell, survey: Survey) -> bool:
    """Whether words that are no label follow in the cell, as in the address `3 Gum Road`."""
    row = survey.sheets[token.page].rows[token.row]
    cell = next((c for c in row if c.column == token.column), token)
    after = [at for at, word in enumerate(cell.words) if word.box.x0 >= token.box.x1]
    return bool(after) and cell.words[after[0]].text.isalpha() and not _is_label(cell, after[0], survey)


def _word_before(token: Cell, survey: Survey) -> str:
    """The word before the token on its row; the token itself when a number word was glued to it."""
    row = survey.sheets[token.page].rows[token.row]
    before = [word for cell in row for word in cell.words if word.box.x1 <= token.box.x0 + 0.1]
    return before[-1].text if before else ""
