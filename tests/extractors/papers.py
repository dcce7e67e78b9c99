"""Small documents made for a test: PDFs with reportlab, pictures from pdfium, mails and archives by hand."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import segno
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pixels import Pixels

LINES = (
    "Nexen Lumber d.o.o., Tovarniska cesta 12, 1000 Ljubljana",
    "Invoice number 2024-0815 of 17 May 2024",
    "Delivery of timber, four pallets, as ordered by telephone",
    "Article Quantity Unit price Amount in euro",
    "Spruce boards planed 24 mm 40 12.50 500.00",
    "Larch beams 100 x 100 mm 12 31.25 375.00",
    "Screws, zinc plated, box of 200 pieces 6 8.75 52.50",
    "Total without tax 927.50",
    "Value added tax 22 percent 204.05",
    "Total amount to pay EUR 1131.55",
    "Please transfer the amount within thirty days to the account below",
    "Thank you for your business and your trust in our work",
)

ADVICE = (
    "For the best experience, open this PDF portfolio in",
    "Acrobat X or Adobe Reader X, or later.",
    "Get it now!",
)  # the cover of a portfolio


def pdf(lines: Sequence[str] = LINES, *, pages: int = 1, rotate: int = 0, size: float = 11) -> bytes:
    """A digital PDF of A4 pages with the same lines on each; `rotate` is the pages' /Rotate."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for _ in range(pages):
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(lines):
            canvas.drawString(60, 770 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return rotated(target.getvalue(), rotate) if rotate else target.getvalue()


def joined(*contents: bytes) -> bytes:
    """The pages of several PDFs in one, as a feeder or a program binds them."""
    whole = pdfium.PdfDocument.new()
    for content in contents:
        part = pdfium.PdfDocument(content)
        whole.import_pages(part)
        part.close()
    target = io.BytesIO()
    whole.save(target)
    whole.close()
    return target.getvalue()


def rotated(content: bytes, degrees: int) -> bytes:
    return rewritten(content, lambda document: [page.rotate(degrees, relative=True) for page in document.pages])


def rewritten(content: bytes, change: "object", **saving: object) -> bytes:
    """The PDF after `change(document)` with pikepdf."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)  # type: ignore[operator]
        document.save(target, **saving)  # type: ignore[arg-type]
    return target.getvalue()


def with_content(content: bytes, more: str) -> bytes:
    """The PDF, its first page going on with these operators of a content stream."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(document.make_stream(more.encode()))

    return rewritten(content, change)


BEYOND = "2000000000 2000000000 -2000000000 2000000000 2000000000 -2000000000 cm\n" * 6
"""Matrices that lead out of all numbers: what is drawn next has no place at all."""


def with_attachment(content: bytes, name: str, data: bytes) -> bytes:
    def attach(document: pikepdf.Pdf) -> None:
        document.attachments[name] = data

    return rewritten(content, attach)


def portfolio(cover: bytes, *files: tuple[str, bytes]) -> bytes:
    """A PDF that is made of its files; what it shows itself are the pages of `cover`."""
    for name, content in files:
        cover = with_attachment(cover, name, content)

    def collect(document: pikepdf.Pdf) -> None:
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection, View=pikepdf.Name.D)

    return rewritten(cover, collect)


def encrypted(content: bytes, *, user: str = "", owner: str = "boss") -> bytes:
    return rewritten(content, lambda _: None, encryption=pikepdf.Encryption(user=user, owner=owner))


def picture(content: bytes, *, dpi: float = 150, page: int = 0) -> Pixels:
    """The page of a PDF as RGB pixels."""
    document = pdfium.PdfDocument(content)
    pixels = document[page].render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False).to_numpy().copy()
    document.close()
    return np.ascontiguousarray(pixels)


def encoded(pixels: Pixels, kind: str = "PNG", **saving: object) -> bytes:
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, kind, **saving)
    return target.getvalue()


def scan(pixels: Pixels, *, words: Sequence[str] = (), invisible: bool = False) -> bytes:
    """A PDF whose page is one picture, with a few words over it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.fromarray(pixels)), 0, 0, 595, 842)
    for number, word in enumerate(words):
        text = canvas.beginText(40, 800 - 12 * number)
        text.setTextRenderMode(3 if invisible else 0)
        text.textOut(word)
        canvas.drawText(text)
    canvas.save()
    return target.getvalue()


def pdf_with_qr(payload: bytes, *, version: int | None = None) -> bytes:
    code = io.BytesIO()
    segno.make_qr(payload, version=version, mode="byte").save(code, kind="png", scale=4)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.drawImage(ImageReader(io.BytesIO(code.getvalue())), 400, 100, 120, 120)
    canvas.drawString(60, 770, "Payment form beside a code")
    canvas.save()
    return target.getvalue()


def mail(*attachments: tuple[str, bytes], text: str = "See attached.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Invoice"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def archive(*members: tuple[str, bytes], packed: bool = True) -> bytes:
    """A ZIP archive, the same bytes at any time of day."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return target.getvalue()


def signed_in_pieces(content: bytes) -> bytes:
    """Content in a signature without signers (CMS), as programs write that do not know the length beforehand."""
    pieces = b"".join(b"\x04\x01" + content[at : at + 1] for at in range(len(content)))
    data = bytes.fromhex("06092a864886f70d010701a0802480") + pieces + bytes(4)
    return bytes.fromhex("308006092a864886f70d010702a080308002010131003080") + data + bytes(8)
