"""Documents flow in the background, one every few seconds, until the block ends."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

from tests.trials.clerk import Clerk

EVERY_SECONDS = 6.0


@contextmanager
def documents_flowing(clerk: Clerk) -> Iterator[None]:
    """The Fault of the sender, if any, is raised at the end of the block."""
    over = threading.Event()
    with ThreadPoolExecutor(1, "clerk") as beside:
        sending = beside.submit(_send_until, over, clerk)
        try:
            yield
        finally:
            over.set()
        sending.result()


def _send_until(over: threading.Event, clerk: Clerk) -> None:
    for number in count(len(clerk.acknowledged)):
        if over.is_set():
            return
        clerk.hand_in(number)
        over.wait(EVERY_SECONDS)
