"""Words in a font that says other letters than it shows: its characters are well-formed, but make no words.

Without a table that tells its letters a font is often read some places further along the alphabet (`7RWDO` for
`Total`). Such text has hardly a vowel, and where figures were, no text at all. One word alone tells nothing, all words
of one font do.
"""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.glyphs import page_flip
from extractors.places import Places
from extractors.text_layer import turn_box
from extractors.text_quality import count_vowels, is_garbled, is_no_text
from models.geometry import Box
from models.page import Page, Word

_ODD_WORD = 5  # letters of a word without a vowel, which is worth asking for; twice as many with one
_RUN = re.compile(r"[^\W\d_]{5,}")
_LETTERS, _DIFFERENT = 12, 8  # letters of a font, and how many different ones, to tell
_NO_TEXT = 0.2  # of the characters of a font: shifted figures are none any more
_VOWELS = 0.28  # of the letters of a font: a language has more, shifted letters have half of it

Spot = tuple[str, Box]  # a character on the page as displayed


def odd_words(page: pdfium.PdfPage, layer: Page) -> tuple[Word, ...]:
    """The words of an upright page in fonts that make no words; on most pages nobody has to ask for fonts."""
    if not any(_is_odd(word.text) or is_garbled(word.text) for word in layer.words):
        return ()
    odd = [spots for spots in _by_font(page).values() if _makes_no_words(spots)]
    if not odd:
        return ()
    width, height = page.get_size()
    boxes = [turn_box(box, layer.rotation // 90, width, height) for spots in odd for _, box in spots]
    places = Places(layer.words)
    found = {word for box in boxes for word in places.near(box) if word.box.contains(box.x_mid, box.y_mid)}
    return tuple(word for word in layer.words if word in found)


def _is_odd(text: str) -> bool:
    """Whether a run of letters of one word has too few vowels to be said."""
    counted = map(count_vowels, _RUN.findall(text))
    return any(letters >= _ODD_WORD * (vowels + 1) for letters, vowels in counted)


def _makes_no_words(spots: Sequence[Spot]) -> bool:
    """Whether a font has hardly a vowel, or many characters that no text has."""
    if sum(is_no_text(char) for char, _ in spots) > _NO_TEXT * len(spots):
        return True
    text = "".join(char for char, _ in spots if char.isalpha())
    letters, vowels = count_vowels(text)
    return letters >= _LETTERS and len(set(text.casefold())) >= _DIFFERENT and vowels < _VOWELS * letters


def _by_font(page: pdfium.PdfPage) -> dict[int, list[Spot]]:
    textpage = page.get_textpage()
    try:
        fonts: dict[int, list[Spot]] = defaultdict(list)
        for font, spot in _spots(page, textpage.raw):
            fonts[font].append(spot)
        return fonts
    finally:
        textpage.close()


def _spots(page: pdfium.PdfPage, raw: c.FPDF_TEXTPAGE) -> Iterator[tuple[int, Spot]]:
    """Each character with the address of its font."""
    flip = page_flip(page)
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    for index in range(c.FPDFText_CountChars(raw)):
        text_object, text = c.FPDFText_GetTextObject(raw, index), chr(c.FPDFText_GetUnicode(raw, index))
        if not text_object or text.isspace() or not c.FPDFText_GetCharBox(raw, index, x0, x1, y0, y1):
            continue
        font = ctypes.cast(c.FPDFTextObj_GetFont(text_object), ctypes.c_void_p).value or 0
        yield font, (text, flip(x0.value, y0.value, x1.value, y1.value))
