"""One Dovecot, one Prefect and one mail process for all tests that kill none of them; a mailbox for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.mail.post import Post, Writer, open_post
from tests.mail_server import Dovecot, Mailbox, dovecot_server


@pytest.fixture(scope="package")
def dovecot() -> Iterator[Dovecot]:
    with dovecot_server() as server:
        yield server


@pytest.fixture(scope="package")
def post(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path, dovecot: Dovecot) -> Iterator[Post]:
    folder = tmp_path_factory.mktemp("post") / "house"
    with open_post(folder, prefect_home, dovecot, "prefect", "mail") as post:
        yield post


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    return dovecot.mailbox()


@pytest.fixture
def mail(mailbox: Mailbox) -> Writer:
    return Writer(mailbox.username)
