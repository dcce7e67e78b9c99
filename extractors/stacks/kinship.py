"""What two parts of a stack have in common, and what says that a new invoice begins with the second."""

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from extractors.fields.phrases import fold
from extractors.stacks.parts import Part, same_number
from models.terms import Term

_SAME_NAME, _IN_TEXT = 80, 88
_VAT_IDS = (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)


def are_apart(one: Part, other: Part) -> bool:
    """Whether nothing says that the other belongs to the one before it.

    Neither names the other's number; the second is no bill that the seller of the first was sent; both are for one
    buyer; and they are not for the same money.
    """
    names_other = any(a.number in runs for a, b in ((one, other), (other, one)) for runs in b.runs)
    if names_other or same_number(one.number, other.number):
        return False
    if _is_same_party(one, Term.SELLER_NAME, other, Term.BUYER_NAME) or not _have_one_buyer(one, other):
        return False
    gross = {abs(part.invoice.amount(Term.TOTAL_GROSS) or 0) for part in (one, other)}
    return differ_in_seller(one, other) or len(gross) > 1


def is_passed_on(one: Part, other: Part) -> bool:
    """Whether the other is a bill that the seller of the first was sent and passes on: there are three parties then.

    By name and number: a VAT number alone is easily taken for the other party's.
    """
    seller, buyer = (one.invoice.text(term) for term in _VAT_IDS)
    third, sent_to = (other.invoice.text(term) for term in _VAT_IDS)
    by_number = seller == sent_to and len({seller, buyer, third, None}) == 4
    return by_number and _is_same_party(one, Term.SELLER_NAME, other, Term.BUYER_NAME)


def repeats(one: Part, other: Part) -> bool:
    """Whether the other is no invoice by itself, and names the total of the one before it."""
    gross = one.invoice.amount(Term.TOTAL_GROSS)
    return not other.is_whole and gross is not None and gross == other.invoice.amount(Term.TOTAL_GROSS)


def border_signs(one: Part, other: Part) -> frozenset[str]:
    """What else says that the other begins a new invoice, behind the one before it."""
    last, first = next(page for page in reversed(one.signs) if not page.blank), other.signs[0]
    days, totals = ([part.invoice.value(term) for part in (one, other)] for term in (Term.ISSUE_DATE, Term.TOTAL_GROSS))
    found = {
        "counted_anew": bool(first.paging and first.paging.count),
        "counted_out": bool(last.paging and last.paging.ends),
        "blank_before": one.signs[-1].blank,
        "seller": differ_in_seller(one, other),
        "title": first.titled,
        "day": days[0] != days[1],
        "total": totals[0] != totals[1],
        "number": (one.is_digital and other.is_digital) or not _is_near(one.number, other.number),
    }
    return frozenset(name for name, is_so in found.items() if is_so)


def differ_in_seller(one: Part, other: Part) -> bool:
    """Whether both surely have sellers, and others."""
    ids = [part.invoice.text(Term.SELLER_VAT_ID) for part in (one, other)]
    if all(ids):
        return ids[0] != ids[1]
    return not _is_same_party(one, Term.SELLER_NAME, other, Term.SELLER_NAME)


def _have_one_buyer(one: Part, other: Part) -> bool:
    """Whether the buyer of one stands on the other too, and not as its seller.

    What has no buyer, as a receipt, stands against nothing.
    """
    if not all(_has_buyer(part) for part in (one, other)):
        return True
    return any(_is_buyer_on(a, b) for a, b in ((one, other), (other, one)))


def _has_buyer(part: Part) -> bool:
    return any(part.invoice.text(term) for term in (Term.BUYER_VAT_ID, Term.BUYER_NAME))


def _is_buyer_on(one: Part, other: Part) -> bool:
    """Whether the buyer of one is named on the other, by number or name; a country may stand before the number."""
    name, number = (fold(one.invoice.text(term) or "") for term in (Term.BUYER_NAME, Term.BUYER_VAT_ID))
    is_seller = _is_same_party(one, Term.BUYER_NAME, other, Term.SELLER_NAME)
    figures = number[2:] if number[:2].isalpha() else number
    seller = fold(other.invoice.text(Term.SELLER_VAT_ID) or "")
    has_number = bool(figures) and figures in other.text and not seller.endswith(figures)
    return has_number or (bool(name) and not is_seller and partial_ratio(name, other.text) >= _IN_TEXT)


def _is_same_party(one: Part, term: Term, other: Part, other_term: Term) -> bool:
    names = fold(one.invoice.text(term) or ""), fold(other.invoice.text(other_term) or "")
    return all(names) and ratio(*names) >= _SAME_NAME


def _is_near(one: str, other: str) -> bool:
    """Whether one misread character would make them the same."""
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1
