"""The kind of a file, by its content; its name decides nothing that the content can say.

A PDF may have junk before its header (as PDF readers allow), an XML file any encoding with a byte order mark, a mail
any header first. What holds no invoices is refused with a message that says what to send instead.
"""

import re
from enum import StrEnum

from extractors.office_kind import OLD, is_office, office_ending
from extractors.signed import is_signed
from models.errors import EmptyDocument, UnsupportedKind
from models.messages import told


class Kind(StrEnum):
    PDF = "pdf"
    IMAGE = "image"
    XML = "xml"
    OFFICE = "office"
    EML = "eml"
    MSG = "msg"
    TNEF = "tnef"
    ZIP = "zip"
    SIGNED = "signed"

    @property
    def is_container(self) -> bool:
        """Whether it holds documents and is none itself."""
        return self in {Kind.EML, Kind.MSG, Kind.TNEF, Kind.ZIP, Kind.SIGNED}


_PDF_HEADER_WITHIN = 8192
_PDF_BEGINS, _PDF_OBJECT = re.compile(rb"%PDF-\d\.\d"), re.compile(rb"\d\s+\d+\s+obj\b")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", *_TIFF)
_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_TNEF = b"\x78\x9f\x3e\x22"
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_MAIL_HEADER = re.compile(
    rb"^(from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type"
    rb"|x-[a-z0-9-]+|reply-to|dkim-signature|authentication-results|arc-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_HTML = re.compile(rb"^\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"^\s*<(\?xml|!--|!DOCTYPE|[A-Za-z_])", re.IGNORECASE)


def detect_kind(content: bytes, name: str = "") -> Kind:
    """The kind of `content`. Raises EmptyDocument, or UnsupportedKind with a message for its sender."""
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyDocument("The file is empty.")
    head = content[:_PDF_HEADER_WITHIN]
    kind = _by_magic(head) or _by_names(content) or _by_text(head) or _by_header_within(head, name)
    if kind is None:
        raise UnsupportedKind(_advice(content))
    return kind


def is_unmistakable(content: bytes) -> bool:
    """Whether it is a PDF, picture, archive or office document by marks that no text has, words about them neither."""
    head = content[:_PDF_HEADER_WITHIN]
    kind = None if head.startswith(b"%PDF-") else _by_magic(head) or _by_names(content)
    if kind is Kind.SIGNED:
        return False  # it may be but a signature
    is_pdf = _PDF_BEGINS.search(head) and _PDF_OBJECT.search(content)
    return bool(kind or is_pdf) or is_office(content)


def can_be_cut(content: bytes, name: str = "") -> bool:
    """Whether a file is of a kind whose pages can be parted.

    >>> can_be_cut(b"%PDF-1.7"), can_be_cut(b"GIF89a...")
    (True, False)
    """
    return detect_kind(content, name) in {Kind.PDF, Kind.OFFICE} or is_tiff(content)


def is_tiff(content: bytes) -> bool:
    """Whether it is the kind of picture that has pages."""
    return content.startswith(_TIFF)


def _by_magic(head: bytes) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(_IMAGES) or (
        head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in {12, 40, 108, 124}
    ):
        return Kind.IMAGE
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS):
        return Kind.IMAGE
    if head.startswith(_TNEF):
        return Kind.TNEF
    if is_signed(head):
        return Kind.SIGNED
    return None


def _by_names(content: bytes) -> Kind | None:
    """What an archive or a compound file (MS-CFB) is: what is inside has names that tell."""
    if content.startswith(OLD) and _OUTLOOK in content:
        return Kind.MSG
    if office_ending(content):
        return Kind.OFFICE
    return Kind.ZIP if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_office(content) else None


def _by_text(head: bytes) -> Kind | None:
    text = _as_ascii(head)
    if _HTML.match(text):
        return None
    if _XML.match(text):
        return Kind.XML
    start = text.lstrip()
    first_lines = start[:2048].split(b"\n\n")[0].replace(b"\r", b"")
    starts_like_mail = re.match(rb"(From [^\n]*\n)?>?[A-Za-z0-9-]+:", start) is not None
    return Kind.EML if starts_like_mail and _MAIL_HEADER.search(first_lines) else None


def _by_header_within(head: bytes, name: str) -> Kind | None:
    """A PDF after junk, and a mail too broken to be known but by its name."""
    if b"%PDF-" in head and not head.startswith((b"PK\x03\x04", OLD)):
        return Kind.PDF
    return Kind.EML if name.lower().endswith(".eml") and b"\0" not in head else None


def _as_ascii(head: bytes) -> bytes:
    """The start of a text with its byte order mark gone; UTF-16 becomes readable as ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace").encode("ascii", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _advice(content: bytes) -> str:
    if is_office(content):
        return told("Of Office documents only texts and tables without a password are read. Save it as PDF.")
    if _HTML.match(content[:_PDF_HEADER_WITHIN]):
        return told("Web pages are not read. Print it as PDF.")
    return told("This is no kind of file that holds invoices: PDF, image, XML e-invoice, mail (.eml, .msg) or ZIP.")
