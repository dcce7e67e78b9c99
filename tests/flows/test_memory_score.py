"""What one correction is worth is measured on pairs of documents, and on those of others."""

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.extraction import extract_invoice
from flows.memory_score import corrected, score_memory
from flows.transcripts import open_shelf
from models.evidence import Value
from models.invoice import value_to_text
from models.page import Transcript
from models.terms import Term
from tests.extractors.fields.drawn import read_document
from tests.extractors.issuers.letters import FIRST, FIRST_VALUES, SECOND, SECOND_VALUES

SCORER = """
REQUIRED = ["invoice_number", "total_gross"]

def right(key, value, row, config):
    return value == row["truth"][key]
"""


def truth(values: dict[Term, Value]) -> dict[str, str]:
    return {term.key: value_to_text(value) for term, value in values.items()}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Two documents of one issuer and one of another, with what was read of them in `kept`."""
    wanted, other = read_document("de-letter")
    known = {"invoice_number": wanted["invoice_number"], "total_gross": wanted["total_gross"]}
    documents: list[tuple[str, str, Transcript, dict[str, str]]] = [
        ("one", "odd", FIRST, truth(FIRST_VALUES)),
        ("two", "odd", SECOND, truth(SECOND_VALUES)),
        ("three", "other", other, known),
    ]
    (tmp_path / "manifests").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    rows: list[dict[str, Any]] = []
    for name, issuer, transcript, values in documents:
        (tmp_path / f"{name}.pdf").write_bytes(name.encode())
        kept = open_shelf(tmp_path / "kept").place_of(name.encode())
        kept.write_text(json.dumps(transcript.to_json()), encoding="utf-8")
        row = {"id": name, "file": f"{name}.pdf", "issuer": issuer, "kind": "digital_pdf", "truth": values}
        rows.append(row)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "manifests" / "letters.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_the_second_document_is_compared_without_memory_and_with_it(corpora: Path) -> None:
    score = score_memory(corpora, "letters", jobs=1, kept=corpora / "kept")
    (pair,) = score.pairs
    assert (pair.id, pair.recalled) == ("two", True)
    assert "invoice_number" in pair.wrong_before
    assert pair.wrong_after == ()
    assert [right for _, right in pair.sure_before].count(True) < [right for _, right in pair.sure_after].count(True)
    assert [(stranger.id, stranger.changed) for stranger in score.strangers] == [
        ("one", ()), ("two", ()), ("three", ()),
    ]  # fmt: skip


def test_a_person_confirms_what_is_right_types_what_is_wrong_and_removes_what_is_not_there() -> None:
    read = extract_invoice(FIRST)
    row = {"truth": {"total_gross": "122.00", "invoice_number": "HT/0041"}, "absent": ["amount_due"]}
    scorer: Any = SimpleNamespace(REQUIRED=[], right=lambda key, value, of, _: value == of["truth"][key])
    left = corrected(read, row, scorer)
    assert left.fields[Term.TOTAL_GROSS] == read.fields[Term.TOTAL_GROSS]
    assert left.value(Term.INVOICE_NUMBER) == "HT/0041"
    assert left.amount(Term.TOTAL_GROSS) == Decimal("122.00")
    assert Term.AMOUNT_DUE not in left.fields
    assert left.fields[Term.CURRENCY] == read.fields[Term.CURRENCY]
