"""News for open pages: who is told what, and that nobody who waits holds anything."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.testclient import TestClient

from review_ui.live import hub as hubs
from review_ui.live.hub import CHANGED, ENDED, HELLO, Hub
from review_ui.visitors import COOKIE
from storage.access import load_session, sign_out
from storage.holds import take_hold
from storage.pulse import read_mark
from storage.sign_in import SessionInfo
from tests.review_ui.conftest import Original
from tests.review_ui.houses import Seeded, add_paper, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

QUICK = 0.02


async def heard(stream: AsyncIterator[bytes], seconds: float = 5) -> bytes:
    return await asyncio.wait_for(anext(stream), seconds)


async def silent(stream: AsyncIterator[bytes]) -> bool:
    """Whether nothing is said for a while; the stream ends by that."""
    try:
        await heard(stream, 0.3)
    except TimeoutError:
        return True
    return False


def session_of(seeded: Seeded, original: Original, name: str = "reviewer") -> SessionInfo:
    found = load_session(seeded.house, original.tokens[name])
    assert found
    return found


def test_ones_own_organisation_is_told_and_others_are_not(seeded: Seeded, original: Original) -> None:
    ours, theirs = session_of(seeded, original), session_of(seeded, original, "outsider")

    async def follow() -> None:
        hub = Hub(seeded.house, QUICK)
        here, there = (hub.listen(each.organisation_id, each.session_id) for each in (ours, theirs))
        assert [await heard(here), await heard(there)] == [HELLO, HELLO]
        told, untold = asyncio.ensure_future(heard(here)), asyncio.ensure_future(silent(there))
        await asyncio.sleep(0.2)
        await asyncio.to_thread(receive, seeded, "new.pdf")
        assert await told == CHANGED
        assert await untold

    asyncio.run(follow())


def test_a_document_that_is_opened_is_news(seeded: Seeded, original: Original) -> None:
    session, document = session_of(seeded, original), add_paper(seeded, Paper())

    async def follow() -> None:
        hub = Hub(seeded.house, QUICK)
        stream = hub.listen(session.organisation_id, session.session_id)
        assert await heard(stream) == HELLO
        told = asyncio.ensure_future(heard(stream))
        await asyncio.sleep(0.2)
        actor = session.actor()
        await asyncio.to_thread(take_hold, seeded.house, seeded.organisation_id, document, actor=actor)
        assert await told == CHANGED

    asyncio.run(follow())


def test_what_changed_while_a_page_was_on_its_way_is_told(seeded: Seeded, original: Original) -> None:
    session, mark = session_of(seeded, original), read_mark(seeded.house, seeded.organisation_id)

    async def follow(since: str) -> bool:
        stream = Hub(seeded.house, QUICK).listen(session.organisation_id, session.session_id, since)
        assert await heard(stream) == HELLO
        return not await silent(stream)

    assert not asyncio.run(follow(mark))
    receive(seeded, "new.pdf")
    assert asyncio.run(follow(mark))
    assert not asyncio.run(follow(read_mark(seeded.house, seeded.organisation_id)))


def test_a_stream_ends_with_its_session(seeded: Seeded, original: Original) -> None:
    session = session_of(seeded, original)

    async def follow() -> None:
        hub = Hub(seeded.house, QUICK)
        stream = hub.listen(session.organisation_id, session.session_id)
        assert await heard(stream) == HELLO
        await asyncio.to_thread(sign_out, seeded.house, original.tokens["reviewer"])
        assert [said async for said in stream] == [ENDED]
        assert hub.waiting == 0

    asyncio.run(follow())


def test_many_wait_and_hold_no_connection_and_stopping_lets_all_go(seeded: Seeded, original: Original) -> None:
    session = session_of(seeded, original)

    async def follow() -> None:
        hub = Hub(seeded.house, 60)
        streams = [hub.listen(session.organisation_id, session.session_id) for _ in range(200)]
        assert {await heard(stream) for stream in streams} == {HELLO}
        waiting = [asyncio.ensure_future(anext(stream, b"gone")) for stream in streams]
        await asyncio.sleep(0.3)
        assert hub.waiting == len(streams)
        assert seeded.house.database.reader.pool.checkedout() == 0  # type: ignore[attr-defined]
        await asyncio.to_thread(hub.stop)
        assert set(await asyncio.gather(*waiting)) == {b"gone"}
        assert hub.waiting == 0

    asyncio.run(follow())


def test_silence_is_filled_for_proxies(seeded: Seeded, original: Original, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(seeded, original)

    async def follow() -> None:
        hub = Hub(seeded.house, QUICK)
        stream = hub.listen(session.organisation_id, session.session_id)
        assert await heard(stream) == HELLO
        assert await heard(stream) == hubs.QUIET

    monkeypatch.setattr(hubs, "KEEP_ALIVE", 0.1)
    asyncio.run(follow())


def test_the_address_speaks_as_a_stream_of_events(original: Original, clerk: Persona) -> None:
    app = clerk.client.app
    app.state.hub.stop()  # type: ignore[attr-defined]
    with TestClient(app) as client:
        client.cookies.set(COOKIE, original.tokens["reviewer"])
        answer = client.get("/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.content == HELLO
