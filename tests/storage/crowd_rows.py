"""The rows of one document of a crowd: made up, the same every time, as unlike each other as those of a company are.

A few issuers send most documents, and a few words stand on most pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from models.states import State
from models.tables.automation import AssessmentTable
from models.tables.base import id_of, new_id
from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from models.tables.readings import BookingTable, ProjectionTable
from models.tables.work import JobTable
from models.unseen import Lane, Obstacle
from storage.columns import searchable
from storage.projections import comparable

TRADES = ("Papirnica", "Elektro", "Hotel", "Čebelarstvo", "Mizarstvo", "Bäckerei", "Transport", "Gostilna", "Kovačnica")
SYLLABLES = ("sa", "va", "žol", "na", "če", "snik", "dra", "va", "kol", "pa", "bo", "hinj", "tri", "glav", "mu", "ra")
ENDS = ("d.o.o.", "s.p.", "GmbH", "Ltd", "AG")
CHANNELS = ("mail", "mail", "mail", "web", "cli")
PAGES = (1, 1, 1, 1, 2, 2, 3, 6)
DOUBTED = 0.1  # of the documents have a finding
TERMS = (8, 14, 30, 30, 60)  # days until an invoice is due
GOODS, ON_A_PAGE = 20_000, 30  # words for what is sold, and how many of them stand on a document
READER = "9"
WRONG = 0.03  # of the documents that people decided
OBSTACLES = (Obstacle.NONE, Obstacle.NONE, Obstacle.MISSING, Obstacle.FINDING, Obstacle.ONE_WITNESS)
LANES = (Lane.REVIEW, *(Lane.UNSEEN,) * 4, Lane.BLIND)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What all documents of a crowd have in common."""

    organisation_id: str
    sellers: Sequence[str]
    states: Sequence[State]
    people: Sequence[str | None]
    began: datetime


