"""What makes a PDF one for the archive: PDF/A-2b (ISO 19005-2, level B), and what of it can honestly be claimed.

Pages of our own making conform. Pages that are passed on conform as far as their maker said so: the claim is kept when
he claimed PDF/A for the whole document and nothing that is looked at here speaks against it.
"""

import io
from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import ImageCms

CLAIM = "PDF/A-2b"
_SRGB = "sRGB IEC61966-2.1"
_INTENTS = "/OutputIntents"
_CATALOG = {"/Type", "/Pages", "/OCProperties", "/Lang"}
_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/Rotate", "/Group", "/UserUnit"}
_BOXES = {"/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}
_SIMPLE_FONTS = {"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"}
_PROGRAMS = {"/FontFile", "/FontFile2", "/FontFile3"}
_FORBIDDEN_FILTERS = {"/LZWDecode", "/Crypt"}
_FORBIDDEN_KEYS = {"/Alternates", "/OPI", "/TR", "/HTP"}


@cache
def srgb_profile() -> bytes:
    """The colour profile of screens and of our pictures, always the same bytes."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + bytes([7, 234, 0, 1, 0, 1]) + bytes(6) + made[36:]  # made on the first day of 2026


def add_profile(pdf: Pdf) -> Object:
    return pdf.make_indirect(Stream(pdf, srgb_profile(), N=3))


def was_archival(pdf: Pdf) -> bool:
    """Whether the maker of the document claims that it is PDF/A, of any part before 4."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as told:
        return str(told.get("pdfaid:part", "")) in {"1", "2", "3"}


def strip(pdf: Pdf, *, intents: bool) -> None:
    """Take out all that acts, refers elsewhere or is no page; what is drawn of forms and notes becomes page.

    With `intents` it keeps the colours it is meant for.
    """
    if pdf.Root.get("/AcroForm") is not None:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    _keep(pdf.Root, _CATALOG | ({_INTENTS} if intents else set()))
    for page in pdf.pages:
        _keep(page.obj, _PAGE | _BOXES)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def declare(pdf: Pdf, profile: Object, *, claims: bool) -> None:
    """Say in the document what it is: the colours it is meant for, and PDF/A-2b when that is claimed."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=_SRGB,
        Info=_SRGB,
        DestOutputProfile=profile,
    )
    if _INTENTS not in pdf.Root:
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as told:
        told["dc:format"] = "application/pdf"
        if claims:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"


def save(pdf: Pdf) -> bytes:
    """The file, unencrypted; the same document gives the same bytes."""
    target = io.BytesIO()
    pdf.save(target, force_version="1.7", encryption=False, deterministic_id=True)
    return target.getvalue()


def hindrances(content: bytes) -> set[str]:
    """What in a file keeps it from being PDF/A-2b, in machine words; empty when nothing that is looked for is there."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = {word for thing in pdf.objects for word in _hindrances_of(thing)}
        sizes = [abs(float(box[index + 2]) - float(box[index])) for box in _boxes(pdf) for index in (0, 1)]
    return found | ({"page_size"} if any(not 3 <= size <= 14400 for size in sizes) else set())


def _hindrances_of(thing: Object) -> Iterator[str]:
    if not isinstance(thing, Dictionary | Stream):
        return
    if thing.get("/Type") == Name.Font and _lacks_program(thing):
        yield "font_not_embedded"
    if isinstance(thing, Stream):
        filters = thing.get("/Filter", Array())
        named = {str(name) for name in ([filters] if isinstance(filters, Name) else filters)}
        if named & _FORBIDDEN_FILTERS or "/F" in thing:
            yield "stream_not_plain"
        if bool(thing.get("/Interpolate", False)) or thing.get("/Subtype") == Name.PS:
            yield "picture_not_plain"
    if any(key in thing for key in _FORBIDDEN_KEYS):
        yield "drawn_elsewhere"
    if thing.get("/S") in {Name.JavaScript, Name.Launch} or thing.get("/Type") == Name.EmbeddedFile:
        yield "acts"


def _lacks_program(font: Object) -> bool:
    simple = str(font.get("/Subtype")) in _SIMPLE_FONTS
    return simple and not _PROGRAMS & set(font.get("/FontDescriptor", Dictionary()).keys())


def _boxes(pdf: Pdf) -> Iterator[Array]:
    return (page.mediabox for page in pdf.pages)


def _keep(thing: Object, keys: set[str]) -> None:
    for key in set(thing.keys()) - keys:
        del thing[key]
