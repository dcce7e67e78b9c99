"""What the ranker learns from: every value found in documents with known truth, its features, whether it is right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.fields.finding import find_in_text
from extractors.qr.candidates import find_code_candidates
from extractors.ranking.features import NAMES, Matrix, Seen, see
from extractors.ranking.values import values_of
from flows.training.rightness import is_right
from models.page import Transcript
from models.terms import Term


@dataclass(frozen=True)
class Example:
    """One document: its values, whether each is right (None where nobody knows), and who wrote it in which layout."""

    id: str
    seen: Seen
    right: Sequence[bool | None]
    issuer: str
    layout: str
    generated: bool


@dataclass(frozen=True)
class Table:
    """The values of some terms in all examples whose rightness is known: features and labels."""

    rows: Matrix
    right: npt.NDArray[np.float64]


def example_of(transcript: Transcript, row: Mapping[str, Any]) -> Example | None:
    """The example that a document is; None of one that has no fields."""
    text = find_in_text(transcript)
    if not text.document_class.has_fields or not row.get("truth"):
        return None
    candidates = [*find_code_candidates(transcript.codes), *text.candidates]
    seen = see(values_of(candidates), text.survey)
    right = [is_right(value.term, value.value, row) for value in seen.values]
    issuer, layout = (
        str(row.get("issuer") or row["id"]),
        str(row.get("layout_family") or row.get("issuer") or row["id"]),
    )
    return Example(row["id"], seen, right, issuer, layout, row.get("corpus") == "generated")


def table_of(examples: Iterable[Example], terms: frozenset[Term]) -> Table:
    """The values of these terms whose rightness is known."""
    rows: list[npt.NDArray[np.float64]] = []
    right: list[float] = []
    for example in examples:
        for at, value in enumerate(example.seen.values):
            known = example.right[at]
            if value.term in terms and known is not None:
                rows.append(example.seen.rows[at])
                right.append(float(known))
    matrix = np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))
    return Table(matrix, np.array(right, dtype=np.float64))
