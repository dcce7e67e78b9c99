"""A real document through the steps of a capture: booked without a person where that is switched on, and only there."""

import asyncio

import pytest

from extractors.document import READING_VERSION
from extractors.sandbox import Reader
from flows import steps
from flows.samples.writing import make_sample
from flows.work import Work, working_on
from models.states import State
from models.unseen import Mode
from storage.automation import switch
from storage.bookings import list_bookings
from storage.documents import load_document
from storage.house import House
from tests.extractors import patchwork
from tests.extractors.two_sided import LINES, TOTAL, covered
from tests.flows.hand_in import claimed
from tests.storage.reviewed import person, reviewed

FACTUR_X = 3


async def capture(work: Work) -> str:
    """The body of the flow, its tasks called as plain functions."""
    with working_on(work):
        original = await steps.open_original.fn()
        invoice = await steps.read.fn(original)
        assert invoice is not None
        return await steps.decide.fn(steps.check(invoice))


@pytest.fixture
def work(house: House, organisation: str, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Work:
    """An invoice that says everything twice, in print and as XML, no blind sample, where enough was reviewed."""
    monkeypatch.setattr("models.unseen.is_sampled", lambda _document_id, _sample: False)
    reviewed(house, organisation, 299, score=0.3, reader=READING_VERSION)
    name, content, _ = make_sample(1, FACTUR_X)
    return claimed(house, organisation, reader, content, name)


def test_it_waits_for_a_person_while_nobody_has_switched_it_on(house: House, organisation: str, work: Work) -> None:
    assert asyncio.run(capture(work)) == State.IN_REVIEW
    assert list_bookings(house, organisation).total == 0


def test_it_is_booked_once_switched_on(house: House, organisation: str, work: Work) -> None:
    switch(house, organisation, Mode.ON, actor=person(house, organisation))
    assert asyncio.run(capture(work)) == State.BOOKED
    assert load_document(house, organisation, work.claim.document_id).state is State.BOOKED
    (booking,) = list_bookings(house, organisation).rows
    assert (booking.document_id, booking.state) == (work.claim.document_id, "active")


def test_a_plain_digital_page_is_booked_by_its_text_and_its_picture(
    house: House, organisation: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.unseen.is_sampled", lambda _document_id, _sample: False)
    reviewed(house, organisation, 299, score=0.3, reader=READING_VERSION)
    switch(house, organisation, Mode.ON, actor=person(house, organisation))
    content = patchwork.page((), patchwork.as_text, LINES)
    assert asyncio.run(capture(claimed(house, organisation, reader, content, "plain.pdf"))) == State.BOOKED


def test_a_plain_page_that_shows_another_total_than_its_text_says_goes_to_a_person(
    house: House, organisation: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.unseen.is_sampled", lambda _document_id, _sample: False)
    reviewed(house, organisation, 299, score=0.3, reader=READING_VERSION)
    switch(house, organisation, Mode.ON, actor=person(house, organisation))
    content = covered(LINES, TOTAL, "Total amount to pay: EUR 7739.20")
    assert asyncio.run(capture(claimed(house, organisation, reader, content, "covered.pdf"))) == State.IN_REVIEW
