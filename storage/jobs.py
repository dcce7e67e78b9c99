"""Jobs: the one queue. Workers claim with a lease, and every write they make names the attempt of their claim."""

from collections.abc import Sequence
from typing import Any, Protocol

from models.errors import PrejetoError
from models.invoice import Invoice
from models.page import Transcript
from models.states import State
from storage.house import House
from storage.rows import Claim, QueueDepth, Receipt


class PageImageLike(Protocol):
    """An upright image of a page, from 0."""

    @property
    def page(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...


class PartLike(Protocol):
    """A document found inside a container."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...


class IgnoredLike(Protocol):
    """Something inside a container that is no document, and why."""

    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str: ...


def claim_job(house: House, worker: str, lease_seconds: int) -> Claim | None:
    """Take the oldest job that may be taken, its document to `reading`; None when there is none.

    A lapsed lease may be taken; a document over which three workers died goes to `failed` instead.
    """
    raise NotImplementedError


def renew_lease(house: House, claim: Claim, seconds: int) -> Claim:
    """Hold the job for `seconds` from now. LeaseLost when another worker has it."""
    raise NotImplementedError


def release_job(house: House, claim: Claim) -> None:
    """Hand the job back, to be claimed at once; no attempt is consumed."""
    raise NotImplementedError


def queue_depth(house: House) -> QueueDepth:
    """How many jobs of all organisations are ready, delayed and running."""
    raise NotImplementedError


def load_step(house: House, claim: Claim, step: str, version: str) -> dict[str, Any] | None:
    """What this step found before, in this version; None when it has not been done."""
    raise NotImplementedError


def record_step(house: House, claim: Claim, step: str, version: str, result: dict[str, Any]) -> None:
    """Remember what a step found. LeaseLost when another worker has the job."""
    raise NotImplementedError


def save_pages(house: House, claim: Claim, transcript: Transcript, images: Sequence[PageImageLike]) -> None:
    """Keep the transcript and the page images, in place of earlier ones."""
    raise NotImplementedError


def finish_capture(house: House, claim: Claim, invoice: Invoice, state: State, cause: str) -> int:
    """End the job: snapshot, projection, duplicates and state, in one transaction. The new version is returned."""
    raise NotImplementedError


def finish_container(
    house: House, claim: Claim, parts: Sequence[PartLike], ignored: Sequence[IgnoredLike]
) -> tuple[Receipt, ...]:
    """End the job of a mail or an archive: its documents are received and it is `unpacked`, in one transaction."""
    raise NotImplementedError


def fail_job(house: House, claim: Claim, error: PrejetoError) -> State:
    """Say why the document could not be read, and return the state it is in now.

    PasswordNeeded waits for a person; other document errors are quarantined; outages put the job off and consume
    nothing (`received`); a crashed engine counts as a death, and the third one fails; the rest fails.
    """
    raise NotImplementedError
