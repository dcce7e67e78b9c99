"""The web: the application of `review_ui`, named by its dotted name, over a house opened from the settings."""

import gc
import importlib
import signal
import socket
import sys
from typing import Any, NoReturn

import uvicorn

from flows.bootstrap import open_house
from flows.figures import collect_figures
from flows.monitor import monitored
from flows.probes import is_free
from flows.settings import PREFIX, Settings
from flows.vitals import Vitals, house_checks
from flows.web_requests import RequestLog
from models.errors import SettingError
from storage.house import House

MEBIBYTE = 1024 * 1024
GOODBYE_SECONDS = 3


def run_web(settings: Settings) -> None:
    """Serve pages until told to stop: then requests under way are given a few seconds to end."""
    signal.signal(signal.SIGTERM, _leave)
    with monitored(settings) as vitals:
        if not is_free(settings.web_host, settings.web_port):
            raise SettingError(f"Port {settings.web_port} is taken; set {PREFIX}WEB_PORT to a free one.")
        house = open_house(settings)
        collect_figures(house)
        try:
            _serve(settings, house, vitals)
        finally:
            house.close()


def _leave(_number: int, _frame: object) -> NoReturn:
    """The server raises the signal once more when it has ended: everything else is closed on the way out."""
    sys.exit(0)


def _serve(settings: Settings, house: House, vitals: Vitals) -> None:
    async def beat() -> None:
        vitals.beat()

    application = _application(settings, house)
    config = uvicorn.Config(
        RequestLog(application),
        host=settings.web_host,
        port=settings.web_port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        callback_notify=beat,
        timeout_notify=1,
    )
    keep_for_good()
    _Server(config, house, vitals, application.state.hub).run()


def keep_for_good() -> None:
    """What is there at the start stays; to look for garbage in it takes a tenth of a second, while somebody waits."""
    gc.collect()
    gc.freeze()


class _Server(uvicorn.Server):
    """Begins to be ready when it listens; when it is told to stop, open pages that wait for news are let go."""

    def __init__(self, config: uvicorn.Config, house: House, vitals: Vitals, hub: Any) -> None:
        super().__init__(config)
        self._house, self._vitals, self._hub = house, vitals, hub

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._vitals.begin(house_checks(self._house))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._vitals.end()
        self._hub.stop()
        await super().shutdown(sockets)


def _application(settings: Settings, house: object) -> Any:
    module, kinds = importlib.import_module("review_ui.app"), importlib.import_module("review_ui.settings")
    given = kinds.WebSettings(
        max_upload_bytes=settings.max_upload_mib * MEBIBYTE,
        secure_cookies=settings.base_url.startswith("https://"),
        mail_sender=settings.mail_sender if settings.sends_mail else "",
    )
    return module.create_app(house, given)
