"""Requests to the web in the log: method, route, status and seconds. Never an address as it was asked for.

The route is its template (`/documents/{document_id}`), so that neither ids nor what people typed get into logs and
metrics. What is asked for by machines, every few seconds or for hours, is told at the level of debugging only.
"""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.logs import log, place_of, warn

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
QUIET = {"/healthz", "/events", "assets"}
ELSEWHERE = "none"


class RequestLog:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:  # noqa: BLE001 - the page that says so is sent; the server would log the error's text
            warn("request_failed", route=route_of(scope), error=type(error).__name__, place=place_of(error))
        _tell(scope, status, time.monotonic() - began)


def _tell(scope: Scope, status: int, seconds: float) -> None:
    route = route_of(scope)
    level = logging.DEBUG if route in QUIET else logging.INFO
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    log("request", level, method=method, route=route, status=status, seconds=seconds)


def route_of(scope: Scope) -> str:
    """The template of the route that answered, the name of a mount, or `none`."""
    if scope.get("root_path"):
        return "assets"
    return str(getattr(scope.get("route"), "path", ELSEWHERE))
