"""The parts of a mail (RFC 5322), with their names decoded (RFC 2231, RFC 2047), those of forwarded mails included.

Every part is named: what is a document with its content, anything else with a reason. Small pictures that the text
shows (logos, signatures) are left out, others are taken: a photographed receipt may be inline too.
"""

import email.policy
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from extractors.archive import Member
from extractors.mail_names import decode_words, name_part
from extractors.mail_reasons import LOGO_BYTES, is_document, reason_by_type, reason_of
from extractors.mail_structure import open_structure
from models.errors import DamagedDocument

_BODIES = {"text/plain": "message.txt", "text/html": "message.html", "text/calendar": "invitation.ics"}
_REPORTS = {
    "text/rfc822-headers",
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
}
_MOST_PARTS = 500
_HEADERS_READ, _HEADER_READ = 32 * 1024, 2000
_LONGEST_SUBJECT = 120


def open_mail(content: bytes) -> Iterator[Member]:
    """The parts in their order, its text among them. Raises DamagedDocument for what is no mail at all."""
    message = open_structure(content)
    if message is None:
        raise DamagedDocument("The mail cannot be read.")
    leaves = list(_first(_leaves(message), _MOST_PARTS + 1))
    shown = b"".join(_payload(part) for part in leaves[:_MOST_PARTS] if part.get_content_type() == "text/html")
    for number, part in enumerate(leaves[:_MOST_PARTS]):
        yield _member(part, number, shown)
    if len(leaves) > _MOST_PARTS:
        yield Member("", reason="too_many_parts")


def name_mail(content: bytes) -> str:
    """A file name for a mail: its subject, from its first headers."""
    message = BytesHeaderParser(policy=email.policy.compat32).parsebytes(content[:_HEADERS_READ])
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "subject"), "")
    subject = decode_words(raw[:_HEADER_READ])[:_LONGEST_SUBJECT]
    words = " ".join(subject.replace("/", "-").replace("\\", "-").split())
    return f"{words or 'mail'}.eml"


def _first(parts: Iterator[Message], most: int) -> Iterator[Message]:
    for _, part in zip(range(most), parts, strict=False):
        yield part


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold content, in order; a forwarded mail is walked as if its parts were here."""
    if message.get_content_type() in _REPORTS or not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part)


def _member(part: Message, number: int, shown: bytes) -> Member:
    name, media_type = name_part(part), part.get_content_type()
    content = _payload(part)
    if not is_document(content):
        if media_type in _REPORTS:
            return Member(name or "report.txt", reason="report")
        if not name and media_type in _BODIES:
            return Member(_BODIES[media_type], reason=reason_by_type(media_type) or "text")
    name = name or f"attachment-{number}"
    signed = part.get_param("smime-type") == "signed-data"
    reason = reason_of(media_type, name, content, signed=signed)
    if not reason and len(content) <= LOGO_BYTES and _is_in_text(part, shown):
        reason = "inline_image"
    return Member(name, reason=reason) if reason else Member(name, content)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_in_text(part: Message, shown: bytes) -> bool:
    """Whether a picture stands in the text: the HTML names it, or it has an identity and is not called attached."""
    identity = str(part.get("Content-ID", "")).strip("<> ")
    if part.get_content_maintype() != "image" or not identity:
        return False
    return part.get_content_disposition() != "attachment" or b"cid:" + identity.encode(errors="replace") in shown
