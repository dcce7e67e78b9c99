"""Whether every document that was acknowledged was captured exactly once, and nothing else is left."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Protocol

from sqlalchemy import func, select

from flows.samples.writing import SampleDocument
from models.states import State
from models.tables.audit import AuditTable
from models.tables.documents import DocumentTable
from models.tables.work import JobTable
from storage.audit import verify_chain
from storage.documents import load_original, load_page_image
from storage.house import House
from storage.readings import load_versions


class Judged(Protocol):
    """An organisation in a house, and what became of its documents."""

    @property
    def house(self) -> House: ...
    @property
    def organisation(self) -> str: ...
    def state(self, document_id: str) -> State: ...
    def states(self, document_id: str) -> list[State]: ...


def find_faults(premises: Judged, sent: Collection[SampleDocument]) -> list[str]:
    """What is not as it must be, in words; empty when all is well."""
    documents = ids_by_name(premises)
    return [
        *(f"{document.name} is not there" for document in sent if document.name not in documents),
        *(f"{name} was never acknowledged" for name in documents.keys() - {document.name for document in sent}),
        *(
            fault
            for document in sent
            if document.name in documents
            for fault in faults_of(premises, document, documents)
        ),
        *faults_of_the_chain(premises),
    ]


def ids_by_name(premises: Judged) -> dict[str, str]:
    with premises.house.session() as session:
        rows = [(row.name, row.id) for row in session.execute(select(DocumentTable.name, DocumentTable.id))]
    assert len(rows) == len(dict(rows)), "a document was received twice"
    return dict(rows)


def faults_of(premises: Judged, document: SampleDocument, documents: dict[str, str]) -> Iterator[str]:
    document_id = documents[document.name]
    house, org_id, states = premises.house, premises.organisation, premises.states(document_id)
    if premises.state(document_id) is not State.IN_REVIEW or states.count(State.IN_REVIEW) != 1:
        yield f"{document.name} went {' > '.join(states)}"
        return
    if len(load_versions(house, org_id, document_id)) != 1:
        yield f"{document.name} has several readings"
    if jobs_of(premises, document_id) != ["done"]:
        yield f"{document.name} has jobs {jobs_of(premises, document_id)}"
    if hashlib.sha256(load_original(house, org_id, document_id)).digest() != hashlib.sha256(document.content).digest():
        yield f"{document.name} is not what was sent"
    if not load_page_image(house, org_id, document_id, 0)[0]:
        yield f"{document.name} has no picture"


def jobs_of(premises: Judged, document_id: str) -> list[str]:
    with premises.house.session() as session:
        return list(session.scalars(select(JobTable.status).where(JobTable.document_id == document_id)))


def faults_of_the_chain(premises: Judged) -> Iterator[str]:
    report = verify_chain(premises.house, premises.organisation)
    if not report.whole:
        yield f"the audit chain breaks at {report.broken_at}"
    events = select(AuditTable.document_id).where(AuditTable.event == "document_captured")
    with premises.house.session() as session:
        captures = Counter(session.scalars(events))
    yield from (f"{document} was captured {times} times" for document, times in captures.items() if times != 1)


def crashes_of(premises: Judged) -> tuple[int, int]:
    """Workers that died over documents, and claims beyond the first: what the faults cost."""
    with premises.house.session() as session:
        crashes, attempts, jobs = session.execute(
            select(func.sum(JobTable.crashes), func.sum(JobTable.attempt), func.count(JobTable.id))
        ).one()
    return crashes, attempts - jobs
