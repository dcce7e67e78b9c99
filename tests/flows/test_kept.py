import json
from pathlib import Path

import pytest

from extractors.sandbox import Reader
from extractors.verdicts import DIFFERS
from flows.extract import extract_files
from flows.kept import KeepingReader, open_reader
from flows.samples.writing import make_sample
from flows.transcripts import PATIENT, open_shelf
from models.looks import Look
from models.terms import Term
from tests.extractors import papers


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(make_sample(1, 0)[1])
    return path


def test_what_was_read_once_is_only_understood_again(
    invoice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = extract_files([invoice], limits=PATIENT, kept=tmp_path / "kept")
    monkeypatch.setattr(Reader, "submit", lambda *_: pytest.fail("it was read again"))
    (again,) = extract_files([invoice], limits=PATIENT, kept=tmp_path / "kept")
    assert first["fields"]["total_gross"]["value"]
    assert {**again, "seconds": 0} == {**first, "seconds": 0}


def test_second_looks_are_kept_and_heard_again(invoice: Path, tmp_path: Path) -> None:
    shelf, content = open_shelf(tmp_path / "kept"), invoice.read_bytes()
    with KeepingReader(PATIENT, 1, tmp_path / "kept") as reader:
        captured = reader.capture(content, invoice.name)
        kept, total = shelf.taken(content), captured.invoice.fields[Term.TOTAL_GROSS].evidence
        assert kept
        assert [look.text for look in kept.looks] == [look.text for look in captured.read.transcript.looks]
        assert total.page is not None
        assert total.box
        differs = Look(total.page, total.box, total.text, "9999", 0.99, "ocr")
        data = {**kept.to_json(), "looks": [differs.to_json()]}
        shelf.place_of(content).write_text(json.dumps(data), encoding="utf-8")
        again = reader.capture(content).invoice.fields[Term.TOTAL_GROSS]
    assert again.reason.endswith(DIFFERS)


def test_a_document_with_files_attached_is_read_each_time(tmp_path: Path) -> None:
    attached = papers.with_attachment(papers.pdf(), "second.pdf", papers.pdf())
    with KeepingReader(PATIENT, 1, tmp_path / "kept") as reader:
        assert [part.name for part in reader.capture(attached).read.parts] == ["second.pdf"]
        assert [part.name for part in reader.capture(attached).read.parts] == ["second.pdf"]
    assert open_shelf(tmp_path / "kept").taken(attached) is None


def test_a_transcript_that_was_cut_off_counts_for_nothing(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    shelf.place_of(b"x").write_text('{"kind": "pd', encoding="utf-8")
    assert shelf.taken(b"x") is None


def test_without_a_folder_it_is_a_reader_like_any_other() -> None:
    with open_reader(PATIENT, 1, None) as reader:
        assert type(reader) is Reader
