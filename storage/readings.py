"""Readings: the versions of what a document says."""

from models.invoice import Invoice
from models.page import Transcript
from storage.house import House
from storage.rows import VersionRow


def load_invoice(house: House, org_id: str, document_id: str, version: int | None = None) -> tuple[Invoice, int]:
    """A version of the reading, the newest by default, and its number. NotFound when there is none."""
    raise NotImplementedError


def load_versions(house: House, org_id: str, document_id: str) -> list[VersionRow]:
    """All versions, oldest first."""
    raise NotImplementedError


def load_transcript(house: House, org_id: str, document_id: str) -> Transcript:
    """What was read from the pages. NotFound before the first reading."""
    raise NotImplementedError
