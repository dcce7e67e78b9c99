"""What is sealed opens only with its key, for its subject and in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import StorageError
from storage.vault import Vault

VAULT = Vault(bytes(32))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids),
)


@given(JSON)
def test_what_was_sealed_comes_back(data: object) -> None:
    key = VAULT.new_key("doc")
    assert VAULT.decrypt(key, "doc", VAULT.encrypt(key, "doc", data, "row"), "row") == data


def test_nothing_of_the_value_shows() -> None:
    key = VAULT.new_key("doc")
    sealed = VAULT.encrypt(key, "doc", {"iban": "SI56191000000123438"}, "row")
    assert b"SI56" not in sealed
    assert sealed != VAULT.encrypt(key, "doc", {"iban": "SI56191000000123438"}, "row")


def test_another_place_subject_key_or_master_key_does_not_open() -> None:
    key = VAULT.new_key("doc")
    sealed = VAULT.encrypt(key, "doc", "secret", "row")
    attempts = [
        (VAULT, key, "doc", "other row"),
        (VAULT, key, "other doc", "row"),
        (VAULT, VAULT.new_key("doc"), "doc", "row"),
        (Vault(bytes(31) + b"x"), key, "doc", "row"),
    ]
    for vault, wrapped, subject, context in attempts:
        with pytest.raises(StorageError):
            vault.decrypt(wrapped, subject, sealed, context)


def test_a_changed_bit_is_found_out() -> None:
    key = VAULT.new_key("doc")
    sealed = bytearray(VAULT.encrypt(key, "doc", "secret", "row"))
    sealed[-1] ^= 1
    with pytest.raises(StorageError):
        VAULT.decrypt(key, "doc", bytes(sealed), "row")
    with pytest.raises(StorageError, match="another version"):
        VAULT.decrypt(key, "doc", b"\x07" + bytes(sealed[1:]), "row")


def test_the_master_key_has_32_bytes_and_is_not_shown() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(b"short")
    assert "master_key" not in repr(VAULT)
