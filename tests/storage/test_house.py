"""Opening the house from its settings; a whole capture over S3 and PostgreSQL."""

from pathlib import Path

import pytest

from storage.access import create_organisation
from storage.documents import load_original
from storage.folder_store import FolderStore
from storage.house import House, open_store
from storage.readings import load_invoice
from storage.s3_store import S3Access, S3Store
from storage.vault import Vault
from tests.storage.samples import SYSTEM, capture, invoice


def test_the_store_is_what_its_address_says(tmp_path: Path) -> None:
    assert open_store(str(tmp_path)) == FolderStore(tmp_path)
    store = open_store("s3://invoices/", S3Access("127.0.0.1:1", "key", "secret"))
    assert isinstance(store, S3Store)
    assert store.bucket == "invoices"
    with pytest.raises(ValueError, match="endpoint and keys"):
        open_store("s3://invoices")


def test_a_house_is_opened_again_where_it_was_left(database_url: str, s3: S3Access) -> None:
    key = Vault.new_master_key()
    house = House.open(database_url, "s3://house", key, s3=s3)
    house.database.migrate()
    org = create_organisation(house, "Ours", actor=SYSTEM)
    document_id = capture(house, org, b"the original")
    house.close()
    again = House.open(database_url, "s3://house", key, s3=s3)
    assert load_original(again, org, document_id) == b"the original"
    assert load_invoice(again, org, document_id) == (invoice(), 1)
    again.close()


def test_secrets_are_not_shown() -> None:
    assert "hidden" not in repr(S3Access("127.0.0.1:1", "key", "hidden"))
