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
_HEADERS_READ = 32 * 1024
_LONGEST_SUBJECT = 120


def open_mail(content: bytes) -> Iterator[Member]:
    """The attachments in their order; none for a mail that is only text. Raises DamagedDocument."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    if not message.keys():
        raise DamagedDocument("The mail cannot be read.")
    leaves = list(_leaves(message))
    shown = b"".join(_payload(part) for part in leaves[:_MOST_PARTS] if part.get_content_type() == "text/html")
    for number, part in enumerate(leaves[:_MOST_PARTS]):
        member = _attachment(part, number, shown)
        if member:
            yield member
    if len(leaves) > _MOST_PARTS:
        yield Member("", reason="too_many_parts")


def name_mail(content: bytes) -> str:
    """A file name for a mail: its subject, from its first headers."""
    message = email.message_from_bytes(content[:_HEADERS_READ], policy=email.policy.compat32)
    subject = str(message.get("Subject", ""))[:_LONGEST_SUBJECT]
    words = " ".join(_decoded(subject).replace("/", "-").replace("\\", "-").split())
    return f"{words or 'mail'}.eml"


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold content, in order; a forwarded mail is walked as if its parts were here."""
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _attachment(part: Message, number: int, shown: bytes) -> Member | None:
    name, media_type = _name(part), part.get_content_type()
    if not name and media_type in _BODIES:
        return None
    name = name or f"attachment-{number}"
    if media_type in _SIGNATURES:
        return Member(name, reason="signature")
    content = _payload(part)
    if len(content) <= _LOGO_BYTES and _is_in_text(part, shown):
        return Member(name, reason="inline_image")
    return Member(name, content) if content else Member(name, reason="empty")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_in_text(part: Message, shown: bytes) -> bool:
    """Whether a picture stands in the text: the HTML names it, or it has an identity and is not called attached."""
    identity = str(part.get("Content-ID", "")).strip("<> ")
    if part.get_content_maintype() != "image" or not identity:
        return False
    return part.get_content_disposition() != "attachment" or b"cid:" + identity.encode() in shown


def _name(part: Message) -> str:
    """The file name without any folder; empty when the part has none."""
    return PurePosixPath(_decoded(part.get_filename() or "").replace("\\", "/")).name


def _decoded(raw: str) -> str:
    """A header's words (RFC 2047), what can be printed of them."""
    try:
        decoded = str(make_header(decode_header(raw)))
    except (email.errors.HeaderParseError, LookupError, UnicodeError):
        decoded = raw
    return "".join(char for char in decoded if char.isprintable())
