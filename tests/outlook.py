"""Messages as Outlook keeps them (.msg) and sends them (winmail.dat), made for the tests."""

import struct
from collections.abc import Mapping, Sequence

from tests.compound_file import Tree, compound_file

Value = str | bytes | int
TEXT, SUBJECT, HTML = 0x1000, 0x0037, 0x1013
DATA, METHOD, LONG_NAME, MEDIA_TYPE, IDENTITY, HIDDEN = 0x3701, 0x3705, 0x3707, 0x370E, 0x3712, 0x7FFE
BY_VALUE, BY_WEB, EMBEDDED = 1, 7, 5


class Message:
    """A message: its properties, and its attachments, which are properties or messages."""

    def __init__(self, *attachments: "Mapping[int, Value] | Message", **properties: Value) -> None:
        self.properties: dict[int, Value] = {SUBJECT: "Invoice", TEXT: "See attached."}
        self.properties |= {{"text": TEXT, "html": HTML}[name]: value for name, value in properties.items()}
        self.attachments: Sequence[Mapping[int, Value] | Message] = attachments


def attachment(name: str, content: bytes, **more: Value) -> dict[int, Value]:
    names = {"media_type": MEDIA_TYPE, "identity": IDENTITY, "hidden": HIDDEN, "method": METHOD}
    usual: dict[int, Value] = {LONG_NAME: name, DATA: content, METHOD: BY_VALUE}
    return usual | {names[key]: value for key, value in more.items()}


def msg(message: Message) -> bytes:
    return compound_file(_storage(message, 32))


def _storage(message: Message, header: int) -> Tree:
    kept = {**_streams(message.properties), "__properties_version1.0": _fixed(message.properties, header)}
    storages: dict[str, Tree] = {}
    for number, each in enumerate(message.attachments):
        storages[f"__attach_version1.0_#{number:08X}"] = _attached(each)
    return {**kept, **storages}


def _attached(each: "Mapping[int, Value] | Message") -> Tree:
    if isinstance(each, Message):
        inner = {f"__substg1.0_{DATA:04X}000D": _storage(each, 24)}
        return {**inner, "__properties_version1.0": _fixed({METHOD: EMBEDDED}, 8)}
    return {**_streams(each), "__properties_version1.0": _fixed(each, 8)}


def _streams(properties: Mapping[int, Value]) -> dict[str, bytes]:
    texts = {f"__substg1.0_{n:04X}001F": v.encode("utf-16-le") for n, v in properties.items() if isinstance(v, str)}
    return texts | {f"__substg1.0_{n:04X}0102": v for n, v in properties.items() if isinstance(v, bytes)}


def _fixed(properties: Mapping[int, Value], header: int) -> bytes:
    numbers = {number: value for number, value in properties.items() if isinstance(value, int)}
    return bytes(header) + b"".join(struct.pack("<HHIi4x", 0x3, number, 6, value) for number, value in numbers.items())


def winmail(message: Message) -> bytes:
    """The message as TNEF: attachments as attributes, what is long or odd as MAPI properties."""
    packed = _attribute(1, 0x69007, struct.pack("<II", 1252, 0)) + _attribute(1, 0x69003, _mapi(message.properties))
    for each in message.attachments:
        packed += _attribute(2, 0x69002, bytes(14))
        if isinstance(each, Message):
            packed += _attribute(2, 0x69005, _mapi({METHOD: EMBEDDED, DATA: bytes(16) + winmail(each)}, 0xD))
            continue
        content = each.get(DATA, b"")
        assert isinstance(content, bytes)
        packed += _attribute(2, 0x18010, b"SHORT~1.DAT\0") + _attribute(2, 0x6800F, content)
        packed += _attribute(2, 0x69005, _mapi({key: value for key, value in each.items() if key != DATA}))
    return b"\x78\x9f\x3e\x22\x01\x00" + packed


def _attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) % 65536)


def _mapi(properties: Mapping[int, Value], of_bytes: int = 0x102) -> bytes:
    """With a property first that a program named itself, and one of several values: both are to be passed over."""
    named = struct.pack("<HH16xIII", 0x3, 0x8001, 1, 6, 0x0041) + b"\0" * 4 + struct.pack("<I", 7)
    several = struct.pack("<HHIII", 0x1003, 0x0F00, 2, 1, 2)
    packed = [named, several]
    for number, value in properties.items():
        if isinstance(value, int):
            packed.append(struct.pack("<HHi", 0x3, number, value))
            continue
        kind = 0x1F if isinstance(value, str) else of_bytes if number == DATA else 0x102
        content = value.encode("utf-16-le") + b"\0\0" if isinstance(value, str) else value
        padded = content.ljust(-(-len(content) // 4) * 4, b"\0")
        packed.append(struct.pack("<HHII", kind, number, 1, len(content)) + padded)
    return struct.pack("<I", len(packed)) + b"".join(packed)
