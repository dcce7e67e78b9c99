"""Invoices made for tests: what stands on the page, what was read from it, and an image of the page."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw, ImageFont

from models.evidence import Evidence, Value, Witness
from models.geometry import Box, bounding_box
from models.invoice import FieldValue, Finding, Invoice, LineItem, TaxRow
from models.page import Page, Transcript, Word
from models.terms import DocumentClass, Term
from models.values import parse_value

WIDTH, HEIGHT = 595.0, 842.0
SCALE = 2.0  # pixels in a point
LETTER = 5.4  # points
LINES: tuple[tuple[float, float, str], ...] = (
    (50, 60, "{seller}"),
    (50, 76, "Industrijska cesta 12, 1000 Ljubljana"),
    (50, 92, "VAT SI12345679"),
    (380, 60, "INVOICE"),
    (380, 84, "Number {number}"),
    (380, 100, "Date {day}"),
    (380, 116, "Due 2026-04-20"),
    (50, 160, "Bill to: Example Trading Ltd"),
    (50, 240, "Description Qty Price Net"),
    (50, 262, "Paper A4 500 sheets 10 4.50 45.00"),
    (50, 280, "Printer toner black 1 55.00 55.00"),
    (340, 340, "Net 100.00"),
    (340, 358, "VAT 22 % 22.00"),
    (340, 376, "Total {gross}"),
    (50, 480, "IBAN SI56 1910 0000 0123 438"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One made-up invoice. `unsure` are confidences that differ from the usual; `without` leaves fields out.

    `sideways`: its first page came lying on its side; `unsure_rows`: nobody is sure of its lines. `others` are values
    that a field may have instead, as printed; `labels` the print that explains a value.
    """

    seller: str = "Papirnica Sava d.o.o."
    number: str = "2026-0117"
    day: date = date(2026, 3, 21)
    gross: Decimal = Decimal("122.00")
    unsure: Mapping[Term, float] = field(default_factory=dict)
    without: frozenset[Term] = frozenset()
    findings: tuple[Finding, ...] = ()
    pages: int = 1
    document_class: DocumentClass = DocumentClass.INVOICE
    sideways: bool = False
    unsure_rows: bool = False
    others: Mapping[Term, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[Term, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.number}.pdf"


def lay_out(paper: Paper) -> Page:
    """The page with its words, each where its line says."""
    filled = {"seller": paper.seller, "number": paper.number, "day": paper.day.isoformat(), "gross": paper.gross}
    words = []
    for x, y, line in LINES:
        at = x
        for text in line.format(**filled).split():
            words.append(Word(text, Box(at, y, at + LETTER * len(text), y + 11)))
            at += LETTER * (len(text) + 1)
    return Page(0, WIDTH, HEIGHT, Witness.TEXT_LAYER, tuple(words))


def place(page: Page, text: str, witness: Witness = Witness.TEXT_LAYER) -> Evidence:
    """Evidence at the words of `text`, which stand together on the page."""
    wanted = text.split()
    for start in range(len(page.words)):
        run = page.words[start : start + len(wanted)]
        if [word.text for word in run] == wanted:
            return Evidence(witness, text, page.number, bounding_box(word.box for word in run))
    raise LookupError(text)


def read(paper: Paper, page: Page) -> Invoice:
    """What extraction would say of the page."""
    seen: dict[Term, tuple[Value, str]] = {
        Term.SELLER_NAME: (paper.seller, paper.seller),
        Term.SELLER_ADDRESS: ("Industrijska cesta 12, 1000 Ljubljana", "Industrijska cesta 12, 1000 Ljubljana"),
        Term.SELLER_VAT_ID: ("SI12345679", "SI12345679"),
        Term.INVOICE_NUMBER: (paper.number, paper.number),
        Term.ISSUE_DATE: (paper.day, paper.day.isoformat()),
        Term.DUE_DATE: (date(2026, 4, 20), "2026-04-20"),
        Term.BUYER_NAME: ("Example Trading Ltd", "Example Trading Ltd"),
        Term.IBAN: ("SI56191000000123438", "SI56 1910 0000 0123 438"),
        Term.TOTAL_NET: (Decimal("100.00"), "100.00"),
        Term.TOTAL_TAX: (Decimal("22.00"), "22.00"),
        Term.TOTAL_GROSS: (paper.gross, str(paper.gross)),
    }
    fields = {
        term: FieldValue(
            term, value, paper.unsure.get(term, 0.97), place(page, text), "label", label=label_of(paper, page, term)
        )
        for term, (value, text) in seen.items()
    }
    fields[Term.DOCUMENT_TYPE] = FieldValue(Term.DOCUMENT_TYPE, "invoice", 0.98, place(page, "INVOICE"), "title")
    inferred = Evidence(Witness.INFERRED, "")
    fields[Term.CURRENCY] = FieldValue(Term.CURRENCY, "EUR", paper.unsure.get(Term.CURRENCY, 0.93), inferred)
    kept = {term: fields[term] for term in Term if term in fields and term not in paper.without}
    others = {term: tuple(other(term, text, page) for text in texts) for term, texts in paper.others.items()}
    return Invoice(
        paper.document_class, kept, lines(page, 0.7 if paper.unsure_rows else 0.94), taxes(page), paper.findings, others
    )


def label_of(paper: Paper, page: Page, term: Term) -> Evidence | None:
    return place(page, paper.labels[term]) if term in paper.labels else None


def other(term: Term, text: str, page: Page) -> FieldValue:
    return FieldValue(term, parse_value(term, text), 0.2, place(page, text), "unlabelled")


def lines(page: Page, confidence: float) -> tuple[LineItem, ...]:
    rate = Decimal(22)
    first = place(page, "Paper A4 500 sheets 10 4.50 45.00")
    second = place(page, "Printer toner black 1 55.00 55.00")
    return (
        LineItem(
            description="Paper A4 500 sheets",
            quantity=Decimal(10),
            unit_price=Decimal("4.50"),
            net_amount=Decimal("45.00"),
            vat_rate=rate,
            confidence=confidence,
            evidence=first,
        ),
        LineItem(
            description="Printer toner black",
            quantity=Decimal(1),
            unit_price=Decimal("55.00"),
            net_amount=Decimal("55.00"),
            vat_rate=rate,
            confidence=confidence - 0.03,
            evidence=second,
        ),
    )


def taxes(page: Page) -> tuple[TaxRow, ...]:
    row = TaxRow(
        vat_rate=Decimal(22),
        net_amount=Decimal("100.00"),
        tax_amount=Decimal("22.00"),
        confidence=0.92,
        evidence=place(page, "VAT 22 % 22.00"),
    )
    return (row,)


def transcribe(paper: Paper, page: Page) -> Transcript:
    """The page, and empty ones behind it when the paper has more."""
    behind = (Page(number, WIDTH, HEIGHT, Witness.TEXT_LAYER) for number in range(1, paper.pages))
    return Transcript("pdf", (page, *behind))


def draw(page: Page, *, sideways: bool = False) -> bytes:
    """A PNG of the page, every word in its box; `sideways` its top is at the left."""
    image = Image.new("RGB", (int(page.width * SCALE), int(page.height * SCALE)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=9 * SCALE)
    for word in page.words:
        pen.text((word.box.x0 * SCALE, word.box.top * SCALE), word.text, fill="black", font=font)
    out = io.BytesIO()
    (image.transpose(Image.Transpose.ROTATE_90) if sideways else image).save(out, "PNG")
    return out.getvalue()
