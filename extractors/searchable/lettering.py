"""Words that are found and not seen: blank letters, each word stretched over the box it was read from.

The font has one blank glyph for all letters of the Basic Multilingual Plane; their meaning is in its ToUnicode map. A
space follows each word, so that what is copied has its spaces also where two words touch.
"""

from collections.abc import Iterator
from importlib.resources import files

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from models.page import Line, Page

FONT = "/Found"  # its name on our pages
_NAME = Name("/GlyphLessFont")
_BREADTH = 0.5  # of a glyph, in font sizes
_LEAST = 0.1  # points
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def add_font(pdf: Pdf) -> Object:
    """The font as an object of the document, embedded whole."""
    program = Stream(pdf, files("extractors.searchable").joinpath("glyphless.ttf").read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=_NAME,
        Flags=5,  # all glyphs of one width, letters of its own
        FontBBox=Array([0, 0, 500, 1000]),
        ItalicAngle=0,
        Ascent=1000,
        Descent=-1,
        CapHeight=1000,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=_NAME,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=500,
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, b"\0\1" * 65536)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=_NAME,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(letters)]),
        ToUnicode=pdf.make_indirect(Stream(pdf, _TO_UNICODE)),
    )
    return pdf.make_indirect(font)


def write_words(page: Page) -> bytes:
    """The strokes that put the words of a page where they stand, line by line."""
    strokes = [stroke for line in page.lines for stroke in _write_line(line, page.height)]
    return b"BT 3 Tr\n" + b"".join(strokes) + b"ET\n" if strokes else b""


def _write_line(line: Line, page_height: float) -> Iterator[bytes]:
    for word in filter(lambda word: word.text, line.words):
        box, size = word.box, max(word.box.height, _LEAST)
        letters = word.text.encode("utf-16-be", errors="replace")
        stretch = 100 * max(box.width, _LEAST) / (_BREADTH * size * len(letters) / 2)
        at = f"{box.x0:.3f} {page_height - box.bottom:.3f}"
        yield f"{FONT} {size:.3f} Tf {stretch:.4f} Tz 1 0 0 1 {at} Tm <{letters.hex()}0020> Tj\n".encode()
