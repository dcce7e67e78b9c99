"""Which of a document's attachments are e-invoices, the one that belongs to it first."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from extractors.einvoice.syntaxes import is_einvoice

STANDARD_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")


def find_einvoices(attachments: Iterable[tuple[str, bytes]]) -> tuple[bytes, ...]:
    """The e-invoices among attachments given as (name, content): those with a standard's file name first.

    What lies in an attachment decides whether it is an invoice, its name only the order. Empty when there is none.

    Source: Factur-X 1.07 / ZUGFeRD 2.3, chapter 6.2 (one attachment of a given name).
    """
    ranked = sorted(attachments, key=lambda attachment: _rank(attachment[0]))
    return tuple(content for _, content in ranked if is_einvoice(content))


def _rank(name: str) -> int:
    """The place of a file name among the standard ones, whatever its folder or case; last when it is none."""
    plain = PurePosixPath(name.replace("\\", "/")).name.lower()
    return STANDARD_NAMES.index(plain) if plain in STANDARD_NAMES else len(STANDARD_NAMES)
