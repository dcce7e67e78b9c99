"""The contract of every object store."""

import pytest

from models.errors import ObjectCorrupt, ObjectMissing
from storage.objects import ObjectStore, checksum, valid_key

CONTENT = bytes(range(256)) * 1000


def test_what_was_put_comes_back_byte_for_byte(store: ObjectStore) -> None:
    stored = store.put("org/doc/original", CONTENT)
    assert (stored.key, stored.sha256, stored.size) == ("org/doc/original", checksum(CONTENT), len(CONTENT))
    assert store.get("org/doc/original", stored.sha256) == CONTENT


def test_a_scan_of_many_pages_comes_back_whole(store: ObjectStore) -> None:
    large = CONTENT * 48  # more than one part of an S3 upload
    assert store.get("org/large", store.put("org/large", large).sha256) == large


def test_nothing_is_an_object_too(store: ObjectStore) -> None:
    store.put("org/empty", b"")
    assert store.get("org/empty") == b""


def test_a_second_put_takes_the_place_of_the_first(store: ObjectStore) -> None:
    store.put("org/twice", b"one")
    store.put("org/twice", b"two")
    assert store.get("org/twice") == b"two"


def test_a_wrong_checksum_is_never_handed_out(store: ObjectStore) -> None:
    store.put("org/wrong", CONTENT)
    with pytest.raises(ObjectCorrupt):
        store.get("org/wrong", checksum(b"something else"))


def test_a_missing_object_says_so(store: ObjectStore) -> None:
    assert not store.exists("org/nowhere")
    with pytest.raises(ObjectMissing):
        store.get("org/nowhere")


def test_a_deleted_object_is_gone_and_deleting_again_is_nothing(store: ObjectStore) -> None:
    store.put("org/gone", b"one")
    store.put("org/gone", b"two")
    store.delete("org/gone")
    assert not store.exists("org/gone")
    store.delete("org/gone")


def test_deleting_leaves_keys_that_begin_alike(store: ObjectStore) -> None:
    store.put("org/page-1", b"one")
    store.put("org/page-10", b"ten")
    store.delete("org/page-1")
    assert store.get("org/page-10") == b"ten"


def test_keys_are_listed_by_prefix_and_in_order(store: ObjectStore) -> None:
    for key in ("list/b/2", "list/b/10", "list/a/1", "other/1"):
        store.put(key, b"x")
    assert list(store.list("list/")) == ["list/a/1", "list/b/10", "list/b/2"]
    assert list(store.list("list/b/1")) == ["list/b/10"]
    assert list(store.list("nothing/here/")) == []


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".", "a/.hidden", "a\\b", "a b", "a\x00b", "ä", "a" * 600],
)
def test_a_key_cannot_leave_the_store(store: ObjectStore, key: str) -> None:
    with pytest.raises(ValueError, match="not an object key"):
        valid_key(key)
    for refuse in (store.get, store.exists, store.delete):
        with pytest.raises(ValueError, match="not an object key"):
            refuse(key)
    with pytest.raises(ValueError, match="not an object key"):
        store.put(key, b"x")
