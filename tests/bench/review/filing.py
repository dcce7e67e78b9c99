"""Documents that were read for real, handed in and filed as a worker would."""

from dataclasses import dataclass
from typing import Any

from extractors.document import Captured
from models.states import State
from storage.jobs import finish_capture, save_pages
from tests.review_ui.houses import Seeded, claim, receive


@dataclass(frozen=True, slots=True)
class Filed:
    """A document in the house, and the row of its truth."""

    document_id: str
    row: dict[str, Any]


def file_captured(seeded: Seeded, name: str, content: bytes, captured: Captured) -> str:
    document_id = receive(seeded, name, content)
    claimed = claim(seeded)
    save_pages(seeded.house, claimed, captured.read.transcript, captured.read.images)
    finish_capture(seeded.house, claimed, captured.invoice, State.IN_REVIEW, "read")
    return document_id
