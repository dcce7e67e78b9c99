"""A recognised page beside its own text layer, which was doubted: word by word the better reading, the other one kept.

Both say where their words stand, so the words that stand once on either page tell how one lies on the other: a scan
was put straight after its layer was made. How often the layer says what recognition is sure of tells how far it is
believed. A layer that is believed parts glued words and is taken for words that recognition is not sure of, a visible
one for all; one that is trusted fills in what was not recognised. What one that is heard only says is kept as another
reading.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from extractors.notes import Notes
from extractors.places import Places
from extractors.text_quality import count_vowels, is_garbled
from models.evidence import Witness
from models.geometry import Box, bounding_box
from models.page import Page, Word

_SURE = 0.9  # confidence of a recognised word by which the layer is judged
_UNSURE = 0.8  # confidence under which a believed layer is taken instead
_TRUSTED, _BELIEVED, _HEARD = 0.8, 0.65, 0.4  # share of sure words that the layer says too
_NEAR, _SHIFT = 2.5, 0.2  # points, or share of a word's width, by which two readers may differ on where it ends
_INSIDE = 0.5  # of the box of a part of a word, that lies in the word's
_ELSEWHERE = 0.2  # of a word's box, that may lie in recognised ones when it was not recognised
_PAIRS = 6  # words that stand once on either page, to tell how one lies on the other
_OFF = 4.0  # points by which such words may be off
_LETTERS, _SPOKEN, _LONGEST = 2, 5, 30  # of a word that is filled in; from how many on it has a vowel
_AROUND = 72.0  # points around all recognised words, within which one is filled in


@dataclass(frozen=True, slots=True)
class Layer:
    """The words of a layer in the places of the recognised page. `trust` is 0..1."""

    places: Places
    trust: float
    visible: bool

    @property
    def is_believed(self) -> bool:
        return self.trust >= _BELIEVED


def weigh(read: Page, layer: Page, notes: Notes, *, visible: bool) -> Page:
    """The recognised page with what its `layer`, of which all words are to be seen, says better or otherwise."""
    said = [word for word in layer.words if not is_garbled(word.text)]
    places = Places(_placed(said, layer, read))
    heard = Layer(places, _trust(read.words, places), visible)
    if heard.trust < _HEARD:
        return read
    words = tuple(chosen for word in read.words for chosen in _chosen(word, heard))
    words = (*words, *(_filled_in(read.words, heard) if heard.trust >= _TRUSTED else ()))
    if words == read.words:
        return read
    notes.took("text_layer_heard")
    return replace(read, words=words)


def _placed(words: Sequence[Word], layer: Page, read: Page) -> list[Word]:
    """The words of the layer where they stand on the recognised page; none when nothing tells where."""
    here, there = _once(words), _once(read.words)
    shared = sorted(here.keys() & there.keys())
    if len(shared) < _PAIRS:
        alike = abs(layer.width - read.width) + abs(layer.height - read.height) < _OFF
        return list(words) if alike else []
    source, target = (np.array([(at[text].x_mid, at[text].y_mid) for text in shared]) for at in (here, there))
    matrix, _ = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=_OFF)
    return [replace(word, box=_moved(word.box, matrix)) for word in words] if matrix is not None else []


def _once(words: Sequence[Word]) -> dict[str, Box]:
    counts = Counter(word.text for word in words)
    return {word.text: word.box for word in words if counts[word.text] == 1}


def _moved(box: Box, matrix: np.ndarray) -> Box:
    x, y = (float(value) for value in matrix @ (box.x_mid, box.y_mid, 1.0))
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    width, height = box.width * scale / 2, box.height * scale / 2
    return Box(x - width, y - height, x + width, y + height)


def _trust(read: Sequence[Word], places: Places) -> float:
    """The share of surely recognised words that the layer says too, of those in whose place it says something."""
    heard = [(word, other) for word in read if word.confidence >= _SURE and (other := _in_place_of(word, places))]
    return (sum(word.text == other.text for word, other in heard) + 1) / (len(heard) + 2)


def _in_place_of(word: Word, places: Places) -> Word | None:
    return next((other for other in places.near(word.box) if _is_one_place(word.box, other.box)), None)


def _is_one_place(one: Box, other: Box) -> bool:
    """Whether two readers mean one word: it begins and ends in the same places, whatever they take for its height."""
    either_end = max(abs(one.x0 - other.x0), abs(one.x1 - other.x1))
    return one.same_line(other) and either_end <= max(_NEAR, _SHIFT * min(one.width, other.width))


def _chosen(word: Word, layer: Layer) -> Iterator[Word]:
    """A recognised word, or what the layer says in its place."""
    other = _in_place_of(word, layer.places)
    if layer.is_believed and (parts := _parts_of(word, layer.places)):
        yield from (replace(part, confidence=word.confidence) for part in parts)
    elif other is None or other.text == word.text:
        yield word
    elif layer.is_believed and (layer.visible or _gives_way(word, other, layer)):
        instead = (word.text, word.confidence)
        rest = tuple(reading for reading in word.alternatives if reading[0] != other.text)
        yield replace(_by_layer(other, layer), alternatives=(instead, *rest))
    elif any(text == other.text for text, _ in word.alternatives):
        yield word
    else:
        yield replace(word, alternatives=(*word.alternatives, (other.text, round(layer.trust, 3))))


def _gives_way(word: Word, other: Word, layer: Layer) -> bool:
    """Whether an unsure word is rather what another recognition read."""
    return word.confidence < min(_UNSURE, layer.trust) and _is_plain(other.text)


def _parts_of(word: Word, places: Places) -> list[Word]:
    """The words of the layer that together say what recognition read as one."""
    inside = [other for other in places.near(word.box) if other.box.share_in(word.box) > _INSIDE]
    parts = sorted(inside, key=lambda other: other.box.x0)
    return parts if len(parts) > 1 and "".join(part.text for part in parts) == word.text else []


def _filled_in(read: Sequence[Word], layer: Layer) -> Iterator[Word]:
    """Words of the layer where nothing was recognised."""
    if not read:
        return
    around, recognised = bounding_box(word.box for word in read).grown(_AROUND), Places(read)
    for word in layer.places.words:
        covered = sum(word.box.share_in(other.box) for other in recognised.near(word.box))
        if covered <= _ELSEWHERE and _is_plain(word.text) and around.contains(word.box.x_mid, word.box.y_mid):
            yield _by_layer(word, layer)


def _is_plain(text: str) -> bool:
    """Whether it looks like a word or a number, with nobody else to say so.

    >>> [_is_plain(text) for text in ("Total", "12,50", "d.o.o.", "NYN9lWEIXlIX", "%1_:t", "WdIJSaFMTNAMIS4tALpECtNS")]
    [True, True, True, False, False, False]
    """
    sound = sum(char.isalnum() for char in text)
    turns = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    letters, vowels = count_vowels(text)
    speaks = letters < _SPOKEN or 5 * vowels >= letters
    return sound >= max(_LETTERS, 0.5 * len(text)) and turns <= 1 and speaks and len(text) <= _LONGEST


def _by_layer(word: Word, layer: Layer) -> Word:
    return replace(word, confidence=round(layer.trust, 3), witness=Witness.TEXT_LAYER)
