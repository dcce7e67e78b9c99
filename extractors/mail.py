"""The attachments of a mail (RFC 5322), with their names decoded (RFC 2231, RFC 2047), forwarded mails included.

Text bodies are no documents. Small pictures that the body shows (logos, signatures) are named with a reason, others
are taken: a photographed receipt may be inline too.
"""

import email
import email.errors
import email.policy
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PurePosixPath

from extractors.archive import Member
from models.errors import DamagedDocument

_LOGO_BYTES = 60_000  # inline pictures up to here are logos and signatures
_BODIES = {"text/plain", "text/html", "text/calendar", "text/rfc822-headers"}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_MOST_PARTS = 500


def open_mail(content: bytes) -> Iterator[Member]:
    """The attachments in their order; none for a mail that is only text. Raises DamagedDocument."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    if not message.keys():
        raise DamagedDocument("The mail cannot be read.")
    for number, part in enumerate(_leaves(message)):
        if number >= _MOST_PARTS:
            yield Member("", reason="too_many_parts")
            return
        member = _attachment(part, number)
        if member:
            yield member


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold content, in order; a forwarded mail is walked as if its parts were here."""
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _attachment(part: Message, number: int) -> Member | None:
    name, media_type = _name(part), part.get_content_type()
    if not name and media_type in _BODIES:
        return None
    name = name or f"attachment-{number}"
    if media_type in _SIGNATURES:
        return Member(name, reason="signature")
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if _is_logo(part, content):
        return Member(name, reason="inline_image")
    return Member(name, content) if content else Member(name, reason="empty")


def _is_logo(part: Message, content: bytes) -> bool:
    shown_in_body = part.get("Content-ID") is not None and part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and shown_in_body and len(content) <= _LOGO_BYTES


def _name(part: Message) -> str:
    """The file name without any folder; empty when the part has none."""
    raw = part.get_filename() or ""
    try:
        decoded = str(make_header(decode_header(raw)))
    except (email.errors.HeaderParseError, LookupError, UnicodeError):
        decoded = raw
    clean = "".join(char for char in decoded if char.isprintable())
    return PurePosixPath(clean.replace("\\", "/")).name
