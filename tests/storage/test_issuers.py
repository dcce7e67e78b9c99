"""Issuers: listed once a document of them was decided, with defaults, and with what their documents taught."""

import pytest

from models.errors import InvalidInput, NotFound, StateConflict
from models.lessons import Lesson
from models.terms import Term
from storage.audit import list_audit
from storage.forgetting import change_memory, use_again
from storage.house import House
from storage.issuer_documents import load_decisions, load_newest
from storage.issuer_memory import load_memory, load_source
from storage.issuers import Defaults, IssuerRow, defaults_of, find_issuer, list_issuers, load_issuer, set_defaults
from storage.lessons import Unlearned, save_lesson
from tests.storage.reviewed import read, review
from tests.storage.samples import CLERK

NAME = "Čebelarstvo Žolna d.o.o."
LESSON = Lesson(own={Term.SELLER_NAME: NAME, Term.CURRENCY: "EUR"}, misread=frozenset({Term.CURRENCY}))


def known(house: House, org: str) -> IssuerRow:
    found = find_issuer(house, org, NAME)
    assert found is not None
    return found


def test_an_issuer_is_listed_once_a_document_was_decided(house: House, org: str, other_org: str) -> None:
    first, second = read(house, org, 1), read(house, org, 2)
    assert list_issuers(house, org).rows == ()
    review(house, org, first)
    review(house, org, second, right=False)
    (row,) = list_issuers(house, org, search="žolna").rows
    assert (row.name, row.documents, row.wrong) == (NAME, 2, 1)
    assert list_issuers(house, org, search="nobody").total == 0
    assert list_issuers(house, other_org).total == 0
    with pytest.raises(NotFound):
        load_issuer(house, other_org, row.id)


def test_defaults_are_kept_told_by_name_and_on_the_record(house: House, org: str, other_org: str) -> None:
    review(house, org, read(house, org, 1))
    row, wanted = known(house, org), Defaults("4100", "Ljubljana")
    set_defaults(house, org, row.id, wanted, actor=CLERK, expected_version=row.version)
    assert defaults_of(house, org, ["ČEBELARSTVO žolna, D.O.O.", "Nobody", None]) == {
        "ČEBELARSTVO žolna, D.O.O.": wanted
    }
    assert defaults_of(house, other_org, [NAME]) == {}
    entry = list_audit(house, org).rows[0]
    assert (entry.event, (entry.after or {})["expense_account"]) == ("issuer_defaults_set", "4100")
    with pytest.raises(StateConflict):
        set_defaults(house, org, row.id, Defaults(), actor=CLERK, expected_version=row.version)
    with pytest.raises(InvalidInput):
        set_defaults(house, org, row.id, Defaults("9" * 41), actor=CLERK, expected_version=row.version + 1)


def test_memory_is_what_the_documents_of_the_issuer_taught(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    assert load_source(house, org, document_id) is None
    review(house, org, document_id, right=False)
    waiting = load_source(house, org, document_id)
    assert waiting is not None
    assert (waiting.taught, waiting.typed) == (None, (Term.TOTAL_GROSS,))
    assert save_lesson(house, org, Unlearned(document_id, 2), LESSON, marks=["name:x"])
    (source,) = load_memory(house, org, known(house, org).key)
    assert source.taught is not None
    assert source.taught.lesson == LESSON


def test_one_field_is_forgotten_and_used_again_without_the_others(house: House, org: str) -> None:
    document_id = read(house, org, 1)
    review(house, org, document_id)
    for key in ("currency", "seller_name"):
        change_memory(house, org, [document_id], actor=CLERK, forget=key)
    assert use_again(house, org, [document_id], actor=CLERK, key="currency") == 1
    source = load_source(house, org, document_id)
    assert source is not None
    assert source.forgotten == {"seller_name"}
    change_memory(house, org, [document_id], actor=CLERK, forget="*")
    assert use_again(house, org, [document_id], actor=CLERK, key="currency") == 1
    with pytest.raises(InvalidInput):
        use_again(house, org, [document_id], actor=CLERK, key="colour")


def test_documents_and_decisions_of_an_issuer(house: House, org: str, other_org: str) -> None:
    first, second = read(house, org, 1), read(house, org, 2)
    review(house, org, first, right=False)
    key = known(house, org).key
    assert [row.id for row in load_newest(house, org, key)] == [second, first]
    (decision,) = load_decisions(house, org, key)
    assert (decision.document_id, decision.wrong, decision.cause) == (first, True, "corrected")
    assert decision.terms == (Term.TOTAL_GROSS.key,)
    assert load_newest(house, other_org, key) == []
    assert load_decisions(house, other_org, key) == []
