"""How long people look at documents: added up, bounded, and nothing more."""

import pytest
from sqlalchemy import select

from models.errors import NotFound
from models.tables.insight import AttentionTable
from storage.attention import MOST_A_BEAT, MOST_A_DOCUMENT, note_attention
from storage.house import House
from storage.performance import load_performance
from storage.tallies import Measure
from tests.storage.reviewed import person, read


def test_beats_add_up_for_each_person_and_document(house: House, org: str) -> None:
    boss, ana = person(house, org), person(house, org, email="ana@example.com")
    first, second = read(house, org, 1), read(house, org, 2)
    for document, who, seconds in ((first, boss, 15), (first, boss, 10), (second, boss, 5), (first, ana, 20)):
        assert note_attention(house, org, document, who.id, seconds) == seconds
    found = load_performance(house, org, 7, names=True)
    told = found.by_name(Measure.ATTENTION)
    assert {name: (one.count, one.seconds) for name, one in told.items()} == {boss.id: (2, 30), ana.id: (1, 20)}
    assert set(found.people.values()) == {"boss@example.com", "ana@example.com"}
    assert load_performance(house, org, 7, names=False).people == {}


def test_neither_a_beat_nor_a_document_counts_without_end(house: House, org: str) -> None:
    boss, document = person(house, org), read(house, org, 1)
    assert note_attention(house, org, document, boss.id, 10_000) == MOST_A_BEAT
    for _ in range(MOST_A_DOCUMENT // MOST_A_BEAT + 3):
        note_attention(house, org, document, boss.id, MOST_A_BEAT)
    assert note_attention(house, org, document, boss.id, MOST_A_BEAT) == 0
    with house.session() as session:
        assert session.scalar(select(AttentionTable.seconds)) == MOST_A_DOCUMENT


def test_nothing_is_counted_for_a_document_of_others(house: House, org: str, other_org: str) -> None:
    boss, document = person(house, org), read(house, other_org, 1)
    with pytest.raises(NotFound):
        note_attention(house, org, document, boss.id, 5)


def test_when_somebody_looked_is_not_kept() -> None:
    assert {column.name for column in AttentionTable.__table__.columns} == {
        "document_id",
        "user_id",
        "organisation_id",
        "seconds",
    }
