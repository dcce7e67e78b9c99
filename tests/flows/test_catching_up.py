"""A drain gives what an earlier version read what lists and search need, beside its documents, and stops when told."""

import asyncio
import io
import json

import pytest

from flows import catching_up
from flows.logs import set_up_logs
from flows.settings import read_settings
from models.errors import StorageUnavailable
from storage import backlog
from storage.house import House
from tests.storage.test_backlog import go_back, left, read, undated

TRIES = 1000


async def until_done(house: House) -> None:
    async with catching_up.catching_up(house):
        for _ in range(TRIES):
            if not await asyncio.to_thread(left, house):
                return
            await asyncio.sleep(0.01)


def events(stream: io.StringIO) -> list[tuple[str, object]]:
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [(line["event"], line.get("documents", line.get("error"))) for line in lines]


@pytest.fixture
def told() -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    return stream


def test_all_is_done_in_steps_and_told_once(
    house: House, organisation: str, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "AT_ONCE", 1)
    documents = [read(house, organisation, number, "vosek") for number in range(3)]
    go_back(house)
    asyncio.run(until_done(house))
    assert undated(house, organisation) == documents[::-1]
    assert events(told) == [("caught_up", 3)]


def test_what_is_left_when_it_ends_is_done_by_the_next(house: House, organisation: str) -> None:
    documents = [read(house, organisation, number, "vosek") for number in range(3)]
    go_back(house)

    async def leave_at_once() -> None:
        async with catching_up.catching_up(house):
            pass

    asyncio.run(leave_at_once())
    asyncio.run(until_done(house))
    assert undated(house, organisation) == documents[::-1]


def test_an_outage_of_the_storage_is_waited_out(
    house: House, organisation: str, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read(house, organisation, 1, "vosek")
    go_back(house)
    outages = iter([StorageUnavailable("The database is away.")])

    def away_at_first(at: House) -> int:
        for outage in outages:
            raise outage
        return backlog.catch_up(at)

    monkeypatch.setattr(catching_up, "catch_up", away_at_first)
    monkeypatch.setattr(catching_up, "AWAY_SECONDS", 0.01)
    asyncio.run(until_done(house))
    assert undated(house, organisation) == [document]
    assert events(told) == [("catching_up_hindered", "storage_unavailable"), ("caught_up", 1)]
