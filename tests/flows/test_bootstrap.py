"""A house is opened from settings, or they are said to be wrong."""

import stat

import pytest

from flows.bootstrap import open_house
from flows.settings import Settings, read_settings
from models.errors import SettingError
from storage.s3_store import S3Store


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


def test_requests_to_s3_are_signed_for_the_region_that_is_set(settings: Settings) -> None:
    server = {"s3_endpoint": "s3.example.com", "s3_access_key": "a", "s3_secret_key": "b", "s3_region": "eu-central-1"}
    house = open_house(read_settings(data_dir=settings.data_dir, objects_url="s3://bucket", **server))
    assert isinstance(house.objects, S3Store)
    signed = house.objects._client.presigned_get_object(bucket_name="bucket", object_name="key")
    assert "%2Feu-central-1%2Fs3%2F" in signed
    house.close()
