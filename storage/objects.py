"""The object store: one interface, whatever keeps the bytes, and the keys of everything that is kept.

Keys are relative paths of plain characters, parts divided by `/`; no part is empty, `.` or `..`.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from models.errors import ObjectCorrupt

_PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
MAX_KEY = 512


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What was stored: `sha256` in hex, `size` in bytes, `version` where the store keeps versions."""

    key: str
    sha256: str
    size: int
    version: str | None = None


class ObjectStore(Protocol):
    """Bytes by key.

    What `put` has returned from is on disk. Raises ObjectMissing, ObjectCorrupt (bytes that do not match their
    checksum are never handed out), StorageUnavailable, and ValueError for a key that is not one.
    """

    def put(self, key: str, content: bytes) -> StoredObject:
        """Store `content` whole, in place of what was there."""
        ...

    def get(self, key: str, sha256: str | None = None) -> bytes:
        """The bytes under `key`, verified against `sha256` when given, and against the store's own checksum."""
        ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Take the object away with all its versions; nothing happens when it is not there."""
        ...

    def list(self, prefix: str = "") -> Iterator[str]:
        """The keys that begin with `prefix`, in order."""
        ...

    def check(self) -> None:
        """Nothing when the store can be used; the error that says why not otherwise."""
        ...


def checksum(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def verify(key: str, content: bytes, *expected: str | None) -> bytes:
    """`content`, when every checksum that is known fits it; ObjectCorrupt otherwise."""
    actual = checksum(content)
    if any(sha256 not in {None, actual} for sha256 in expected):
        raise ObjectCorrupt(f"The object {key} does not match its checksum; restore it from a backup.")
    return content


def valid_key(key: str) -> str:
    """`key` itself; ValueError when it could leave the store or names nothing.

    >>> valid_key("org/document/original")
    'org/document/original'
    """
    if len(key) > MAX_KEY or not all(_PART.fullmatch(part) for part in key.split("/")):
        raise ValueError("not an object key")
    return key


def original_key(organisation_id: str, document_id: str) -> str:
    return f"{organisation_id}/{document_id}/original"


def page_key(organisation_id: str, document_id: str, number: int, sha256: str, suffix: str) -> str:
    """A page image; the name holds a part of the checksum, so that two workers never write over each other."""
    return f"{organisation_id}/{document_id}/pages/{number}-{sha256[:16]}.{suffix}"


def copy_key(organisation_id: str, document_id: str, sha256: str) -> str:
    return f"{organisation_id}/{document_id}/searchable-{sha256[:16]}.pdf"


def attachment_key(organisation_id: str, document_id: str, sha256: str) -> str:
    return f"{organisation_id}/{document_id}/attachments/{sha256}"


def transcript_key(organisation_id: str, document_id: str, sha256: str) -> str:
    return f"{organisation_id}/{document_id}/transcript-{sha256[:16]}.json"
