"""What a worker has open: house, warm reader, its name, and whether it was told to stop."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from extractors.sandbox import Reader
from flows.bootstrap import open_house
from flows.logs import set_up_logs
from flows.settings import Settings, read_settings
from flows.workshop_limits import limits_of
from storage.house import House


@dataclass(frozen=True, slots=True)
class Workshop:
    """Shared by all documents of a worker. `stop` is set by SIGTERM and SIGINT."""

    house: House
    reader: Reader
    settings: Settings
    worker: str
    stop: asyncio.Event


_OPEN: ContextVar[Workshop] = ContextVar("workshop")


@asynccontextmanager
async def open_workshop(settings: Settings | None = None, stop: asyncio.Event | None = None) -> AsyncIterator[Workshop]:
    """The workshop that is open, or one opened from the settings and closed at the end."""
    if shop := _OPEN.get(None):
        yield shop
        return
    if settings is None:  # a pool's drain, which no command of ours has started
        settings = read_settings()
        set_up_logs(settings)
    shop = await asyncio.to_thread(_opened, settings, stop or asyncio.Event())
    token = _OPEN.set(shop)
    _stop_on_signals()
    try:
        yield shop
    finally:
        _OPEN.reset(token)
        await asyncio.to_thread(shop.reader.close)
        shop.house.close()


def _opened(settings: Settings, stop: asyncio.Event) -> Workshop:
    worker = settings.worker_name or f"{socket.gethostname()}:{os.getpid()}"
    house = open_house(settings)
    reader = Reader(limits_of(settings), workers=settings.worker_slots)
    return Workshop(house, reader, settings, worker, stop)


async def keep_stopping(flow: object, flow_run: object, state: object) -> None:  # noqa: ARG001 - a hook's signature
    """A hook for `on_running`: Prefect's engine has just put its own handler of SIGTERM in the place of ours."""
    _stop_on_signals()


def _stop_on_signals() -> None:
    """Only the main thread hears signals; a worker runs its flows beside it and passes them on."""
    if threading.current_thread() is threading.main_thread():
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _OPEN.get().stop.set)
