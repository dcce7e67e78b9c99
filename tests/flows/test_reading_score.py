from pathlib import Path

from flows.corpora import Corpora
from flows.reading_score import Legible, judge_reading, reading_table, scanned_rows, tally, unread
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word
from tests.flows.made_corpora import make_corpora

BOTH = Legible("a", {"invoice_number": True, "iban": False})
NEITHER = Legible("b", {"invoice_number": False, "total_gross": False})


def transcript(*texts: str) -> Transcript:
    words = tuple(Word(text, Box(50.0 * at, 0, 50.0 * at + 40, 10)) for at, text in enumerate(texts))
    return Transcript("image", (Page(0, 600, 800, Witness.OCR, words),))


def test_only_scans_and_pictures_with_a_truth_are_judged(tmp_path: Path) -> None:
    corpora = Corpora(make_corpora(tmp_path))
    assert [row["id"] for row in scanned_rows(corpora, "real")] == ["three"]
    assert scanned_rows(corpora, "eml") == []


def test_values_are_sought_in_the_transcript_of_their_own_document(tmp_path: Path) -> None:
    corpora = Corpora(make_corpora(tmp_path))
    rows = scanned_rows(corpora, "real")
    (judged,) = judge_reading(corpora, rows, {str(tmp_path / "three.pdf"): transcript("No", "7", "12.oo")})
    assert judged == Legible("three", {"invoice_number": True, "total_gross": False})
    assert not judged.core
    assert [*unread([judged])] == [("three", "total_gross")]


def test_of_a_document_that_could_not_be_read_nothing_was(tmp_path: Path) -> None:
    corpora = Corpora(make_corpora(tmp_path))
    (judged,) = judge_reading(corpora, scanned_rows(corpora, "real"), {})
    assert set(judged.read.values()) == {False}


def test_a_document_counts_when_the_core_values_that_are_known_were_read() -> None:
    found = tally([BOTH, NEITHER])
    assert (found.documents, found.values, found.read, found.core) == (2, 4, 1, 1)


def test_manifests_stand_in_rows_with_all_of_them_last() -> None:
    table = reading_table({"one": [BOTH], "none": [], "two": [NEITHER]})
    rows = [line.split(" | ")[:2] for line in table.splitlines()[2:]]
    assert [row[0] for row in rows] == ["| one", "| two", "| all"]
    assert rows[-1][1].startswith("1/4 = 25.0% (")
    assert reading_table({"none": []}) == ""
