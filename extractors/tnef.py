"""The parts of winmail.dat (TNEF), into which Outlook packs what is attached to mails for other Outlooks.

A stream of attributes, first those of the message, then of each attachment; both may hold MAPI properties. What is
cut off gives what arrived of it. A message inside a message is walked as if its parts were here.

Source: MS-OXTNEF.
"""

import struct
from collections.abc import Iterator

from extractors import mapi
from extractors.archive import Member
from models.errors import DamagedDocument, LimitExceeded

SIGNATURE = b"\x78\x9f\x3e\x22"
_START, _BODY, _PROPERTIES, _CODE_PAGE = 0x69002, 0x2800C, 0x69003, 0x69007
_TITLE, _DATA, _OF_ATTACHMENT = 0x18010, 0x6800F, 0x69005
_FIXED = {0x2: 4, 0x3: 4, 0x4: 4, 0xA: 4, 0xB: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_CODED, _TEXT, _BYTES, _OBJECT = 0x1E, 0x1F, 0x102, 0xD
_MANY, _NAMED_FROM = 0x1000, 0x8000
_NUMBERS = {0x3, 0xB}
_IDENTITY_BYTES = 16  # of the interface, before an object
_DEEPEST = 20

Values = dict[int, mapi.Value]


def open_tnef(content: bytes, depth: int = _DEEPEST) -> Iterator[Member]:
    """The parts in their order, its text among them. Raises DamagedDocument, or LimitExceeded when nested too deep."""
    if depth == 0:
        raise LimitExceeded("The winmail.dat is nested too deep.")
    if not content.startswith(SIGNATURE) or next(_attributes(content), None) is None:
        raise DamagedDocument("The winmail.dat is damaged. Ask for its documents as PDF.")
    message, attachments = _gathered(content)
    if text := mapi.text_of(message):
        yield text
    html = message.get(mapi.HTML, b"")
    shown = html if isinstance(html, bytes) else str(html).encode(errors="replace")
    for number, properties in enumerate(attachments):
        kept = properties.get(mapi.DATA)
        if isinstance(kept, bytes) and kept.startswith(SIGNATURE):
            yield from open_tnef(kept, depth - 1)
        else:
            yield mapi.attached(properties, number, shown)


def _gathered(content: bytes) -> tuple[Values, list[Values]]:
    """The properties of the message, and of each attachment."""
    message: Values = {}
    attachments: list[Values] = []
    page: int | None = None
    for attribute, value in _attributes(content):
        if attribute == _CODE_PAGE and len(value) >= 4:
            page = int.from_bytes(value[:4], "little")
        elif attribute == _BODY:
            message[mapi.BODY] = value
        elif attribute == _PROPERTIES:
            message.update(_properties(value, page))
        elif attribute == _START:
            attachments.append({})
        elif attribute in {_TITLE, _DATA, _OF_ATTACHMENT}:
            attachments = attachments or [{}]
            attachments[-1].update(_of_attachment(attribute, value, page))
    return message, attachments


def _of_attachment(attribute: int, value: bytes, page: int | None) -> Values:
    if attribute == _TITLE:
        return {mapi.SHORT_NAME: mapi.decode(value, page)}
    return {mapi.DATA: value} if attribute == _DATA else _properties(value, page)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Attributes with their bytes, up to where the stream is cut off or rubbish begins."""
    place = len(SIGNATURE) + 2
    while place + 9 <= len(content):
        level, attribute, length = struct.unpack_from("<BII", content, place)
        if level not in {1, 2} or place + 9 + length > len(content):
            return
        yield attribute, content[place + 9 : place + 9 + length]
        place += 9 + length + 2


def _properties(kept: bytes, page: int | None) -> Values:
    """MAPI properties as TNEF packs them; those before a fault are kept."""
    found: Values = {}
    try:
        (count,) = struct.unpack_from("<I", kept)
        place = 4
        for _ in range(min(count, len(kept) // 8)):
            number, value, place = _property(kept, place, page)
            if value not in {None, b""}:
                found[number] = value
    except (struct.error, ValueError):
        pass
    return found


def _property(kept: bytes, place: int, page: int | None) -> tuple[int, mapi.Value | None, int]:
    """A property's number, its first value when it is of a known kind, and where the next one begins."""
    kind, number = struct.unpack_from("<HH", kept, place)
    place = _after_name(kept, place + 4) if number >= _NAMED_FROM else place + 4
    single = kind & ~_MANY
    if single in _FIXED:
        many = struct.unpack_from("<I", kept, place)[0] if kind & _MANY else 1
        place += 4 if kind & _MANY else 0
        value = struct.unpack_from("<i", kept, place)[0] if single in _NUMBERS else None
        return number, value, place + _FIXED[single] * many
    if single not in {_CODED, _TEXT, _BYTES, _OBJECT}:
        raise ValueError(kind)
    (many,) = struct.unpack_from("<I", kept, place)
    place, first = place + 4, b""
    for each in range(min(many, len(kept))):
        size = struct.unpack_from("<I", kept, place)[0]
        first = kept[place + 4 : place + 4 + size] if each == 0 else first
        place += 4 + -(-size // 4) * 4
    return number, _value(single, first, page), place


def _value(kind: int, kept: bytes, page: int | None) -> mapi.Value:
    if kind == _TEXT:
        return kept.decode("utf-16-le", errors="replace").rstrip("\0")
    if kind == _CODED:
        return mapi.decode(kept, page)
    return kept[_IDENTITY_BYTES:] if kind == _OBJECT else kept


def _after_name(kept: bytes, place: int) -> int:
    """Past what names a property of a program's own: its set, then a number or a text."""
    (is_text, number) = struct.unpack_from("<II", kept, place + 16)
    return place + 24 + (-(-number // 4) * 4 if is_text else 0)
