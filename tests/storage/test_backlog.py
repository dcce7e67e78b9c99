"""What was read before there were doubts and texts gets them step by step, and is found by them."""

import importlib

import pytest
from sqlalchemy import delete, func, select, text, update

from models.doubts import field_subject
from models.states import State
from models.tables.documents import ObjectTable
from models.tables.queue import BacklogTable, DoubtTable, TextTable
from models.tables.readings import ProjectionTable
from models.terms import Term
from storage import backlog
from storage.backlog import catch_up
from storage.documents import load_document
from storage.filters import Narrowing
from storage.house import House
from storage.jobs import finish_capture, save_pages
from storage.listings import list_narrowed
from storage.reviews import correct_fields, reject
from tests.storage.samples import CLERK, Image, claim, invoice, receive
from tests.storage.test_texts import found, transcript

migration = importlib.import_module("storage.migrations.versions.0013_catching_up")
UNDATED = Narrowing(subjects=(field_subject("issue_date"),))


def read(house: House, org: str, number: int, words: str) -> str:
    """A document in review that has no date."""
    document = receive(house, org, f"%PDF {number}".encode(), f"{number}.pdf")
    held = claim(house)
    save_pages(house, held, transcript(words), [Image(0, words.encode())])
    finish_capture(house, held, invoice({Term.ISSUE_DATE: None}), State.IN_REVIEW, "fields_unsure")
    return document


def go_back(house: House) -> None:
    """As what was read before looks after the upgrade."""
    with house.session(write=True) as session:
        session.execute(delete(DoubtTable))
        session.execute(delete(TextTable))
        session.execute(update(ProjectionTable).values(doubts=None))
        session.execute(text(migration.LACKING))


def left(house: House) -> int:
    with house.session() as session:
        return session.scalar(select(func.count()).select_from(BacklogTable)) or 0


def undated(house: House, org: str) -> list[str]:
    return [row.id for row in list_narrowed(house, org, UNDATED).rows]


def test_what_was_read_before_is_found_by_its_doubts_and_its_pages(house: House, org: str, other_org: str) -> None:
    ours, theirs = read(house, org, 1, "vosek"), read(house, other_org, 2, "vosek")
    go_back(house)
    assert (undated(house, org), found(house, org, "vosek")) == ([], [])
    assert catch_up(house) == 2
    assert (undated(house, org), found(house, org, "vosek")) == ([ours], [ours])
    assert (undated(house, other_org), found(house, other_org, "vosek")) == ([theirs], [theirs])
    assert [doubt.word for doubt in load_document(house, org, ours).doubts][:1] == ["missing:issue_date"]
    assert (catch_up(house), left(house)) == (0, 0)


def test_it_goes_on_where_it_stopped_and_what_waits_comes_first(
    house: House, org: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "LOOKED_THROUGH", 1)
    waiting, decided, newest = (read(house, org, number, "vosek") for number in range(3))
    for document in (decided, newest):
        reject(house, org, document, actor=CLERK, reason="no")
    go_back(house)
    order = []
    while catch_up(house):
        order.append(left(house))
        assert undated(house, org) == [waiting]
    assert order == [2, 1, 0]
    assert set(found(house, org, "vosek")) == {waiting, decided, newest}


def test_what_changed_meanwhile_stays_as_it_is(house: House, org: str) -> None:
    document, text_only = read(house, org, 1, "vosek"), read(house, org, 2, "med")
    go_back(house)
    correct_fields(house, org, document, {"issue_date": "2026-03-01"}, actor=CLERK, expected_version=1)
    catch_up(house)
    assert undated(house, org) == [text_only]
    assert found(house, org, "vosek") == [document]


def test_a_document_whose_pages_are_lost_gets_its_doubts_all_the_same(house: House, org: str) -> None:
    document = read(house, org, 1, "vosek")
    go_back(house)
    with house.session() as session:
        key = session.scalars(select(ObjectTable.key).where(ObjectTable.role == "transcript")).one()
    house.objects.delete(key)
    assert catch_up(house) == 1
    assert (undated(house, org), found(house, org, "vosek"), left(house)) == ([document], [], 0)


def test_nothing_is_left_to_do_where_nothing_lacks(house: House, org: str) -> None:
    read(house, org, 1, "vosek")
    receive(house, org, b"%PDF waits", "waits.pdf")
    with house.session(write=True) as session:
        session.execute(text(migration.LACKING))
    assert left(house) == 0
