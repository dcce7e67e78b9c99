"""What a person sees when something cannot be done: one table from error classes to HTTP status, one page."""

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from models import errors
from review_ui.browser_guard import SECURE_HEADERS
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.languages.words import Words
from review_ui.rendering import Page, render, wants_part
from review_ui.visitors import SignInNeeded, find_visitor

STATUS: tuple[tuple[type[errors.PrejetoError], int], ...] = (
    (errors.NotFound, 404),
    (errors.NotAllowed, 403),
    (errors.NotReady, 409),
    (errors.StateConflict, 409),
    (errors.LimitExceeded, 413),
    (errors.InvalidInput, 422),
    (errors.DocumentError, 422),
    (errors.StorageUnavailable, 503),
    (errors.PrejetoError, 500),
)

TITLES: Words[int] = Words(
    {
        400: "This request cannot be understood",
        403: "Not permitted",
        404: "Not found",
        405: "Not possible here",
        409: "Not possible now",
        413: "Too large",
        422: "This cannot be accepted",
        500: "Something went wrong on our side",
        503: "Storage cannot be reached",
    }
)

MESSAGES: Words[int] = Words(
    {
        404: "There is nothing at this address, or it belongs to another organisation.",
        405: "This address does not work that way.",
        500: "Nothing was lost. Try again; if it happens again, tell whoever runs Prejeto to look at its log.",
    }
)

UNSEEN = {403, 404}
"""What may be there or not, for all that a person is told."""
AT_DOCUMENT = re.compile(r"/documents/([0-9a-f]{32})/.+")


@dataclass(frozen=True, slots=True)
class ErrorPage(Page):
    """`title` says what, `message` what to do; `status` is the HTTP status.

    `document_id` is the document at which something could not be done, to go back to; empty elsewhere.
    """

    template: ClassVar[str] = "error.html"
    status: int
    title: str
    message: str
    document_id: str


def status_of(error: errors.PrejetoError) -> int:
    return next(status for kind, status in STATUS if isinstance(error, kind))


def answer(request: Request, status: int, code: str, message: str) -> Response:
    """A page for people; JSON for a script of ours."""
    title = TITLES.get(status) or gettext("Not possible")
    if wants_part(request) or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"code": code, "title": title, "message": message}, status_code=status)
    at = AT_DOCUMENT.fullmatch(request.url.path) if status not in UNSEEN else None
    return render(request, ErrorPage(status, title, message, at[1] if at else ""), status=status)


def show_our_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, errors.PrejetoError):
        raise error
    status = status_of(error)
    message = MESSAGES[404] if status == 404 else in_words(str(error)) or MESSAGES[500]
    return answer(request, status, error.code, message)


def show_http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if not hasattr(request.state, "visitor"):
        try:
            request.state.visitor = find_visitor(request)
        except errors.StorageUnavailable as outage:
            return show_our_error(request, outage)
    status = error.status_code
    return answer(request, status, f"http_{status}", MESSAGES.get(status) or in_words(error.detail))


def show_bad_address(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the shape of a handler
    return answer(
        request, 400, "bad_request", gettext("The address or form holds something that does not belong there.")
    )


def show_sign_in(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the shape of a handler
    if wants_part(request):
        return JSONResponse(
            {"code": "signed_out", "message": gettext("You are signed out. Sign in again.")}, status_code=401
        )
    back = request.url.path if request.method == "GET" else "/"
    back += f"?{request.url.query}" if request.method == "GET" and request.url.query else ""
    return RedirectResponse(f"/sign-in?next={quote(back)}", status_code=303)


def show_fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the shape of a handler
    response = answer(request, 500, "fault", MESSAGES[500])
    response.headers.update(SECURE_HEADERS)  # this answer is made outside the guard, which adds them to all others
    return response


def add_error_pages(app: FastAPI) -> None:
    app.add_exception_handler(errors.PrejetoError, show_our_error)
    app.add_exception_handler(HTTPException, show_http_error)
    app.add_exception_handler(RequestValidationError, show_bad_address)
    app.add_exception_handler(SignInNeeded, show_sign_in)
    app.add_exception_handler(Exception, show_fault)
