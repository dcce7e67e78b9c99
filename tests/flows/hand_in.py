"""A document that was handed in and is in a worker's hand: what the steps of a capture begin with."""

from extractors.sandbox import Reader
from flows.ingesting import ACTOR
from flows.work import Work
from storage.documents import receive_document
from storage.house import House
from storage.jobs import claim_job


def claimed(house: House, organisation: str, reader: Reader, content: bytes, name: str) -> Work:
    receive_document(house, organisation, content, name, channel="cli", actor=ACTOR)
    claim = claim_job(house, "worker", 60)
    assert claim is not None
    return Work(house, reader, claim)
