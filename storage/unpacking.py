"""Finishing a mail or an archive: what it held becomes documents of their own."""

from collections.abc import Sequence
from typing import Protocol

from models.states import State
from storage import audit, ledger
from storage.house import House
from storage.leases import end_job, fence, worker_actor
from storage.receiving import Arrival, clean_name, discard_unused, register, store_original
from storage.rows import Claim, Receipt

CHANNEL = "container"


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


def finish_container(
    house: House, claim: Claim, parts: Sequence[PartLike], ignored: Sequence[IgnoredLike]
) -> tuple[Receipt, ...]:
    """End the job of a mail or an archive: its documents are received and it is `unpacked`, in one transaction.

    Empty parts are left out. LeaseLost when another worker has the job; then nothing was received.
    """
    org_id, actor = claim.organisation_id, worker_actor(claim.worker)
    kept = [(part.name, store_original(house, org_id, part.content)) for part in parts if part.content]
    with house.session(write=True) as session:
        job = fence(session, claim)
        ledger.change_state(session, org_id, claim.document_id, State.UNPACKED, actor=actor, cause="unpacked")
        receipts = []
        for name, stored in kept:
            arrival = Arrival(name=clean_name(name), channel=CHANNEL, actor=actor, parent_id=claim.document_id)
            receipts.append(register(session, org_id, stored, arrival))
        after = {
            "documents": [receipt.document_id for receipt in receipts],
            "ignored": [{"name": item.name, "reason": item.reason} for item in ignored],
        }
        audit.record(session, org_id, "container_unpacked", actor=actor, document_id=claim.document_id, after=after)
        end_job(session, job, "done")
    for (_, stored), receipt in zip(kept, receipts, strict=True):
        discard_unused(house, org_id, stored, receipt)
    return tuple(receipts)
