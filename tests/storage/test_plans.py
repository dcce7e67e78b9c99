"""Lists, search, duplicates and the queue find their rows by indexes, on both databases: no table is read through."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from models.states import State
from models.tables.documents import DocumentTable
from models.terms import Term
from storage.access import create_organisation, list_organisations
from storage.assigning import next_document
from storage.bookings import find_booking, list_bookings
from storage.by_field import count_doubted, count_settled, list_doubted
from storage.database import Database
from storage.documents import count_states, list_documents, load_document, neighbours
from storage.filters import Narrowing
from storage.folder_store import FolderStore
from storage.house import House
from storage.issuer_documents import load_decisions, load_newest
from storage.issuer_memory import load_memory
from storage.jobs import claim_job, queue_depth
from storage.listings import list_narrowed
from storage.mailboxes import list_watched
from storage.mails import list_waiting
from storage.projections import find_duplicate
from storage.rows import DocumentRow
from storage.searching_postgresql import HANDFUL, groups
from storage.vault import Vault
from tests.forms import create_database, name_for
from tests.storage.crowds import add_crowd, add_mail_crowd
from tests.storage.samples import CLERK, SYSTEM, invoice

ROWS = 4000
BIG = ("documents", "projections", "bookings", "jobs", "mails", "doubts", "texts")
READ_THROUGH = re.compile(
    rf"(Seq Scan on|^SCAN) (?P<table>{'|'.join(BIG)})\b(?! USING (COVERING )?INDEX \w+_jobs_(open|claimed))"
)


def some_document(house: House, org_id: str) -> str:
    return list_documents(house, org_id, states=[State.BOOKED]).rows[-1].id


def some_row(house: House, org_id: str) -> DocumentRow:
    return load_document(house, org_id, some_document(house, org_id))


def look_for_duplicates(house: House, org_id: str) -> None:
    document_id = some_document(house, org_id)
    with house.session() as session:
        document = session.get_one(DocumentTable, document_id)
        find_duplicate(session, document, invoice({Term.INVOICE_NUMBER: "A-2024-00777"}))


Look = Callable[[House, str], object]
WAITING = (State.IN_REVIEW, State.READY)


def narrowed(**given: Any) -> Look:
    return lambda house, org: list_narrowed(house, org, Narrowing(states=WAITING, **given))


def next_for_somebody(house: House, org_id: str) -> str | None:
    return next_document(house, org_id, actor=CLERK)


def further_on(house: House, org_id: str) -> object:
    return list_doubted(house, org_id, Term.IBAN, after=some_document(house, org_id))


LISTS: dict[str, Look] = {
    "to review": narrowed(),
    "of a doubt": narrowed(subjects=("field:iban",)),
    "of two doubts": narrowed(subjects=("field:iban", "finding:br_co_15")),
    "of a doubt and a person": narrowed(subjects=("field:iban",), assigned="somebody's id"),
    "of a doubt and an issuer": narrowed(subjects=("field:iban",), seller="Hotel Sava d.o.o."),
    "of an issuer": narrowed(seller="Hotel Sava d.o.o."),
    "of a person": narrowed(assigned="somebody's id"),
    "of nobody": narrowed(assigned="nobody"),
    "due": narrowed(due_by=date(2024, 6, 1)),
    "old": narrowed(received_by=datetime(2024, 1, 2, tzinfo=UTC)),
    "of no unsure field": narrowed(settled=True),
    "one field over many": lambda house, org: list_doubted(house, org, Term.IBAN),
    "one field, further on": further_on,
    "how many of each field": count_doubted,
    "how many of no field": count_settled,
    "the next": next_for_somebody,
    "all": list_documents,
    "a late page": lambda house, org: list_documents(house, org, page=ROWS // 60),
    "in one state": lambda house, org: list_documents(house, org, states=[State.IN_REVIEW]),
    "in two states": lambda house, org: list_documents(house, org, states=[State.BOOKED, State.EXPORTED]),
    "counts": count_states,
    "neighbours": lambda house, org: neighbours(house, some_row(house, org)),
    "neighbours in review": lambda house, org: neighbours(house, some_row(house, org), [State.IN_REVIEW]),
    "bookings": list_bookings,
    "the booking of a document": lambda house, org: find_booking(house, org, some_document(house, org)),
    "duplicates": look_for_duplicates,
    "the documents of an issuer": lambda house, org: load_newest(house, org, "papirnicasavadoo"),
    "decisions about an issuer": lambda house, org: load_decisions(house, org, "papirnicasavadoo"),
    "what an issuer's documents taught": lambda house, org: load_memory(house, org, "papirnicasavadoo"),
    "the queue": lambda house, _: queue_depth(house),
    "the claim": lambda house, _: claim_job(house, "worker", 60),
}
SEARCHES = {
    "of one": "-00777",
    "of some": "cesnik",
    "of all": "scan",
    "of none": "zeppelin",
    "short": "ag",
    "of two": "ag 17",
    "of pages": "kupferrohr",
    "of all pages": "rechnung",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two organisations with many documents each, and one with few."""
    folder = tmp_path_factory.mktemp("crowded")
    house = House(Database.open(new_database(request, folder)), FolderStore(folder), Vault(Vault.new_master_key()))
    for name, rows in (("Big", ROWS), ("Other", ROWS), ("Small", ROWS // 50)):
        add_crowd(house, create_organisation(house, name, actor=SYSTEM), rows)
    add_mail_crowd(house, create_organisation(house, "Mails", actor=SYSTEM), ROWS)
    yield house
    house.close()


def new_database(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "prejeto.db")
        return f"sqlite:///{folder}/prejeto.db"
    migrated: str = request.getfixturevalue("postgres_migrated")
    return create_database(migrated, name_for(folder), template="migrated")


@pytest.fixture(params=["Big", "Small"])
def organisation(request: pytest.FixtureRequest, crowded: House) -> str:
    return next(row.id for row in list_organisations(crowded) if row.name == request.param)


@pytest.mark.parametrize("look", LISTS.values(), ids=LISTS)
def test_a_list_reads_no_table_through(crowded: House, organisation: str, look: Look) -> None:
    assert read_through(crowded, lambda: look(crowded, organisation)) == []


@pytest.mark.parametrize("words", SEARCHES.values(), ids=SEARCHES)
@pytest.mark.parametrize("states", [(), (State.IN_REVIEW,)], ids=["anywhere", "in review"])
def test_a_search_reads_no_table_through(crowded: House, organisation: str, words: str, states: tuple[State]) -> None:
    assert read_through(crowded, lambda: list_documents(crowded, organisation, states=states, search=words)) == []
    assert read_through(crowded, lambda: list_bookings(crowded, organisation, search=words)) == []


def test_the_trigrams_of_a_rare_word_lead_to_it(crowded: House) -> None:
    plans = plans_of(crowded, lambda: list_documents(crowded, biggest(crowded), search="-00777"))
    index = "projections_words VIRTUAL TABLE INDEX" if crowded.database.is_sqlite else "ix_projections_search_text"
    assert any(index in line for line in plans)


def test_the_words_of_pages_lead_to_what_is_rare(crowded: House) -> None:
    plans = plans_of(crowded, lambda: list_documents(crowded, biggest(crowded), search="kupferrohr"))
    index = "texts_words VIRTUAL TABLE INDEX" if crowded.database.is_sqlite else "ix_texts_words"
    assert any(index in line for line in plans)


@pytest.mark.parametrize("words", SEARCHES.values(), ids=SEARCHES)
def test_a_search_asks_no_more_than_a_dozen_questions(crowded: House, words: str) -> None:
    assert len(asked_by(crowded, lambda: list_documents(crowded, biggest(crowded), search=words))) <= 12
    assert len(list(groups(range(29 * 10), HANDFUL))) <= 5, "shelves of ten years"


def test_what_two_filters_hold_is_counted_without_looking_up_documents(crowded: House) -> None:
    asked = asked_by(crowded, lambda: LISTS["of two doubts"](crowded, biggest(crowded)))
    counted, shown = (statement for statement, _ in asked if "FROM doubts" in statement)
    assert not re.search(r"\bdocuments\b", counted + shown)


def test_the_next_one_is_found_by_its_own_index(crowded: House) -> None:
    plans = plans_of(crowded, lambda: next_for_somebody(crowded, biggest(crowded)))
    assert sum("ix_documents_next" in line for line in plans) == 2


def test_a_plan_that_reads_a_table_through_is_noticed(crowded: House) -> None:
    def look() -> None:
        with crowded.session() as session:
            session.query(DocumentTable).filter(DocumentTable.pages > 5).all()

    assert len(read_through(crowded, look)) == 1


def test_mails_that_wait_to_be_marked_or_moved_are_found_by_their_index(crowded: House) -> None:
    (other,) = [watched.id for watched in list_watched(crowded)]
    assert list_waiting(crowded, [other]) == {other}
    assert read_through(crowded, lambda: list_waiting(crowded, [other])) == []
    assert any("ix_mails_unsettled" in line for line in plans_of(crowded, lambda: list_waiting(crowded, [other])))


def read_through(house: House, look: Callable[[], object]) -> list[str]:
    """The lines of the plans, of all that is asked while looking, that read a big table from end to end."""
    return [line for line in plans_of(house, look) if READ_THROUGH.search(line)]


def plans_of(house: House, look: Callable[[], object]) -> list[str]:
    asked = asked_by(house, look)
    assert any(table in statement for statement, _ in asked for table in BIG)
    explain = "EXPLAIN QUERY PLAN " if house.database.is_sqlite else "EXPLAIN "
    with house.database.reader.connect() as connection:
        found = [connection.exec_driver_sql(explain + each, given) for each, given in asked if is_question(each)]
        return [str(row[-1]) for plan in found for row in plan]


def asked_by(house: House, look: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements that are run while looking, with what was given to them."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(house.database.reader, "before_cursor_execute", note)
    try:
        look()
    finally:
        event.remove(house.database.reader, "before_cursor_execute", note)
    return asked


def is_question(statement: str) -> bool:
    return statement.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))


def biggest(house: House) -> str:
    return next(row.id for row in list_organisations(house) if row.name == "Big")
