"""A second look at a value's own box: what another reader than the first reads there."""

from dataclasses import dataclass
from typing import Any

from models.geometry import Box


@dataclass(frozen=True, slots=True)
class Look:
    """What one engine reads where `printed` was read before, in a box of an upright page.

    `confidence` is the least of its letters, 0..1. `witness` is whose word it is: recognition beside a text layer, or
    another engine beside recognition.
    """

    page: int
    box: Box
    printed: str
    text: str
    confidence: float
    witness: str

    def to_json(self) -> list[Any]:
        return [self.page, *self.box.as_list(), self.printed, self.text, round(self.confidence, 4), self.witness]

    @classmethod
    def from_json(cls, data: list[Any]) -> "Look":
        page, x0, top, x1, bottom, *said = data
        return cls(page, Box(x0, top, x1, bottom), *said)
