"""Searches: words anywhere, short ones at the beginning of a word, whatever the case and the marks on letters."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from models.tables.readings import ProjectionTable
from models.terms import Term
from storage import finding, paging, searching
from storage.columns import fold, searchable
from storage.documents import list_documents
from storage.house import House
from storage.reviews import correct_fields
from tests.storage.samples import CLERK, capture, invoice, receive


def found(house: House, org_id: str, search: str) -> list[str]:
    return [row.id for row in list_documents(house, org_id, search=search).rows]


@pytest.mark.parametrize(
    "typed", ["zolna", "ZOLNA", "Žolna", "z\u030colna", "cebelar", "strasse", "lodz", "iga & zolna"]
)
def test_case_and_marks_make_no_difference(house: House, org: str, typed: str) -> None:
    names = {Term.SELLER_NAME: "Čebelarstvo ŽOLNA", Term.BUYER_NAME: "Łódź, Große Straße", Term.ORDER_REFERENCE: "Iga"}
    document = capture(house, org, reading=invoice(names))
    assert found(house, org, typed) == [document]


@pytest.mark.parametrize("typed", ["7", "ag", "1-2", "d.o", "ab ag", "zolna 7"])
def test_a_short_word_is_found_where_a_word_begins(house: House, org: str, typed: str) -> None:
    names = {Term.SELLER_NAME: "Žolna AG d.o.o.", Term.INVOICE_NUMBER: "1-2", Term.ORDER_REFERENCE: "AB 7"}
    document = capture(house, org, reading=invoice(names))
    assert found(house, org, typed) == [document]


@pytest.mark.parametrize(
    "typed", ["g", "olna 8", '"', 'zolna"', "*", "zolna OR nobody", "search_text:zolna", "-", "^zolna"]
)
def test_what_stands_nowhere_is_not_found(house: House, org: str, typed: str) -> None:
    capture(house, org, reading=invoice({Term.SELLER_NAME: "Žolna AG", Term.INVOICE_NUMBER: "117"}))
    assert found(house, org, typed) == []


@pytest.mark.parametrize("typed", ["1774.2", "1,774.20", "1.774,20", "1774,20", "774", "1,774.20 EUR"])
def test_an_amount_is_found_as_people_write_it(house: House, org: str, typed: str) -> None:
    document = capture(house, org, reading=invoice({Term.TOTAL_GROSS: Decimal("1774.2")}))
    assert found(house, org, typed) == [document]


def test_a_search_stays_in_its_organisation(house: House, org: str, other_org: str) -> None:
    ours, theirs = [], []
    for number in range(3):
        ours.append(receive(house, org, bytes([number]), "same.pdf"))
        theirs.append(receive(house, other_org, bytes([number]), "same.pdf"))
    assert found(house, org, "same") == ours[::-1]
    assert found(house, other_org, "same") == theirs[::-1]


def test_the_newest_thousand_are_shown_and_more_are_told(
    house: House, org: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (searching, paging, finding):
        monkeypatch.setattr(module, "MOST_FOUND", 3)
    arrived = [receive(house, org, bytes([number]), "same.pdf") for number in range(4)]
    assert (list_documents(house, org).total, list_documents(house, org).more) == (4, False)
    first = list_documents(house, org, search="same", per_page=2)
    last = list_documents(house, org, search="same", page=2, per_page=2)
    assert ([row.id for row in first.rows], first.total, first.pages, first.more) == (arrived[:1:-1], 3, 2, True)
    assert [row.id for row in last.rows] == [arrived[1]]
    assert list_documents(house, org, search="same", page=3, per_page=2).rows == ()


def test_a_correction_is_found_and_what_it_replaced_is_not(house: House, org: str) -> None:
    document = capture(house, org)
    correct_fields(house, org, document, {"seller_name": "Vrtnarija Česnik"}, actor=CLERK, expected_version=1)
    assert found(house, org, "cesnik") == [document]
    assert found(house, org, "zolna") == []


def test_what_is_deleted_is_not_found(house: House, org: str) -> None:
    first, second = (capture(house, org, bytes([number])) for number in range(2))
    with house.session(write=True) as session:
        session.execute(delete(ProjectionTable).where(ProjectionTable.document_id == second))
    assert found(house, org, "zolna") == [first]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_every_word_of_a_text_is_found_in_it(text: str, other: str) -> None:
    assert all(pattern in searchable(other, text) for pattern in searching.patterns(text))
