"""What every syntax reads from its XML, still as written there: the common ground of all syntaxes."""

from dataclasses import dataclass, field

from models.terms import Term


@dataclass(slots=True)
class RawInvoice:
    """Texts by term, best first; rows by the names of their cells.

    `type_code` is a UNTDID 1001 code. Absent cells are None; absent terms are missing or empty. `further` is how many
    more invoices the file has. `charges` and `allowances` are totals of the document (BT-108, BT-107).
    """

    syntax: str
    type_code: str | None
    texts: dict[Term, list[str]] = field(default_factory=dict)
    lines: list[dict[str, str | None]] = field(default_factory=list)
    taxes: list[dict[str, str | None]] = field(default_factory=list)
    further: int = 0
    charges: list[str] = field(default_factory=list)
    allowances: list[str] = field(default_factory=list)


def address(*parts: str | None) -> list[str]:
    """An address on one line, its parts separated by commas; empty when no part is there."""
    written = ", ".join(part for part in parts if part)
    return [written] if written else []
