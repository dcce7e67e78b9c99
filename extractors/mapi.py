"""What MAPI says of an attachment, in Outlook's messages (.msg) and in winmail.dat alike.

Properties stand under their number, as bytes, text or a whole number; those that are not known are left out.

Source: MS-OXPROPS; MS-OXCMSG, 2.2.2.
"""

import codecs
from collections.abc import Mapping
from pathlib import PurePosixPath

from extractors.archive import Member
from extractors.mail_reasons import LOGO_BYTES, reason_of

BODY, RICH_TEXT, HTML = 0x1000, 0x1009, 0x1013
DATA, SHORT_NAME, METHOD, LONG_NAME = 0x3701, 0x3704, 0x3705, 0x3707
MEDIA_TYPE, IDENTITY, FLAGS, HIDDEN, DISPLAY_NAME = 0x370E, 0x3712, 0x3714, 0x7FFE, 0x3001
CODE_PAGE, INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE

_ELSEWHERE = {2, 3, 4, 7}  # methods of attachments that are only referred to
_SHOWN_IN_TEXT = 4
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_UTF_8, _WEST = 65001, "cp1252"

Value = bytes | str | int
Properties = Mapping[int, Value]


def text_of(properties: Properties) -> Member | None:
    """The text of a message, which is no document; None when it has none."""
    if properties.get(HTML) and not properties.get(BODY):
        return Member("message.html", reason="text")
    return Member("message.txt", reason="text") if properties.get(BODY) or properties.get(RICH_TEXT) else None


def attached(properties: Properties, number: int, shown: bytes) -> Member:
    """An attachment, or why it is none; `shown` is the HTML of its message, `number` its place there."""
    name, media_type = _name(properties, number), str(properties.get(MEDIA_TYPE, "")).lower()
    content = properties.get(DATA, b"")
    if properties.get(METHOD) in _ELSEWHERE:
        return Member(name, reason="not_in_the_mail")
    if not isinstance(content, bytes):
        return Member(name, reason="unsupported_kind")
    reason = reason_of(media_type, name, content)
    if not reason and len(content) <= LOGO_BYTES and content.startswith(_PICTURES) and _is_in_text(properties, shown):
        reason = "inline_image"
    return Member(name, reason=reason) if reason else Member(name, content)


def decode(content: bytes, code_page: Value | None) -> str:
    """Text in a code page of Windows; in that of the West where it is not known."""
    encoding = "utf-8" if code_page == _UTF_8 else f"cp{code_page}" if isinstance(code_page, int) else _WEST
    try:
        codecs.lookup(encoding)
    except LookupError:
        encoding = _WEST
    return content.decode(encoding, errors="replace").rstrip("\0")


def _name(properties: Properties, number: int) -> str:
    """The file name without any folder; one of ours when it has none."""
    raw = next((str(properties[key]) for key in (LONG_NAME, SHORT_NAME, DISPLAY_NAME) if properties.get(key)), "")
    printable = "".join(char for char in raw if char.isprintable())
    return PurePosixPath(printable.replace("\\", "/")).name or f"attachment-{number}"


def _is_in_text(properties: Properties, shown: bytes) -> bool:
    """Whether a picture stands in the text: Outlook says so, or the HTML names it."""
    identity = str(properties.get(IDENTITY, "")).strip("<> ")
    flags = properties.get(FLAGS, 0)
    marked = bool(properties.get(HIDDEN)) or (isinstance(flags, int) and bool(flags & _SHOWN_IN_TEXT))
    return bool(identity) and (marked or b"cid:" + identity.encode(errors="replace") in shown)
