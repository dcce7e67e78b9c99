"""Mails of every shape that is met in the wild, each with what must become of every part of it.

All are made up; each number makes another mail with another invoice in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.parts import PartOutcome
from tests.extractors.papers import archive, encrypted
from tests.mail_parts import (
    file_part,
    forwarded_part,
    head,
    in_base64,
    invoice,
    logo,
    mixed,
    mixed_mail,
    photo,
    text_part,
)
from tests.outlook import Message, msg, winmail
from tests.outlook import attachment as outlook_attachment

DOCUMENT, DUPLICATE = PartOutcome.DOCUMENT, PartOutcome.DUPLICATE
IGNORED, REFUSED = PartOutcome.IGNORED, PartOutcome.REFUSED
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
    return mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf")), (
        TEXT,
        ("invoice.pdf", DOCUMENT, ""),
    )


def inline_pdf(number: int) -> Made:
    part = file_part(invoice(number), "invoice.pdf", disposition="inline")
    return mixed_mail(number, text_part(), part, text_part("Regards")), (TEXT, ("invoice.pdf", DOCUMENT, ""), TEXT)


def forwarded(number: int) -> Made:
    inner = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    return mixed_mail(number, text_part("Please book."), forwarded_part(inner)), (
        TEXT,
        TEXT,
        ("invoice.pdf", DOCUMENT, ""),
    )


def forwarded_twice(number: int) -> Made:
    inner = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    middle = mixed_mail(number, text_part("See below."), forwarded_part(inner))
    content = mixed_mail(number, text_part("Please book."), forwarded_part(middle))
    return content, (TEXT, TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def mail_as_a_file(number: int) -> Made:
    inner = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    return mixed_mail(number, text_part(), file_part(inner, "older mail.eml")), (
        TEXT,
        TEXT,
        ("invoice.pdf", DOCUMENT, ""),
    )


def forwarded_in_an_encoding(number: int) -> Made:
    inner = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    begins = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return mixed_mail(number, text_part(), begins + in_base64(inner)), (TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def name_in_pieces(number: int) -> Made:
    """RFC 2231: continuations, with a charset."""
    name = "filename*0*=iso-8859-2''Ra%E8un%20;\r\n filename*1*=%B9t.%2017;\r\n filename*2=.pdf"
    part = file_part(invoice(number), "", disposition=f"attachment;\r\n {name}")
    return mixed_mail(number, text_part(), part), (TEXT, ("Račun št. 17.pdf", DOCUMENT, ""))


def name_in_encoded_words(number: int) -> Made:
    """RFC 2047 where it does not belong."""
    name = "=?utf-8?B?UmHEjXVuIHphIG1hcmVjLCA=?=\r\n =?utf-8?Q?=C5=A1t=2E_4=2Epdf?="
    part = file_part(invoice(number), "", disposition=f'attachment; filename="{name}"')
    return mixed_mail(number, text_part(), part), (TEXT, ("Račun za marec, št. 4.pdf", DOCUMENT, ""))


def type_that_says_nothing(number: int) -> Made:
    part = file_part(invoice(number), "SCAN0001.PDF", media_type="application/octet-stream")
    return mixed_mail(number, text_part(), part), (TEXT, ("SCAN0001.PDF", DOCUMENT, ""))


def types_that_are_wrong(number: int) -> Made:
    types = ("text/calendar", "application/ms-tnef", "application/pkcs7-signature", "text/rfc822-headers")
    names = [f"invoice {place}.pdf" for place in range(len(types))]
    parts = [
        file_part(invoice(number) + b"\n" * place, name, media_type=media_type)
        for place, (name, media_type) in enumerate(zip(names, types, strict=True))
    ]
    return mixed_mail(number, text_part(), *parts), (TEXT, *((name, DOCUMENT, "") for name in names))


def endings_that_are_wrong(number: int) -> Made:
    parts = [
        file_part(photo(number), "scan.ics"),
        file_part(archive(("a.pdf", invoice(number))), "invoice.p7m", media_type="application/pkcs7-mime"),
    ]
    return mixed_mail(number, text_part(), *parts), (TEXT, ("scan.ics", DOCUMENT, ""), ("a.pdf", DOCUMENT, ""))


def unnamed_as_text(number: int) -> Made:
    """Programs that send a file as if it were the text of the mail."""
    encoding = b"Content-Transfer-Encoding: base64\r\n\r\n"
    parts = [
        b"Content-Type: %s\r\n" % media_type + encoding + in_base64(invoice(number) + b"\n" * place)
        for place, media_type in enumerate((b"text/plain", b"text/html", b"text/calendar", b"message/rfc822"))
    ]
    found = [(f"attachment-{place}", DOCUMENT, "") for place in range(1, 5)]
    return mixed_mail(number, text_part(), *parts), (TEXT, *found)


def xml_invoice_as_text(number: int) -> Made:
    part = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_base64(ubl(number))
    return mixed_mail(number, text_part("<p>Markup</p>"), part), (TEXT, ("attachment-1", DOCUMENT, ""))


def without_a_name(number: int) -> Made:
    return mixed_mail(number, text_part(), file_part(invoice(number), "", disposition="attachment")), (
        TEXT,
        ("attachment-1", DOCUMENT, ""),
    )


def name_in_the_type_only(number: int) -> Made:
    part = file_part(
        invoice(number), "", media_type='application/pdf; name="../../invoice 5.pdf"', disposition="attachment"
    )
    return mixed_mail(number, text_part(), part), (TEXT, ("invoice 5.pdf", DOCUMENT, ""))


def archive_in_an_archive(number: int) -> Made:
    inner = archive((f"2026/invoice {number}.pdf", invoice(number)), ("2026/note.txt", b"thanks"))
    part = file_part(archive(("inner.zip", inner), ("empty.pdf", b"")), "all.zip", media_type="application/zip")
    parts = ((f"invoice {number}.pdf", DOCUMENT, ""), ("note.txt", REFUSED, "unsupported_kind"))
    return mixed_mail(number, text_part(), part), (TEXT, *parts, ("empty.pdf", IGNORED, "empty"))


def signed_with_smime(number: int) -> Made:
    signature = file_part(b"0\x82made up", "smime.p7s", media_type="application/pkcs7-signature")
    content = mixed_mail(
        number, mixed("inner", text_part(), file_part(invoice(number), "invoice.pdf")), signature, kind="signed"
    )
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("smime.p7s", IGNORED, "signature"))


def signed_with_pgp(number: int) -> Made:
    armour = b"-----BEGIN PGP SIGNATURE-----\r\n\r\nmade up\r\n-----END PGP SIGNATURE-----\r\n"
    signature = file_part(armour, "signature.asc", media_type="application/pgp-signature")
    content = mixed_mail(
        number, mixed("inner", text_part(), file_part(invoice(number), "invoice.pdf")), signature, kind="signed"
    )
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("signature.asc", IGNORED, "signature"))


def encrypted_as_a_whole(number: int) -> Made:
    media_type = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    part = file_part(b"0\x82 sealed %d" % number, "smime.p7m", media_type=media_type)
    return head(number) + part, (("smime.p7m", REFUSED, "encrypted"),)


def outlook_format(number: int) -> Made:
    sent = winmail(Message(outlook_attachment("invoice.pdf", invoice(number))))
    broken = b"\x78\x9f\x3e\x22 made up %d" % number
    parts = [file_part(each, "winmail.dat", media_type="application/ms-tnef") for each in (sent, broken)]
    found = (TEXT, ("invoice.pdf", DOCUMENT, ""), ("winmail.dat", REFUSED, "damaged_document"))
    return mixed_mail(number, text_part(), *parts), (TEXT, *found)


def outlook_message(number: int) -> Made:
    part = file_part(msg(Message(outlook_attachment("invoice.pdf", invoice(number)))), "forwarded.msg")
    return mixed_mail(number, text_part(), part), (TEXT, TEXT, ("invoice.pdf", DOCUMENT, ""))


def photo_in_the_text(number: int) -> Made:
    html = text_part('<p>Receipt: <img src="cid:photo"> <img src="cid:logo"></p>', "text/html")
    pictures = (
        file_part(logo(), "logo.png", media_type="image/png", disposition="inline", identity="logo"),
        file_part(photo(number), "IMG_0001.jpg", media_type="image/jpeg", disposition="inline", identity="photo"),
    )
    parts = (HTML, ("logo.png", IGNORED, "inline_image"), ("IMG_0001.jpg", DOCUMENT, ""))
    return mixed_mail(number, html, *pictures, kind="related"), parts


def only_html(number: int) -> Made:
    return head(number) + text_part("<p>Your invoice is on our portal.</p>", "text/html"), (HTML,)


def empty(number: int) -> Made:
    return head(number) + b"\r\n", (TEXT,)


def another_boundary(number: int) -> Made:
    content = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    return content.replace(b'boundary="outer"', b'boundary="other"'), (TEXT, ("invoice.pdf", DOCUMENT, ""))


def without_an_end(number: int) -> Made:
    content = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    return content.removesuffix(b"--outer--\r\n"), (TEXT, ("invoice.pdf", DOCUMENT, ""))


def bare_line_ends_and_raw_letters(number: int) -> Made:
    part = file_part(invoice(number), "", disposition='attachment; filename="NAME"').replace(
        b"NAME", "Račun.pdf".encode()
    )
    content = mixed_mail(number, text_part(), part).replace(b"Subject: ", "Subject: Račun ".encode())
    return content.replace(b"\r\n", b"\n"), (TEXT, ("Račun.pdf", DOCUMENT, ""))


def raw_letters_of_a_code_page(number: int) -> Made:
    disposition = 'attachment; filename="NAME"'
    part = file_part(invoice(number), "", disposition=disposition).replace(
        b"NAME", "Rechnung März.pdf".encode("cp1252")
    )
    return mixed_mail(number, text_part(), part), (TEXT, ("Rechnung März.pdf", DOCUMENT, ""))


def huge_header(number: int) -> Made:
    lines = b"".join(b"X-Filler-%d: %s\r\n" % (line, b"x" * 900) for line in range(250))
    content = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"))
    return lines + content, (TEXT, ("invoice.pdf", DOCUMENT, ""))


def attached_twice(number: int) -> Made:
    content = invoice(number)
    mail = mixed_mail(number, text_part(), file_part(content, "invoice.pdf"), file_part(content, "copy.pdf"))
    return mail, (TEXT, ("invoice.pdf", DOCUMENT, ""), ("copy.pdf", DUPLICATE, ""))


def ubl(number: int) -> bytes:
    namespace = "urn:oasis:names:specification:ubl:schema:xsd"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="{namespace}:Invoice-2"'
        f' xmlns:cbc="{namespace}:CommonBasicComponents-2"><cbc:ID>X-{number}</cbc:ID></Invoice>\n'
    ).encode()


def xml_invoice(number: int) -> Made:
    return mixed_mail(number, text_part(), file_part(ubl(number), "invoice.xml", media_type="text/xml")), (
        TEXT,
        ("invoice.xml", DOCUMENT, ""),
    )


def encrypted_pdf(number: int) -> Made:
    content = encrypted(invoice(number), user="secret")
    return mixed_mail(number, text_part(), file_part(content, "locked.pdf")), (TEXT, ("locked.pdf", DOCUMENT, ""))


def archive_with_a_password(number: int) -> Made:
    content = bytearray(archive((f"invoice {number}.pdf", invoice(number))))
    content[6] |= 1  # general purpose flag of the local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and of the central directory
    part = file_part(bytes(content), "locked.zip", media_type="application/zip")
    return mixed_mail(number, text_part(), part), (TEXT, (f"invoice {number}.pdf", REFUSED, "encrypted"))


def invitation(number: int) -> Made:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    card = b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"
    parts = (
        file_part(calendar, "invite.ics", media_type="text/calendar; method=REQUEST"),
        file_part(card, "a.vcf", media_type="text/x-vcard"),
    )
    content = mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf"), *parts)
    others = (("invite.ics", IGNORED, "calendar"), ("a.vcf", IGNORED, "contact"))
    return content, (TEXT, ("invoice.pdf", DOCUMENT, ""), *others)


def odd_beginning(number: int) -> Made:
    """No line of it looks like a mail at first, and its text looks like a PDF."""
    content = mixed_mail(
        number, text_part("%PDF-1.7 is what I wanted to send."), file_part(invoice(number), "invoice.pdf")
    )
    return b"\r\n%PDF- stands here by mistake\r\n" + content, (TEXT, ("invoice.pdf", DOCUMENT, ""))


def returned(number: int) -> Made:
    report = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.test\r\n\r\nAction: failed\r\n\r\n"
    )
    sent = forwarded_part(mixed_mail(number, text_part(), file_part(invoice(number), "invoice.pdf")))
    parts = (TEXT, ("report.txt", IGNORED, "report"), TEXT, ("invoice.pdf", DOCUMENT, ""))
    return mixed_mail(number, text_part("Not delivered."), report, sent, kind="report"), parts


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
    types_that_are_wrong,
    endings_that_are_wrong,
    unnamed_as_text,
    xml_invoice_as_text,
    without_a_name,
    name_in_the_type_only,
    archive_in_an_archive,
    signed_with_smime,
    signed_with_pgp,
    encrypted_as_a_whole,
    outlook_format,
    outlook_message,
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
