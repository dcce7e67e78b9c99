"""The main rules of ISO 19005-2, level B, looked up in the file itself; the numbers are those of its clauses."""

import io
import struct
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import SearchableCopy
from extractors.searchable.archive import add_profile, declare, hindrances, save
from extractors.searchable.copying import make_copy
from extractors.text_layer import read_text_layer
from models.page import Transcript
from tests.extractors import papers
from tests.extractors.searchable.sheets import copy_of, opened, picture, recognised

Change = Callable[[Pdf], object]


@pytest.fixture(scope="module")
def copy() -> SearchableCopy:
    return copy_of(recognised(0), recognised(1, "second"))


def dictionaries(pdf: Pdf) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary | Stream)]


def digital(*, embedded: bool) -> bytes:
    """A page with a text layer, its font embedded or not."""
    registerFont(TTFont("Vera", "Vera.ttf"))
    target = io.BytesIO()
    canvas = Canvas(target, initialFontName="Vera" if embedded else "Helvetica")
    canvas.drawString(60, 700, "Invoice 2024-17 for timber and screws")
    canvas.save()
    return target.getvalue()


def archival(content: bytes) -> bytes:
    """The document with its maker's claim that it is PDF/A."""

    def claim(pdf: Pdf) -> None:
        del pdf.trailer["/Info"]
        declare(pdf, add_profile(pdf), claims=True)

    return papers.rewritten(content, claim)


def copied(content: bytes) -> SearchableCopy:
    return make_copy(content, Transcript("pdf", read_text_layer(content)), {})


def claim_of(copy: SearchableCopy) -> tuple[str, str]:
    with opened(copy) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        return str(told.get("pdfaid:part", "")), str(told.get("pdfaid:conformance", ""))


def test_6_1_2_the_header_and_the_binary_comment_after_it(copy: SearchableCopy) -> None:
    header, comment = copy.content.split(b"\n", 2)[:2]
    assert header == b"%PDF-1.7"
    assert comment[:1] == b"%"
    assert all(byte > 127 for byte in comment[1:5])


def test_6_1_3_the_trailer_has_an_id_and_nothing_is_encrypted(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        assert len(pdf.trailer["/ID"]) == 2
        assert "/Encrypt" not in pdf.trailer
        assert "/Info" not in pdf.trailer
    assert copy.content.rstrip().endswith(b"%%EOF")


def test_6_1_7_streams_are_whole_and_of_allowed_filters(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        streams = [thing for thing in dictionaries(pdf) if isinstance(thing, Stream)]
        filters = {str(stream.get("/Filter")) for stream in streams}
        assert not any("/F" in stream for stream in streams)
        assert pdf.check_pdf_syntax() == []
    assert filters <= {"/FlateDecode", "/DCTDecode", "None"}


def test_6_2_3_the_output_intent_is_srgb(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        (intent,) = pdf.Root.OutputIntents
        profile = intent.DestOutputProfile.read_bytes()
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.N == 3
    assert struct.unpack(">I", profile[:4])[0] == len(profile)
    assert (profile[8] < 5, profile[12:16], profile[16:20], profile[36:40]) == (True, b"mntr", b"RGB ", b"acsp")


def test_6_2_4_colours_are_those_of_a_profile(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        images = [thing for thing in dictionaries(pdf) if thing.get("/Subtype") == Name.Image]
        assert [image.ColorSpace[0] for image in images] == [Name.ICCBased] * 2
        strokes = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    operators = {part for part in strokes.split() if part.isalpha()}
    assert operators == {b"BT", b"Tr", b"Tf", b"Tz", b"Tm", b"Tj", b"ET", b"q", b"cm", b"Do", b"Q"}


def test_6_2_11_the_font_is_embedded_and_as_wide_as_it_says(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        font = pdf.pages[0].Resources.Font["/Found"]
        letters = font.DescendantFonts[0]
        program, map_ = letters.FontDescriptor.FontFile2.read_bytes(), letters.CIDToGIDMap.read_bytes()
        assert [font.Encoding, letters.Subtype] == [Name("/Identity-H"), Name.CIDFontType2]
        assert letters.DW == 500
    tables = {program[at : at + 4]: struct.unpack(">II", program[at + 8 : at + 16]) for at in range(12, 172, 16)}
    units = struct.unpack(">H", program[tables[b"head"][0] + 18 :][:2])[0]
    breadths = struct.unpack(">4h", program[tables[b"hmtx"][0] :][:8])[::2]
    assert map_ == b"\0\1" * 65536, "no letter may be the missing glyph"
    assert breadths[1] / units == 0.5


def test_6_2_10_nothing_is_transparent(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        assert not [
            thing for thing in dictionaries(pdf) if {"/SMask", "/Group", "/ca", "/CA", "/BM"} & set(thing.keys())
        ]


def test_6_3_and_6_5_there_are_no_notes_and_no_actions(copy: SearchableCopy) -> None:
    with opened(copy) as pdf:
        assert not [thing for thing in dictionaries(pdf) if {"/Annots", "/A", "/AA", "/OpenAction"} & set(thing.keys())]


def test_6_6_the_metadata_claim_it_in_plain_text(copy: SearchableCopy) -> None:
    assert claim_of(copy) == ("2", "B")
    with opened(copy) as pdf:
        assert pdf.Root.Metadata.Subtype == Name.XML
        assert "/Filter" not in pdf.Root.Metadata
    assert b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>' in copy.content


def test_a_digital_page_of_an_archival_document_keeps_the_claim() -> None:
    copy = copied(archival(digital(embedded=True)))
    assert (copy.claims, claim_of(copy)) == ("PDF/A-2b", ("2", "B"))


def test_a_digital_page_of_another_document_claims_nothing() -> None:
    copy = copied(digital(embedded=True))
    assert (copy.claims, claim_of(copy)) == ("", ("", ""))
    with opened(copy) as pdf:
        assert len(pdf.Root.OutputIntents) == 1


def test_a_claim_that_is_plainly_wrong_is_not_repeated() -> None:
    assert copied(archival(digital(embedded=False))).claims == ""


def test_one_digital_page_among_scanned_ones_decides() -> None:
    content = papers.pdf(pages=2)
    pages = (recognised(0), read_text_layer(content)[1])
    assert make_copy(content, Transcript("pdf", pages), {0: picture()}).claims == ""


def _with(**entries: object) -> Change:
    """Add an object with these entries that the page's resources name."""

    def change(pdf: Pdf) -> None:
        added = Stream(pdf, b"")
        for key, value in entries.items():
            added[f"/{key}"] = value
        pdf.pages[0].Resources["/Properties"] = Dictionary(Added=pdf.make_indirect(added))

    return change


def _small(pdf: Pdf) -> None:
    pdf.pages[0].MediaBox = Array([0, 0, 2, 700])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (_with(Type=Name.EmbeddedFile), "acts"),
        (_with(S=Name.JavaScript), "acts"),
        (_with(F="elsewhere"), "stream_not_plain"),
        (_with(Interpolate=True), "picture_not_plain"),
        (_with(Alternates=Array([])), "drawn_elsewhere"),
        (_with(Type=Name.Font, Subtype=Name.TrueType), "font_not_embedded"),
        (_small, "page_size"),
    ],
)
def test_hindrances_are_named(copy: SearchableCopy, change: Change, word: str) -> None:
    assert hindrances(copy.content) == set()
    with opened(copy) as pdf:
        change(pdf)
        assert hindrances(save(pdf)) == {word}
