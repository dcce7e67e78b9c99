"""The master key is made once, for its owner only, and never replaced in silence."""

import base64
import stat

import pytest

from flows.bootstrap import open_house
from flows.master_key import load_master_key
from flows.settings import Settings, read_settings
from models.actors import Actor
from models.errors import SettingError
from storage.access import create_organisation


def test_key_is_made_once_and_only_its_owner_may_read_it(settings: Settings) -> None:
    key = load_master_key(settings)
    path = settings.data_dir / "master.key"
    assert load_master_key(settings) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in settings.data_dir.iterdir()] == ["master.key"]


def test_given_key_is_used_and_none_is_made(settings: Settings) -> None:
    given = base64.b64encode(bytes(range(32))).decode()
    assert load_master_key(settings.model_copy(update={"master_key": read_settings(master_key=given).master_key}))
    assert not (settings.data_dir / "master.key").exists()


@pytest.mark.parametrize("given", ["short", base64.b64encode(b"x" * 31).decode(), "äöü"])
def test_key_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(SettingError, match="PREJETO_MASTER_KEY"):
        load_master_key(read_settings(master_key=given))


def test_lost_key_is_not_replaced_while_its_database_is_there(settings: Settings) -> None:
    open_house(settings).close()
    (settings.data_dir / "master.key").unlink()
    with pytest.raises(SettingError, match="restore it from a backup"):
        load_master_key(settings)


def test_database_of_ones_own_needs_a_key_of_ones_own(settings: Settings) -> None:
    own = read_settings(data_dir=settings.data_dir, database_url="postgresql://db/prejeto")
    with pytest.raises(SettingError, match="PREJETO_MASTER_KEY_FILE"):
        load_master_key(own)


def test_another_key_than_that_of_the_data_is_refused(settings: Settings) -> None:
    house = open_house(settings)
    create_organisation(house, "Ours", actor=Actor.system("test"))
    house.close()
    open_house(settings).close()
    other = base64.b64encode(bytes(32)).decode()
    with pytest.raises(SettingError, match="not the one this database was encrypted with"):
        open_house(read_settings(data_dir=settings.data_dir, master_key=other))
