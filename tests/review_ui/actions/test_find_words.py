"""Looking for words on the pages of a document."""

import pytest

from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper, lay_out
from tests.review_ui.people import Persona

PAPER = Paper("Česnik & Žagar d.o.o.")


def found(clerk: Persona, document_id: str, wanted: str) -> list[list[float]]:
    hits: list[list[float]] = clerk.get(f"/documents/{document_id}/find?q={wanted}").json()
    return hits


def spot(*texts: str) -> list[float]:
    """The page, and the box around words that stand there once."""
    boxes = [word.box for word in lay_out(PAPER).words if word.text in texts]
    return [0, min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), boxes[0].bottom]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("toner", ["toner"]),
        ("CESNIK", ["Česnik"]),
        ("zag", ["Žagar"]),
        ("printer  ton", ["Printer", "toner"]),
        ("SI561910", ["SI56", "1910"]),
        ("1000 ljubljana", ["1000", "Ljubljana"]),
        ("1910000", ["1910", "0000"]),
    ],
)
def test_words_are_found_whatever_their_case_marks_and_groups(
    seeded: Seeded, clerk: Persona, wanted: str, words: list[str]
) -> None:
    document_id = add_paper(seeded, PAPER)
    box = spot(*words)
    hit = found(clerk, document_id, wanted)[0]
    assert hit[:2] == pytest.approx(box[:2], abs=0.06)
    assert hit[3] == pytest.approx(box[3], abs=0.06)


def test_letters_are_not_found_across_words(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, PAPER)
    assert found(clerk, document_id, "rtoner") == []
    assert found(clerk, document_id, "") == []
    assert found(clerk, document_id, "%20") == []


def test_hits_come_in_reading_order_from_every_page(seeded: Seeded, clerk: Persona) -> None:
    hits = found(clerk, add_paper(seeded, PAPER), "net")
    assert [hit[2] for hit in hits] == sorted(hit[2] for hit in hits)
    assert len(hits) == 2
