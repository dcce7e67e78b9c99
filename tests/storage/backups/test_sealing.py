"""A sealed file opens whole, unchanged, in order and with its own key, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BackupRefused
from storage.backups.sealing import CHUNK_BYTES, HEAD_BYTES, MAGIC, SALT_BYTES, SealedReader, SealedWriter
from storage.vault import Vault

VAULT = Vault(bytes(range(32)))
BEGIN = len(MAGIC) + SALT_BYTES + HEAD_BYTES


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, VAULT) as writer:
        writer.write(content)
    return file.getvalue()


def opened(file: bytes, vault: Vault = VAULT) -> bytes:
    reader = SealedReader(io.BytesIO(file), vault)
    content = reader.read(10**9)
    reader.finish()
    return content


def chunks(file: bytes) -> list[bytes]:
    found, place = [], BEGIN
    while place < len(file):
        end = place + 4 + int.from_bytes(file[place : place + 4], "big")
        found.append(file[place:end])
        place = end
    return found


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_what_was_sealed_is_opened(size: int) -> None:
    content = bytes(size)
    assert opened(sealed(content)) == content


@given(st.binary(max_size=300), st.data())
def test_no_byte_may_change_and_none_be_missing(content: bytes, data: st.DataObject) -> None:
    file = sealed(content)
    place = data.draw(st.integers(0, len(file) - 1))
    spoilt = file[:place] + bytes([file[place] ^ data.draw(st.integers(1, 255))]) + file[place + 1 :]
    for wrong in (spoilt, file[:place], file + b"\x00"):
        with pytest.raises(BackupRefused):
            opened(wrong)


def test_chunks_may_not_be_moved_repeated_or_left_out() -> None:
    file = sealed(bytes(3 * CHUNK_BYTES))
    first, second, *rest = chunks(file)
    begin = file[:BEGIN]
    for order in ([second, first, *rest], [first, first, second, *rest], [first, *rest], [first, second]):
        with pytest.raises(BackupRefused):
            opened(begin + b"".join(order))


def test_chunks_of_another_file_do_not_fit() -> None:
    one, other = sealed(bytes(3 * CHUNK_BYTES)), sealed(bytes(3 * CHUNK_BYTES))
    with pytest.raises(BackupRefused):
        opened(one[:BEGIN] + b"".join(chunks(other)))


def test_other_key_is_refused_in_words() -> None:
    with pytest.raises(BackupRefused, match="another master key"):
        opened(sealed(b"content"), Vault(bytes(32)))


def test_other_file_is_refused_in_words() -> None:
    with pytest.raises(BackupRefused, match="no backup of Prejeto"):
        opened(b"%PDF-1.7")


def break_off(file: io.BytesIO) -> None:
    with SealedWriter(file, VAULT) as writer:
        writer.write(bytes(2 * CHUNK_BYTES))
        raise ValueError("broke off")


def test_writing_that_broke_off_makes_no_whole_file() -> None:
    file = io.BytesIO()
    with pytest.raises(ValueError, match="broke off"):
        break_off(file)
    with pytest.raises(BackupRefused, match="cut off"):
        opened(file.getvalue())
