"""The searchable copy of a document: its pages with the recognised words under them, as a PDF for the archive.

A recognised page becomes its upright picture over its words, so that both stand as the screen shows them. A page whose
own text layer was good is passed on as it came, upright. Attachments, forms, links and scripts are left out: the
untouched original has them.
"""

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image

from extractors.document import SearchableCopy
from extractors.kind import Kind
from extractors.searchable.archive import CLAIM, add_profile, declare, hindrances, save, strip, was_archival
from extractors.searchable.lettering import FONT, add_font, write_words
from models.errors import DamagedDocument, PasswordNeeded
from models.evidence import Witness
from models.page import Page, Transcript

_HEADER_WITHIN = 8192


def make_copy(
    content: bytes, transcript: Transcript, pictures: Mapping[int, bytes], password: str | None = None
) -> SearchableCopy:
    """The copy of a PDF or a picture that was read. `pictures` are JPEGs of the recognised pages, upright, by number.

    Raises DamagedDocument or PasswordNeeded when the original cannot be copied from.
    """
    try:
        with _opened(content, password) if transcript.kind == Kind.PDF else Pdf.new() as pdf:
            return _made(pdf, transcript, pictures)
    except pikepdf.PasswordError as error:
        raise PasswordNeeded("The PDF opens only with a password.") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError) as error:
        raise DamagedDocument("No copy can be made of the document.") from error


def _opened(content: bytes, password: str | None) -> Pdf:
    start = max(content.find(b"%PDF-", 0, _HEADER_WITHIN), 0)
    return pikepdf.open(io.BytesIO(content[start:]), password=password or "", suppress_warnings=True)


def _made(pdf: Pdf, transcript: Transcript, pictures: Mapping[int, bytes]) -> SearchableCopy:
    claimed = was_archival(pdf)
    strip(pdf, intents=claimed)
    font, profile = add_font(pdf), add_profile(pdf)
    for page in transcript.pages:
        if page.witness is not Witness.OCR:
            pdf.pages[page.number].rotate(page.rotation, relative=True)
            continue
        ours = _page(pdf, page, pictures[page.number], font, profile)
        if page.number < len(pdf.pages):
            pdf.pages[page.number] = ours
        else:
            pdf.pages.append(ours)
    recognised = sum(page.witness is Witness.OCR for page in transcript.pages)
    declare(pdf, profile, claims=False)
    claims = recognised == len(pdf.pages) or (claimed and not hindrances(save(pdf)))
    declare(pdf, profile, claims=claims)
    return SearchableCopy(save(pdf), CLAIM if claims else "")


def _page(pdf: Pdf, page: Page, picture: bytes, font: Object, profile: Object) -> pikepdf.Page:
    """The picture over the words."""
    width, height = Image.open(io.BytesIO(picture)).size
    image = Stream(
        pdf,
        picture,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Array([Name.ICCBased, profile]),
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    strokes = write_words(page) + f"q {page.width:.3f} 0 0 {page.height:.3f} 0 0 cm /Page Do Q\n".encode()
    return pikepdf.Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(page.width, 3), round(page.height, 3)]),
                Resources=Dictionary({"/Font": Dictionary({FONT: font}), "/XObject": Dictionary({"/Page": image})}),
                Contents=pdf.make_indirect(Stream(pdf, strokes)),
            )
        )
    )
