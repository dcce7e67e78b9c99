import pytest

from extractors.ocr.national import in_one_case, language_of, mend_letters
from models.geometry import Box
from models.page import Word

LATVIAN = "Rēķins par pakalpojumiem pārdevējs termiņš nodokļa"
HUNGARIAN = "számla végösszeg vevő fizetési határidő"


def mended(line: str) -> str:
    words = [Word(text, Box(40 * at, 0, 40 * at + 30, 10), 0.8) for at, text in enumerate(line.split())]
    return " ".join(word.text for word in mend_letters(words))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("MEGRENDELő", "MEGRENDELŐ"),
        ("åRHUS", "ÅRHUS"),
        ("TermÉk", "Termék"),
        ("Értékű", "Értékű"),
        ("STRAßE", "STRAßE"),
        ("50µF", "50µF"),
        ("Aő", "Aő"),
        ("McKőnig", "McKőnig"),
        ("plain", "plain"),
    ],
)
def test_marked_letters_take_the_case_on_which_the_plain_ones_of_the_word_agree(read: str, meant: str) -> None:
    assert in_one_case(read) == meant


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (LATVIAN, "lav"),
        (HUNGARIAN, "hun"),
        ("Sąskaita už paslaugas pirkėjas mokėti šešių prekių", "lit"),
        ("Daňový doklad částka úhradě množství žluťoučký kůň", "ces"),
        ("račun šest žiro čaj češnja žeton", ""),
        ("Rēķins", ""),
        ("Total amount", ""),
    ],
)
def test_the_small_letters_tell_the_language_when_they_are_many_and_clear(line: str, language: str) -> None:
    assert language_of(line.split()) == language


def test_a_letter_that_the_language_lacks_is_the_one_it_is_mistaken_for() -> None:
    assert mended(f"{LATVIAN} PÃRDÊVÈJS SKAITÛNS") == f"{LATVIAN} PĀRDĒVĒJS SKAITŪNS"
    assert mended(f"{HUNGARIAN} FÔVÁROS Õ") == f"{HUNGARIAN} FŐVÁROS Ő"


def test_umlauts_and_letters_of_other_languages_stay() -> None:
    assert mended(f"{LATVIAN} MÜLLER") == f"{LATVIAN} MÜLLER"
    assert mended("Rechnung für Größe Übertrag täglich größer höher CAFÉ") == (
        "Rechnung für Größe Übertrag täglich größer höher CAFÉ"
    )


def test_sure_words_are_the_very_same() -> None:
    word = Word("Total", Box(0, 0, 9, 9))
    assert mend_letters([word])[0] is word


def test_a_mended_word_keeps_what_was_read_as_its_first_other_reading() -> None:
    box, others = Box(0, 0, 90, 9), (("MEGRENDELÓ", 0.2), ("MEGRENDELŐ", 0.1))
    (word,) = mend_letters([Word("MEGRENDELő", box, 0.7, others)])
    assert word == Word("MEGRENDELŐ", box, 0.7, (("MEGRENDELő", 0.7), ("MEGRENDELÓ", 0.2)))
