"""One generated document of a series: its file and its row of a manifest.

A series is told by its seed and its side (training or held-out); the two sides never meet, whatever the seed: held-out
documents have names, places, typefaces, wordings and arrangements that training ones never have.
"""

import hashlib
from dataclasses import dataclass
from random import Random
from typing import Any

from flows.papers.bills import Bill, Kind
from flows.papers.composing import compose
from flows.papers.einvoices import Paired, with_einvoice
from flows.papers.inventing import choose_kind, invent_bill
from flows.papers.issuers import Issuer, invent_issuer, turns
from flows.papers.layout import Layout
from flows.papers.printing import Sheet, print_sheets
from flows.papers.receipts import compose_receipt
from flows.papers.truth import Truth, truth_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Which documents: `each` is how many an issuer writes, `degraded` the share that is printed and scanned.

    `with_xml` is the share of digital invoices that also come with their e-invoice inside, where they are plain.
    """

    seed: int
    held_out: bool = False
    degraded: float = 0.0
    each: int = 1
    with_xml: float = 0.0

    @property
    def side(self) -> str:
        return "held-out" if self.held_out else "training"

    def random(self, *path: object) -> Random:
        """Chance for one thing of the series."""
        return Random("/".join(map(str, (self.side, self.seed, *path))))


FROZEN, FROZEN_COUNT = Series(seed=1, held_out=True, degraded=0.5), 500
"""The test set that stands beside the corpora: what `prejeto papers FOLDER --held-out` writes."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A generated document with its row of the manifest; `paired` is its e-invoice, and the PDF that carries it."""

    name: str
    content: bytes
    row: dict[str, Any]
    paired: Paired | None = None


def make_paper(series: Series, number: int) -> Paper:
    """The document of that place in the series."""
    issuer, bill, sheets, truth = draw_paper(series, number)
    content = print_sheets(sheets, f"{bill.kind.value} {bill.number}")
    kind, suffix, note = "digital_pdf", "pdf", None
    if is_degraded(series, number):
        from flows.papers.degrading import degrade  # noqa: PLC0415 - OpenCV is of no use to digital documents

        spoilt = degrade(content, series.random("damage", number))
        content, kind, suffix, note = spoilt.content, spoilt.kind, spoilt.suffix, spoilt.note
    name = f"{series.side}-{series.seed}-{number:05d}-{issuer.language}.{suffix}"
    row = _row(name, content, (kind, note), issuer, bill, truth)
    chance = series.random("xml", number)
    wanted = kind == "digital_pdf" and chance.random() < series.with_xml
    paired = with_einvoice(content, bill, chance) if wanted else None
    return Paper(name, content, row | (_beside(name, paired) if paired else {}), paired)


def _beside(name: str, paired: Paired) -> dict[str, str]:
    """Where the file is that carries the e-invoice, and the e-invoice by itself."""
    carrier = f"files/generated_with_xml/{name}"
    xml = f"{carrier.removesuffix('.pdf')}.xml"
    return {"file_with_xml": carrier, "file_of_xml": xml, "syntax": paired.syntax.value}


def draw_paper(series: Series, number: int) -> tuple[Issuer, Bill, list[Sheet], Truth]:
    """The document before it is a file."""
    place = number // series.each
    issuer = issuer_of(series, place)
    random = series.random("document", number)
    bill = invent_bill(random, issuer, choose_kind(random))
    layout = Layout(bill, issuer, random)
    sheets = compose_receipt(layout) if bill.kind is Kind.RECEIPT else compose(layout)
    return issuer, bill, sheets, truth_of(layout, sheets)


def issuer_of(series: Series, place: int) -> Issuer:
    """The issuer of that place in the series; countries come by turns."""
    return invent_issuer(series.random("issuer", place), turns()[place % len(turns())], held_out=series.held_out)


def is_degraded(series: Series, number: int) -> bool:
    """Spread evenly: a half is every second one."""
    return int((number + 1) * series.degraded) > int(number * series.degraded)


def _row(
    name: str, content: bytes, how: tuple[str, str | None], issuer: Issuer, bill: Bill, truth: Truth
) -> dict[str, Any]:
    receipt = bill.kind is Kind.RECEIPT
    return {
        "id": name.rpartition(".")[0],
        "corpus": "generated",
        "file": f"files/generated/{name}",
        "kind": how[0],
        "language": issuer.language,
        "country": issuer.company.country,
        "issuer": issuer.company.name,
        "layout_family": f"receipt/{issuer.design.family}" if receipt else issuer.design.family,
        "label_source": "generated",
        "licence": "Apache-2.0",
        "note": how[1],
        "document_kind": bill.kind.value,
        "document_class": bill.kind.document_class.value,
        "truth": truth.truth,
        "truth_alt": truth.alternatives,
        "absent": truth.absent,
        "places": truth.places if how[0] == "digital_pdf" else {},
        "sha256": hashlib.sha256(content).hexdigest(),
        "variant_of": None,
    }
