"""Whether every mail is kept once and moved, and every part of it has the outcome it must have."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select

from models.parts import PartOutcome
from models.states import State
from models.tables.documents import DocumentTable
from storage.audit import verify_chain
from storage.documents import load_original
from storage.mails import list_mails
from storage.objects import checksum
from storage.readings import load_versions
from storage.rows import MailRow, PartRow
from storage.unpacking import list_parts
from tests.journeys.premises import Premises
from tests.mail_shapes import Shape
from tests.soak.posting import Poster


@dataclass(slots=True)
class Found:
    """What is not as it must be, in words; the outcome of every part; how many mails the mailbox got in all."""

    faults: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    arrived: int = 0
    doubles: int = 0
    documents: int = 0


def find_faults(premises: Premises, mailbox_id: str, poster: Poster) -> Found:
    found = Found(arrived=poster.count("Done") or 0)
    rows = list_mails(premises.house, premises.organisation, mailbox_id, per_page=10 * len(poster.sent)).rows
    found.doubles = sum(row.outcome == "duplicate" for row in rows)
    found.faults += _faults_of_rows(rows, found.arrived)
    mails = _mails_by_content(premises)
    for shape in poster.sent:
        found.faults += _faults_of_mail(premises, shape, mails.get(checksum(on_the_way(shape)), ""), found)
    found.faults += _faults_of_house(premises, found, len(poster.sent))
    return found


def on_the_way(shape: Shape) -> bytes:
    """A mail as a server gives it: with line ends of its own."""
    return shape.content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _mails_by_content(premises: Premises) -> dict[str, str]:
    with premises.house.session() as session:
        rows = session.execute(select(DocumentTable.sha256, DocumentTable.id).where(DocumentTable.channel == "mail"))
        return dict(rows.tuples().all())


def _faults_of_rows(rows: tuple[MailRow, ...], arrived: int) -> Iterator[str]:
    if len(rows) != arrived:
        yield f"{arrived} mails were moved, {len(rows)} are known"
    yield from (f"mail {row.id} was never settled" for row in rows if row.settled_at is None)


def _faults_of_mail(premises: Premises, shape: Shape, document_id: str, found: Found) -> Iterator[str]:
    house, org_id = premises.house, premises.organisation
    if not document_id:
        yield f"{shape.name} is not there"
        return
    if premises.state(document_id) is not State.UNPACKED:
        yield f"{shape.name} is {premises.state(document_id)}"
    if load_original(house, org_id, document_id) != on_the_way(shape):
        yield f"{shape.name} is not what was sent"
    parts = list_parts(house, org_id, document_id)
    found.outcomes += [part.outcome.value for part in parts]
    if tuple((part.name, part.outcome, part.reason) for part in parts) != shape.parts:
        yield f"{shape.name} has parts {[(part.name, part.outcome.value, part.reason) for part in parts]}"
    for part in parts:
        if part.outcome is PartOutcome.DOCUMENT:
            found.documents += 1
            yield from _faults_of_document(premises, shape, part)


def _faults_of_document(premises: Premises, shape: Shape, part: PartRow) -> Iterator[str]:
    assert part.part_id is not None
    wanted = State.WAITING if shape.waits else State.IN_REVIEW
    states = premises.states(part.part_id)
    if states[-1] is not wanted or states.count(wanted) != 1:
        yield f"{part.name} of {shape.name} went {' > '.join(states)}"
    readings = len(load_versions(premises.house, premises.organisation, part.part_id))
    if readings != (0 if shape.waits else 1):
        yield f"{part.name} of {shape.name} has {readings} readings"


def _faults_of_house(premises: Premises, found: Found, mails: int) -> Iterator[str]:
    with premises.house.session() as session:
        documents = session.scalar(select(func.count()).select_from(DocumentTable)) or 0
    if documents != mails + found.documents:
        yield f"there are {documents} documents, not {mails} mails and {found.documents} documents in them"
    report = verify_chain(premises.house, premises.organisation)
    if not report.whole:
        yield f"the audit chain breaks at {report.broken_at}"
