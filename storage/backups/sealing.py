"""A sealed file: a stream of encrypted chunks that opens only whole, unchanged, in order and with its own key.

libsodium's secretstream (XChaCha20-Poly1305) numbers the chunks and marks the last one, so that a file that was
altered, reordered, put together or cut off is refused. The key is derived from the master key and the salt in the
file's head; the master key itself is not in it.

Layout: MAGIC, salt (16 bytes), head of the stream (24 bytes), then chunks: their length (4 bytes, big-endian), and
the bytes. Nothing follows the last chunk.

Source: https://doc.libsodium.org/secret-key_cryptography/secretstream
"""

import os
from types import TracebackType
from typing import BinaryIO, Self

from nacl import bindings
from nacl.exceptions import CryptoError

from models.errors import BackupRefused
from storage.vault import Vault

MAGIC = b"PREJETO-BACKUP-1\n"
PURPOSE = "backup"
SALT_BYTES = 16
HEAD_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
EXTRA_BYTES = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
CHUNK_BYTES = 256 * 1024

NOT_OURS = "This is no backup of Prejeto."
OTHER_KEY = "The backup does not open: it was made with another master key, or was altered."
ALTERED = "The backup was altered or is damaged; use another one."
CUT_OFF = "The backup is cut off: its end is missing; use another one."


class SealedWriter:
    """Seals what is written; the file is whole only when the block has ended well."""

    def __init__(self, file: BinaryIO, vault: Vault) -> None:
        salt = os.urandom(SALT_BYTES)
        self.salt = salt
        self._file = file
        self._waiting = bytearray()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        key = vault.derive(PURPOSE, salt)
        head = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        file.write(MAGIC + salt + head)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._push(bytes(self._waiting), LAST)

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > CHUNK_BYTES:
            self._push(bytes(self._waiting[:CHUNK_BYTES]), MORE)
            del self._waiting[:CHUNK_BYTES]
        return len(content)

    def _push(self, content: bytes, tag: int) -> None:
        sealed = bindings.crypto_secretstream_xchacha20poly1305_push(self._state, content, None, tag)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)


class SealedReader:
    """Opens a sealed file. BackupRefused at the first byte that is not as it was written."""

    def __init__(self, file: BinaryIO, vault: Vault) -> None:
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupRefused(NOT_OURS)
        self._file = file
        self.salt = self._exactly(SALT_BYTES)
        self._opened = bytearray()
        self._chunks, self._ended = 0, False
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        key = vault.derive(PURPOSE, self.salt)
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, self._exactly(HEAD_BYTES), key)

    def read(self, size: int) -> bytes:
        """So many bytes; fewer only at the end of the file."""
        while len(self._opened) < size and not self._ended:
            self._pull()
        found = bytes(self._opened[:size])
        del self._opened[:size]
        return found

    def finish(self) -> None:
        """Read to the end. BackupRefused when it does not end as it was written."""
        while not self._ended:
            self._pull()
        if self._file.read(1):
            raise BackupRefused(ALTERED)

    def _pull(self) -> None:
        length = int.from_bytes(self._exactly(4), "big")
        if not EXTRA_BYTES <= length <= CHUNK_BYTES + EXTRA_BYTES:
            raise BackupRefused(ALTERED)
        sealed = self._exactly(length)
        try:
            content, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed)
        except (CryptoError, RuntimeError) as error:
            raise BackupRefused(ALTERED if self._chunks else OTHER_KEY) from error
        self._chunks += 1
        self._ended = tag == LAST
        self._opened += content

    def _exactly(self, size: int) -> bytes:
        found = self._file.read(size)
        if len(found) < size:
            raise BackupRefused(CUT_OFF)
        return found
