"""The XML documents of these tests, by name."""

from pathlib import Path

from extractors.einvoice.reading import EInvoice, read_einvoice
from models.invoice import value_to_text

FOLDER = Path(__file__).parents[2] / "documents" / "einvoice"


def load(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def read(name: str) -> EInvoice:
    return read_einvoice(load(name))


def best_values(invoice: EInvoice) -> dict[str, str]:
    """The best value of each term, written as text."""
    best: dict[str, str] = {}
    for candidate in invoice.candidates:
        best.setdefault(candidate.term.key, value_to_text(candidate.value))
    return best
