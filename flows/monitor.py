"""The monitor of a process: a small HTTP listener beside its work, for the people and programs that run it.

`/healthz` is 200 while the loop turns, `/readyz` while the process can do its work (503 names what is missing),
`/metrics` is what Prometheus collects. It listens on `PREJETO_MONITOR_PORT` only, never on the port of the web, and
tells nothing of documents or people.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from flows.logs import listen
from flows.metrics import count_event
from flows.settings import Settings
from flows.vitals import Vitals
from models.errors import SettingError

SILENT_SECONDS = 5

StartResponse = Callable[..., Any]


@contextmanager
def monitored(settings: Settings) -> Iterator[Vitals]:
    """The vitals of this process, told on its monitor port while the block runs; nowhere when none is set."""
    vitals = Vitals()
    if not settings.monitor_port:
        yield vitals
        return
    listen(count_event)
    with _listening(settings, vitals) as server:
        threading.Thread(target=server.serve_forever, name="monitor", daemon=True).start()
        try:
            yield vitals
        finally:
            server.shutdown()


def _listening(settings: Settings, vitals: Vitals) -> WSGIServer:
    host, port = settings.monitor_host, settings.monitor_port
    kind = _Server6 if ":" in host else _Server
    try:
        return make_server(host, port, monitor_app(vitals), server_class=kind, handler_class=_Handler)
    except OSError as error:
        raise SettingError(f"The monitor cannot listen on {host}:{port} ({error.strerror}).") from error


def monitor_app(vitals: Vitals) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """The WSGI application over the vitals of a process."""
    metrics = make_wsgi_app()

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        match environ["PATH_INFO"]:
            case "/healthz":
                found = {} if vitals.alive else {"loop": "it does not turn"}
                return _answer(start_response, found)
            case "/readyz":
                return _answer(start_response, vitals.missing())
            case "/metrics":
                answer: Iterable[bytes] = metrics(environ, start_response)
                return answer
        start_response("404 Not Found", [("Content-Length", "0")])
        return [b""]

    return app


def _answer(start_response: StartResponse, missing: dict[str, str]) -> list[bytes]:
    """200, or 503 with what is missing."""
    body = json.dumps({"status": "missing" if missing else "ok", "missing": missing}).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("503 Service Unavailable" if missing else "200 OK", headers)
    return [body]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = SILENT_SECONDS

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing: what asks here asks every few seconds."""
