"""Glyphs to words: what stands together in the direction of writing is one word.

A word ends at white space, at a gap wider than half its height, at a step to another line, and where the content
jumps elsewhere. Ligatures are spelled out, no-break spaces separate, zero-width characters vanish, accents are
composed (NFC); nothing else is changed, so that text stays as printed. Of a word longer than any that is printed, the
rest is left: a megabyte in one word would keep every finder busy.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.glyphs import Glyph
from extractors.places import bands_of
from models.geometry import Box, bounding_box
from models.page import Word

_GAP = 0.5  # of the height of the line: wider than any letter spacing, narrower than the gap between columns
_LONGEST = 500  # letters
_BACK = 0.6  # of the height: kerning and accents step back, another column steps back further
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_VANISHING = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], "")
_SPELLED: dict[int, str] = {**_LIGATURES, **_VANISHING}


def merge_words(glyphs: Iterable[Glyph]) -> tuple[Word, ...]:
    """Merge upright glyphs, in the order of the content, into words; what is printed twice on one spot counts once."""
    words = (_word(run) for run in _runs(glyphs))
    return _without_doubles([word for word in words if word])


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        blank = not glyph.text.strip()
        if run and (blank or not _continues(run[-1], glyph)):
            yield run
            run = []
        if not blank:
            run.append(glyph)
    if run:
        yield run


def _continues(last: Glyph, glyph: Glyph) -> bool:
    """Whether `glyph` stands directly after `last`; pdfium's hyphen at a line's end ends the word."""
    height = max(last.loose.height, glyph.loose.height, 1.0)
    gap = glyph.tight.x0 - last.tight.x1
    return last.loose.same_line(glyph.loose) and -_BACK * height - glyph.tight.width <= gap <= _GAP * height


def _word(run: Sequence[Glyph]) -> Word | None:
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in run).translate(_SPELLED))
    return Word(text[:_LONGEST], _box(run)) if text else None


def _box(run: Sequence[Glyph]) -> Box:
    """As wide as the ink, as high as the font; as the ink only where the font's own height cannot be true."""
    tight = bounding_box(glyph.tight for glyph in run)
    loose = bounding_box(glyph.loose for glyph in run)
    credible = 0.9 * tight.height <= loose.height <= 2.5 * tight.height or tight.height < 0.4 * tight.width
    high = loose if credible and loose.height < 4 * max(glyph.loose.width for glyph in run) + tight.height else tight
    return Box(tight.x0, high.top, max(tight.x1, tight.x0 + 0.1), max(high.bottom, high.top + 0.1))


def _without_doubles(words: Sequence[Word]) -> tuple[Word, ...]:
    """Drop the repeats of a shadow or of bold made by printing twice: same text, nearly the same spot."""
    kept: list[Word] = []
    seen: dict[tuple[str, int], list[Box]] = defaultdict(list)
    for word in words:
        bands = [(word.text, band) for band in bands_of(word.box)]
        if not any(_same_spot(word.box, spot) for band in bands for spot in seen[band]):
            for band in bands:
                seen[band].append(word.box)
            kept.append(word)
    return tuple(kept)


def _same_spot(one: Box, other: Box) -> bool:
    shared = one.x_overlap(other) * one.y_overlap(other)
    return shared > 0.6 * min(one.width * one.height, other.width * other.height)
