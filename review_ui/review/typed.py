"""What a person sent with the form of the review screen.

Names in the form: `expected_version`; `fields.<key>` with the text of a field; `source.<key>` with the words on the
page it was taken from, as `page:word,word` (indices into the transcript); `<table>.<row>.<cell>` for lines and tax
rows, `has.<table>` when the form holds the table at all; `remove` with `<table>.<row>`; `confirm` with the key of a
field that is right as it stands.
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
from review_ui.review.tables import KINDS, Cells


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as text. `tables` holds only the tables that were in the form, empty rows left out."""

    expected_version: int
    fields: Mapping[str, str]
    sources: Mapping[str, str]
    tables: Mapping[str, Sequence[Cells]]
    confirmed: str = ""


def read_typed(form: FormData) -> Typed:
    keys = [term.key for term in Term if f"fields.{term.key}" in form]
    sources = {key: text(form, f"source.{key}") for key in keys}
    return Typed(
        expected_version=whole_number(form, "expected_version"),
        fields={key: text(form, f"fields.{key}") for key in keys},
        sources={key: source for key, source in sources.items() if source},
        tables={name: read_table(form, name) for name in KINDS if f"has.{name}" in form},
        confirmed=text(form, "confirm"),
    )


def read_table(form: FormData, name: str) -> list[Cells]:
    """The rows of a table in their order; without those that are empty or to be removed."""
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for field in form:
        table, _, rest = field.partition(".")
        index, _, cell = rest.partition(".")
        if table == name and is_number(index) and cell in KINDS[name].cells():
            rows[int(index)][cell] = text(form, field)
    removed = text(form, "remove")
    kept = (rows[index] for index in sorted(rows) if f"{name}.{index}" != removed)
    return [row for row in kept if any(row.values())]


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
