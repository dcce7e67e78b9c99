"""The web: the application of `review_ui`, named by its dotted name, over a house opened from the settings."""

import importlib
from typing import Any

import uvicorn

from flows.bootstrap import open_house
from flows.settings import Settings

MEBIBYTE = 1024 * 1024
GOODBYE_SECONDS = 3


def run_web(settings: Settings) -> None:
    """Serve pages until told to stop."""
    house = open_house(settings)
    try:
        uvicorn.run(
            _application(settings, house),
            host=settings.web_host,
            port=settings.web_port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GOODBYE_SECONDS,
        )
    finally:
        house.close()


def _application(settings: Settings, house: object) -> Any:
    module, kinds = importlib.import_module("review_ui.app"), importlib.import_module("review_ui.settings")
    given = kinds.WebSettings(
        max_upload_bytes=settings.max_upload_mib * MEBIBYTE,
        secure_cookies=settings.base_url.startswith("https://"),
    )
    return module.create_app(house, given)