def make_sellers(count: int) -> list[str]:
    """The issuers of so many documents, the one with most of them first."""
    random = Random(count)
    return [make_seller(random) for _ in range(count // 200 + 20)]


def make_seller(random: Random) -> str:
    name = "".join(random.choices(SYLLABLES, k=3)).capitalize()
    return f"{random.choice(TRADES)} {name} {random.choice(ENDS)}"


def make_good(number: int) -> str:
    """A word for something that is sold; every number has its own."""
    return "".join(SYLLABLES[number >> shift & 15] for shift in (12, 8, 4, 0)) + "en"


def make_rows(random: Random, made: Made, number: int) -> dict[Any, Row]:
    """A document, its projection, its text, what was thought of it, and its booking or job, by their tables."""
    received = made.began + timedelta(minutes=number)
    identifier = made_id(received)
    state = State.RECEIVED if number % 1000 == 0 else random.choice(made.states)
    mine, name = {"organisation_id": made.organisation_id}, f"scan-{number:06}.pdf"
    columns = list_columns(random, skewed(random, made.sellers), number, name)
    keys = {"seller_key": comparable(columns["seller_name"]), "number_key": comparable(columns["invoice_number"])}
    document = {"id": identifier, "sha256": f"{random.getrandbits(256):064x}", "size": 1, "name": name, "state": state}
    times = {"channel": random.choice(CHANNELS), "received_at": received, "changed_at": received, "version": 1}
    words = " ".join(subject.replace("field", "unsure") for subject in make_subjects(random, state))
    look = {"confidence": round(random.betavariate(6, 1), 3), "findings": int(random.random() < DOUBTED)}
    times["due_by"] = date(2024, 1, 1) + timedelta(days=random.randint(0, 900))
    text = make_text(random, columns["seller_name"], str(columns["total_gross"]))
    whose = {"assigned_to": random.choice(made.people) if state == State.IN_REVIEW else None}
    rows: dict[Any, Row] = {
        DocumentTable: {**mine, **document, **times, **whose, "pages": random.choice(PAGES)},
        ProjectionTable: {
            **mine,
            "document_id": identifier,
            "document_class": "invoice",
            **keys,
            **look,
            "doubts": words,
            **columns,
        },
        TextTable: {**mine, "document_id": identifier, "search_text": text},
    }
    if state in {State.BOOKED, State.EXPORTED}:
        booking = {
            "id": made_id(received),
            "document_id": identifier,
            "version": 1,
            "state": "active",
            "booked_by": "clerk",
        }
        rows[BookingTable] = {**mine, **booking, "sha256": document["sha256"], "booked_at": received, **columns}
    job = {"id": new_id(), "document_id": identifier, "created_at": received, "available_at": received}
    if waits := state is State.RECEIVED:
        del rows[TextTable]
    else:
        rows[AssessmentTable] = {**mine, "document_id": identifier, **make_assessment(random, state, received)}
    work = {"turn": number, "attempt": int(not waits), "status": "queued" if waits else "done"}
    rows[JobTable] = {**mine, **job, **work}
    return rows


def made_id(at: datetime) -> str:
    """An id as it would have been made then."""
    return id_of(int(at.timestamp() * 1_000_000))


def make_assessment(random: Random, state: State, at: datetime) -> Row:
    """What was thought of a document, and what a person said where one decided."""
    obstacle = random.choice(OBSTACLES)
    lane = Lane.REVIEW if obstacle or state in {State.IN_REVIEW, State.REJECTED} else random.choice(LANES)
    decided = state is not State.IN_REVIEW and lane is not Lane.UNSEEN
    wrong = decided and (state is State.REJECTED or random.random() < WRONG)
    thought = {"version": 1, "reader": READER, "score": random.betavariate(6, 1), "obstacle": obstacle.value}
    said: Row = {"decided_at": at if decided else None, "wrong": wrong if decided else None}
    said["cause"] = ("corrected" if wrong else "approved") if decided else None
    return {**thought, "lane": lane.value, "threshold": 0.9, "at": at, **said, "terms": "due_date" if wrong else None}


def make_issuer(made: Made, name: str, documents: int) -> Row:
    counted = {"documents": documents, "wrong": documents // 30, "last_at": made.began}
    mine = {"id": new_id(), "organisation_id": made.organisation_id, "key": comparable(name), "name": name}
    return {**mine, **counted}


def make_subjects(random: Random, state: State) -> list[str]:
    """What is to be looked at in a document in review: some of three things; in others nothing."""
    if state is not State.IN_REVIEW:
        return []
    return ["field:due_date", *random.sample(("field:iban", "finding:br_co_15"), k=random.randint(0, 2))]


def make_doubts(row: dict[Any, Row]) -> list[Row]:
    """A row for each thing that is to be looked at in a document."""
    document, words = row[DocumentTable], row[ProjectionTable]["doubts"].split()
    mine = {"document_id": document["id"], "organisation_id": document["organisation_id"]}
    subjects = [word.replace("unsure", "field") for word in words]
    return [{**mine, "subject": subject, "received_at": document["received_at"]} for subject in subjects]


def make_text(random: Random, seller: str, total: str) -> str:
    """The words of a page: those of every invoice, goods that are frequent or not, some of it alone, and a rare one."""
    goods = [make_good(int(GOODS * random.random() ** 4)) for _ in range(ON_A_PAGE)]
    own = [f"{random.getrandbits(32):08x}" for _ in range(10)]
    rare = ["kupferrohr"] if random.random() < 1 / 200 else []
    return searchable("Rechnung Datum Menge Preis Betrag Summe IBAN zahlbar", seller, total, *goods, *own, *rare)


def skewed(random: Random, sellers: Sequence[str]) -> str:
    """One of them: the first sends more than any other, the last ones little."""
    return sellers[int(len(sellers) * random.random() ** 3)]


def list_columns(random: Random, seller: str, number: int, name: str) -> Row:
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
