"""What only a server can do: refuse, be away, keep versions, change bytes on the way."""

import json
import socket
import time

import pytest

from models.errors import ObjectCorrupt, StorageError, StorageUnavailable
from storage import s3_store
from storage.s3_store import S3Access, S3Store
from tests.servers import S3_KEY, free_ports

DENIED = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": ["s3:PutBucketVersioning"],
    "Resource": ["arn:aws:s3:::kept-by-others"],
}
POLICY = {"Version": "2012-10-17", "Statement": [DENIED]}


def test_the_bucket_is_made_and_keeps_versions(s3: S3Access) -> None:
    store = S3Store(s3, "fresh-bucket")
    first, second = store.put("a/b", b"one"), store.put("a/b", b"two")
    assert first.version
    assert second.version
    assert first.version != second.version
    again = S3Store(s3, "fresh-bucket")
    assert again.get("a/b") == b"two"


def test_deleting_takes_every_version_away(s3: S3Access) -> None:
    store = S3Store(s3, "versions")
    store.put("a/b", b"one")
    store.put("a/b", b"two")
    store.delete("a/b")
    left = store._client.list_objects(bucket_name="versions", recursive=True, include_version=True)
    assert list(left) == []


def test_a_bucket_whose_versions_are_not_ours_to_set_serves(s3: S3Access) -> None:
    S3Store(s3, "kept-by-others").put("first", b"1")
    store = S3Store(s3, "kept-by-others")
    store._client.set_bucket_policy("kept-by-others", json.dumps(POLICY))
    store.put("second", b"2")
    store.delete("first")
    assert list(store.list()) == ["second"]


def test_a_wrong_secret_is_a_matter_of_settings_not_an_outage(s3: S3Access) -> None:
    store = S3Store(S3Access(s3.endpoint, S3_KEY, "wrong", secure=False), "contract")
    with pytest.raises(StorageError) as caught:
        store.get("a/b")
    assert not caught.value.transient


def test_bytes_that_do_not_fit_their_checksum_are_not_handed_out(s3: S3Access, monkeypatch: pytest.MonkeyPatch) -> None:
    store = S3Store(s3, "checksums")
    with monkeypatch.context() as patched:
        patched.setattr(s3_store, "checksum", lambda _content: "0" * 64)
        store.put("a/b", b"one")
    with pytest.raises(ObjectCorrupt):
        store.get("a/b")


def test_a_server_that_is_away_is_an_outage_after_a_few_tries() -> None:
    store = S3Store(S3Access(f"127.0.0.1:{free_ports(1)[0]}", "a", "b", secure=False), "away")
    with pytest.raises(StorageUnavailable) as caught:
        store.put("a/b", b"one")
    assert caught.value.transient


def test_a_silent_server_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_store, "READ_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = S3Store(S3Access(f"127.0.0.1:{silent.getsockname()[1]}", "a", "b", secure=False), "silent")
        started = time.monotonic()
        with pytest.raises(StorageUnavailable):
            store.get("a/b")
    assert time.monotonic() - started < 20
