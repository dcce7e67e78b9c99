"""A house for every test, twice: on SQLite and on PostgreSQL. Stores: a folder, and a bucket of a real S3 server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher

from models.tables.schema import SCHEMA
from storage import people, sign_in
from storage.access import create_organisation
from storage.database import Database
from storage.folder_store import FolderStore
from storage.house import House
from storage.objects import ObjectStore
from storage.s3_store import S3Access, S3Store
from storage.vault import Vault
from tests.forms import create_database, name_for
from tests.storage.samples import SYSTEM


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "prejeto.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_migrated(postgres: str) -> str:
    url = create_database(postgres, "migrated")
    migrate(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return create_database(request.getfixturevalue("postgres"), name_for(tmp_path))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without any row."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "prejeto.db")
        return f"sqlite:///{tmp_path}/prejeto.db"
    url: str = request.getfixturevalue("postgres_migrated")
    empty(url)
    return url


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    opened = House(Database.open(database_url), FolderStore(tmp_path / "objects"), Vault(Vault.new_master_key()))
    yield opened
    opened.close()


@pytest.fixture
def org(house: House) -> str:
    return create_organisation(house, "Ours", actor=SYSTEM)


@pytest.fixture
def other_org(house: House) -> str:
    return create_organisation(house, "Theirs", actor=SYSTEM)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashes that take no time, for tests of what happens around them."""
    light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(people, "HASHER", light)
    monkeypatch.setattr(sign_in, "HASHER", light)


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "objects")
    access: S3Access = request.getfixturevalue("s3")
    return S3Store(access, "contract")


def migrate(url: str) -> None:
    database = Database.open(url)
    database.migrate()
    database.dispose()


def empty(url: str) -> None:
    """Take all rows away: quicker than a database for every test, and than TRUNCATE."""
    with psycopg.connect(url) as connection:
        for table in reversed(SCHEMA.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}".encode())
