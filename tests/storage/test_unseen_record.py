"""What would have gone through, without telling which documents are blind samples."""

from models.unseen import Mode
from storage.automation import set_policy, switch
from storage.house import House
from storage.unseen_record import load_evidence, load_month, load_moves
from tests.storage.reviewed import person, read, review, reviewed


def test_the_month_counts_what_reaches_a_threshold_and_lists_what_was_decided(house: House, org: str) -> None:
    right, wrong, waiting = (read(house, org, number) for number in range(3))
    review(house, org, right)
    review(house, org, wrong, right=False)
    month = load_month(house, org, 0.5)
    assert (month.read, month.passed, month.decided, month.wrong) == (3, 3, 2, 1)
    assert {row.document_id: row.wrong for row in month.shown} == {right: False, wrong: True}
    assert waiting not in {row.document_id for row in month.shown}
    assert load_month(house, org, None).passed == load_month(house, org, 0.9999).passed == 0


def test_moves_are_told_with_their_reasons_the_newest_first(house: House, org: str, other_org: str) -> None:
    boss = person(house, org)
    set_policy(house, org, actor=boss, bound=50)
    reviewed(house, org, 150)
    switch(house, org, Mode.ON, actor=boss)
    assert [move.event for move in load_moves(house, org)] == [
        "automation_switched_on",
        "automation_moved",
        "automation_set",
    ]
    assert (load_moves(house, org)[1].after or {})["reason"] == "holds"
    assert load_moves(house, other_org) == []
    assert len(load_evidence(house, org)) == 150
