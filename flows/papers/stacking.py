"""Generated files with several invoices for one buyer, as a scanner's feeder or a supplier's program makes them.

And their counterparts: one invoice with papers behind it that look like others and belong to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from random import Random

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from flows.papers.bills import Bill, Kind
from flows.papers.companies import Company, invent_buyer
from flows.papers.composing import compose
from flows.papers.inventing import invent_bill
from flows.papers.issuers import Issuer, countries
from flows.papers.layout import Layout
from flows.papers.making import Series, is_degraded, issuer_of
from flows.papers.printing import print_sheets
from models.page_ranges import PageRange

SEPARATOR_TEXTS = ("PATCH T", "Separator sheet", "Trennblatt", "Ločilni list", "Feuille de séparation")
_A4, _PHOTO_DPI = (595.3, 841.9), 200
_ANNEXES = (Kind.DELIVERY_NOTE, Kind.DELIVERY_NOTE, Kind.LETTER, Kind.STATEMENT)
_LAST_FIGURES = re.compile(r"\d+(?=\D*$)")


class Arrangement(StrEnum):
    """How papers lie on each other. The last three are one document each."""

    MIXED = "mixed"  # of several sellers
    RUN = "run"  # of one seller, numbers one after the other
    ANNEXES = "annexes"  # with delivery notes and letters behind some
    BLANKS = "blanks"  # with blank pages between
    SEPARATED = "separated"  # with separator sheets between
    ANNEXED = "annexed"  # an invoice with delivery notes, letters and statements
    REBILLED = "rebilled"  # an invoice with those that its seller was sent
    COPIED = "copied"  # an invoice twice

    @property
    def is_stack(self) -> bool:
        return self not in {Arrangement.ANNEXED, Arrangement.REBILLED, Arrangement.COPIED}


@dataclass(frozen=True, slots=True)
class StackPaper:
    """A file, and the pages of each document in it."""

    name: str
    content: bytes
    ranges: tuple[PageRange, ...]


@dataclass(frozen=True, slots=True)
class _Pages:
    """A PDF in a file, whether a document begins with it, and whether it belongs to any."""

    content: bytes
    begins: bool = False
    belongs: bool = True


def make_stack(series: Series, number: int, arrangement: Arrangement) -> StackPaper:
    """The file of that place in the series."""
    random = series.random("stack", arrangement, number)
    papers = list(_papers(series, number, arrangement, random))
    if is_degraded(series, number):
        papers = [replace(paper, content=_degraded(paper.content, random)) for paper in papers]
    content, ranges = _joined(papers)
    return StackPaper(f"{series.side}-{series.seed}-{arrangement}-{number:05d}.pdf", content, ranges)


def _papers(series: Series, number: int, arrangement: Arrangement, random: Random) -> Iterator[_Pages]:
    first = issuer_of(series, number * 5)
    buyer = _buyer(random, first)
    if not arrangement.is_stack:
        yield from _one_with_others(series, number, arrangement, random, buyer)
        return
    last = ""
    for place in range(random.randint(2, 5)):
        issuer = first if arrangement is Arrangement.RUN else issuer_of(series, number * 5 + place)
        if place and arrangement is Arrangement.SEPARATED:
            yield _Pages(_plain(random.choice(SEPARATOR_TEXTS)), belongs=False)
        bill = _bill(random, issuer, Kind.INVOICE if random.random() < 0.9 else Kind.CREDIT_NOTE, buyer)
        if arrangement is Arrangement.RUN and last:
            bill = replace(bill, number=_next(last, random), kind=Kind.INVOICE)
        last = bill.number
        yield _Pages(_printed(bill, issuer, random), begins=True)
        if arrangement is Arrangement.ANNEXES and random.random() < 0.6:
            yield _annex(random, issuer, buyer)
        if arrangement is Arrangement.BLANKS and random.random() < 0.7:
            yield _Pages(_plain(""))


def _one_with_others(
    series: Series, number: int, arrangement: Arrangement, random: Random, buyer: Company
) -> Iterator[_Pages]:
    issuer = issuer_of(series, number * 5)
    bill = _bill(random, issuer, Kind.INVOICE, buyer)
    printed = _printed(bill, issuer, random)
    yield _Pages(printed, begins=True)
    for place in range(1, random.randint(2, 4)):
        if arrangement is Arrangement.COPIED:
            yield _Pages(printed)
            return
        if arrangement is Arrangement.ANNEXED:
            yield _annex(random, issuer, buyer)
        else:
            other = issuer_of(series, number * 5 + place)
            yield _Pages(_printed(_bill(random, other, Kind.INVOICE, issuer.company), other, random))


def _annex(random: Random, issuer: Issuer, buyer: Company) -> _Pages:
    return _Pages(_printed(_bill(random, issuer, random.choice(_ANNEXES), buyer), issuer, random))


def _bill(random: Random, issuer: Issuer, kind: Kind, buyer: Company) -> Bill:
    return replace(invent_bill(random, issuer, kind), buyer=buyer)


def _printed(bill: Bill, issuer: Issuer, random: Random) -> bytes:
    return print_sheets(compose(Layout(bill, issuer, random)), f"{bill.kind.value} {bill.number}")


def _buyer(random: Random, issuer: Issuer) -> Company:
    """A firm of the first seller's country."""
    code = issuer.company.country
    while True:
        buyer = invent_buyer(random, code, countries()[code], issuer.language, held_out=issuer.held_out)
        if buyer.vat_id or not countries()[code].get("vat"):
            return buyer


def _next(number: str, random: Random) -> str:
    """One of the next numbers after a number, as long as it where that goes.

    >>> _next("RE-2024/099", Random(1))
    'RE-2024/100'
    """
    return _LAST_FIGURES.sub(
        lambda found: str(int(found[0]) + random.randint(1, 3)).zfill(len(found[0])), number, count=1
    )


def _plain(text: str) -> bytes:
    """A page with nothing but a text in its middle."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=_A4, invariant=1)
    canvas.setFont("Helvetica", 40)
    canvas.drawCentredString(_A4[0] / 2, _A4[1] / 2, text.replace("č", "c"))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _degraded(content: bytes, random: Random) -> bytes:
    """As it was scanned or copied, or photographed and made a PDF."""
    from flows.papers.degrading import degrade  # noqa: PLC0415 - OpenCV is of no use to digital documents
    from flows.samples.scanning import MADE_AT  # noqa: PLC0415

    spoilt = degrade(content, random)
    if spoilt.suffix == "pdf":
        return spoilt.content
    file = BytesIO()
    Image.open(BytesIO(spoilt.content)).save(file, "PDF", resolution=_PHOTO_DPI, creationDate=MADE_AT, modDate=MADE_AT)
    return file.getvalue()


def _joined(papers: Sequence[_Pages]) -> tuple[bytes, tuple[PageRange, ...]]:
    """All in one file; every document goes as far as to the next, separator sheets aside."""
    starts, ends = list[int](), list[int]()
    file = BytesIO()
    with pikepdf.new() as whole:
        for paper in papers:
            if paper.begins:
                starts.append(len(whole.pages))
            with pikepdf.open(BytesIO(paper.content)) as part:
                whole.pages.extend(part.pages)
            if paper.belongs:
                ends[len(starts) - 1 :] = [len(whole.pages) - 1]
        whole.save(file, deterministic_id=True)
    return file.getvalue(), tuple(PageRange(*edges) for edges in zip(starts, ends, strict=True))
