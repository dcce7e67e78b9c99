"""The members of a ZIP archive, inflated under an allowance, whatever sizes its headers state."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from models.errors import DamagedDocument, LimitExceeded

_ENCRYPTED = 0x1
_CHUNK = 1024 * 1024
_MOST_MEMBERS = 2000
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a container; `reason` says in a word why it is not taken, and then there is no content."""

    name: str
    content: bytes = b""
    reason: str = ""


def open_archive(content: bytes, allowance: int) -> Iterator[Member]:
    """The files of an archive in its order. Raises DamagedDocument, or LimitExceeded past `allowance` bytes in all."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise DamagedDocument("The ZIP archive is damaged. Ask for it to be sent again.") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
        for info in infos[:_MOST_MEMBERS]:
            member = _member(archive, info, allowance)
            allowance -= len(member.content)
            yield member
        if len(infos) > _MOST_MEMBERS:
            yield Member("", reason="too_many_parts")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: int) -> Member:
    name = PurePosixPath(info.filename.replace("\\", "/")).name or "unnamed"
    if info.flag_bits & _ENCRYPTED:
        return Member(name, reason="encrypted")
    try:
        with archive.open(info) as stream:
            return Member(name, _read_within(stream, allowance))
    except _BROKEN:
        return Member(name, reason="damaged")


def _read_within(stream: IO[bytes], allowance: int) -> bytes:
    read = bytearray()
    while chunk := stream.read(_CHUNK):
        read += chunk
        if len(read) > allowance:
            raise LimitExceeded("The archive unpacks to more than may be. Send its documents in parts.")
    return bytes(read)


def _is_clutter(name: str) -> bool:
    return any(mark in name for mark in _CLUTTER)
