"""The vault: a key of its own for every document and organisation, wrapped under the master key.

Personal values are encrypted with these keys (AES-256-GCM, a fresh nonce each time), so that destroying one wrapped
key destroys the values in every copy and backup. What is sealed is bound to its subject and its context: a value
moved to another row does not open.

Source: NIST SP 800-38D.
"""

import json
import os
import zlib
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.errors import StorageError

NONCE_BYTES = 12
KEY_BYTES = 32
VERSION = b"\x01"


@dataclass(frozen=True, slots=True)
class Vault:
    """Wraps and opens keys. The master key has 32 bytes; ValueError otherwise."""

    master_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.master_key) != KEY_BYTES:
            raise ValueError("the master key has 32 bytes")

    @staticmethod
    def new_master_key() -> bytes:
        return AESGCM.generate_key(256)

    def new_key(self, subject: str) -> bytes:
        """A new key for a document or organisation, wrapped."""
        return _seal(self.master_key, AESGCM.generate_key(256), f"key:{subject}")

    def encrypt(self, wrapped: bytes, subject: str, data: Any, context: str) -> bytes:
        """JSON `data`, packed and encrypted with the subject's key; `context` names the row it is for."""
        packed = zlib.compress(json.dumps(data, separators=(",", ":")).encode())
        return _seal(self._unwrap(wrapped, subject), packed, f"{subject}:{context}")

    def decrypt(self, wrapped: bytes, subject: str, sealed: bytes, context: str) -> Any:
        """The inverse; StorageError when the key, the subject or the context is another, or a bit has changed."""
        packed = _open(self._unwrap(wrapped, subject), sealed, f"{subject}:{context}")
        return json.loads(zlib.decompress(packed))

    def opens(self, wrapped: bytes, subject: str) -> bool:
        """Whether the subject's key was wrapped under this master key."""
        try:
            self._unwrap(wrapped, subject)
        except StorageError:
            return False
        return True

    def derive(self, purpose: str, salt: bytes) -> bytes:
        """A key of 32 bytes for another purpose, from which the master key cannot be found (RFC 5869)."""
        return HKDF(hashes.SHA256(), KEY_BYTES, salt, f"prejeto:{purpose}".encode()).derive(self.master_key)

    def _unwrap(self, wrapped: bytes, subject: str) -> bytes:
        return _open(self.master_key, wrapped, f"key:{subject}")


def _seal(key: bytes, content: bytes, bound_to: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def _open(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    if sealed[:1] != VERSION:
        raise StorageError("A stored value was sealed by another version of this program.")
    nonce, content = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, content, bound_to.encode())
    except InvalidTag as error:
        raise StorageError("A stored value does not open: wrong master key, or changed from outside.") from error
