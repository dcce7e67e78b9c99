"""What a person sent with the form of the review screen.

Names in the form: `expected_version`; `fields.<key>` with the text of a field; `source.<key>` with the words on the
page it was taken from, as `page:word,word` (indices into the transcript); `take` with `<key>.<number>` for one of the
other values that the reading offers; `confirm` with the key of a field or a table that is right as it stands.

`<table>.<row>.<cell>` for lines and tax rows, `has.<table>` when the form holds the table at all; `remove` and `split`
with `<table>.<row>`; `fill` with `<table>.<row>.<cell>`, or with the table alone where `fill_row.<table>` (from 1) and
`fill_column.<table>` say which; `paste` with `<table>.<row>.<cell>`, or the table alone for below its last row, and
`pasted.<table>` with what is pasted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from models.evidence import Evidence, Witness
from models.geometry import bounding_box
from models.page import Transcript
from models.terms import Term
from review_ui.forms import is_number, text, whole_number
from review_ui.review import grid
from review_ui.review.tables import KINDS, Cells


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as text. `tables` holds only the tables that were in the form, empty rows left out."""

    expected_version: int
    fields: Mapping[str, str]
    sources: Mapping[str, str]
    tables: Mapping[str, Sequence[Cells]]
    confirmed: str = ""
    taken: str = ""


def read_typed(form: FormData) -> Typed:
    keys = [term.key for term in Term if f"fields.{term.key}" in form]
    sources = {key: text(form, f"source.{key}") for key in keys}
    return Typed(
        expected_version=whole_number(form, "expected_version"),
        fields={key: text(form, f"fields.{key}") for key in keys},
        sources={key: source for key, source in sources.items() if source},
        tables={name: read_table(form, name) for name in KINDS if f"has.{name}" in form},
        confirmed=text(form, "confirm"),
        taken=text(form, "take"),
    )


def read_table(form: FormData, name: str) -> list[Cells]:
    """The rows of a table in their order, with what was done to them; without those that are empty."""
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for field in form:
        table, index, cell = in_table(field)
        if table == name and index is not None and cell in KINDS[name].cells():
            rows[index][cell] = text(form, field)
    done = edit_rows(form, name, [rows[index] for index in sorted(rows)])
    return [row for row in done if any(row.values())]


def in_table(address: str) -> tuple[str, int | None, str]:
    """The table, the row and the cell that an address in the form names.

    >>> in_table("line_items.2.quantity"), in_table("line_items")
    (('line_items', 2, 'quantity'), ('line_items', None, ''))
    """
    table, _, rest = address.partition(".")
    index, _, cell = rest.partition(".")
    return table, int(index) if is_number(index) else None, cell


def edit_rows(form: FormData, name: str, rows: list[Cells]) -> list[Cells]:
    """The rows after what was asked to be done to them as wholes."""
    for action in ("remove", "split", "fill", "paste"):
        table, index, cell = in_table(text(form, action))
        if table != name:
            continue
        if action == "remove" and index is not None:
            rows = grid.without(rows, index)
        elif action == "split" and index is not None:
            rows = grid.split(rows, index)
        elif action == "fill":
            from_row = whole_number(form, f"fill_row.{name}") - 1 if index is None else index
            rows = fill(rows, name, from_row, cell or text(form, f"fill_column.{name}"))
        elif action == "paste":
            filled = [row for row in rows if any(row.values())]
            at = len(filled) if index is None else index
            pasted = str(form.get(f"pasted.{name}", ""))
            rows = grid.paste(rows, pasted, KINDS[name].cells(), at=at, column=cell)
    return rows


def fill(rows: list[Cells], name: str, index: int, cell: str) -> list[Cells]:
    """A column filled in every row that is there; the empty one to type into stays so."""
    there = [row for row in rows if any(row.values())]
    return grid.fill(there, index, cell) if cell in KINDS[name].cells() and index >= 0 else rows


def find_evidence(transcript: Transcript | None, source: str) -> Evidence | None:
    """The words a person clicked, as evidence; None when the source names none.

    >>> find_evidence(None, "0:1,2") is None
    True
    """
    number, _, indices = source.partition(":")
    chosen = [int(index) for index in indices.split(",") if is_number(index)]
    pages = [page for page in (transcript.pages if transcript else ()) if str(page.number) == number]
    words = [pages[0].words[index] for index in chosen if index < len(pages[0].words)] if pages else []
    if not words:
        return None
    box = bounding_box(word.box for word in words)
    return Evidence(Witness.PERSON, " ".join(word.text for word in words), pages[0].number, box)
