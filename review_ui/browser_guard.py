"""What every response says to the browser, and which requests a browser may send us.

A request that changes something must come from a page of ours: `Sec-Fetch-Site` says so, or, where a browser does
not send that (plain HTTP in a local network), `Origin` names our own host. A request with neither is refused: nothing
but a browser signs in with cookies. Together with the same-site session cookie this is the protection against
forged requests; it needs no token in the forms.

Source: OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata headers" and "Verifying origin".
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review_ui.languages.speech import gettext

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

SECURE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def is_ours(headers: Headers) -> bool:
    """Whether the request was sent by a page of this very host."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


class BrowserGuard:
    """ASGI middleware: refuses foreign requests, adds the secure headers, keeps pages out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURE_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] not in SAFE_METHODS and not is_ours(Headers(scope=scope)):
            refused = PlainTextResponse(gettext("This request did not come from a page of Prejeto."), status_code=403)
            await refused(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)
