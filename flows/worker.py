"""A resident worker: the flow `drain`, again and again, served from this machine.

Flows run in a thread beside the main one, which hears the signals: in the main thread Prefect's engine would put a
handler of its own in the place of ours, and raise in the middle of a document.

When Prefect cannot be reached nothing is claimed; the worker asks until it answers, and goes on. No attempt of any
document is consumed by that.
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NoReturn

from flows import prefect_environment
from flows.clamav import ask_scanner
from flows.logs import log, warn
from flows.monitor import monitored
from flows.probes import answers
from flows.settings import Settings
from flows.vitals import Check, Vitals, house_checks
from models.errors import EngineMissing

ASK_AGAIN_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
BEAT_SECONDS = 1.0

Drain = Callable[..., Awaitable[int]]


def run_worker(settings: Settings) -> None:
    """Work until told to stop."""
    prefect_environment.enter(settings)
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def tell(_number: int, _frame: object) -> None:
        with suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(stop.set)

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    with monitored(settings) as vitals, ThreadPoolExecutor(1, "flows") as beside:
        beside.submit(_run, loop, _serve(settings, vitals, stop)).result()


def _run(loop: asyncio.AbstractEventLoop, work: Coroutine[None, None, None]) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(work)


async def _serve(settings: Settings, vitals: Vitals, stop: asyncio.Event) -> None:
    from flows.drain import drain  # noqa: PLC0415 - loads Prefect, whose environment is set by now
    from flows.workshop import open_workshop  # noqa: PLC0415 - loads the readers' libraries

    async with open_workshop(settings, stop) as shop:
        log("worker_began", worker=shop.worker, slots=settings.worker_slots)
        vitals.begin({**house_checks(shop.house), **_server_checks(settings)})
        beating = asyncio.create_task(_beat(vitals, stop))
        await _again_and_again(drain, settings, stop)
        await beating
        log("worker_ended", worker=shop.worker)


async def _again_and_again(drain: Drain, settings: Settings, stop: asyncio.Event) -> None:
    pause = ASK_AGAIN_SECONDS
    while not stop.is_set():
        if await _prefect_answers(settings):
            began = time.monotonic()
            pause = next_pause(pause, well=await _drained(drain), lasted=time.monotonic() - began)
        await _pause(stop, pause)


async def _beat(vitals: Vitals, stop: asyncio.Event) -> None:
    """Tell that the loop turns, until it is told to stop."""
    while not stop.is_set():
        vitals.beat()
        await _pause(stop, BEAT_SECONDS)
    vitals.end()


def next_pause(pause: float, *, well: bool, lasted: float) -> float:
    """Seconds until the next drain: longer after each that failed soon, short again after one that worked a while.

    >>> next_pause(4.0, well=False, lasted=1.0), next_pause(4.0, well=False, lasted=60.0)
    (8.0, 0.5)
    """
    if well or lasted > LONGEST_PAUSE_SECONDS:
        return ASK_AGAIN_SECONDS
    return min(LONGEST_PAUSE_SECONDS, 2 * pause)


async def _drained(drain: Drain) -> bool:
    """Run one drain to its end; False when Prefect went away meanwhile."""
    from flows.claims import PrefectAway  # noqa: PLC0415 - imports Prefect, whose environment is set by now
    from flows.retries import is_outage_of_prefect  # noqa: PLC0415 - likewise

    try:
        await drain(resident=True)
    except Exception as error:
        if not (isinstance(error, PrefectAway) or is_outage_of_prefect(error)):
            raise
        warn("prefect_away", error=type(error.__cause__ or error).__name__)
        return False
    return True


async def _prefect_answers(settings: Settings) -> bool:
    return await asyncio.to_thread(answers, f"{settings.prefect_api}/health")


def _server_checks(settings: Settings) -> dict[str, Check]:
    """The other servers that a worker cannot do without: Prefect, and the virus scanner where one is set."""
    checks: dict[str, Check] = {"prefect": lambda: _refuse_outage(settings)}
    if settings.clamav:
        checks["clamav"] = lambda: _refuse_silence(settings)
    return checks


def _refuse_silence(settings: Settings) -> None:
    asyncio.run(ask_scanner(settings.clamav))


def _refuse_outage(settings: Settings) -> None:
    if not answers(f"{settings.prefect_api}/health"):
        raise EngineMissing("Prefect does not answer; documents wait until it does.")


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def leave_at_once() -> NoReturn:
    """End this process when all is closed: taking Prefect's modules down takes longer than all the rest of a stop."""
    logging.shutdown()
    os._exit(0)
