"""Labels: of one organisation, on its documents only, found again by them."""

import pytest
from sqlalchemy import select

from models.errors import InvalidInput, NotFound
from models.tables.documents import DocumentTable
from storage.audit import list_audit
from storage.house import House
from storage.labels import (
    Colour,
    add_label,
    change_label,
    documents_with_label,
    list_labels,
    list_worn,
    put_label,
    remove_label,
    take_label,
)
from tests.storage.samples import CLERK, receive


def bearers(house: House, org: str, label_id: str) -> set[str]:
    with house.session() as session:
        return set(
            session.scalars(select(DocumentTable.id).where(DocumentTable.id.in_(documents_with_label(org, label_id))))
        )


def test_a_label_is_put_on_a_document_and_found_by(house: House, org: str, other_org: str) -> None:
    one, two = receive(house, org, b"one"), receive(house, org, b"two")
    rent = add_label(house, org, " Rent ", "green", actor=CLERK)
    put_label(house, org, one, rent, actor=CLERK)
    put_label(house, org, one, rent, actor=CLERK)
    assert bearers(house, org, rent) == {one}
    assert bearers(house, other_org, rent) == set()
    assert [(row.name, row.colour, worn) for row, worn in list_worn(house, org, one)] == [("Rent", Colour.GREEN, True)]
    assert [worn for _, worn in list_worn(house, org, two)] == [False]
    assert [row.event for row in list_audit(house, org, document_id=one).rows].count("label_put") == 1
    take_label(house, org, one, rent, actor=CLERK)
    take_label(house, org, one, rent, actor=CLERK)
    assert bearers(house, org, rent) == set()


def test_labels_are_renamed_and_removed_everywhere(house: House, org: str) -> None:
    document_id = receive(house, org)
    label = add_label(house, org, "Rent", "green", actor=CLERK)
    put_label(house, org, document_id, label, actor=CLERK)
    change_label(house, org, label, "Lease", "red", actor=CLERK)
    assert [(row.name, worn) for row, worn in list_worn(house, org, document_id)] == [("Lease", True)]
    remove_label(house, org, label, actor=CLERK)
    assert list_worn(house, org, document_id) == ()
    assert list_labels(house, org) == ()


@pytest.mark.parametrize(("name", "colour"), [("", "red"), ("x" * 61, "red"), ("Taken", "red"), ("New", "pink")])
def test_what_cannot_be_a_label_is_refused(house: House, org: str, name: str, colour: str) -> None:
    add_label(house, org, "Taken", "blue", actor=CLERK)
    with pytest.raises(InvalidInput):
        add_label(house, org, name, colour, actor=CLERK)


def test_labels_and_documents_of_others_are_out_of_reach(house: House, org: str, other_org: str) -> None:
    mine, theirs = receive(house, org), receive(house, other_org)
    label, other = add_label(house, org, "A", "red", actor=CLERK), add_label(house, other_org, "A", "red", actor=CLERK)
    for document_id, label_id in ((mine, other), (theirs, label)):
        with pytest.raises(NotFound):
            put_label(house, org, document_id, label_id, actor=CLERK)
    with pytest.raises(NotFound):
        remove_label(house, org, other, actor=CLERK)
