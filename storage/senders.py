"""Who sent the mail that a document came in, read from the headers of the mail as it is kept."""

import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from models.errors import PrejetoError
from models.outgoing import is_address
from storage.documents import load_original
from storage.house import House
from storage.listings import load_document
from storage.unpacking import DEEPEST

HEADERS_READ = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sender:
    """Where an answer to a mail goes; `subject` and `message_id` are those of the mail, or empty."""

    address: str
    subject: str = ""
    message_id: str = ""


def find_sender(house: House, org_id: str, document_id: str) -> Sender | None:
    """The sender of the nearest mail around a document; None when it came in none, or none can be answered."""
    place: str | None = document_id
    for _ in range(DEEPEST + 1):
        document = load_document(house, org_id, place or "")
        place = document.parent_id
        if place is None:
            return None
        parent = load_document(house, org_id, place)
        found = _read(house, org_id, place) if _is_mail(parent.name, parent.channel) else None
        if found:
            return found
    return None


def sender_of(mail: bytes) -> Sender | None:
    r"""The same, from the bytes of a mail: who is to be answered, else who it is from.

    >>> sender_of(b"From: Ana <ana@example.com>\nSubject: Bill\n\nHello")
    Sender(address='ana@example.com', subject='Bill', message_id='')
    """
    headers = BytesHeaderParser(policy=email.policy.compat32).parsebytes(mail[:HEADERS_READ])
    addresses = getaddresses([str(headers.get(name, "")) for name in ("Reply-To", "From")])
    usable = [address.strip() for _, address in addresses if is_address(address.strip())]
    if not usable:
        return None
    return Sender(usable[0], _subject(headers.get("Subject", "")), _one_line(headers.get("Message-ID", "")))


def _is_mail(name: str, channel: str) -> bool:
    return channel == "mail" or name.casefold().endswith(".eml")


def _read(house: House, org_id: str, document_id: str) -> Sender | None:
    try:
        return sender_of(load_original(house, org_id, document_id))
    except PrejetoError:
        return None


def _subject(raw: object) -> str:
    """The subject in clear, on one line; empty when it cannot be decoded."""
    holder = EmailMessage(policy=email.policy.default)
    try:
        holder["Subject"] = _one_line(raw)
        return " ".join(str(holder["Subject"]).split())
    except (ValueError, LookupError):
        return ""


def _one_line(raw: object) -> str:
    return " ".join(str(raw).split())
