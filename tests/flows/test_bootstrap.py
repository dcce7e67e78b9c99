"""A house is opened from settings, or they are said to be wrong."""

import stat

import pytest

from flows.bootstrap import open_house
from flows.settings import Settings, read_settings
from models.errors import SettingError


def test_embedded_house_opens_with_its_schema_and_can_be_opened_again(settings: Settings) -> None:
    open_house(settings).close()
    house = open_house(settings)
    assert house.database.is_sqlite
    house.close()


def test_data_folder_is_its_owners_only(settings: Settings) -> None:
    open_house(settings).close()
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


def test_bucket_without_a_server_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingError, match="cannot be opened"):
        open_house(read_settings(data_dir=settings.data_dir, objects_url="s3://bucket"))
