"""The reading of one document: every field with its confidence and evidence, lines, tax breakdown, findings.

An `Invoice` is the immutable snapshot that is stored, versioned, shown and booked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Self

from models.evidence import Evidence, Value
from models.page_ranges import PageRange
from models.terms import DataType, DocumentClass, Term

SNAPSHOT_VERSION = 1


def value_to_text(value: Value) -> str:
    """The one written form of a value: decimals with `.` and without exponent, dates as ISO 8601."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def value_from_text(term: Term, text: str) -> Value:
    """The inverse of `value_to_text`; ValueError or ArithmeticError when `text` is not of the term's type."""
    if term.data_type is DataType.AMOUNT:
        return Decimal(text)
    return date.fromisoformat(text) if term.data_type is DataType.DATE else text


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of one term. `reason` says in a few machine words why it won.

    `witnesses` are all who say this value, independently of each other; `evidence` shows the surest of them. `label` is
    the print that explains the value, where there is such.
    """

    term: Term
    value: Value
    confidence: float
    evidence: Evidence
    reason: str = ""
    witnesses: tuple[str, ...] = ()
    label: Evidence | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "value": value_to_text(self.value),
            "confidence": round(self.confidence, 4),
            **self.evidence.to_json(),
            "reason": self.reason,
            "witnesses": list(self.witnesses),
            **({"label": self.label.to_json()} if self.label else {}),
        }

    @classmethod
    def from_json(cls, key: str, data: dict[str, Any]) -> Self:
        term = Term(key)
        value = value_from_text(term, data["value"])
        said = data.get("reason", ""), tuple(data.get("witnesses", ()))
        label = Evidence.from_json(data["label"]) if "label" in data else None
        return cls(term, value, data["confidence"], Evidence.from_json(data), *said, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What both kinds of rows share. Every other cell is an optional value."""

    confidence: float = 0.0
    evidence: Evidence | None = None

    @classmethod
    def cells(cls) -> tuple[str, ...]:
        """The names of the cells, in the order of the field table."""
        return tuple(cell.name for cell in fields(cls) if cell.name not in {"evidence", "confidence"})

    def plain(self) -> dict[str, str]:
        """The cells as strings, absent ones left out."""
        return {key: value_to_text(cell) for key in self.cells() if (cell := getattr(self, key)) is not None}

    def to_json(self) -> dict[str, Any]:
        return {
            **self.plain(),
            "confidence": round(self.confidence, 4),
            "evidence": self.evidence.to_json() if self.evidence else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        texts = {"description", "unit"}
        cells = {key: data[key] if key in texts else Decimal(data[key]) for key in cls.cells() if key in data}
        evidence = Evidence.from_json(data["evidence"]) if data.get("evidence") else None
        return cls(**cells, confidence=data["confidence"], evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem(Row):
    """One invoice line (BG-25). `vat_rate` in percent."""

    description: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    net_amount: Decimal | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRow(Row):
    """One row of the tax breakdown (BG-23). `vat_rate` in percent."""

    vat_rate: Decimal | None = None
    net_amount: Decimal | None = None
    tax_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: a broken rule, a wrong checksum. Never a reason to drop a value.

    `code` is a rule's name or a machine word; `terms` are the keys it concerns; `message` is for people and holds no
    values. `pages` are those of each invoice, where the finding is that there are several.
    """

    code: str
    message: str
    terms: tuple[str, ...] = ()
    pages: tuple[PageRange, ...] = ()

    def to_json(self) -> dict[str, Any]:
        pages = {"pages": [part.to_json() for part in self.pages]} if self.pages else {}
        return {"code": self.code, "message": self.message, "terms": list(self.terms), **pages}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        pages = tuple(PageRange(*part) for part in data.get("pages", ()))
        return cls(data["code"], data["message"], tuple(data["terms"]), pages)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One version of what a document says. Terms that are not on the document are absent from `fields`.

    `alternatives` are other values that a term may have, the likeliest first; also of terms without a value. `charges`
    are those of the whole document less its allowances (BT-108 less BT-107), as far as they are known.
    """

    document_class: DocumentClass
    fields: Mapping[Term, FieldValue] = field(default_factory=dict)
    line_items: tuple[LineItem, ...] = ()
    tax_breakdown: tuple[TaxRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    alternatives: Mapping[Term, tuple[FieldValue, ...]] = field(default_factory=dict)
    charges: Decimal = Decimal(0)

    def value(self, term: Term) -> Value | None:
        found = self.fields.get(term)
        return found.value if found else None

    def amount(self, term: Term) -> Decimal | None:
        """The value of an amount term; None when absent."""
        value = self.value(term)
        return value if isinstance(value, Decimal) else None

    def text(self, term: Term) -> str | None:
        """The written form of a term's value; None when absent."""
        value = self.value(term)
        return None if value is None else value_to_text(value)

    def to_json(self) -> dict[str, Any]:
        return {
            "version": SNAPSHOT_VERSION,
            "document_class": self.document_class.value,
            "fields": {term.key: self.fields[term].to_json() for term in Term if term in self.fields},
            "line_items": [item.to_json() for item in self.line_items],
            "tax_breakdown": [row.to_json() for row in self.tax_breakdown],
            "findings": [finding.to_json() for finding in self.findings],
            "alternatives": {term.key: [one.to_json() for one in ones] for term, ones in self.alternatives.items()},
            **({"charges": value_to_text(self.charges)} if self.charges else {}),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            document_class=DocumentClass(data["document_class"]),
            fields={Term(key): FieldValue.from_json(key, value) for key, value in data["fields"].items()},
            line_items=tuple(LineItem.from_json(item) for item in data["line_items"]),
            tax_breakdown=tuple(TaxRow.from_json(row) for row in data["tax_breakdown"]),
            findings=tuple(Finding.from_json(finding) for finding in data["findings"]),
            alternatives={
                Term(key): tuple(FieldValue.from_json(key, one) for one in ones)
                for key, ones in data.get("alternatives", {}).items()
            },
            charges=Decimal(data.get("charges", 0)),
        )
