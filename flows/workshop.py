"""What a worker has open: house, warm reader, its name, and whether it was told to stop."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from extractors.limits import MEBIBYTE, Limits
from extractors.sandbox import Reader
from flows.bootstrap import open_house
from flows.settings import Settings, read_settings
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
async def open_workshop(settings: Settings | None = None) -> AsyncIterator[Workshop]:
    """The workshop that is open, or one opened from the settings and closed at the end."""
    if shop := _OPEN.get(None):
        yield shop
        return
    shop = await asyncio.to_thread(_opened, settings or read_settings())
    token = _OPEN.set(shop)
    _stop_on_signals(shop.stop)
    try:
        yield shop
    finally:
        _OPEN.reset(token)
        await asyncio.to_thread(shop.reader.close)
        shop.house.close()


def limits_of(settings: Settings) -> Limits:
    """The limits of one document."""
    return Limits(
        pages=settings.read_pages,
        seconds=settings.read_seconds,
        reading_seconds=settings.read_seconds * 0.75,
        memory_bytes=settings.read_memory_mib * MEBIBYTE,
    )


def _opened(settings: Settings) -> Workshop:
    worker = settings.worker_name or f"{socket.gethostname()}:{os.getpid()}"
    house = open_house(settings)
    reader = Reader(limits_of(settings), workers=settings.worker_slots)
    return Workshop(house, reader, settings, worker, asyncio.Event())


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
