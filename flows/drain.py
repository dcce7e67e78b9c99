"""Draining the queue: claim documents until none is left, or stay and wait for more; capture each as a subflow.

The queue is the table of jobs in the database, and the claims there make each document's capture happen once,
however many drains run wherever. Prefect starts drains, shows them and their documents, and limits them.
"""

import asyncio
import time

from prefect import flow

from flows.catching_up import catching_up
from flows.claims import capture_claim
from flows.logs import warn
from flows.sweeping import sweep_dead_runs
from flows.work import Work
from flows.workshop import Workshop, open_workshop
from models.errors import StorageUnavailable
from storage.jobs import claim_job
from storage.rows import Claim

GRACE_SECONDS = 3.0
LONGEST_SECONDS = 3600.0
STORAGE_PAUSE_SECONDS = 1.0


@flow(name="drain", persist_result=False, validate_parameters=False)
async def drain(resident: bool = False, documents: int = 500) -> int:
    """Capture up to so many documents, and end when none is left unless `resident`; how many were taken.

    No drain lives longer than an hour, so that no run grows for ever and old ones are known to be dead.

    Told to stop, it gives documents in hand a few seconds, and hands back what is not done. PrefectAway when Prefect
    went away meanwhile: whoever started the drain starts another one later.
    """
    async with open_workshop() as shop:
        await sweep_dead_runs(LONGEST_SECONDS)
        hands = _Hands(shop, left=documents)
        async with catching_up(shop.house):
            await hands.work(resident)
            await hands.put_down()
        if hands.away:
            raise hands.away
        return documents - hands.left


class _Hands:
    """The documents that one drain has in hand, at most one per slot; `away` when Prefect failed one of them."""

    def __init__(self, shop: Workshop, left: int) -> None:
        self.shop = shop
        self.left = left
        self.until = time.monotonic() + LONGEST_SECONDS
        self.away: BaseException | None = None
        self.busy: set[asyncio.Task[None]] = set()
        self.stopping = asyncio.create_task(shop.stop.wait())

    async def work(self, resident: bool) -> None:
        """Take one after the other, until there is a reason to end."""
        while self._goes_on():
            if await self._take_one():
                continue
            if not self.busy and not resident:
                return
            await self._rest()

    def _goes_on(self) -> bool:
        over = self.away or self.shop.stop.is_set() or time.monotonic() > self.until
        return self.left > 0 and not over

    async def put_down(self) -> None:
        """Wait for what is in hand; when told to stop, not for long."""
        while self.busy and not self.shop.stop.is_set():
            await self._rest()
        if self.busy:
            await asyncio.wait(self.busy, timeout=GRACE_SECONDS)
        for task in self.busy:
            task.cancel()
        await asyncio.gather(*self.busy, return_exceptions=True)
        self.stopping.cancel()

    async def _take_one(self) -> bool:
        claim = await self._claim() if len(self.busy) < self.shop.settings.worker_slots else None
        if claim is None:
            return False
        settings = self.shop.settings
        work = Work(self.shop.house, self.shop.reader, claim, settings.clamav, copies=settings.searchable_copies)
        self.busy.add(asyncio.create_task(capture_claim(work, self.shop.settings.worker_lease_seconds)))
        self.left -= 1
        return True

    async def _claim(self) -> Claim | None:
        settings = self.shop.settings
        try:
            return await asyncio.to_thread(claim_job, self.shop.house, self.shop.worker, settings.worker_lease_seconds)
        except StorageUnavailable as error:
            warn("queue_unreachable", error=error.code)
            await asyncio.sleep(STORAGE_PAUSE_SECONDS)
            return None

    async def _rest(self) -> None:
        """Until a document is done, the next look at the queue is due, or the worker is told to stop."""
        poll = self.shop.settings.worker_poll_milliseconds / 1000
        await asyncio.wait({*self.busy, self.stopping}, timeout=poll, return_when=asyncio.FIRST_COMPLETED)
        for task in [task for task in self.busy if task.done()]:
            self.busy.remove(task)
            self.away = task.exception() or self.away
