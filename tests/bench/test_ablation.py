import json
from pathlib import Path

import pytest

from extractors.extraction import extract_invoice
from flows.score import Score
from flows.transcripts import open_shelf
from models.page import Transcript
from models.terms import Term
from tests.bench.ablation import Document, of_issuers, read_all, score_parts, told, without_memory, without_part
from tests.bench.ablation_figures import table_of
from tests.bench.ablation_parts import NOTHING, PARTS, Part
from tests.extractors.fields.drawn import read_document
from tests.flows.test_unseen_score import SCORER

CODE_PARTS = [part for part in PARTS if part.stand_ins]


@pytest.fixture(scope="module")
def transcript() -> Transcript:
    return read_document("de-letter")[1]


@pytest.mark.parametrize("part", CODE_PARTS, ids=lambda part: part.name)
def test_a_part_that_is_code_is_missed_while_it_is_away_and_back_afterwards(part: Part, transcript: Transcript) -> None:
    before = extract_invoice(transcript)
    with part.taken_away() as hide:
        without = extract_invoice(hide(transcript))
    sure = [{term: field.confidence for term, field in found.fields.items()} for found in (before, without)]
    assert sure[0] != sure[1]
    assert extract_invoice(transcript) == before


def test_a_part_whose_place_is_no_more_cannot_be_taken_away() -> None:
    with pytest.raises(AttributeError), Part("gone", {"extractors.extraction.no_such_part": None}).taken_away():
        pass


def test_what_a_transcript_holds_is_left_out_of_it(transcript: Transcript) -> None:
    hidden = {part.name: part.hide(transcript) for part in PARTS if not part.stand_ins}
    assert hidden.pop(NOTHING.name) is transcript
    assert len(hidden) == 3
    assert not any(found.codes for name, found in hidden.items() if "codes" in name)
    assert not any(found.looks for name, found in hidden.items() if "looks" in name)
    readings = hidden["second readings of words"]
    assert not any(word.alternatives for page in readings.pages for word in page.words)


def test_each_part_has_its_row_beside_everything(transcript: Transcript) -> None:
    total = extract_invoice(transcript).text(Term.TOTAL_GROSS)
    row = {"id": "one", "truth": {"total_gross": total, "invoice_number": "another"}}
    document = Document(row, transcript)
    text = told(SCORER, score_parts([document], [without_part(document)]), {})
    assert "1 documents with known truth" in text
    assert all(f"| {part.name} |" in text for part in PARTS)
    assert "No issuer has several documents." in text
    assert list(without_memory(document)) == ["nothing", "memory of the issuer"]


def test_a_scan_of_a_document_is_not_its_issuers_next_one(transcript: Transcript) -> None:
    rows = [{"id": "a", "issuer": "x"}, {"id": "b", "issuer": "x", "variant_of": "a"}, {"id": "c"}]
    documents = [Document({**row, "truth": {}}, transcript) for row in rows]
    assert [row["id"] for row, _ in of_issuers(documents)] == ["a"]


def test_what_is_lost_and_won_is_counted_against_everything() -> None:
    truth = {"total_gross": "1", "invoice_number": "7"}

    def score(name: str, **said: str) -> Score:
        row = {"id": "one", "truth": truth}
        return Score(name, predictions={"one": {"fields": said}}, rows=(row,), every_row=(row,))

    everything = score("nothing", total_gross="1", invoice_number="8")
    without = score("sums", total_gross="2", invoice_number="7")
    last = table_of(SCORER, {"nothing": everything, "sums": without}).splitlines()[-1]
    assert last.split(" | ")[-3:-1] == ["1", "1"]


def test_documents_are_read_once_and_those_without_truth_left_out(tmp_path: Path, transcript: Transcript) -> None:
    (tmp_path / "manifests").mkdir()
    rows = [{"id": name, "file": name, "truth": truth} for name, truth in (("one", {"total_gross": "1"}), ("two", {}))]
    (tmp_path / "manifests/real.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "one").write_bytes(b"one")
    kept = open_shelf(tmp_path / "kept")
    kept.folder.mkdir()
    kept.place_of(b"one").write_text(json.dumps(transcript.to_json()), encoding="utf-8")
    assert [document.row["id"] for document in read_all(tmp_path, tmp_path / "kept")] == ["one"]
