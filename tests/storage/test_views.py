"""Saved views: one's own, and those that are shared."""

import pytest

from models.errors import InvalidInput, NotAllowed, NotFound
from storage import views
from storage.house import House
from storage.views import list_views, remove_view, save_view
from tests.storage.people import add_person


def names(house: House, org: str, actor: object) -> list[tuple[str, bool, bool]]:
    return [(view.name, view.shared, view.mine) for view in list_views(house, org, actor=actor)]  # type: ignore[arg-type]


def test_ones_own_are_seen_by_oneself_and_shared_ones_by_all(house: House, org: str, other_org: str) -> None:
    ana, bor, stranger = add_person(house, org, "Ana"), add_person(house, org, "Bor"), add_person(house, other_org, "X")
    save_view(house, org, " My  dates ", "field=issue_date", actor=ana, shared=False)
    save_view(house, org, "due soon", "due=week", actor=ana, shared=True)
    assert names(house, org, ana) == [("due soon", True, True), ("My dates", False, True)]
    assert names(house, org, bor) == [("due soon", True, False)]
    assert names(house, other_org, stranger) == []


def test_the_same_name_is_the_same_view(house: House, org: str) -> None:
    ana = add_person(house, org, "Ana")
    first = save_view(house, org, "dates", "field=issue_date", actor=ana, shared=False)
    assert save_view(house, org, "dates", "field=due_date", actor=ana, shared=False) == first
    assert [view.query for view in list_views(house, org, actor=ana)] == ["field=due_date"]


def test_a_view_is_removed_by_whoever_saved_it_or_manages(house: House, org: str) -> None:
    ana, bor = add_person(house, org, "Ana"), add_person(house, org, "Bor")
    own = save_view(house, org, "own", "", actor=ana, shared=False)
    shared = save_view(house, org, "shared", "", actor=ana, shared=True)
    with pytest.raises(NotFound):
        remove_view(house, org, own, actor=bor)
    with pytest.raises(NotAllowed):
        remove_view(house, org, shared, actor=bor)
    remove_view(house, org, shared, actor=bor, any_owner=True)
    remove_view(house, org, own, actor=ana)
    assert list_views(house, org, actor=ana) == ()


def test_a_view_has_a_name_and_there_are_not_too_many(house: House, org: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = add_person(house, org, "Ana")
    with pytest.raises(InvalidInput):
        save_view(house, org, " \x00", "", actor=ana, shared=False)
    monkeypatch.setattr(views, "MOST", 1)
    save_view(house, org, "one", "", actor=ana, shared=False)
    with pytest.raises(InvalidInput):
        save_view(house, org, "two", "", actor=ana, shared=False)
    with pytest.raises(InvalidInput):
        save_view(house, org, "long", "x" * 2000, actor=ana, shared=False)
