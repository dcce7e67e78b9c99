"""Words of one page by where they stand, so that those of a place are found without a look at all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.geometry import Box
from models.page import Word

_BAND = 20  # points


class Places:
    """The words, and for any box those that share some of it."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self._bands: dict[int, list[Word]] = defaultdict(list)
        for word in self.words:
            for band in _bands_of(word.box):
                self._bands[band].append(word)

    def near(self, box: Box) -> Iterator[Word]:
        """The words that share some of the box, each once, in their order from band to band."""
        found = dict.fromkeys(word for band in _bands_of(box) for word in self._bands.get(band, ()))
        return (word for word in found if box.x_overlap(word.box) and box.y_overlap(word.box))

    def cover(self, box: Box) -> float:
        """The largest share of the box that one word takes."""
        return max((box.share_in(word.box) for word in self.near(box)), default=0.0)


def _bands_of(box: Box) -> range:
    return range(int(box.top // _BAND), int(box.bottom // _BAND) + 1)
