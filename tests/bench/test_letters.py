from extractors.text_layer import read_text_layer
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word
from tests.bench.letters import FACES, SIZES, Kept, draw_phrases, judge

PHRASES = ("Račun za žito", "Šest kož")
LETTERS = "čšž"


def page_of(*lines: str) -> Page:
    words = (
        Word(text, Box(50 * at, 20 * row, 50 * at + 40, 20 * row + 10))
        for row, line in enumerate(lines)
        for at, text in enumerate(line.split())
    )
    return Page(0, 595, 842, Witness.OCR, tuple(words))


def test_a_page_shows_every_phrase_in_small_letters_and_capitals_in_both_sizes_and_faces() -> None:
    for face in FACES:
        kept = Kept()
        judge(PHRASES, LETTERS, read_text_layer(draw_phrases(PHRASES, face))[0], kept)
        assert (kept.words, kept.words_read) == (20, 20)
        assert kept.letters == kept.letters_kept == {"č": 2, "Č": 2, "ž": 4, "Ž": 4, "Š": 4}


def test_what_was_read_for_a_letter_is_told() -> None:
    kept = Kept()
    judge(PHRASES, LETTERS, page_of(*["Racun za žito RAČUN ZA ITO", "Šest kož ŠEST KOŽ"] * len(SIZES)), kept)
    assert (kept.words, kept.words_read) == (20, 16)
    assert kept.instead == {("č", "c"): 2, ("Ž", ""): 2}
    assert +kept.letters_kept == {"Č": 2, "ž": 4, "Ž": 2, "Š": 4}


def test_an_empty_page_keeps_nothing() -> None:
    kept = Kept()
    judge(PHRASES, LETTERS, page_of(), kept)
    assert (kept.words_read, kept.letters_kept.total()) == (0, 0)
