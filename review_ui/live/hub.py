"""News for open pages: one task asks the database for everybody, once a second, and wakes those whom it concerns.

Whoever waits holds neither a connection to the database nor a thread: it is a task that sleeps. A page is told only
that something changed; it then asks for its part itself, with its own rights.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from models.errors import StorageUnavailable
from storage.house import House
from storage.pulse import Pulse, read_pulse

EVERY = 1.0  # seconds
KEEP_ALIVE = 15.0  # seconds of silence that no proxy takes for a death
HELLO = b"retry: 3000\n\n"
CHANGED = b"event: changed\ndata:\n\n"
ENDED = b"event: ended\ndata:\n\n"
QUIET = b":\n\n"


@dataclass(eq=False, slots=True)
class Listener:
    """One open page. `mark` is what it knows, None while that is unknown.

    `told` is set when there is news; `said` is what to say then, None to say no more.
    """

    organisation_id: str
    session_id: str
    mark: str | None = None
    said: bytes | None = CHANGED
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, said: bytes | None) -> None:
        self.said = said
        self.told.set()


class Hub:
    """Everybody who waits for news in this process. Stopped once, when the server ends."""

    def __init__(self, house: House, every: float = EVERY) -> None:
        self._house, self._every = house, every
        self._listeners: set[Listener] = set()
        self._watch: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False

    @property
    def waiting(self) -> int:
        """How many pages are listening."""
        return len(self._listeners)

    async def listen(self, organisation_id: str, session_id: str, since: str = "") -> AsyncIterator[bytes]:
        """What a page is told, until it leaves, its session ends, or the server does.

        A page that was made `since` a mark is told what changed while it was on its way, too.
        """
        listener = Listener(organisation_id, session_id, since or None)
        self._listeners.add(listener)
        try:
            self._begin()
            yield HELLO
            while not self._stopped and (said := await self._next(listener)) is not None:
                yield said
                if said is ENDED:
                    return
        finally:
            self._listeners.discard(listener)

    def stop(self) -> None:
        """Let everybody go; from any thread."""
        self._stopped = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._release)

    def _release(self) -> None:
        for listener in self._listeners:
            listener.tell(None)

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop or self._watch is None or self._watch.done():
            self._loop, self._watch = loop, loop.create_task(self._look())

    async def _next(self, listener: Listener) -> bytes | None:
        try:
            await asyncio.wait_for(listener.told.wait(), KEEP_ALIVE)
        except TimeoutError:
            return QUIET
        listener.told.clear()
        return listener.said

    async def _look(self) -> None:
        while self._listeners and not self._stopped:
            here = tuple(self._listeners)
            organisations, sessions = {each.organisation_id for each in here}, {each.session_id for each in here}
            try:
                pulse = await asyncio.to_thread(read_pulse, self._house, organisations, sessions)
            except StorageUnavailable:
                pass  # it is asked again
            else:
                for listener in here:
                    notice(listener, pulse)
            await asyncio.sleep(self._every)


def notice(listener: Listener, pulse: Pulse) -> None:
    """Tell a page that something changed since it was looked at last, or that its session has ended."""
    mark = pulse.marks.get(listener.organisation_id)
    if listener.session_id not in pulse.sessions:
        listener.tell(ENDED)
    elif listener.mark is not None and mark != listener.mark:
        listener.tell(CHANGED)
    listener.mark = mark
