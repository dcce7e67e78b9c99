"""The one place that turns settings into a house: database, object store and vault."""

from flows.master_key import load_master_key
from flows.settings import Settings
from models.errors import SettingError
from storage.database import is_missing
from storage.house import House
from storage.keys import fit_master_key
from storage.s3_store import S3Access


def open_house(settings: Settings, *, migrate: bool = True) -> House:
    """The house that the settings name, with its schema up to date. SettingError, StorageUnavailable."""
    house = _open(settings, load_master_key(settings))
    if migrate:
        house.database.migrate()
        _refuse_another_key(house)
    return house


def open_house_as_it_is(settings: Settings) -> House:
    """The house without changing it: not made, not migrated. SettingError when it is not to be used so."""
    if is_missing(settings.database):
        raise SettingError(f"There is no house in {settings.data_dir} yet; `prejeto up` or `prejeto migrate` makes it.")
    house = open_empty_house(settings)
    fault = house.database.schema_fault()
    if fault:
        house.close()
        raise SettingError(fault)
    _refuse_another_key(house)
    return house


def open_empty_house(settings: Settings) -> House:
    """A house to be filled from a backup; its key is that of the backup, and is not made."""
    return _open(settings, load_master_key(settings, make=False))


def _open(settings: Settings, key: bytes) -> House:
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return House.open(settings.database, settings.objects, key, s3=_s3(settings))
    except ValueError as error:
        raise SettingError(f"The database or the object store cannot be opened: {error}.") from error


def _refuse_another_key(house: House) -> None:
    """Two master keys over one database would leave documents that neither opens."""
    with house.session() as session:
        fits = fit_master_key(session)
    if not fits:
        house.close()
        raise SettingError("The master key is not the one this database was encrypted with; restore the right one.")


def _s3(settings: Settings) -> S3Access | None:
    if not settings.s3_endpoint:
        return None
    access, secret = settings.s3_access_key.get_secret_value(), settings.s3_secret_key.get_secret_value()
    return S3Access(settings.s3_endpoint, access, secret, settings.s3_secure, settings.s3_region)
