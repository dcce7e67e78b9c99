"""The parts of an Outlook message (.msg), those of messages inside it included.

A message is a compound file: a storage for each attachment, a stream for each property. An attached message is a
storage inside that of its attachment, and is walked as if its parts were here.

Source: MS-OXMSG; MS-CFB.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from extractors import mapi
from extractors.archive import Member
from models.errors import DamagedDocument, LimitExceeded

PROPERTIES = "__properties_version1.0"
_ATTACHMENT, _VALUE = "__attach_version1.0_", "__substg1.0_"
_TEXT, _CODED, _BYTES, _OBJECT = "001F", "001E", "0102", "000D"
_NUMBER, _TRUTH = 0x0003, 0x000B
_HEADERS = {"file": 32, "message": 24, "attachment": 8}  # bytes before the properties of a fixed length
_DEEPEST = 20
_MOST_ATTACHMENTS = 500
_BROKEN = (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError, AssertionError, struct.error)

Place = tuple[str, ...]


def open_msg(content: bytes) -> Iterator[Member]:
    """The parts in their order, its text among them. Raises DamagedDocument, or LimitExceeded when nested too deep."""
    with _translated():
        file = olefile.OleFileIO(io.BytesIO(content))
    with file:
        with _translated():
            message = _Message(file)
        if (PROPERTIES,) not in message.places:
            raise DamagedDocument("The Outlook message is damaged. Ask for its documents as PDF.")
        yield from message.parts((), "file", _DEEPEST)


@contextmanager
def _translated() -> Iterator[None]:
    """What a compound file may do to its reader, as one error of ours."""
    try:
        yield
    except RecursionError as error:
        raise LimitExceeded("The Outlook message is nested too deep.") from error
    except _BROKEN as error:
        raise DamagedDocument("The Outlook message is damaged. Ask for its documents as PDF.") from error


class _Message:
    """The open file. `places` are all its streams and storages, `below` the names in each storage."""

    def __init__(self, file: "olefile.OleFileIO") -> None:
        self.file = file
        self.places: set[Place] = {tuple(path) for path in file.listdir(streams=True, storages=True)}
        self.below: dict[Place, list[str]] = {}
        for place in sorted(self.places):
            self.below.setdefault(place[:-1], []).append(place[-1])

    def parts(self, place: Place, kind: str, depth: int) -> Iterator[Member]:
        """The parts of the message at a place."""
        if depth == 0:
            raise LimitExceeded("The Outlook message is nested too deep.")
        properties = self._properties(place, kind)
        if text := mapi.text_of(properties):
            yield text
        html = properties.get(mapi.HTML)
        shown = html if isinstance(html, bytes) else str(html or "").encode(errors="replace")
        storages = [name for name in self.below.get(place, ()) if name.startswith(_ATTACHMENT)]
        for number, name in enumerate(storages[:_MOST_ATTACHMENTS]):
            yield from self._attached((*place, name), number, shown, depth)
        if len(storages) > _MOST_ATTACHMENTS:
            yield Member("", reason="too_many_parts")

    def _attached(self, place: Place, number: int, shown: bytes, depth: int) -> Iterator[Member]:
        inside = (*place, _VALUE + f"{mapi.DATA:04X}{_OBJECT}")
        if (*inside, PROPERTIES) in self.places:
            yield from self.parts(inside, "message", depth - 1)
            return
        properties = self._properties(place, "attachment")
        if inside in self.places:  # something of another program, put into the text
            properties = {**properties, mapi.DATA: ""}
        yield mapi.attached(properties, number, shown)

    def _properties(self, place: Place, kind: str) -> dict[int, mapi.Value]:
        with _translated():
            properties = self._fixed(place, _HEADERS[kind])
            page = properties.get(mapi.INTERNET_CODE_PAGE) or properties.get(mapi.CODE_PAGE)
            for name in self.below.get(place, ()):
                if name.startswith(_VALUE) and name[-4:] in {_TEXT, _CODED, _BYTES}:
                    number, kept = int(name[len(_VALUE) : -4], 16), self._stream((*place, name))
                    properties[number] = kept if name.endswith(_BYTES) else _text(kept, name, page)
            return properties

    def _fixed(self, place: Place, header: int) -> dict[int, mapi.Value]:
        """Numbers and truths, which stand together in one stream."""
        if (*place, PROPERTIES) not in self.places:
            return {}
        kept = self._stream((*place, PROPERTIES))[header:]
        entries = struct.iter_unpack("<HHIi4x", kept[: len(kept) // 16 * 16])
        return {number: value for kind, number, _, value in entries if kind in {_NUMBER, _TRUTH}}

    def _stream(self, place: Place) -> bytes:
        with self.file.openstream(list(place)) as stream:
            return bytes(stream.read())


def _text(kept: bytes, name: str, page: mapi.Value | None) -> str:
    return kept.decode("utf-16-le", errors="replace") if name.endswith(_TEXT) else mapi.decode(kept, page)
