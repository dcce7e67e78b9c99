"""What only PostgreSQL does: rights, encodings, zones, servers that follow another, connections that are lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from models.errors import SettingError, StorageUnavailable
from storage.database import Database, now
from tests.forms import create_database, name_for
from tests.servers import free_ports, postgres_folder, postgres_over

OWN = "GRANT CREATE ON SCHEMA public TO clerk"


@pytest.fixture
def fresh(postgres: str, tmp_path: Path) -> str:
    return create_database(postgres, name_for(tmp_path))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture
def clerk(fresh: str) -> Iterator[str]:
    """The address of the database for somebody who owns nothing."""
    run(fresh, "CREATE ROLE clerk LOGIN")
    yield fresh.replace("postgres@", "clerk@")
    run(fresh, "DROP OWNED BY clerk", "DROP ROLE clerk")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database.open(url)
    yield database
    database.dispose()


@pytest.mark.parametrize("rights", [[], [OWN]], ids=["no table", "no extension"])
def test_a_user_without_rights_is_a_matter_of_settings(fresh: str, clerk: str, rights: list[str]) -> None:
    run(fresh, *rights)
    with opened(clerk) as database, pytest.raises(SettingError, match="give its user the rights"):
        database.migrate()


def test_a_user_may_find_the_extension_made_by_another(fresh: str, clerk: str) -> None:
    run(fresh, OWN, "CREATE EXTENSION pg_trgm")
    with opened(clerk) as database:
        database.migrate()


def test_a_database_that_holds_few_letters_is_refused(postgres: str) -> None:
    run(postgres, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with opened(f"{postgres.rpartition('/')[0]}/latin") as database, pytest.raises(SettingError, match="LATIN1"):
        database.migrate()


def test_a_server_that_takes_no_changes_is_an_outage(fresh: str) -> None:
    with opened(fresh) as database:
        database.migrate()
        run(fresh, f'ALTER DATABASE "{fresh.rpartition("/")[2]}" SET default_transaction_read_only = on')
        database.dispose()
        with pytest.raises(StorageUnavailable, match="another server leads"), database.session(write=True) as session:
            session.execute(text("DELETE FROM organisations"))


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """Host and port of a server that lets `clerk` in with a password, and anybody else without."""
    with postgres_folder() as folder:
        guests = folder / "data" / "pg_hba.conf"
        guests.write_text(f"host all clerk samehost scram-sha-256\n{guests.read_text()}")
        with postgres_over(folder, free_ports(1)[0]) as url:
            run(url, "CREATE ROLE clerk LOGIN PASSWORD 'right'", "CREATE ROLE many LOGIN CONNECTION LIMIT 0")
            yield url.rpartition("@")[2].rpartition("/")[0]


@pytest.mark.parametrize(
    ("who", "name", "told"),
    [
        ("nobody", "postgres", "does not let this user in"),
        ("clerk:wrong", "postgres", "does not let this user in"),
        ("clerk", "postgres", "does not let this user in"),
        ("clerk:right", "none", "no such database"),
        ("many", "postgres", "no more connections"),
    ],
)
def test_connection_that_is_refused_is_told_for_what_it_is(guarded: str, who: str, name: str, told: str) -> None:
    url = f"postgresql://{who}@{guarded}/{name}"
    with opened(url) as database, pytest.raises(StorageUnavailable, match=told), database.session() as session:
        session.execute(text("SELECT 1"))


def test_zone_and_style_of_the_server_make_no_difference(fresh: str) -> None:
    name = fresh.rpartition("/")[2]
    run(fresh, f"ALTER DATABASE \"{name}\" SET TimeZone = 'Pacific/Auckland'")
    run(fresh, f"ALTER DATABASE \"{name}\" SET DateStyle = 'German'")
    with opened(fresh) as database, database.session() as session:
        assert now(session).utcoffset() is not None
        assert now(session).tzname() == "UTC"


def test_a_lost_connection_is_an_outage_and_the_next_one_works(fresh: str) -> None:
    with opened(fresh) as database:
        with pytest.raises(StorageUnavailable), database.session() as session:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        with database.session() as session:
            assert session.scalar(text("SELECT 1")) == 1


def test_a_statement_that_takes_too_long_for_the_server_is_an_outage(fresh: str) -> None:
    run(fresh, f'ALTER DATABASE "{fresh.rpartition("/")[2]}" SET statement_timeout = 100')
    with opened(fresh) as database, pytest.raises(StorageUnavailable), database.session() as session:
        session.execute(text("SELECT pg_sleep(5)"))
