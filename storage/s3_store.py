"""Objects in a bucket of any S3 server, through the `minio` package."""

from collections.abc import Iterator
from dataclasses import dataclass

from storage.objects import StoredObject


@dataclass(frozen=True, slots=True)
class S3Access:
    """How to reach an S3 server. `endpoint` is `host:port`; `secure` is TLS."""

    endpoint: str
    access_key: str
    secret_key: str
    secure: bool = True


@dataclass(frozen=True, slots=True)
class S3Store:
    """An `ObjectStore` over one bucket, which is made, with versions, when it is not there."""

    access: S3Access
    bucket: str

    def put(self, key: str, content: bytes) -> StoredObject:
        raise NotImplementedError

    def get(self, key: str, sha256: str | None = None) -> bytes:
        raise NotImplementedError

    def exists(self, key: str) -> bool:
        raise NotImplementedError

    def delete(self, key: str) -> None:
        raise NotImplementedError

    def list(self, prefix: str = "") -> Iterator[str]:
        raise NotImplementedError
