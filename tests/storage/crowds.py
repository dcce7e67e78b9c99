"""Many documents at once, straight into the tables: organisations of the size that lists and search are made for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import insert, select, text, update

from models.mailboxes import MailboxSettings
from models.states import State
from models.tables.automation import AssessmentTable
from models.tables.base import new_id
from models.tables.documents import DocumentTable
from models.tables.insight import IssuerTable
from models.tables.mailboxes import MailTable
from models.tables.queue import DoubtTable, TextTable
from models.tables.readings import BookingTable, ProjectionTable
from models.tables.work import JobTable
from models.terms import Term
from storage.database import now
from storage.house import House
from storage.mailboxes import add_mailbox, switch_mailbox
from storage.tallies import SPANS, Measure, Tally, tally
from tests.storage.bulk import put, without_indexes
from tests.storage.crowd_rows import Made, make_doubts, make_issuer, make_rows, make_sellers
from tests.storage.samples import SYSTEM

SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="word")
STATES = (State.IN_REVIEW, *(State.BOOKED,) * 15, *(State.EXPORTED,) * 3, State.REJECTED)
PEOPLE = (None, None, "somebody's id", "another's id")  # who is to review what waits
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 5000
CROWDED = (DocumentTable, ProjectionTable, TextTable, BookingTable, JobTable, AssessmentTable)


def add_crowd(
    house: House,
    org_id: str,
    count: int,
    *,
    states: Sequence[State] = STATES,
    people: Sequence[str | None] = PEOPLE,
    end: datetime | None = None,
) -> None:
    """So many documents with their readings, one a minute; one in a thousand is queued, the others are in `states`.

    As it is, most are booked and one in twenty is in review, for one of `people`. The last comes at `end`, or the first
    when 2024 began.
    """
    random, began = Random(1), BEGAN if end is None else end - timedelta(minutes=count)
    made = Made(org_id, make_sellers(count), states, people, began)
    documents: Counter[str] = Counter()
    with without_indexes(house):
        for start in range(0, count, BATCH):
            rows = [make_rows(random, made, number) for number in range(start, min(count, start + BATCH))]
            documents.update(row[ProjectionTable]["seller_name"] for row in rows)
            put(house, {table: [row[table] for row in rows if table in row] for table in CROWDED})
            put(house, {DoubtTable: [doubt for row in rows for doubt in make_doubts(row)]})
        put(house, {IssuerTable: [make_issuer(made, name, many) for name, many in documents.items()]})
    tidy(house)


def add_mail_crowd(house: House, org_id: str, count: int) -> None:
    """So many mails that were taken apart, in a mailbox that is watched and one that is off; a tenth is not settled."""
    add_crowd(house, org_id, count)
    mine = DocumentTable.organisation_id == org_id
    watched, off = (
        add_mailbox(house, org_id, replace(SETTINGS, folder=folder), actor=SYSTEM) for folder in ("INBOX", "Old")
    )
    switch_mailbox(house, org_id, off, enabled=False, actor=SYSTEM)
    with house.session(write=True) as session:
        session.execute(update(DocumentTable).where(mine).values(state=State.UNPACKED))
        documents = session.scalars(select(DocumentTable.id).where(mine)).all()
        known_by = {"organisation_id": org_id, "generation": 1, "uid_validity": 1, "outcome": "received"}
        rows = [
            {
                **known_by,
                "id": new_id(),
                "mailbox_id": (watched, off)[number % 2],
                "uid": number,
                "document_id": document,
                "found_at": BEGAN,
                "settled_at": BEGAN if number % 20 > 1 else None,
            }
            for number, document in enumerate(documents)
        ]
        session.execute(insert(MailTable), rows)
    tidy(house)


def tidy(house: House) -> None:
    """What the databases' own housekeeping does in time: statistics, and on PostgreSQL the map of what all may see."""
    if house.database.is_sqlite:
        with house.session(write=True) as session:
            session.execute(text("ANALYZE"))
        return
    with house.database.reader.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def add_tallies(house: House, org_id: str, days: int) -> None:
    """What was counted on so many days until today, of an organisation that gets some hundred documents a day."""
    counted = [Tally(Measure.RECEIVED, channel, 60) for channel in ("mail", "web", "container")]
    counted += [Tally(Measure.BOOKED, "person", 70, 90_000), Tally(Measure.BOOKED, "unseen", 40, 4000)]
    counted += [Tally(Measure.TURNAROUND, span, 20) for span in SPANS]
    counted += [Tally(measure, term.key, 5) for measure in (Measure.RIGHT, Measure.WRONG) for term in Term]
    with house.session(write=True) as session:
        today = now(session)
        for back in range(days):
            session.info["now"] = today - timedelta(days=back)
            tally(session, org_id, counted)
