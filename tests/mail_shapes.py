"""Mails of every shape that is met in the wild, each with what must become of every part of it.

All are made up; each number makes another mail with another invoice in it.
"""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from PIL import Image

from models.parts import PartOutcome
from tests.extractors.papers import archive, encrypted, pdf

DOCUMENT, DUPLICATE, IGNORED, REFUSED = PartOutcome
TEXT = ("message.txt", IGNORED, "text")
HTML = ("message.html", IGNORED, "text")

Outcome = tuple[str, PartOutcome, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A mail, and its parts in order: name, outcome, reason. `waits` when its document asks for a password."""

    name: str
    content: bytes
    parts: tuple[Outcome, ...]
    waits: bool = False


def shape(kind: int, number: int) -> Shape:
    """One of the shapes, with an invoice of this number."""
    made = SHAPES[kind % len(SHAPES)]
    content, parts = made(number)
    return Shape(made.__name__, content, parts, waits=made is encrypted_pdf)


Made = tuple[bytes, tuple[Outcome, ...]]


def attachment(number: int) -> Made:
    return _mail(number, _text(), _part(invoice(number), "invoice.pdf")), (TEXT, ("invoice.pdf", DOCUMENT, ""))


def inline_pdf(number: int) -> Made:
    part = _part(invoice(number), "invoice.pdf", disposition="inline")
    return _mail(number, _text(), part, _text("Regards")), (TEXT, ("invoice.pdf", DOCUMENT, ""), TEXT)


def forwarded(number: int) -> Made:
    inner = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    return _mail(number, _text("Please book."), _forward(inner)), (TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def forwarded_twice(number: int) -> Made:
    inner = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    middle = _mail(number, _text("See below."), _forward(inner))
    content = _mail(number, _text("Please book."), _forward(middle))
    return content, (TEXT, TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def mail_as_a_file(number: int) -> Made:
    inner = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    return _mail(number, _text(), _part(inner, "older mail.eml")), (TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def forwarded_in_an_encoding(number: int) -> Made:
    inner = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    head = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return _mail(number, _text(), head + _base64(inner)), (TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def name_in_pieces(number: int) -> Made:
    """RFC 2231: continuations, with a charset."""
    name = "filename*0*=iso-8859-2''Ra%E8un%20;\r\n filename*1*=%B9t.%2017;\r\n filename*2=.pdf"
    part = _part(invoice(number), "", disposition=f"attachment;\r\n {name}")
    return _mail(number, _text(), part), (TEXT, ("Račun št. 17.pdf", DOCUMENT, ""))


def name_in_encoded_words(number: int) -> Made:
    """RFC 2047 where it does not belong."""
    name = "=?utf-8?B?UmHEjXVuIHphIG1hcmVjLCA=?=\r\n =?utf-8?Q?=C5=A1t=2E_4=2Epdf?="
    part = _part(invoice(number), "", disposition=f'attachment; filename="{name}"')
    return _mail(number, _text(), part), (TEXT, ("Račun za marec, št. 4.pdf", DOCUMENT, ""))


def type_that_says_nothing(number: int) -> Made:
    part = _part(invoice(number), "SCAN0001.PDF", media_type="application/octet-stream")
    return _mail(number, _text(), part), (TEXT, ("SCAN0001.PDF", DOCUMENT, ""))


def without_a_name(number: int) -> Made:
    return _mail(number, _text(), _part(invoice(number), "", disposition="attachment")), (
        TEXT,
        ("attachment-1", DOCUMENT, ""),
    )


def name_in_the_type_only(number: int) -> Made:
    part = _part(
        invoice(number), "", media_type='application/pdf; name="../../invoice 5.pdf"', disposition="attachment"
    )
    return _mail(number, _text(), part), (TEXT, ("invoice 5.pdf", DOCUMENT, ""))


def archive_in_an_archive(number: int) -> Made:
    inner = archive((f"2026/invoice {number}.pdf", invoice(number)), ("2026/note.txt", b"thanks"))
    part = _part(archive(("inner.zip", inner), ("empty.pdf", b"")), "all.zip", media_type="application/zip")
    parts = ((f"invoice {number}.pdf", DOCUMENT, ""), ("note.txt", REFUSED, "unsupported_kind"))
    return _mail(number, _text(), part), (TEXT, *parts, ("empty.pdf", IGNORED, "empty"))


def signed_with_smime(number: int) -> Made:
    signature = _part(b"0\x82made up", "smime.p7s", media_type="application/pkcs7-signature")
    content = _mail(number, _mixed("inner", _text(), _part(invoice(number), "invoice.pdf")), signature, kind="signed")
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("smime.p7s", IGNORED, "signature"))


def signed_with_pgp(number: int) -> Made:
    armour = b"-----BEGIN PGP SIGNATURE-----\r\n\r\nmade up\r\n-----END PGP SIGNATURE-----\r\n"
    signature = _part(armour, "signature.asc", media_type="application/pgp-signature")
    content = _mail(number, _mixed("inner", _text(), _part(invoice(number), "invoice.pdf")), signature, kind="signed")
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("signature.asc", IGNORED, "signature"))


def encrypted_as_a_whole(number: int) -> Made:
    media_type = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    part = _part(b"0\x82 sealed %d" % number, "smime.p7m", media_type=media_type)
    return _head(number) + part, (("smime.p7m", REFUSED, "encrypted"),)


def outlook_format(number: int) -> Made:
    part = _part(b"\x78\x9f\x3e\x22 made up %d" % number, "winmail.dat", media_type="application/ms-tnef")
    return _mail(number, _text(), part), (TEXT, ("winmail.dat", REFUSED, "outlook_format"))


def photo_in_the_text(number: int) -> Made:
    logo, photo = _png(), _photo(number)
    html = _text('<p>Receipt: <img src="cid:photo"> <img src="cid:logo"></p>', "text/html")
    pictures = (
        _part(logo, "logo.png", media_type="image/png", disposition="inline", identity="logo"),
        _part(photo, "IMG_0001.jpg", media_type="image/jpeg", disposition="inline", identity="photo"),
    )
    parts = (HTML, ("logo.png", IGNORED, "inline_image"), ("IMG_0001.jpg", DOCUMENT, ""))
    return _mail(number, html, *pictures, kind="related"), parts


def only_html(number: int) -> Made:
    return _head(number) + _text("<p>Your invoice is on our portal.</p>", "text/html"), (HTML,)


def empty(number: int) -> Made:
    return _head(number) + b"\r\n", (TEXT,)


def another_boundary(number: int) -> Made:
    content = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    return content.replace(b'boundary="outer"', b'boundary="other"'), (TEXT, ("invoice.pdf", DOCUMENT, ""))


def without_an_end(number: int) -> Made:
    content = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    return content.removesuffix(b"--outer--\r\n"), (TEXT, ("invoice.pdf", DOCUMENT, ""))


def bare_line_ends_and_raw_letters(number: int) -> Made:
    part = _part(invoice(number), "", disposition='attachment; filename="NAME"').replace(b"NAME", "Račun.pdf".encode())
    content = _mail(number, _text(), part).replace(b"Subject: ", "Subject: Račun ".encode())
    return content.replace(b"\r\n", b"\n"), (TEXT, ("Račun.pdf", DOCUMENT, ""))


def raw_letters_of_a_code_page(number: int) -> Made:
    disposition = 'attachment; filename="NAME"'
    part = _part(invoice(number), "", disposition=disposition).replace(b"NAME", "Rechnung März.pdf".encode("cp1252"))
    return _mail(number, _text(), part), (TEXT, ("Rechnung März.pdf", DOCUMENT, ""))


def huge_header(number: int) -> Made:
    lines = b"".join(b"X-Filler-%d: %s\r\n" % (line, b"x" * 900) for line in range(250))
    content = _mail(number, _text(), _part(invoice(number), "invoice.pdf"))
    return lines + content, (TEXT, ("invoice.pdf", DOCUMENT, ""))


def attached_twice(number: int) -> Made:
    content = invoice(number)
    mail = _mail(number, _text(), _part(content, "invoice.pdf"), _part(content, "copy.pdf"))
    return mail, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("copy.pdf", DUPLICATE, ""))


def xml_invoice(number: int) -> Made:
    namespace = "urn:oasis:names:specification:ubl:schema:xsd"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="{namespace}:Invoice-2"'
        f' xmlns:cbc="{namespace}:CommonBasicComponents-2"><cbc:ID>X-{number}</cbc:ID></Invoice>\n'
    ).encode()
    return _mail(number, _text(), _part(content, "invoice.xml", media_type="text/xml")), (
        TEXT,
        ("invoice.xml", DOCUMENT, ""),
    )


def encrypted_pdf(number: int) -> Made:
    content = encrypted(invoice(number), user="secret")
    return _mail(number, _text(), _part(content, "locked.pdf")), (TEXT, ("locked.pdf", DOCUMENT, ""))


def archive_with_a_password(number: int) -> Made:
    content = bytearray(archive((f"invoice {number}.pdf", invoice(number))))
    content[6] |= 1  # general purpose flag of the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and of the central directory
    part = _part(bytes(content), "locked.zip", media_type="application/zip")
    return _mail(number, _text(), part), (TEXT, (f"invoice {number}.pdf", REFUSED, "encrypted"))


def invitation(number: int) -> Made:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    card = b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"
    parts = (
        _part(calendar, "invite.ics", media_type="text/calendar; method=REQUEST"),
        _part(card, "a.vcf", media_type="text/x-vcard"),
    )
    content = _mail(number, _text(), _part(invoice(number), "invoice.pdf"), *parts)
    others = (("invite.ics", IGNORED, "calendar"), ("a.vcf", IGNORED, "contact"))
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), *others)


def odd_beginning(number: int) -> Made:
    """No line of it looks like a mail at first, and its text looks like a PDF."""
    content = _mail(number, _text("%PDF-1.7 is what I wanted to send."), _part(invoice(number), "invoice.pdf"))
    return b"\r\n%PDF- stands here by mistake\r\n" + content, (TEXT, ("invoice.pdf", DOCUMENT, ""))


def returned(number: int) -> Made:
    report = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.test\r\n\r\nAction: failed\r\n\r\n"
    )
    sent = _forward(_mail(number, _text(), _part(invoice(number), "invoice.pdf")))
    parts = (TEXT, ("report.txt", IGNORED, "report"), TEXT, ("invoice.pdf", DOCUMENT, ""))
    return _mail(number, _text("Not delivered."), report, sent, kind="report"), parts


SHAPES: tuple[Callable[[int], Made], ...] = (
    attachment,
    inline_pdf,
    forwarded,
    forwarded_twice,
    mail_as_a_file,
    forwarded_in_an_encoding,
    name_in_pieces,
    name_in_encoded_words,
    type_that_says_nothing,
    without_a_name,
    name_in_the_type_only,
    archive_in_an_archive,
    signed_with_smime,
    signed_with_pgp,
    encrypted_as_a_whole,
    outlook_format,
    photo_in_the_text,
    only_html,
    empty,
    another_boundary,
    without_an_end,
    bare_line_ends_and_raw_letters,
    raw_letters_of_a_code_page,
    huge_header,
    attached_twice,
    xml_invoice,
    encrypted_pdf,
    archive_with_a_password,
    invitation,
    odd_beginning,
    returned,
)


def invoice(number: int) -> bytes:
    """A page with a text layer."""
    return pdf(
        (
            "Brightwater Design Studio Ltd, Kingfisher Row 3, LX4 7QP Larkmere",
            f"Invoice number: M-{number:05}",
            "Invoice date: 12 March 2026",
            "Poster design, A2   2   240.00   480.00",
            "Net total GBP 480.00",
            "VAT 20% GBP 96.00",
            "Total GBP 576.00",
        )
    )


def _head(number: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "supplier@example.test", "ap@example.test"
    message["Message-ID"], message["Subject"] = f"<{number}@example.test>", f"Invoice {number}"
    message["MIME-Version"] = "1.0"
    return message.as_bytes().replace(b"\n\n", b"\n").replace(b"\n", b"\r\n")


def _mail(number: int, *parts: bytes, kind: str = "mixed") -> bytes:
    return _head(number) + _mixed("outer", *parts, kind=kind)


def _mixed(boundary: str, *parts: bytes, kind: str = "mixed") -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    mark = f"--{boundary}".encode()
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _text(words: str = "See attached.", media_type: str = "text/plain") -> bytes:
    return f"Content-Type: {media_type}; charset=utf-8\r\n\r\n{words}\r\n".encode()


def _forward(inner: bytes) -> bytes:
    """A mail inside a mail needs boundaries of its own."""
    depth = inner.count(b"boundary=")
    renamed = inner.replace(b'boundary="outer"', b'boundary="deep%d"' % depth)
    renamed = renamed.replace(b"\r\n--outer\r\n", b"\r\n--deep%d\r\n" % depth)
    renamed = renamed.replace(b"\r\n--outer--\r\n", b"\r\n--deep%d--\r\n" % depth)
    return b"Content-Type: message/rfc822\r\n\r\n" + renamed


def _part(
    content: bytes,
    name: str,
    *,
    media_type: str = "application/pdf",
    disposition: str = "attachment",
    identity: str = "",
) -> bytes:
    named = f'; filename="{name}"' if name else ""
    cid = f"Content-ID: <{identity}>\r\n" if identity else ""
    head = f"Content-Type: {media_type}\r\nContent-Disposition: {disposition}{named}\r\n{cid}"
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64(content)


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (24, 24), "navy").save(target, "PNG")
    return target.getvalue()


def _photo(number: int) -> bytes:
    """Small, but more bytes than a logo has."""
    target = io.BytesIO()
    Image.new("RGB", (200, 200), (number % 256, number // 256 % 256, 99)).save(target, "JPEG")
    return target.getvalue() + b"\0" * 70_000
