"""New houses of both forms, under one master key: SQLite with a folder, PostgreSQL with a bucket."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.folder_store import FolderStore
from storage.house import House
from storage.s3_store import S3Store
from storage.vault import Vault
from tests.forms import create_database

FORMS = ("embedded", "large")
NewHouse = Callable[[str], House]
VAULT = Vault(bytes(range(32)))


@pytest.fixture
def new_house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewHouse]:
    """Makes an empty house of the form that is asked for, without any table."""
    opened: list[House] = []

    def make(form: str) -> House:
        name = f"b{uuid.uuid4().hex}"
        if form == "embedded":
            folder = tmp_path / name
            house = House(Database.open(f"sqlite:///{folder}/prejeto.db"), FolderStore(folder / "objects"), VAULT)
        else:
            url = create_database(request.getfixturevalue("postgres"), name)
            house = House(Database.open(url), S3Store(request.getfixturevalue("s3"), name), VAULT)
        opened.append(house)
        return house

    yield make
    for house in opened:
        house.close()
