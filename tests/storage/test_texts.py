"""Searching what stands on the pages: found behind what stands in lists, and forgotten with the document."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from models.evidence import Witness
from models.geometry import Box
from models.page import Page, Transcript, Word
from models.states import State
from models.tables.documents import DocumentTable
from models.terms import Term
from storage import finding, searching_postgresql, texts
from storage.documents import list_documents, request_reading
from storage.house import House
from storage.jobs import finish_capture, save_pages
from storage.texts import forget_text, text_of
from tests.storage.samples import CLERK, Image, claim, invoice, receive


def transcript(*pages: str) -> Transcript:
    def page(number: int, line: str) -> Page:
        words = tuple(Word(text, Box(0, 0, 9, 9)) for text in line.split())
        return Page(number, 595, 842, Witness.TEXT_LAYER, words)

    return Transcript("pdf", tuple(page(number, line) for number, line in enumerate(pages)))


def read(house: House, org: str, number: int, words: str, seller: str = "Sava") -> str:
    document = receive(house, org, f"%PDF {number}".encode(), f"{number}.pdf")
    read_it(house, words, seller)
    return document


def read_it(house: House, words: str, seller: str = "Sava") -> None:
    held = claim(house)
    save_pages(house, held, transcript(words), [Image(0, words.encode())])
    finish_capture(house, held, invoice({Term.SELLER_NAME: seller}), State.IN_REVIEW, "fields_unsure")


def found(house: House, org: str, search: str, **given: object) -> list[str]:
    return [row.id for row in list_documents(house, org, search=search, **given).rows]  # type: ignore[arg-type]


def test_every_word_stands_there_once_folded() -> None:
    assert text_of(transcript("Čebelji VOSEK - 10 kg", "vosek kg med 7")) == "  cebelji  vosek  10  kg  med"


def test_no_more_is_kept_than_the_words_of_some_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_KEPT", 19)
    assert text_of(transcript("alpha beta gamma delta")) == "  alpha  beta"


@pytest.mark.parametrize("typed", ["vosek", "ČEBELJI vos", "vosek sava"])
def test_words_of_the_pages_are_found(house: House, org: str, other_org: str, typed: str) -> None:
    document = read(house, org, 1, "Čebelji VOSEK za SAVA")
    read(house, org, 2, "Med")
    read(house, other_org, 3, "Čebelji VOSEK za SAVA")
    assert found(house, org, typed) == [document]


def test_what_stands_in_the_list_comes_first(house: House, org: str) -> None:
    of_seller, on_page = read(house, org, 1, "Papir", seller="Vosek d.o.o."), read(house, org, 2, "Vosek")
    assert found(house, org, "vosek") == [of_seller, on_page]
    assert found(house, org, "vosek", states=[State.BOOKED]) == []


PAGE = "(Kupferrohr) Nr. RE-2024/0017 vom 17.03.2025: 1.774,20 € d.o.o. „Čebelji“ 100% a_b* [xy]?"
WORDS = ("kupfer", "Kupferrohr", "(kupferrohr)", " -kupfer.", "CEBELJI", "„čebelji", "€ 100", "[x")
NUMBERS = ("re-2024/0017", "2024/00", "0017", "17.03.2025", "03.2025", "1.774,20", "774,2", "100%", "re 17 1.774")
BEGIN = (*WORDS, *NUMBERS, "d.o.o.", "o.o", "a_b*", "b")
BEGIN_NOT = (
    "rohr",
    "upfer",
    "03.17.2025",
    "774.20",
    "17/2024",
    "re*0017",
    "a.b",
    "1_774",
    "[kx]upfer",
    "o*o",
    "€",
    "*",
)
SHELVES = {"LOOKED_AT": 1, "MOST_WALKED": 0, "MOST_WALKED_WITHIN": 0}
"""What makes PostgreSQL ask its index where there are a few rows; SQLite does so always."""


@pytest.fixture(params=["looked at", "by index"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents are read one by one on PostgreSQL; whatever it asks its index must be found the same."""
    for name, value in SHELVES.items() if request.param == "by index" else ():
        monkeypatch.setattr(searching_postgresql, name, value)


@pytest.mark.usefixtures("either_way")
def test_a_word_is_found_where_it_begins(house: House, org: str) -> None:
    document = read(house, org, 1, PAGE)
    read(house, org, 2, "Med 2024")
    assert [typed for typed in BEGIN if found(house, org, typed) != [document]] == []
    assert [typed for typed in BEGIN_NOT if found(house, org, typed)] == []


@pytest.mark.usefixtures("either_way")
def test_the_newest_pages_are_found_and_more_are_told(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_BY_TEXT", 2)
    documents = [read(house, org, number, words) for number, words in enumerate(["vosek", "med", "vosek", "vosek"])]
    assert found(house, org, "vosek") == [documents[3], documents[2]]
    assert list_documents(house, org, search="vosek").more
    assert found(house, org, "med") == [documents[1]]
    assert not list_documents(house, org, search="med").more


def test_what_came_long_ago_is_found_shelf_by_shelf(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SHELVES.items():
        monkeypatch.setattr(searching_postgresql, name, value)
    began, documents = datetime(2020, 1, 1, tzinfo=UTC), list[str]()
    for days in (0, 40, 41, 900):
        with monkeypatch.context() as then:
            moment = int((began + timedelta(days=days)).timestamp() * 1_000_000_000) + len(documents)
            then.setattr(time, "time_ns", lambda moment=moment: moment)
            documents.append(receive(house, org, f"%PDF {days}".encode(), "scan.pdf"))
        read_it(house, "vosek" if days != 41 else "med")
        with house.session(write=True) as session:
            session.get_one(DocumentTable, documents[-1]).received_at = began + timedelta(days=days)
    assert found(house, org, "vosek") == [documents[3], documents[1], documents[0]]
    assert found(house, org, "scan") == documents[::-1]
    assert found(house, org, "can.p") == documents[::-1]
    assert found(house, org, "med") == [documents[2]]


def test_what_others_have_is_not_found(house: House, org: str, other_org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SHELVES.items():
        monkeypatch.setattr(searching_postgresql, name, value)
    theirs, ours = read(house, other_org, 1, "vosek"), read(house, org, 2, "vosek")
    assert (found(house, org, "vosek"), found(house, other_org, "vosek")) == ([ours], [theirs])
    assert found(house, org, "sava", states=[State.BOOKED]) == []


def test_a_new_reading_replaces_the_text(house: House, org: str) -> None:
    document = read(house, org, 1, "vosek")
    request_reading(house, org, document, actor=CLERK, cause="retry")
    read_it(house, "med")
    assert (found(house, org, "vosek"), found(house, org, "med")) == ([], [document])


def test_what_is_forgotten_is_not_found(house: House, org: str) -> None:
    document = read(house, org, 1, "vosek")
    with house.session(write=True) as session:
        forget_text(session, org, document)
    assert found(house, org, "vosek") == []
