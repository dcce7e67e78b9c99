"""Where a value was read, by whom, and how likely it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from models.geometry import Box
from models.terms import Term

Value = str | Decimal | date


class Witness(StrEnum):
    """Who read a value."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    XML = "xml"
    QR = "qr"
    HISTORY = "history"
    INFERRED = "inferred"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place a value was read, and the surest witness of it. `page` counts from 0.

    Where XML or a code gave the value, text, page and box are those of the print that says the same, if there is such;
    else the text is the witness's own, and page and box are None for XML and inferred values.
    """

    witness: Witness
    text: str
    page: int | None = None
    box: Box | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "witness": self.witness.value,
            "text": self.text,
            "page": self.page,
            "box": self.box.rounded().as_list() if self.box else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Evidence":
        box = Box(*data["box"]) if data["box"] else None
        return cls(Witness(data["witness"]), data["text"], data["page"], box)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a term, with its probability 0..1, its evidence, and the reason in a few machine words.

    `observed` is what was seen about it besides, in the words of its finder; names of parties have such, and values in
    a place that is remembered: the witness who read them.
    """

    term: Term
    value: Value
    probability: float
    evidence: Evidence
    reason: str = ""
    observed: frozenset[str] = frozenset()
