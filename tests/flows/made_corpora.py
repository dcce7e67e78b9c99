"""A folder of made-up documents with known truth, and a small definition of what is right."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from extractors.document import Captured, DocumentRead
from flows.extract import Witnessed
from models.evidence import Witness
from models.geometry import Box
from models.invoice import Invoice
from models.page import Page, Transcript, Word
from models.terms import DocumentClass

SCORER = """
REQUIRED = ["invoice_number", "total_gross"]
HEADER = ["invoice_number", "total_gross", "iban"]

def get(pred, key):
    found = (pred.get("fields") or {}).get(key)
    return (found["value"], found["confidence"]) if found else (None, None)

def right(key, value, row, config):
    return value == row["truth"][key]

def score_items(truth, pred):
    matched = sum(item in pred for item in truth)
    return matched, len(truth), len(pred), {}

def score(rows, preds, config):
    fields = dict(n=len(rows), tp=len(rows), wrong=0, missed=0, hallucinated=0, precision=1.0, recall=1.0, f1=None)
    threshold = dict(threshold=0.5, automation=1.0, precision=1.0, rate=1.0, errors=0, error_rate=0.0)
    figures = dict(
        documents=len(rows), errored=0, micro=fields, fields=dict(invoice_number=fields),
        documents_right=dict(required_right=1.0, all_known_right=1.0),
        calibration=dict(ece=0.1, brier=0.1, thresholds=[threshold]), straight_through=dict(thresholds=[threshold]),
        seconds=dict(p50=1, p95=2, max=3),
    )
    return figures, [(row["id"], "iban", "missed", None, "made up", None) for row in rows]
"""


def make_corpora(root: Path) -> Path:
    """Two digital invoices, a scan, two mails and two hostile files; the files themselves hold nothing."""
    (root / "manifests").mkdir(parents=True)
    (root / "robustness").mkdir()
    (root / "score.py").write_text(SCORER, encoding="utf-8")
    truth = {"invoice_number": "7", "total_gross": "12.00"}
    lines = {**truth, "line_items": [{"net_amount": "10.00"}, {"net_amount": "2.00"}]}
    invoices = [
        {"id": "one", "file": "one.pdf", "kind": "digital_pdf", "truth": lines, "file_with_xml": "one-xml.pdf"},
        {"id": "two", "file": "two.pdf", "kind": "digital_pdf", "truth": truth},
        {"id": "three", "file": "three.pdf", "kind": "scanned_pdf", "truth": truth},
    ]
    mails = [
        {"id": "full", "file": "full.eml", "kind": "eml", "truth": truth, "expect_documents": 1},
        {"id": "empty", "file": "empty.eml", "kind": "eml", "truth": {}, "expect_documents": 0},
    ]
    hostile = [
        {"id": "bomb", "file": "bomb.pdf", "expect": "either"},
        {"id": "locked", "file": "locked.pdf", "expect": "password"},
    ]
    _write(root / "manifests/real.jsonl", invoices)
    _write(root / "manifests/eml.jsonl", mails)
    _write(root / "robustness/manifest.jsonl", hostile)
    return root


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def found(path: Path, number: str = "7", confidence: float = 0.9, **other: Any) -> dict[str, Any]:
    """What extraction says of a file."""
    values = {"invoice_number": number, "total_gross": "12.00"}
    fields = {key: {"value": value, "confidence": confidence} for key, value in values.items()}
    return {"path": str(path), "pages": 1, "fields": fields, "line_items": [], "seconds": 0.5, "error": None, **other}


def extraction(told: dict[str, dict[str, Any]]) -> Callable[..., Iterator[dict[str, Any]]]:
    """A stand-in for `extract_files` that says what it was told of each file; of all it read the number 7 alone."""
    seven = Page(0, 100, 100, Witness.OCR, (Word("7", Box(10, 10, 20, 20)),))

    def extract_files(
        paths: Iterable[Path], witnessed: Witnessed = lambda _path, _captured: None, **_options: Any
    ) -> Iterator[dict[str, Any]]:
        for path in paths:
            read = DocumentRead(Transcript("pdf", (seven,)), ())
            witnessed(str(path), Captured(read, Invoice(DocumentClass.INVOICE), 0.5))
            yield found(path, **told.get(path.name, {}))

    return extract_files
