"""Which language a request is answered in: one's own, else the one last chosen in this browser, else what it asks for.

A page before the door knows nobody, so a choice made there, or by whoever used the browser before, lives in a cookie.

Source: RFC 9110, 12.5.4 (Accept-Language).
"""

from collections.abc import Iterator
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from models.languages import Language
from review_ui.languages.speech import begin

COOKIE = "prejeto_language"


def language_of(code: str | None) -> Language | None:
    """The language of this code, whatever the country behind it; None when it is none of ours.

    >>> language_of("de-AT"), language_of("fr"), language_of(None)
    (<Language.GERMAN: 'de'>, None, None)
    """
    code = (code or "").partition("-")[0].strip().casefold()
    return Language(code) if code in set(Language) else None


def preferred(accept_language: str) -> Language | None:
    """The one of our languages that a browser wants most; None when it wants none of them.

    >>> preferred("fr, de-CH;q=0.4, sl;q=0.9"), preferred("*")
    (<Language.SLOVENIAN: 'sl'>, None)
    """
    wanted = sorted(_weighed(accept_language), key=lambda pair: -pair[0])
    return next((language for weight, language in wanted if weight > 0), None)


def _weighed(accept_language: str) -> Iterator[tuple[float, Language]]:
    for part in accept_language.split(","):
        code, _, weight = part.partition(";")
        language = language_of(code)
        if language:
            yield _weight(weight), language


def _weight(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0


def asked_language(headers: Headers) -> Language:
    """What the browser asks for, by its cookie or its settings; English when by neither."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    chosen = cookies[COOKIE].value if COOKIE in cookies else ""
    return language_of(chosen) or preferred(headers.get("accept-language", "")) or Language.ENGLISH


class Languages:
    """ASGI middleware: every request begins in the language of the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            begin(asked_language(Headers(scope=scope)))
        await self._app(scope, receive, send)
