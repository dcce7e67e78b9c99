"""Beside its documents a drain catches up with what was read by an earlier version (`storage/backlog.py`).

A step takes some documents, and the pause after it is as long as the step: half of one thread, at most.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from flows.logs import log, warn
from models.errors import StorageUnavailable
from storage.backlog import catch_up
from storage.house import House

AWAY_SECONDS = 10.0


@asynccontextmanager
async def catching_up(house: House) -> AsyncIterator[None]:
    """While the block runs; a step that was begun is done before it ends."""
    over = asyncio.Event()
    task = asyncio.create_task(_catch_up(house, over))
    try:
        yield
    finally:
        over.set()
        await task


async def _catch_up(house: House, over: asyncio.Event) -> None:
    """Until nothing is left, or it is over."""
    documents = 0
    while not over.is_set():
        began = time.monotonic()
        done = await _step(house)
        if done == 0:
            break
        documents += done or 0
        await _pause(over, AWAY_SECONDS if done is None else time.monotonic() - began)
    if documents:
        log("caught_up", documents=documents)


async def _step(house: House) -> int | None:
    """How many documents; None while the storage is away."""
    try:
        return await asyncio.to_thread(catch_up, house)
    except StorageUnavailable as error:
        warn("catching_up_hindered", error=error.code)
        return None


async def _pause(over: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(over.wait(), seconds)
    except TimeoutError:
        return
