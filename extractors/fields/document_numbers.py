"""Find the numbers of documents: invoice number (BT-1) and order reference (BT-13).

A number is a word with figures, perhaps with a part that stands apart (`RE 2024 / 17`). Labels propose; the document's
title is a weak label for its own number; labels of other numbers compete. Dates, sums of money, accounts and VAT
numbers are no such numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.fields.bare_labels import bare_label_strength, spaced_number
from extractors.fields.choices import Choice, share_out
from extractors.fields.dated_numbers import is_dated_number
from extractors.fields.layout import Cell, slice_word
from extractors.fields.links import Link, Relation, best_by_meaning
from extractors.fields.number_shapes import EDGE, FAMILIES, NUMBER_WORD, PREFIX, is_label, shape_odds, tells_alone
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
ORDER_OF_ONE_FIGURE = -1.5
TITLE_IN_GRID = -0.3
TITLE_NOT_LEADING = -1.2
HEAD_OF_LINES = -3.0
BUYERS_OWN = 1.8
_BUYERS_OWN = re.compile(
    r"(?:your|customers?|cust|client|buyers?)(?:order|po)|purchase|po(?:$|n|so)|(?:ihre?|kunden)(?:bestell|auftrag|order)"
    r"|votre(?:bonde)?commande|uw(?:order|bestel|inkoop)|su(?:no|num)?pedido|(?:vase|vasa)(?:naroc|obj|narud)"
    r"|(?:deres|ert?|jeres)(?:ord|best)|kundensord|(?:vs|vostro)ord|(?:sua|vossa)encom|(?:wasze|panstwa)zam|jusu(?:uzsak|pasut)"
    r"|teietell|azonrendel|comandadvs|asiakkaantil|narociloku|narudzbaku"
)
"""Labels of the buyer's own order beat those of the seller's: `Customer PO` beats `Order #`."""
_CREDITOR_REFERENCE = re.compile(r"\bRF\d{2}(?:\s?[A-Z0-9]{1,4}){1,6}\b")
_LONG_REFERENCE = re.compile(r"\d{1,6}(?: \d{1,6}){2,}")

_WORD = re.compile(r"(?:n[°º]|(?:nr|no|št|č|br|n)[.:]|[#№])?\(?[^\W_](?:[\w./\\:–—-]*[^\W_])?\)?[.,;]?", re.IGNORECASE)
_TAIL = re.compile(r"[-–/][\w./-]*\d[\w./-]*")
_GLUED_NUMBER_WORD = re.compile(r"(?:n[°º]|(?:nr|no|št|č|br|n)[.:]|[#№])(?=[\w/.-]*\d)", re.IGNORECASE)
_HASH = "#№"
_MOST_LETTERS = 30
_MAIL_OR_WEB = re.compile(r"@|www\.|https?:|\.(?:com|de|fr|eu|net|org|si|it)\b", re.IGNORECASE)


def find_numbers(survey: Survey) -> list[Candidate]:
    """Candidates of the invoice number and the order reference, by descending probability."""
    tokens = [token for token in _tokens(survey) if not _is_other(token, survey)]
    links = survey.links(tokens, *FAMILIES)
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
                    if at and _is_prefix(cell, at - 1, survey):
                        yield _without_hash(cell.part(at - 1, _end_of(cell, at)))


def _is_prefix(cell: Cell, at: int, survey: Survey) -> bool:
    """Whether a word is the begin of a number whose figures follow: `RE 2024/17`, `#FPR 1919/23`."""
    text = cell.words[at].text.lstrip(_HASH)
    return bool(PREFIX.fullmatch(text)) and not NUMBER_WORD.fullmatch(text) and not is_label(cell, at, survey)


def _without_hash(token: Cell) -> Cell:
    first = token.words[0]
    glued = len(first.text) - len(first.text.lstrip(_HASH))
    return token.of((slice_word(first, glued, len(first.text)), *token.words[1:])) if glued else token


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
        dated = any(parse_date(word.text.strip(EDGE)) for word in cell.words[end : end + 1 + bare_mark])
        if dated or not (_TAIL.fullmatch(text) or bare_mark or (dangling and text[:1].isdigit())):
            break
        end += 1
    return end


def _is_other(token: Cell, survey: Survey) -> bool:
    """Whether the token is a date, a percentage, an account, a VAT number, an address of mail or web."""
    text = token.text
    if len(text) > _MOST_LETTERS or text.endswith("%") or _MAIL_OR_WEB.search(text):
        return True
    if any(overlaps(token, o.cell) and not is_dated_number(o, survey) for o in survey.days) or any(
        overlaps(token, r.cell) for r in survey.rates
    ):
        return True
    return is_valid_iban(text) or is_valid_vat_id(text) is True


def _choice(
    token: Cell, links: Sequence[Link], term: Term, force: Mapping[str, float], survey: Survey
) -> Choice | None:
    if term is Term.ORDER_REFERENCE and _is_payment_reference(token, survey):
        return None
    best = best_by_meaning(links, FAMILIES)
    told = {
        m: best[m].strength + force[m] + _title_place(best[m], survey) + _head_of_lines(best[m], term, survey)
        for m in force
        if m in best
    }
    meaning = max(told, key=lambda m: told[m], default="")
    own = told.get(meaning, 0.0)
    is_alone = term is Term.INVOICE_NUMBER and tells_alone(token.text)
    bare = bare_label_strength(token, survey) if is_alone else 0.0
    if max(own, bare) <= 0:
        return None
    if bare > own:
        odds = PRIOR[term] + bare + shape_odds(token.text, survey, token)
        return Choice(token.text.strip(EDGE), odds, token.evidence(), "label:bare")
    rivals = [k for m, k in best.items() if m not in force and k.label is not best[meaning].label]
    rival = max((k.strength for k in rivals), default=0.0)
    odds = PRIOR[term] + own - max(0.0, rival - own + 0.7) + shape_odds(token.text, survey, token)
    if term is Term.ORDER_REFERENCE and sum(char.isdigit() for char in token.text) == 1:
        odds += ORDER_OF_ONE_FIGURE
    odds += BUYERS_OWN if meaning == "order_reference" and _BUYERS_OWN.match(best[meaning].label.phrase.text) else 0.0
    return Choice(token.text.strip(EDGE), odds, token.evidence(), f"label:{best[meaning].label.phrase.text}")


def _is_payment_reference(token: Cell, survey: Survey) -> bool:
    """Whether a number is, or is part of, what says itself that it is a reference of payments: `RF24 1250 0418`."""
    row = " ".join(cell.text for cell in survey.sheets[token.page].rows[token.row])
    whole = [found[0] for found in _CREDITOR_REFERENCE.finditer(row)]
    whole += [found[0] for found in _LONG_REFERENCE.finditer(row) if _is_structured(found[0])]
    own = token.text.strip(EDGE)
    return _is_structured(own) or any(set(own.split()) <= set(text.split()) for text in whole)


def _is_structured(text: str) -> bool:
    reference = parse_reference(text)
    return reference is not None and reference.kind is not ReferenceKind.PLAIN


def _title_place(link: Link, survey: Survey) -> float:
    """A title is a label only of what stands beside it, or in a grid below it."""
    if link.label.family != "titles":
        return 0.0
    odds = 0.0 if link.label.leads else TITLE_NOT_LEADING
    if link.relation in {Relation.BEHIND, Relation.RIGHT}:
        return odds
    row = [label for label in survey.labels_on(link.label.cell.page, "dates", "numbers") if label.leads]
    return odds + (TITLE_IN_GRID if any(o.cell.row == link.label.cell.row for o in row) else TITLE_NOT_BESIDE)


def _head_of_lines(link: Link, term: Term, survey: Survey) -> float:
    """A head over the lines of goods, beside those of prices and sums, names an article and no document."""
    if link.relation in {Relation.BEHIND, Relation.RIGHT}:
        return 0.0
    row = [o for o in survey.labels_on(link.label.cell.page, "totals") if o.cell.row == link.label.cell.row]
    priced = term is Term.ORDER_REFERENCE or any("other_amount" in o.meanings for o in row)
    return HEAD_OF_LINES if priced and len({o.cell.column for o in row}) > 1 else 0.0
