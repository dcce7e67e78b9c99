import json
from pathlib import Path
from typing import Any

import pytest

from flows.measure import Judged, coverage_at, write_measured
from flows.score import Run
from flows.transcripts import open_shelf
from tests.extractors.fields.drawn import read_document
from tests.flows.made_corpora import SCORER, extraction, make_corpora


def test_coverage_is_the_most_that_keeps_the_stated_error() -> None:
    judged = [Judged(0.9, right=True), Judged(0.8, right=True), Judged(0.7, right=False), Judged(0.6, right=True)]
    none_wrong, quarter_wrong = coverage_at(judged, 0.0), coverage_at(judged, 0.25)
    assert (none_wrong.covered, none_wrong.confidence) == (2, 0.8)
    assert (quarter_wrong.covered, quarter_wrong.wrong) == (4, 1)


def test_nothing_is_covered_when_the_surest_are_wrong() -> None:
    found = coverage_at([Judged(0.9, right=False), Judged(0.0, right=False)], 0.0)
    assert (found.covered, found.confidence) == (0, None)


def test_figures_are_written_as_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, dict[str, Any]] = {"two.pdf": {"number": "8", "confidence": 0.4}, "bomb.pdf": {"seconds": 99.0}}
    monkeypatch.setattr("flows.score.extract_files", extraction(told))
    out = write_measured(make_corpora(tmp_path / "in"), tmp_path / "out" / "measure.md", Run(), ["real", "robustness"])
    text = out.read_text(encoding="utf-8")
    assert "| 0% | 0.900 | 2/3 = 66.7%" in text
    assert "| digital | 2 | 0.50 | 0.50 |" in text
    assert "| real | 1/2 = 50.0%" in text
    assert "0 of 2 as they must be; longest 99.0 s" in text


def test_the_boxes_of_values_are_looked_at_on_every_document(tmp_path: Path) -> None:
    wanted, transcript = read_document("de-letter")
    truth = {key: wanted[key] for key in ("invoice_number", "total_gross")}
    row = {"id": "letter", "file": "letter.pdf", "kind": "digital_pdf", "truth": truth}
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests/letters.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
    content = b"%PDF-1.7 what was read of it is kept"
    (tmp_path / "letter.pdf").write_bytes(content)
    shelf = open_shelf(tmp_path / "kept")
    shelf.folder.mkdir()
    shelf.place_of(content).write_text(json.dumps(transcript.to_json()), encoding="utf-8")
    run = Run(jobs=1).keeping(shelf.folder)
    text = write_measured(tmp_path, tmp_path / "measured.md", run, ["letters"]).read_text(encoding="utf-8")
    assert "Of every value of 1 documents" in text
    assert "| total_gross | 1/1 = 100.0%" in text
    assert text.rstrip().splitlines()[-1].endswith("| 0 |")
