"""Holding a lease while a document is in hand: a thread renews it, whatever the loop is busy with."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.logs import warn
from models.errors import LeaseLost, StorageError
from storage.house import House
from storage.jobs import renew_lease
from storage.rows import Claim

RENEWALS_PER_LEASE = 3


@contextmanager
def holding_lease(house: House, claim: Claim, seconds: int) -> Iterator[None]:
    """Renew the lease a few times per its length until the block ends, or another worker has the job."""
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(house, claim, seconds, done), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(house: House, claim: Claim, seconds: int, done: threading.Event) -> None:
    while not done.wait(seconds / RENEWALS_PER_LEASE):
        try:
            renew_lease(house, claim, seconds)
        except LeaseLost:
            return
        except StorageError as error:
            warn("lease_not_renewed", document=claim.document_id, error=error.code)
