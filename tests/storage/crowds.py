"""Many documents at once, straight into the tables: organisations of the size that lists and search are made for."""

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
from models.tables.readings import BookingTable, ProjectionTable
from models.tables.work import JobTable
from models.terms import Term
from storage.columns import searchable
from storage.database import now
from storage.house import House
from storage.mailboxes import add_mailbox, switch_mailbox
from storage.projections import comparable
from storage.tallies import SPANS, Measure, Tally, tally
from tests.storage.samples import SYSTEM

TRADES = ("Papirnica", "Elektro", "Hotel", "Čebelarstvo", "Mizarstvo", "Bäckerei", "Transport", "Gostilna", "Kovačnica")
SYLLABLES = ("sa", "va", "žol", "na", "če", "snik", "dra", "va", "kol", "pa", "bo", "hinj", "tri", "glav", "mu", "ra")
ENDS = ("d.o.o.", "s.p.", "GmbH", "Ltd", "AG")
SETTINGS = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="word")
STATES = (State.IN_REVIEW, *(State.BOOKED,) * 15, *(State.EXPORTED,) * 3, State.REJECTED)
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 5000


def add_crowd(house: House, org_id: str, count: int, seed: int = 1) -> None:
    """So many documents with their readings: most are booked, one in twenty is in review, one in a thousand queued."""
    random = Random(seed)
    sellers = [make_seller(random) for _ in range(count // 200 + 20)]
    for start in range(0, count, BATCH):
        rows = [make_rows(random, org_id, sellers, number) for number in range(start, min(count, start + BATCH))]
        with house.session(write=True) as session:
            for table in (DocumentTable, ProjectionTable, BookingTable, JobTable):
                session.execute(insert(table), [row[table] for row in rows if table in row])
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


def make_rows(random: Random, org_id: str, sellers: list[str], number: int) -> dict[Any, dict[str, Any]]:
    """A document, its projection, and its booking or job, by their tables."""
    identifier, received = new_id(), BEGAN + timedelta(minutes=number)
    state = State.RECEIVED if number % 1000 == 0 else random.choice(STATES)
    mine, name = {"organisation_id": org_id}, f"scan-{number:06}.pdf"
    columns = list_columns(random, random.choice(sellers), number, name)
    keys = {"seller_key": comparable(columns["seller_name"]), "number_key": comparable(columns["invoice_number"])}
    document = {"id": identifier, "sha256": f"{random.getrandbits(256):064x}", "size": 1, "name": name, "state": state}
    times = {"channel": "web", "received_at": received, "changed_at": received, "version": 1, "pages": 1}
    rows: dict[Any, dict[str, Any]] = {
        DocumentTable: {**mine, **document, **times},
        ProjectionTable: {**mine, "document_id": identifier, "document_class": "invoice", **keys, **columns},
    }
    if state in {State.BOOKED, State.EXPORTED}:
        booking = {"id": new_id(), "document_id": identifier, "version": 1, "state": "active", "booked_by": "clerk"}
        rows[BookingTable] = {**mine, **booking, "sha256": document["sha256"], "booked_at": received, **columns}
    job = {"id": new_id(), "document_id": identifier, "created_at": received, "available_at": received}
    waits = state is State.RECEIVED
    work = {"turn": number, "attempt": int(not waits), "status": "queued" if waits else "done"}
    rows[JobTable] = {**mine, **job, **work}
    return rows


def list_columns(random: Random, seller: str, number: int, name: str) -> dict[str, Any]:
    total = Decimal(random.randint(100, 900000)) / 100
    invoice_number = f"{random.choice('ABRE')}-{2024 + number % 3}-{number:05}"
    return {
        "document_type": "invoice",
        "seller_name": seller,
        "invoice_number": invoice_number,
        "issue_date": date(2024, 1, 1) + timedelta(days=number % 900),
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
