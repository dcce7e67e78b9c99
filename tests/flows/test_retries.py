"""Only what may succeed a little later is tried again."""

import httpx

from flows.retries import is_outage_of_prefect, is_transient
from models.errors import DamagedDocument, EngineCrashed, LeaseLost, StorageUnavailable


def test_transient_errors_are_worth_another_try() -> None:
    assert is_transient(StorageUnavailable(""))
    assert is_transient(EngineCrashed(""))


def test_others_are_not() -> None:
    assert not any(is_transient(error) for error in (DamagedDocument(""), LeaseLost(""), ValueError(), None))


def test_outage_of_prefect_is_known_however_it_shows() -> None:
    shown = [httpx.ConnectError(""), ConnectionResetError(), RuntimeError("x. Failed to reach API at http://h/api.")]
    assert all(is_outage_of_prefect(error) for error in shown)
    assert not is_outage_of_prefect(RuntimeError("another"))
