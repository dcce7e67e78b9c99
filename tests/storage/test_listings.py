"""Lists, search, counts and neighbours."""

import pytest

from models.errors import InvalidInput, NotFound
from models.states import State
from models.terms import Term
from storage.documents import count_states, list_documents, load_document, load_documents, neighbours
from storage.house import House
from storage.reviews import reject
from tests.storage.samples import CLERK, capture, invoice, receive


def test_the_newest_stand_first_page_by_page(house: House, org: str) -> None:
    arrived = [receive(house, org, bytes([n])) for n in range(5)]
    first = list_documents(house, org, per_page=2)
    last = list_documents(house, org, page=3, per_page=2)
    assert ([row.id for row in first.rows], first.total, first.pages) == (arrived[:2:-1], 5, 3)
    assert [row.id for row in last.rows] == arrived[:1]
    assert list_documents(house, org, page=9).rows == ()


def test_each_organisation_sees_its_own(house: House, org: str, other_org: str) -> None:
    ours = receive(house, org)
    assert list_documents(house, other_org).total == 0
    assert [row.id for row in list_documents(house, org).rows] == [ours]
    with pytest.raises(NotFound):
        load_document(house, other_org, ours)


def test_several_are_loaded_at_once_each_organisation_its_own(house: House, org: str, other_org: str) -> None:
    first, second = receive(house, org, b"1"), receive(house, org, b"2")
    assert set(load_documents(house, org, [first, second, "nothing"])) == {first, second}
    assert load_documents(house, org, [first])[first] == load_document(house, org, first)
    assert load_documents(house, other_org, [first, second]) == load_documents(house, org, []) == {}


def test_states_filter_and_are_counted(house: House, org: str) -> None:
    read, waiting = capture(house, org, b"1"), receive(house, org, b"2")
    assert [row.id for row in list_documents(house, org, states=[State.IN_REVIEW]).rows] == [read]
    assert [row.id for row in list_documents(house, org, states=[State.RECEIVED]).rows] == [waiting]
    counts = count_states(house, org)
    assert set(counts) == set(State)
    assert (counts[State.IN_REVIEW], counts[State.RECEIVED], counts[State.BOOKED]) == (1, 1, 0)


def test_one_state_is_left_out_of_all(house: House, org: str) -> None:
    read, waiting = capture(house, org, b"1"), receive(house, org, b"2")
    assert [row.id for row in list_documents(house, org, without=State.RECEIVED).rows] == [read]
    assert list_documents(house, org, without=State.IN_REVIEW).total == 1
    assert list_documents(house, org, without=State.IN_REVIEW).rows[0].id == waiting


@pytest.mark.parametrize("search", ["žolna", "ŽOLNA 117", "122.00", "one.pdf", "2024-117 čebel", " "])
def test_every_word_of_a_search_must_stand_somewhere(house: House, org: str, search: str) -> None:
    found = capture(house, org)
    assert [row.id for row in list_documents(house, org, search=search).rows] == [found]


@pytest.mark.parametrize("search", ["žolna 118", "%", "_", "nobody", "\\", "' OR 1=1 --", "\x00"])
def test_a_search_is_only_words(house: House, org: str, search: str) -> None:
    capture(house, org, reading=invoice({Term.INVOICE_NUMBER: "117"}))
    assert list_documents(house, org, search=search).total == (1 if search == "\x00" else 0)


def test_neighbours_follow_the_list(house: House, org: str) -> None:
    oldest, middle, newest = (capture(house, org, bytes([n])) for n in range(3))
    waiting = receive(house, org, b"not read yet")
    assert neighbours(house, load_document(house, org, middle)) == (newest, oldest)
    assert neighbours(house, load_document(house, org, newest), [State.IN_REVIEW]) == (None, middle)
    assert neighbours(house, load_document(house, org, waiting), [State.IN_REVIEW]) == (None, newest)
    reject(house, org, middle, actor=CLERK, reason="no")
    assert neighbours(house, load_document(house, org, newest), [State.IN_REVIEW]) == (None, oldest)
    assert neighbours(house, load_document(house, org, oldest), [State.IN_REVIEW]) == (newest, None)


def test_letters_that_no_database_holds_find_nothing(house: House, org: str) -> None:
    with pytest.raises((NotFound, InvalidInput)):
        load_document(house, org, "\x00")
