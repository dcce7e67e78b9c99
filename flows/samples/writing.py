"""Write sample invoices: three to show the product with, or any number to measure and load it with.

Everything is invented and follows from the seed; the same seed writes the same bytes.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from flows.samples.designs import Design, choose_design
from flows.samples.drawing import draw_invoice
from flows.samples.inventing import countries, invent_invoice
from flows.samples.invoices import SampleInvoice
from flows.samples.scanning import Scanner, scan
from flows.samples.sheet import HELVETICA, VERA
from flows.samples.truth import manifest_row
from flows.samples.xml import attach_xml, write_xml

KINDS = ("digital_pdf", "digital_pdf", "scanned_pdf", "factur_x")
DIGITAL = Design(face=HELVETICA, accent="#1d4ed8", head="band", facts="list", table="zebra")
SCANNED = Design(face=HELVETICA, accent="#334155", head="letter", facts="list", table="ruled", epc=True)
SLOVENIAN = Design(face=VERA, accent="#14532d", head="mark", facts="list", table="zebra")


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A generated document: the name of its file, and its bytes."""

    name: str
    content: bytes


def demo_documents() -> tuple[SampleDocument, ...]:
    """The three invoices of the demonstration: an English PDF, a German scan, a Slovenian one with UPN QR."""
    digital = draw_invoice(_demo_invoice("GB", 28, rows=5), DIGITAL)
    scanned = scan(draw_invoice(_demo_invoice("DE", 27, rows=4), SCANNED), Scanner(), seed=7)
    slovenian = draw_invoice(_demo_invoice("SI", 11, rows=4), SLOVENIAN)
    return (
        SampleDocument("invoice-brightwater.pdf", digital),
        SampleDocument("scan-eisenwaren.pdf", scanned),
        SampleDocument("racun-mizarstvo.pdf", slovenian),
    )


def demo_samples(folder: Path) -> list[Path]:
    """Write the three invoices of the demonstration into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = demo_documents()
    for document in documents:
        (folder / document.name).write_bytes(document.content)
    return [folder / document.name for document in documents]


def write_samples(folder: Path, count: int, seed: int) -> list[Path]:
    """Write `count` varied invoices to `folder/files` and what they say to `folder/manifests/samples.jsonl`.

    Countries, layouts and kinds (digital, scanned, with Factur-X) take turns; returns the paths in their order.
    """
    files, manifests = folder / "files", folder / "manifests"
    files.mkdir(parents=True, exist_ok=True)
    manifests.mkdir(parents=True, exist_ok=True)
    paths = []
    with (manifests / "samples.jsonl").open("w", encoding="utf-8") as manifest:
        for number in range(count):
            name, content, row = make_sample(seed, number)
            (files / name).write_bytes(content)
            manifest.write(json.dumps(row, ensure_ascii=False) + "\n")
            paths.append(files / name)
    return paths


def make_sample(seed: int, number: int) -> tuple[str, bytes, dict[str, Any]]:
    """One sample of a series: its file name, content and manifest row."""
    random = Random(f"{seed}/{number}")
    country, kind = turn_of(number)
    invoice = invent_invoice(random, country)
    design = choose_design(random, invoice.language)
    content = _of_kind(kind, draw_invoice(invoice, design), invoice, random)
    name = f"sample-{seed}-{number:05d}-{invoice.language}.pdf"
    return name, content, manifest_row(name, content, kind, design.family, invoice)


def turn_of(number: int) -> tuple[str, str]:
    """The country and kind of a sample by its place in the series; every country comes in every kind."""
    rounds, place = divmod(number, len(countries()))
    return countries()[place], KINDS[(number + rounds) % len(KINDS)]


def _of_kind(kind: str, pdf: bytes, invoice: SampleInvoice, random: Random) -> bytes:
    if kind == "factur_x":
        return attach_xml(pdf, write_xml(invoice))
    if kind == "scanned_pdf":
        scanner = Scanner(
            dpi=random.choice([150, 200, 300]),
            degrees=random.uniform(-1.5, 1.5),
            blur=random.uniform(0.4, 0.9),
            noise=random.uniform(2, 8),
            quality=random.randint(55, 85),
        )
        return scan(pdf, scanner, random.randrange(2**32))
    return pdf


def _demo_invoice(country: str, seed: int, *, rows: int) -> SampleInvoice:
    """A plain invoice of the first seller of a country, with everything on it that one may look for."""
    invoice = invent_invoice(Random(seed), country, trade=0, rows=rows)
    return replace(
        invoice,
        credit_note=False,
        due=invoice.issued + timedelta(days=30),
        delivered=invoice.issued - timedelta(days=2),
        order=invoice.order or "PO-20417",
        reference=invoice.reference or invoice.number,
        prepaid=invoice.prepaid * 0,
    )
