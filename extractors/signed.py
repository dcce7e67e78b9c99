"""The content of a signed file or mail (CMS SignedData, `.p7m`), in DER, BER, base64 or PEM; no signature is checked.

Senders cut the content in pieces of any length form, which libraries for DER refuse: a walk of its own is enough.

Source: RFC 5652, 5.1; X.690, 8.1.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from extractors.archive import Member
from models.errors import DamagedDocument

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT, _OCTETS, _PIECES = 0xA0, 0x04, 0x24
_ARMOUR = re.compile(rb"-----[A-Z0-9 ]+-----")
_BEGINS_WITHIN, _DEEPEST = 30, 8

Value = tuple[int, bytes]


def is_signed(content: bytes) -> bool:
    """Whether it begins like SignedData."""
    head = _binary(content[:200])
    return head.startswith(b"0") and _SIGNED_DATA in head[:_BEGINS_WITHIN]


def open_signed(content: bytes) -> Iterator[Member]:
    """What was signed; a signature that stands apart from it holds nothing. Raises DamagedDocument."""
    try:
        outer = _values(_only(_binary(content)))
        inner = _values(_only(outer[1][1]))
        wrapped = next(_values(value) for tag, value in inner[2:3] if tag == 0x30)
        found = b"".join(_joined(value, _DEEPEST) for tag, value in wrapped if tag == _CONTENT)
    except (IndexError, StopIteration, ValueError) as error:
        raise DamagedDocument("The signed file is damaged. Ask for it to be sent again.") from error
    yield Member("signed", found) if found else Member("signed", reason="signature")


def _binary(content: bytes) -> bytes:
    if content.startswith(b"0"):
        return content
    letters = b"".join(_ARMOUR.sub(b"", content).split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4], validate=True)
    except binascii.Error:
        return b""


def _only(content: bytes) -> bytes:
    return _values(content)[0][1]


def _joined(content: bytes, depth: int) -> bytes:
    """The bytes of an octet string, of its pieces one after the other."""
    if depth == 0:
        raise ValueError("nested too deep")
    pieces = (value if tag == _OCTETS else _joined(value, depth - 1) for tag, value in _values(content))
    return b"".join(pieces)


def _values(content: bytes) -> list[Value]:
    """The tags and values that stand one after the other."""
    found: list[Value] = []
    place = 0
    while place < len(content) and content[place : place + 2] != b"\0\0":
        tag, begin, end, place = _next(content, place, _DEEPEST * 4)
        found.append((tag, content[begin:end]))
    return found


def _next(content: bytes, place: int, depth: int) -> tuple[int, int, int, int]:
    """The tag at a place, where its value begins and ends, and the next place. ValueError for what is cut off."""
    tag, length, begin = content[place], content[place + 1], place + 2
    if length == 0x80 and depth:
        end = begin
        while content[end : end + 2] != b"\0\0":
            end = _next(content, end, depth - 1)[3]
        return tag, begin, end, end + 2
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(content[begin : begin + size], "big")
        begin += size
    if begin + length > len(content):
        raise ValueError("cut off")
    return tag, begin, begin + length, begin + length
