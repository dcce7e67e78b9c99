"""The web behind a proxy: whose word on the client's address is believed, and that the cookie stays within TLS."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from models.tables.people import SessionTable
from storage.access import first_run_link
from tests.journeys.premises import Premises

TOLD = "203.0.113.7"
LOOPBACK = "127.0.0.1"
PASSWORD = "a long enough secret"


@pytest.fixture
def premises(tmp_path: Path) -> Iterator[Premises]:
    """Without Prefect, which the web does not need."""
    (tmp_path / "prefect").mkdir()
    with Premises(tmp_path / "house", tmp_path / "prefect") as premises:
        yield premises


def enter(premises: Premises, host: str) -> httpx.Response:
    """The first administrator comes in, with the headers that a proxy sets."""
    form = {"organisation_name": "Trial", "email": "a@example.test", "password": PASSWORD, "password_again": PASSWORD}
    headers = {"X-Forwarded-For": TOLD, "X-Forwarded-Proto": "https", "Host": host, "Origin": f"https://{host}"}
    address = f"http://{LOOPBACK}:{premises.settings.web_port}/welcome/{first_run_link(premises.house)}"
    return httpx.post(address, data=form, headers=headers, trust_env=False)


def address_of_session(premises: Premises) -> str | None:
    with premises.house.session() as session:
        return session.scalar(select(SessionTable.address))


@pytest.mark.parametrize(("trusted", "believed"), [("", LOOPBACK), ("10.1.2.0/28", LOOPBACK), ("127.0.0.0/8", TOLD)])
def test_address_of_the_client_is_believed_from_a_trusted_proxy_only(
    premises: Premises, trusted: str, believed: str
) -> None:
    premises.settings = premises.settings.model_copy(update={"trusted_proxies": trusted})
    premises.start("web")
    assert enter(premises, "invoices.example").status_code == httpx.codes.SEE_OTHER
    assert address_of_session(premises) == believed


def test_cookie_is_for_tls_only_when_people_come_by_tls(premises: Premises) -> None:
    premises.settings = premises.settings.model_copy(update={"base_url": "https://invoices.example"})
    premises.start("web")
    assert "; Secure" in enter(premises, "invoices.example").headers["set-cookie"]
