"""A run of pages read as a document of its own, and what two such runs have in common."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, ratio

from extractors.fields.phrases import fold
from extractors.stacks.signs import PageSigns
from models.evidence import Witness
from models.invoice import Invoice
from models.page import Page, Transcript
from models.page_ranges import PageRange
from models.terms import REQUIRED_TERMS, DocumentClass, Term

ReadOne = Callable[[Transcript], Invoice]

SURE = 0.7
"""How sure number and total of a part must be."""
CLAIM = 0.8
"""How sure a page with a title must be of its number, or of its total, to be an invoice though it lacks something."""
_SAME_NAME, _IN_TEXT = 80, 88
_VAT_IDS = (Term.SELLER_VAT_ID, Term.BUYER_VAT_ID)
_ALIKE = str.maketrans("oqdilsbzg", "000115829")


@dataclass(frozen=True)
class Part:
    """Pages that may be an invoice, with their signs and what they say when they are read alone.

    `is_doubtful` where pages were put to it that may be another invoice.
    """

    signs: tuple[PageSigns, ...]
    pages: tuple[Page, ...]
    invoice: Invoice
    is_doubtful: bool = False

    @property
    def range(self) -> PageRange:
        return PageRange(self.signs[0].page, self.signs[-1].page)

    @property
    def kind(self) -> DocumentClass:
        return self.invoice.document_class

    @property
    def is_whole(self) -> bool:
        """Whether it is an invoice that needs no other pages: of it all that is required was found, surely."""
        found = self.invoice.fields
        sure = (Term.INVOICE_NUMBER, Term.TOTAL_GROSS)
        return all(term in found for term in REQUIRED_TERMS) and all(found[term].confidence >= SURE for term in sure)

    @property
    def claims_to_be_one(self) -> bool:
        """Whether it says that it is an invoice, whole or not."""
        total = self.invoice.fields.get(Term.TOTAL_GROSS)
        says_what = self.signs[0].sure >= CLAIM or (total is not None and total.confidence >= CLAIM)
        return self.looks_like_one and says_what

    @property
    def looks_like_one(self) -> bool:
        return self.kind.has_fields and self.signs[0].titled

    @property
    def number(self) -> str:
        return fold(self.invoice.text(Term.INVOICE_NUMBER) or "")

    @property
    def is_digital(self) -> bool:
        """Whether nothing of it was recognised, so that letters are what they are."""
        return all(page.witness is Witness.TEXT_LAYER for page in self.pages)

    @cached_property
    def text(self) -> str:
        return "".join(fold(word.text) for page in self.pages for line in page.lines for word in line.words)

    @property
    def runs(self) -> Iterator[frozenset[str]]:
        return (page.runs for page in self.signs)

    def joined(self, other: "Part", *, doubtful: bool = False) -> "Part":
        """This one with the pages of the other, which are in front of it or behind."""
        signs = tuple(sorted((*self.signs, *other.signs), key=lambda page: page.page))
        pages = tuple(sorted((*self.pages, *other.pages), key=lambda page: page.number))
        return Part(signs, pages, self.invoice, self.is_doubtful or other.is_doubtful or doubtful)


def read_part(transcript: Transcript, signs: Sequence[PageSigns], read_one: ReadOne) -> Part:
    """The pages of these signs, read as if they were all that was sent."""
    numbers = {each.page: at for at, each in enumerate(signs)}
    pages = tuple(page for page in transcript.pages if page.number in numbers)
    renumbered = tuple(replace(page, number=numbers[page.number]) for page in pages)
    codes = tuple(replace(code, page=numbers[code.page]) for code in transcript.codes if code.page in numbers)
    return Part(tuple(signs), pages, read_one(Transcript(transcript.kind, renumbered, codes)))


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


def same_number(one: str, other: str) -> bool:
    """Whether two folded numbers are one, as far as letters are told apart that print alike.

    >>> same_number("re2024o17", "re2024017"), same_number("re2024017", "re2024018")
    (True, False)
    """
    return one.translate(_ALIKE) == other.translate(_ALIKE)


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
