"""The one place that turns settings into a house: database, object store and vault."""

from flows.master_key import load_master_key
from flows.settings import Settings
from models.errors import SettingError
from storage.house import House
from storage.s3_store import S3Access


def open_house(settings: Settings, *, migrate: bool = True) -> House:
    """The house that the settings name, with its schema up to date. SettingError, StorageUnavailable."""
    key = load_master_key(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        house = House.open(settings.database, settings.objects, key, s3=_s3(settings))
    except ValueError as error:
        raise SettingError(f"The database or the object store cannot be opened: {error}.") from error
    if migrate:
        house.database.migrate()
    return house


def _s3(settings: Settings) -> S3Access | None:
    if not settings.s3_endpoint:
        return None
    access, secret = settings.s3_access_key.get_secret_value(), settings.s3_secret_key.get_secret_value()
    return S3Access(settings.s3_endpoint, access, secret, settings.s3_secure)
