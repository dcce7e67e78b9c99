"""Sheets and scripts as they are served: small, packed, kept for ever, and saying what they say in the folder."""

import gzip

from review_ui.assets import all_assets, assets_path
from tests.review_ui.people import Persona

MOST_BYTES = 100_000  # of all scripts and sheets together, before they are packed


def test_all_scripts_and_sheets_are_small() -> None:
    sizes = [len(asset.plain) for name, asset in all_assets().items() if name.endswith((".css", ".js"))]
    assert sum(sizes) <= MOST_BYTES


def test_assets_are_kept_for_ever_under_their_version(clerk: Persona) -> None:
    for name, asset in all_assets().items():
        answer = clerk.get(f"{assets_path()}/{name}")
        assert answer.status_code == 200
        assert answer.content == asset.plain
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"].startswith(asset.kind)


def test_who_takes_packed_ones_gets_them_packed(clerk: Persona) -> None:
    address = f"{assets_path()}/js/viewer.js"
    packed = clerk.get(address, headers={"Accept-Encoding": "gzip"})
    plain = clerk.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.content == plain.content == gzip.decompress(all_assets()["js/viewer.js"].packed)


def test_what_is_no_asset_is_not_found(clerk: Persona) -> None:
    assert clerk.get(f"{assets_path()}/js/../../assets.py").status_code == 404
    assert clerk.get(f"{assets_path()}/js").status_code == 404
