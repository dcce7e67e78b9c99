"""Write a compound file (MS-CFB), as Outlook's messages and Excel's old workbooks are: storages that hold streams."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

SECTOR, SMALL_SECTOR, SMALL_BELOW = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

Tree = Mapping[str, Union[bytes, "Tree"]]


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    child: int = FREE
    next: int = FREE
    start: int = END
    size: int = 0


@dataclass(slots=True)
class _Sectors:
    """Chains of sectors of one size, and where each goes on."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """The number of the first sector of a chain."""
        if not content:
            return END
        first, count = len(self.table), -(-len(content) // self.size)
        self.content += content.ljust(count * self.size, b"\0")
        self.table += [*range(first + 1, first + count), END]
        return first


def compound_file(tree: Tree) -> bytes:
    """The bytes of a file whose root holds `tree`: streams are bytes, storages are trees again."""
    entries = [_Entry("Root Entry", ROOT)]
    _list(entries, 0, tree)
    large, small = _Sectors(SECTOR), _Sectors(SMALL_SECTOR)
    for entry in (entry for entry in entries if entry.kind == STREAM):
        entry.size = len(entry.content)
        entry.start = (small if entry.size < SMALL_BELOW else large).add(entry.content)
    entries[0].start, entries[0].size = large.add(bytes(small.content)), len(small.content)
    directory = large.add(b"".join(map(_packed, entries)))
    small_table = large.add(_numbers(small.table))
    return _whole(large, directory, small_table, len(small.table))


def _list(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Children stand in a chain, each the right one of the one before; readers take any tree."""
    before = None
    for name, kept in tree.items():
        place = len(entries)
        entries.append(_Entry(name, STREAM, kept) if isinstance(kept, bytes) else _Entry(name, STORAGE))
        if before is None:
            entries[parent].child = place
        else:
            entries[before].next = place
        before = place
        if not isinstance(kept, bytes):
            _list(entries, place, kept)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(name), entry.kind, 1, FREE, entry.next, entry.child)
    return name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", entry.start, entry.size)


def _numbers(table: list[int]) -> bytes:
    packed = struct.pack(f"<{len(table)}I", *table)
    return packed.ljust(-(-len(packed) // SECTOR) * SECTOR, b"\xff")


def _whole(large: _Sectors, directory: int, small_table: int, small_count: int) -> bytes:
    """Header, sectors, and last the table of sectors, which counts itself."""
    used, per_sector = len(large.table), SECTOR // 4
    fats = next(count for count in range(1, 110) if (used + count) <= count * per_sector)
    table = _numbers([*large.table, *[FAT] * fats])
    header = struct.pack("<8s16xHHHHH6xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fats,
                         directory, 0, SMALL_BELOW)  # fmt: skip
    header += struct.pack("<IIII", small_table, -(-small_count // per_sector), END, 0)
    places = [used + each for each in range(fats)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - fats))
    return header + bytes(large.content) + table
