"""Figures of the whole installation."""

from models.states import State
from storage.figures import load_figures
from storage.house import House
from tests.storage.samples import capture, claim, receive


def test_figures_count_all_organisations(house: House, org: str, other_org: str) -> None:
    assert load_figures(house, 2).oldest_seconds == 0
    capture(house, org)
    receive(house, org, b"%PDF-1.7 two")
    receive(house, other_org, b"%PDF-1.7 three")
    claim(house)
    found = load_figures(house, 2)
    assert (found.queue.ready, found.queue.delayed, found.queue.running) == (1, 0, 1)
    assert found.documents[State.IN_REVIEW] == found.documents[State.READING] == found.documents[State.RECEIVED] == 1
    assert found.documents[State.BOOKED] == 0
    assert 0 < found.oldest_seconds < 60
