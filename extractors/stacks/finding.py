"""Find several invoices in one file: where each begins, and whether that is sure enough to part them unasked.

A page may begin an invoice when it heads itself with a number that no page before has, or with a title and without
the number before it, and does not count itself as a later page. What lies between such pages is read by itself: a
part is whole when it is an invoice with everything that is required; what is none (terms, time sheets, delivery
notes, bills that are passed on) belongs to the invoice before it. A stack is sure when all its parts are whole, are
of one kind and for one buyer, know nothing of each other, and every border has further signs; and wherever a
separator sheet was laid. What lacks that is told, and a person decides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from extractors.document import SEVERAL_INVOICES
from extractors.stacks.kinship import are_apart, border_signs, is_passed_on, repeats
from extractors.stacks.parts import Part, read_part, same_number
from extractors.stacks.signs import PageSigns, read_signs
from models.invoice import Finding, Invoice
from models.messages import told
from models.page import Transcript
from models.page_ranges import PageRange, written_ranges
from models.terms import DocumentClass

PERHAPS_SEVERAL = "perhaps_several_invoices"
_SURE_NUMBER = 0.5
_SIGNS_NEEDED = 3

Signs = tuple[PageSigns, ...]
ReadOne = Callable[[Transcript], Invoice]


@dataclass(frozen=True, slots=True)
class Stack:
    """The pages of each invoice in a file, in order; `sure` when they may be parted without asking.

    Pages in none of them are separator sheets, and blank ones beside those.
    """

    ranges: tuple[PageRange, ...]
    sure: bool

    def as_finding(self) -> Finding:
        count, pages = len(self.ranges), written_ranges(self.ranges)
        if self.sure:
            return Finding(SEVERAL_INVOICES, f"The file holds {count} invoices: pages {pages}.", pages=self.ranges)
        message = told(f"The file seems to hold {count} invoices: pages {pages}.")
        return Finding(PERHAPS_SEVERAL, message, pages=self.ranges)


def find_stack(transcript: Transcript, read_one: ReadOne) -> Stack | None:
    """The invoices in a file, when there seem to be several. `read_one` reads pages that are a document of their own.

    An e-invoice says that its file is one invoice.
    """
    if len(transcript.pages) < 2 or transcript.einvoices:
        return None
    parted = [_part(transcript, section, read_one) for section in _sections(read_signs(transcript))]
    ranges = tuple(part for stack in parted for part in stack.ranges)
    sure = all(stack.sure for stack in parted) and _is_all_read(transcript)
    return Stack(ranges, sure) if len(ranges) > 1 else None


def _is_all_read(transcript: Transcript) -> bool:
    """Whether no page is missing between those that were read, and none was left for want of time."""
    numbers = [page.number for page in transcript.pages]
    return numbers == list(range(len(numbers))) and "pages_unread" not in transcript.warnings


def _sections(signs: Signs) -> list[Signs]:
    """The pages between separator sheets, but where there are only blank ones."""
    edges = [-1, *(at for at, page in enumerate(signs) if page.separator), len(signs)]
    sections = [signs[a + 1 : b] for a, b in pairwise(edges)]
    return [section for section in sections if not all(page.blank for page in section)]


def _part(transcript: Transcript, section: Signs, read_one: ReadOne) -> Stack:
    runs = _runs(section)
    if len(runs) > 1:
        parts = _with_annexes([read_part(transcript, run, read_one) for run in runs])
        if len(parts) > 1:
            return Stack(tuple(part.range for part in parts), _is_sure(parts))
    return Stack((PageRange(section[0].page, section[-1].page),), sure=True)


def _runs(section: Signs) -> list[Signs]:
    """The pages of a section, parted wherever an invoice may begin."""
    starts = [0]
    for at, page in enumerate(section):
        if at and _may_begin(page, section[starts[-1] : at]):
            starts.append(at)
    return [section[a:b] for a, b in pairwise([*starts, len(section)])]


def _may_begin(page: PageSigns, current: Signs) -> bool:
    """Whether a page may begin another invoice than the one that the pages before it are."""
    if page.blank or not page.headed or (page.paging and not page.paging.begins):
        return False
    before = [each.number for each in current if each.sure >= _SURE_NUMBER]
    if any(same_number(page.number, number) or page.names(number) for number in before):
        return False
    if page.sure < _SURE_NUMBER:
        return page.titled
    return not any(each.names(page.number) for each in current)


def _with_annexes(parts: Sequence[Part]) -> list[Part]:
    """The parts with what is no invoice put to the one before it, or at the front to the one behind."""
    kept: list[Part] = []
    leading: list[Part] = []
    for part in parts:
        repeated = any(repeats(other, part) for other in kept)
        passed_on = any(is_passed_on(other, part) for other in kept)
        if (part.is_whole or part.claims_to_be_one) and not repeated and not passed_on:
            kept.append(part)
            while leading:
                kept[-1] = kept[-1].joined(leading.pop())
        elif kept:
            kept[-1] = kept[-1].joined(part, doubtful=part.looks_like_one and not repeated)
        else:
            leading.append(part)
    told = any(part.is_whole for part in kept) or all(part.has_total for part in kept)
    return kept if told else []


def _is_sure(parts: Sequence[Part]) -> bool:
    if any(part.is_doubtful or part.has_another_head or not part.is_whole for part in parts):
        return False
    if len({part.kind is DocumentClass.RECEIPT for part in parts}) > 1:
        return False
    if not all(are_apart(one, other) for one, other in combinations(parts, 2)):
        return False
    return all(len(border_signs(one, other)) >= _SIGNS_NEEDED for one, other in pairwise(parts))
