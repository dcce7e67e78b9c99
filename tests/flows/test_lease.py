"""A lease is renewed while a document is in hand, and let go when it is lost."""

import time
from datetime import UTC, datetime

from flows.ingesting import ACTOR
from flows.lease import holding_lease
from storage.documents import receive_document
from storage.house import House
from storage.jobs import claim_job


def test_lease_outlasts_its_length_while_it_is_held(house: House, organisation: str) -> None:
    receive_document(house, organisation, b"%PDF-1.4", "a.pdf", channel="cli", actor=ACTOR)
    claim = claim_job(house, "holder", 1)
    assert claim is not None
    with holding_lease(house, claim, 1):
        time.sleep(1.5)
        assert claim.leased_until < datetime.now(UTC)
        assert claim_job(house, "other", 1) is None
    time.sleep(1.1)
    assert claim_job(house, "other", 1) is not None


def test_lost_lease_ends_the_holding_quietly(house: House, organisation: str) -> None:
    receive_document(house, organisation, b"%PDF-1.4", "a.pdf", channel="cli", actor=ACTOR)
    lapsed = claim_job(house, "slow", 0)
    assert lapsed is not None
    taken = claim_job(house, "quick", 60)
    assert taken is not None
    with holding_lease(house, lapsed, 0):
        time.sleep(0.1)
