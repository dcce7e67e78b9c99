"""Places for large mails: few at a time, never two of one organisation, and who waits for one can be stopped."""

import threading
from types import SimpleNamespace
from typing import cast

from flows.mail.engine import AT_ONCE, Engine
from flows.mail.places import LARGE_AT_ONCE, Place, Places
from flows.mail.round import Round


def yes() -> bool:
    return True


def no() -> bool:
    return False


def test_an_organisation_holds_one_place_and_leaves_the_others() -> None:
    places = Places()
    with Place(places, "ours") as first, Place(places, "ours") as second, Place(places, "theirs") as third:
        assert first.take(yes)
        assert first.take(yes)
        assert not second.take(no)
        assert third.take(yes)
    assert places.take("ours", no)


def test_there_are_only_so_many_places() -> None:
    places = Places()
    assert all(places.take(str(number), no) for number in range(LARGE_AT_ONCE))
    assert not places.take("another", no)
    places.give_back("0")
    assert places.take("another", no)


def test_who_waits_for_a_place_is_told_when_there_is_one_and_can_be_stopped() -> None:
    places, stopped, found = Places(), threading.Event(), list[bool]()
    assert places.take("ours", yes)

    def wait() -> None:
        found.append(places.take("ours", lambda: not stopped.is_set()))

    first, second = threading.Thread(target=wait), threading.Thread(target=wait)
    first.start()
    second.start()
    places.give_back("ours")
    while not found:
        first.join(0.01)
    stopped.set()
    first.join(5)
    second.join(5)
    assert found == [True, False]


def test_who_waits_to_write_down_can_be_stopped() -> None:
    engine, stopped = Engine("http://127.0.0.1:1"), threading.Event()
    for _ in range(AT_ONCE):
        assert engine._flows.acquire()
    work = cast(Round, SimpleNamespace(goes_on=lambda: not stopped.is_set()))
    thread = threading.Thread(target=engine._write, args=(work,), daemon=True)
    thread.start()
    stopped.set()
    thread.join(5)
    assert not thread.is_alive()
