"""A house of its own for every test, with an organisation that takes documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.bootstrap import open_house
from flows.ingesting import ACTOR
from flows.settings import Settings, read_settings
from storage.access import find_organisation
from storage.house import House
from tests.forms import Form


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data_dir=tmp_path / "house")


@pytest.fixture
def house(form: Form, tmp_path: Path) -> Iterator[House]:
    house = open_house(form.settings(data_dir=tmp_path / "house"))
    yield house
    house.close()


@pytest.fixture
def organisation(house: House) -> str:
    return find_organisation(house, actor=ACTOR).id
