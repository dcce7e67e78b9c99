"""What was read from a document before anyone asked what it means: words with boxes, codes, embedded XML."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from models.evidence import Witness
from models.geometry import Box, bounding_box
from models.looks import Look


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. `confidence` is the reader's own, 0..1, and 1 for a text layer.

    `alternatives` are what it may say instead, each with a confidence: runners-up of unsure letters, the reading of
    another engine. Most words have none. `witness` is who read it, where that is another than of the page at large.
    """

    text: str
    box: Box
    confidence: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    witness: Witness | None = None

    def to_json(self) -> list[Any]:
        read_by = [self.witness.value] if self.witness else []
        return [self.text, *self.box.as_list(), self.confidence, *read_by, *map(list, self.alternatives)]

    @classmethod
    def from_json(cls, data: list[Any]) -> "Word":
        text, x0, top, x1, bottom, confidence, *rest = data
        witness = Witness(rest.pop(0)) if rest and isinstance(rest[0], str) else None
        alternatives = tuple((other, sure) for other, sure in rest)
        return cls(text, Box(x0, top, x1, bottom), confidence, alternatives, witness)


def witness_of(words: Iterable[Word], usual: Witness) -> Witness:
    """Who read words of a page that `usual` read at large: recognition, if any of them was recognised.

    >>> label, value = Word("Total", Box(0, 0, 9, 9)), Word("7", Box(9, 0, 12, 9), 0.9, (), Witness.OCR)
    >>> witness_of([label], Witness.TEXT_LAYER).value, witness_of([label, value], Witness.TEXT_LAYER).value
    ('text_layer', 'ocr')
    """
    return max((word.witness or usual for word in words), key=lambda witness: witness is Witness.OCR, default=usual)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside each other, left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return bounding_box(word.box for word in self.words)


@dataclass(frozen=True)
class Page:
    """One upright page. `number` counts from 0; width and height are in points.

    `rotation` is how far the stored page was turned clockwise to stand upright (0, 90, 180, 270).
    `rulings` are the drawn lines and edges of a digital page that looks like a table, as thin boxes; empty elsewhere.
    `witness` read its words, but for those that name another. `path` is the way it was read, in machine words: why its
    text layer was not taken, what recognition had to do.
    """

    number: int
    width: float
    height: float
    witness: Witness
    words: tuple[Word, ...] = ()
    rotation: int = 0
    rulings: tuple[Box, ...] = ()
    path: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Words grouped into lines over the whole width of the page, top to bottom, left to right."""
        rows: list[list[Word]] = []
        for word in sorted(self.words, key=lambda w: (w.box.y_mid, w.box.x0)):
            for row in reversed(rows[-4:]):
                if row[-1].box.same_line(word.box) and row[0].box.same_line(word.box):
                    row.append(word)
                    break
            else:
                rows.append([word])
        lines = (Line(tuple(sorted(row, key=lambda w: w.box.x0))) for row in rows)
        return tuple(sorted(lines, key=lambda line: (line.box.top, line.box.x0)))

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "width": self.width,
            "height": self.height,
            "witness": self.witness.value,
            "rotation": self.rotation,
            "words": [word.to_json() for word in self.words],
            "rulings": [box.rounded().as_list() for box in self.rulings],
            "path": list(self.path),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Page":
        words = tuple(Word.from_json(word) for word in data["words"])
        rulings = tuple(Box(*box) for box in data.get("rulings", ()))
        size, witness, rotation = (data["width"], data["height"]), Witness(data["witness"]), data.get("rotation", 0)
        return cls(data["number"], *size, witness, words, rotation, rulings, tuple(data.get("path", ())))


@dataclass(frozen=True, slots=True)
class Code:
    """A two-dimensional or bar code on a page: its payload as bytes, before anyone reads it."""

    page: int
    box: Box
    symbology: str
    payload: bytes

    def to_json(self) -> dict[str, Any]:
        return {
            "page": self.page,
            "box": self.box.as_list(),
            "symbology": self.symbology,
            "payload": self.payload.hex(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Code":
        return cls(data["page"], Box(*data["box"]), data["symbology"], bytes.fromhex(data["payload"]))


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that was read from one document: the input of extraction, and enough to repeat it.

    `einvoices` are embedded or attached XML invoices, raw. `warnings` are short machine words, such as
    `text_layer_bad`. `seconds` are those spent reading, by step. `looks` are those of second
    readers at boxes of values.
    """

    kind: str
    pages: tuple[Page, ...] = ()
    codes: tuple[Code, ...] = ()
    einvoices: tuple[bytes, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "pages": [page.to_json() for page in self.pages],
            "codes": [code.to_json() for code in self.codes],
            "einvoices": [xml.hex() for xml in self.einvoices],
            "warnings": list(self.warnings),
            "seconds": self.seconds,
            "looks": [look.to_json() for look in self.looks],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Transcript":
        return cls(
            kind=data["kind"],
            pages=tuple(Page.from_json(page) for page in data["pages"]),
            codes=tuple(Code.from_json(code) for code in data["codes"]),
            einvoices=tuple(bytes.fromhex(xml) for xml in data["einvoices"]),
            warnings=tuple(data["warnings"]),
            seconds=data["seconds"],
            looks=tuple(Look.from_json(look) for look in data.get("looks", ())),
        )
