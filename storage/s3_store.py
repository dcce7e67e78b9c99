"""Objects in a bucket of any S3 server, through the `minio` package.

The bucket keeps versions, unless our keys may not say so. Every object carries its SHA-256 as metadata. The server
checks what it receives (against the SHA-256 that the request is signed over, or over TLS against its MD5), and what
comes back is checked here. Outages are tried a few times, with growing pauses, and then are StorageUnavailable;
nothing waits longer than the time-outs below.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import urllib3
from minio import Minio
from minio.commonconfig import ENABLED
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from minio.versioningconfig import VersioningConfig
from urllib3.util import Retry, Timeout

from models.errors import ObjectCorrupt, ObjectMissing, StorageError, StorageUnavailable
from storage.objects import StoredObject, checksum, valid_key, verify

CONNECT_SECONDS = 5
READ_SECONDS = 60
RETRIES = 3
PAUSE_FACTOR = 0.3  # seconds; doubles with every retry
RETRIED_STATUS = (500, 502, 503, 504)
CONNECTIONS = 16
CHECKSUM = "sha256"
MISSING = {"NoSuchKey", "NoSuchVersion", "NoSuchObject"}
NOT_OURS_TO_SET = {"AccessDenied", "NotImplemented"}  # whoever keeps the bucket decides on its versions


@dataclass(frozen=True, slots=True)
class S3Access:
    """How to reach an S3 server. `endpoint` is `host:port`; `secure` is TLS."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str = "us-east-1"


class S3Store:
    """An `ObjectStore` over one bucket, which is made, with versions, when it is first used and not there."""

    def __init__(self, access: S3Access, bucket: str) -> None:
        self.bucket = bucket
        self._ready = False
        self._client = Minio(
            access.endpoint,
            access_key=access.access_key,
            secret_key=access.secret_key,
            secure=access.secure,
            region=access.region,
            http_client=_http(),
        )

    def put(self, key: str, content: bytes) -> StoredObject:
        sha256 = checksum(content)
        with _translated(valid_key(key)):
            done = self._bucket().put_object(
                bucket_name=self.bucket,
                object_name=key,
                data=io.BytesIO(content),
                length=len(content),
                metadata={CHECKSUM: sha256},
            )
        return StoredObject(key, sha256, len(content), done.version_id)

    def get(self, key: str, sha256: str | None = None) -> bytes:
        with _translated(valid_key(key)):
            response = self._bucket().get_object(bucket_name=self.bucket, object_name=key)
            try:
                content = response.read()
                kept = response.headers.get(f"x-amz-meta-{CHECKSUM}")
            finally:
                response.close()
                response.release_conn()
        return verify(key, content, kept, sha256)

    def exists(self, key: str) -> bool:
        try:
            with _translated(valid_key(key)):
                self._bucket().stat_object(bucket_name=self.bucket, object_name=key)
        except ObjectMissing:
            return False
        return True

    def delete(self, key: str) -> None:
        with _translated(valid_key(key)):
            client = self._bucket()
            for version in client.list_objects(bucket_name=self.bucket, prefix=key, include_version=True):
                if version.object_name == key:
                    client.remove_object(bucket_name=self.bucket, object_name=key, version_id=version.version_id)

    def list(self, prefix: str = "") -> Iterator[str]:
        with _translated(prefix):
            found = self._bucket().list_objects(bucket_name=self.bucket, prefix=prefix, recursive=True)
            return iter(sorted(item.object_name or "" for item in found))

    def check(self) -> None:
        with _translated(self.bucket):
            if not self._bucket().bucket_exists(bucket_name=self.bucket):
                raise StorageError(f"The bucket {self.bucket} is gone; make it again, or restore it.")

    def _bucket(self) -> Minio:
        """The client, once the bucket is known to be there and to keep versions."""
        if not self._ready:
            self._make_bucket()
            self._ready = True
        return self._client

    def _make_bucket(self) -> None:
        try:
            if not self._client.bucket_exists(bucket_name=self.bucket):
                self._client.make_bucket(bucket_name=self.bucket)
        except S3Error as error:
            if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
                raise
        try:
            self._client.set_bucket_versioning(bucket_name=self.bucket, config=VersioningConfig(status=ENABLED))
        except S3Error as error:
            if error.code not in NOT_OURS_TO_SET:
                raise


def _http() -> urllib3.PoolManager:
    retries = Retry(total=RETRIES, backoff_factor=PAUSE_FACTOR, status_forcelist=RETRIED_STATUS)
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return urllib3.PoolManager(timeout=timeout, retries=retries, maxsize=CONNECTIONS, cert_reqs="CERT_REQUIRED")


@contextmanager
def _translated(key: str) -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        raise _meaning(key, error) from error
    except (ServerError, InvalidResponseError, urllib3.exceptions.HTTPError, OSError) as error:
        raise StorageUnavailable("The object store cannot be reached.") from error
    except MinioException as error:
        raise StorageError("The object store gave an answer that is not S3; check its address.") from error


def _meaning(key: str, error: S3Error) -> StorageError:
    """What an answer of the server means: the object, the settings, or an outage."""
    if error.code in MISSING:
        return ObjectMissing(f"The object {key} is not in the store; restore it from a backup.")
    if error.code in {"BadDigest", "XAmzContentSHA256Mismatch"}:
        return ObjectCorrupt(f"The object {key} was changed on its way to the store; send it again.")
    if error.code in {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidBucketName"}:
        return StorageError(f"The object store refuses ({error.code}); check its keys and the bucket's name.")
    return StorageUnavailable(f"The object store answered {error.code}.")
