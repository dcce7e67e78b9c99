"""`prejeto up --demo`: three generated invoices, captured before the address is told."""

import time

from flows.ingesting import ACTOR, CHANNEL
from flows.logs import log, warn
from models.states import State
from storage.access import find_organisation, list_organisations
from storage.documents import load_document, receive_document
from storage.house import House

PATIENCE_SECONDS = 120.0
LOOK_SECONDS = 0.1
ON_THE_WAY = frozenset({State.RECEIVED, State.READING})


def capture_samples(house: House) -> None:
    """Hand in the samples once, and wait until none is on its way any more."""
    from flows.samples.writing import demo_documents  # noqa: PLC0415 - draws PDFs; only the demonstration needs it

    rows = list_organisations(house)
    org_id = (rows[0] if rows else find_organisation(house, actor=ACTOR)).id
    documents = demo_documents()
    receipts = [receive_document(house, org_id, d.content, d.name, channel=CHANNEL, actor=ACTOR) for d in documents]
    _wait(house, org_id, [receipt.document_id for receipt in receipts])


def _wait(house: House, org_id: str, ids: list[str]) -> None:
    late = time.monotonic() + PATIENCE_SECONDS
    while left := [one for one in ids if load_document(house, org_id, one).state in ON_THE_WAY]:
        if time.monotonic() > late:
            warn("samples_late", left=len(left))
            return
        time.sleep(LOOK_SECONDS)
    log("samples_captured", documents=len(ids))
