"""Names of parts of mails, whatever wrote them: RFC 2231 and RFC 2047, both where neither belongs, and raw bytes."""

import email.errors
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PurePosixPath

_CARRIERS = ("Content-Disposition", "Content-Type")


def name_part(part: Message) -> str:
    """The file name without any folder; empty when the part has none."""
    for header in _CARRIERS:
        _mend(part, header)
    try:
        raw = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    name = PurePosixPath(decode_words(raw).replace("\\", "/")).name
    return "" if name == ".." else name


def decode_words(raw: str) -> str:
    """A header's words (RFC 2047), what can be printed of them."""
    mended = _from_bytes(raw)
    try:
        decoded = str(make_header(decode_header(mended)))
    except (email.errors.HeaderParseError, LookupError, UnicodeError, ValueError):
        decoded = mended
    return "".join(char for char in decoded if char.isprintable())


def _mend(part: Message, header: str) -> None:
    """Letters that were written as they are become readable; the parser would lose them."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == header.lower()), "")
    mended = _from_bytes(raw)
    if mended != raw:
        part.replace_header(header, mended)


def _from_bytes(text: str) -> str:
    """Text whose bytes beyond ASCII the parser carried along: UTF-8, else the usual code page of the West."""
    if text.isascii() or not any("\udc80" <= char <= "\udcff" for char in text):
        return text
    content = text.encode("utf-8", errors="surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
