"""From what happened to the mail about it: in the language of the person, once, with nothing of a document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from flows.bootstrap import open_house
from flows.mail.posting import Posting
from flows.settings import Settings, read_settings
from models.actors import Actor
from models.errors import DamagedDocument, PasswordNeeded
from models.languages import Language
from models.notices import Notice, Pace
from models.tables.notices import OutboxTable
from storage.access import Role, create_organisation, create_user
from storage.house import House
from storage.jobs import fail_job
from storage.people import choose_language
from storage.preferences import choose_notices
from tests.smtp_server import Post, smtp_server
from tests.storage.samples import SYSTEM, claim, receive


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with smtp_server(tmp_path) as post:
        yield post


@pytest.fixture
def settings(tmp_path: Path, post: Post) -> Settings:
    known = {"data_dir": tmp_path / "house", "smtp_sender": "prejeto@example.test", "mail_ca_file": str(post.authority)}
    return read_settings(smtp_host="127.0.0.1", smtp_port=post.port, base_url="https://invoices.example", **known)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings)
    yield house
    house.close()


@pytest.fixture
def org(house: House) -> str:
    """An organisation where Ana speaks Slovenian and wants to know at once."""
    org = create_organisation(house, "Kovina d.o.o.", actor=SYSTEM)
    user_id = create_user(house, org, "ana@example.test", "a long enough secret", Role.REVIEWER, actor=SYSTEM)
    ana = Actor("user", user_id, "Ana")
    choose_language(house, org, Language.SLOVENIAN, actor=ana)
    mail = [Notice.FAILED, Notice.PASSWORD]
    choose_notices(house, org, actor=ana, screen=[], mail=mail, pace=Pace.AT_ONCE)
    return org


def test_two_torn_documents_are_one_mail(house: House, org: str, settings: Settings, post: Post) -> None:
    for n in range(2):
        receive(house, org, b"torn %d" % n, f"secret offer {n}.pdf")
        fail_job(house, claim(house), DamagedDocument("It is torn."))
    receive(house, org, b"locked", "locked.pdf")
    fail_job(house, claim(house), PasswordNeeded("It asks for a password."))
    for _ in range(2):
        Posting(house, settings).work()
    (mail,) = post.mails
    text = mail.get_content()
    assert mail["To"] == "ana@example.test"
    assert "Kovina d.o.o." in text
    assert "https://invoices.example/notices" in text
    assert "https://invoices.example/me" in text
    assert "2" in text
    assert "secret offer" not in text
    assert "locked.pdf" not in text


def test_what_could_not_be_sent_is_sent_later(house: House, org: str, settings: Settings, post: Post) -> None:
    receive(house, org)
    fail_job(house, claim(house), DamagedDocument("It is torn."))
    post.refusals["DATA"] = "451 Come back later"
    Posting(house, settings).work()
    with house.session(write=True) as session:
        row = session.scalars(select(OutboxTable)).one()
        assert (row.failures, row.problem, row.ended_at) == (1, "mail_refused", None)
        row.available_at = row.created_at
    post.refusals.clear()
    Posting(house, settings).work()
    assert len(post.mails) == 1
    assert len(set(post.recipients)) == 1


def test_without_a_mail_server_nothing_is_written(house: House, org: str, settings: Settings, post: Post) -> None:
    receive(house, org)
    fail_job(house, claim(house), DamagedDocument("It is torn."))
    Posting(house, settings.model_copy(update={"smtp_host": ""})).work()
    with house.session() as session:
        assert session.scalars(select(OutboxTable)).all() == []
    assert post.mails == []
