"""A scan with somebody else's recognition over it: each word as the better of two readers has it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from extractors.notes import Notes
from extractors.reading import read_document
from extractors.weighing import weigh
from flows.samples.scanning import Scanner, scan
from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Word
from tests.extractors import overlaid, papers

DIGITAL = papers.pdf()
TRUTH = overlaid.words_of(DIGITAL)
WANTED = Counter(word.text for word in TRUTH)
SEEDS = (1, 2, 3)


def right(words: "tuple[Word, ...] | list[Word]") -> int:
    return (WANTED & Counter(word.text for word in words)).total()


def with_faults(share: float, seed: int) -> list[Word]:
    """The true words, with one wrong letter in a share of them."""
    grain = np.random.default_rng(seed)
    return [replace(word, text=_spoiled(word.text, grain)) if grain.random() < share else word for word in TRUTH]


def _spoiled(text: str, grain: np.random.Generator) -> str:
    at = int(grain.integers(len(text)))
    return text[:at] + "lIS#"[grain.integers(4)] + text[at + 1 :]


def read(content: bytes) -> Page:
    (page,) = read_document(content).transcript.pages
    return page


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("dpi", "gain"), [(60, 1), (50, 15)])
def test_two_readings_are_better_than_one(dpi: int, gain: int, seed: int) -> None:
    picture, layer = overlaid.poor_scan(DIGITAL, dpi=dpi, seed=seed), with_faults(0.15, seed)
    alone, both = read(overlaid.overlaid(picture, [])), read(overlaid.overlaid(picture, layer))
    assert both.path == ("text_layer_invisible", "rapidocr", "text_layer_heard")
    assert right(both.words) >= right(alone.words) + gain
    assert Counter(word.witness for word in both.words).keys() == {None, Witness.TEXT_LAYER}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_layer_that_is_wrong_in_most_words_spoils_nothing(seed: int) -> None:
    picture = overlaid.poor_scan(DIGITAL, dpi=75, seed=seed)
    alone, both = read(overlaid.overlaid(picture, [])), read(overlaid.overlaid(picture, with_faults(0.9, seed)))
    assert both.text == alone.text


def test_a_layer_over_a_skewed_page_is_laid_on_the_straight_one() -> None:
    turned = scan(DIGITAL, Scanner(dpi=150, degrees=3.0), 1)
    skewed = np.ascontiguousarray(papers.picture(turned, dpi=150))
    angle, middle = np.exp(1j * np.radians(-3.0)), complex(297.5, 421)
    words = [replace(word, box=_around(word.box, angle, middle)) for word in TRUTH]
    page = read(overlaid.overlaid(skewed, [*words[:-1], replace(words[-1], text="w0rk")]))
    assert page.path == ("text_layer_invisible", "rapidocr", "text_layer_heard")
    assert right(page.words) >= WANTED.total() - 2
    assert [text for word in page.words if word.text == "work" for text, _ in word.alternatives] == ["w0rk"]


def _around(box: Box, angle: complex, middle: complex) -> Box:
    at = (complex(box.x_mid, box.y_mid) - middle) * angle + middle
    return Box(at.real - box.width / 2, at.imag - 5, at.real + box.width / 2, at.imag + 5)


def page_of(*words: tuple[str, float], witness: Witness = Witness.OCR) -> Page:
    """Words in a column, each with its confidence."""
    placed = (
        Word(text, Box(50, 20 * at, 50 + 6 * len(text), 20 * at + 10), sure) for at, (text, sure) in enumerate(words)
    )
    return Page(0, 595, 842, witness, tuple(placed))


SAME = [(f"word{number}", 0.99) for number in range(8)]


def heard(last: tuple[str, float], said: str, *, visible: bool = False) -> Word:
    layer = page_of(*SAME, (said, 1.0), witness=Witness.TEXT_LAYER)
    return weigh(page_of(*SAME, last), layer, Notes(10), visible=visible).words[-1]


def test_an_unsure_word_gives_way_and_is_kept_as_another_reading() -> None:
    word = heard(("I13,50", 0.6), "113,50")
    assert (word.text, word.witness, word.alternatives) == ("113,50", Witness.TEXT_LAYER, (("I13,50", 0.6),))


def test_a_sure_word_stays_before_what_another_recognition_said() -> None:
    word = heard(("113,50", 0.85), "I13,50")
    assert (word.text, word.witness, word.alternatives) == ("113,50", None, (("I13,50", 0.9),))


def test_a_sure_word_gives_way_to_text_that_is_drawn_as_such() -> None:
    word = heard(("I13,50", 0.85), "113,50", visible=True)
    assert (word.text, word.alternatives) == ("113,50", (("I13,50", 0.85),))


def test_words_that_were_read_as_one_are_parted_as_the_layer_has_them() -> None:
    layer = page_of(*SAME, witness=Witness.TEXT_LAYER)
    parts = (Word("17.05.2024", Box(50, 160, 110, 170)), Word("21:35", Box(112, 160, 142, 170)))
    layer = replace(layer, words=(*layer.words, *parts))
    read_as_one = page_of(*SAME, ("17.05.202421:35", 0.95))
    assert [word.text for word in weigh(read_as_one, layer, Notes(10), visible=False).words[-2:]] == [
        "17.05.2024",
        "21:35",
    ]


def test_what_was_not_recognised_is_filled_in() -> None:
    layer = page_of(*SAME, ("Total", 1.0), witness=Witness.TEXT_LAYER)
    notes = Notes(10)
    word = weigh(page_of(*SAME), layer, notes, visible=False).words[-1]
    assert (word.text, word.confidence, word.witness) == ("Total", 0.9, Witness.TEXT_LAYER)
    assert notes.path == ("text_layer_heard",)


def test_a_layer_that_agrees_in_all_changes_nothing() -> None:
    notes, page = Notes(10), page_of(*SAME)
    assert weigh(page, page_of(*SAME, witness=Witness.TEXT_LAYER), notes, visible=True) is page
    assert notes.path == ()


def test_a_layer_of_another_page_is_not_heard() -> None:
    other = page_of(*((f"other{number}", 1.0) for number in range(9)), witness=Witness.TEXT_LAYER)
    page = page_of(*SAME)
    assert weigh(page, other, Notes(10), visible=True) is page
