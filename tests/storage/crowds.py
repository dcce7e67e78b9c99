"""Many documents at once, straight into the tables: organisations of the size that lists and search are made for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert, select, text, update

from models.mailboxes import MailboxSettings
from models.states import State
from models.tables.base import new_id
from models.tables.documents import DocumentTable
from models.tables.mailboxes import MailTable
from models.tables.queue import DoubtTable, TextTable
from models.tables.readings import BookingTable, ProjectionTable
from models.tables.work import JobTable
from models.terms import Term
from storage.columns import searchable
from storage.database import now
from storage.house import House
from storage.mailboxes import add_mailbox, switch_mailbox
from storage.projections import comparable
from storage.tallies import SPANS, Measure, Tally, tally
from tests.storage.bulk import put, without_trigrams
from tests.storage.samples import SYSTEM

TRADES = ("Papirnica", "Elektro", "Hotel", "Čebelarstvo", "Mizarstvo", "Bäckerei", "Transport", "Gostilna", "Kovačnica")
SYLLABLES = ("sa", "va", "žol", "na", "če", "snik", "dra", "va", "kol", "pa", "bo", "hinj", "tri", "glav", "mu", "ra")
ENDS = ("d.o.o.", "s.p.", "GmbH", "Ltd", "AG")
SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="word")
STATES = (State.IN_REVIEW, *(State.BOOKED,) * 15, *(State.EXPORTED,) * 3, State.REJECTED)
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
CHANNELS = ("mail", "mail", "mail", "web", "cli")
PAGES = (1, 1, 1, 1, 2, 2, 3, 6)
DOUBTED = 0.1  # of the documents have a finding
PEOPLE = (None, None, "somebody's id", "another's id")  # who is to review what waits
BATCH = 5000
TERMS = (8, 14, 30, 30, 60)  # days until an invoice is due
CROWDED = (DocumentTable, ProjectionTable, TextTable, BookingTable, JobTable)


def add_crowd(
    house: House, org_id: str, count: int, *, states: Sequence[State] = STATES, end: datetime | None = None
) -> None:
    """So many documents with their readings, one a minute; one in a thousand is queued, the others are in `states`.

    As it is, most are booked and one in twenty is in review. The last comes at `end`, or the first when 2024 began.
    """
    random, began = Random(1), BEGAN if end is None else end - timedelta(minutes=count)
    sellers = [make_seller(random) for _ in range(count // 200 + 20)]
    with without_trigrams(house):
        for start in range(0, count, BATCH):
            numbers = range(start, min(count, start + BATCH))
            rows = [make_rows(random, org_id, sellers, number, states=states, began=began) for number in numbers]
            put(house, {table: [row[table] for row in rows if table in row] for table in CROWDED})
            put(house, {DoubtTable: [doubt for row in rows for doubt in make_doubts(random, row)]})
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


def make_seller(random: Random) -> str:
    name = "".join(random.choices(SYLLABLES, k=3)).capitalize()
    return f"{random.choice(TRADES)} {name} {random.choice(ENDS)}"


def make_rows(
    random: Random, org_id: str, sellers: list[str], number: int, *, states: Sequence[State], began: datetime
) -> dict[Any, dict[str, Any]]:
    """A document, its projection, and its booking or job, by their tables."""
    identifier, received = new_id(), began + timedelta(minutes=number)
    state = State.RECEIVED if number % 1000 == 0 else random.choice(states)
    mine, name = {"organisation_id": org_id}, f"scan-{number:06}.pdf"
    columns = list_columns(random, random.choice(sellers), number, name)
    keys = {"seller_key": comparable(columns["seller_name"]), "number_key": comparable(columns["invoice_number"])}
    document = {"id": identifier, "sha256": f"{random.getrandbits(256):064x}", "size": 1, "name": name, "state": state}
    times = {"channel": random.choice(CHANNELS), "received_at": received, "changed_at": received, "version": 1}
    look = {"confidence": round(random.betavariate(6, 1), 3), "findings": int(random.random() < DOUBTED)}
    times["due_by"] = date(2024, 1, 1) + timedelta(days=random.randint(0, 900))
    text = make_text(random, columns["seller_name"], str(columns["total_gross"]))
    whose = {"assigned_to": random.choice(PEOPLE) if state == State.IN_REVIEW else None}
    rows: dict[Any, dict[str, Any]] = {
        DocumentTable: {**mine, **document, **times, **whose, "pages": random.choice(PAGES)},
        ProjectionTable: {**mine, "document_id": identifier, "document_class": "invoice", **keys, **look, **columns},
        TextTable: {**mine, "document_id": identifier, "search_text": text},
    }
    if state in {State.BOOKED, State.EXPORTED}:
        booking = {"id": new_id(), "document_id": identifier, "version": 1, "state": "active", "booked_by": "clerk"}
        rows[BookingTable] = {**mine, **booking, "sha256": document["sha256"], "booked_at": received, **columns}
    job = {"id": new_id(), "document_id": identifier, "created_at": received, "available_at": received}
    waits = state is State.RECEIVED
    work = {"turn": number, "attempt": int(not waits), "status": "queued" if waits else "done"}
    rows[JobTable] = {**mine, **job, **work}
    return rows


def make_doubts(random: Random, row: dict[Any, dict[str, Any]]) -> list[dict[str, Any]]:
    """What is to be looked at in a document in review: some of three things."""
    document = row[DocumentTable]
    if document["state"] != State.IN_REVIEW:
        return []
    mine = {"document_id": document["id"], "organisation_id": document["organisation_id"]}
    subjects = ["field:due_date", *random.sample(("field:iban", "finding:br_co_15"), k=random.randint(0, 2))]
    return [{**mine, "subject": subject, "received_at": document["received_at"]} for subject in subjects]


def make_text(random: Random, seller: str, total: str) -> str:
    """The words of a page: those of every invoice, some of it alone, and a rare one."""
    own = [f"{random.getrandbits(32):08x}" for _ in range(20)]
    rare = ["kupferrohr"] if random.random() < 1 / 200 else []
    return searchable("Rechnung Datum Menge Preis Betrag Summe IBAN zahlbar", seller, total, *own, *rare)


def list_columns(random: Random, seller: str, number: int, name: str) -> dict[str, Any]:
    total, day = Decimal(random.randint(100, 900000)) / 100, date(2024, 1, 1) + timedelta(days=number % 900)
    invoice_number = f"{random.choice('ABRE')}-{2024 + number % 3}-{number:05}"
    return {
        "document_type": "invoice",
        "seller_name": seller,
        "invoice_number": invoice_number,
        "issue_date": day,
        "due_date": day + timedelta(days=random.choice(TERMS)),
        "currency": "EUR",
        "total_gross": total,
        "search_text": searchable(
            name, seller, f"SI{random.randint(10**7, 10**8 - 1)}", invoice_number, f"{total:.2f}"
        ),
    }


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
