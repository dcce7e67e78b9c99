"""Documents that somebody left undecided: they do not come again before the others, for an hour or until all were seen.

Which ones, a cookie of the browser says, in the order in which they were left; so that the key back leads to the last.
It names the session too: what one person left is nothing to another who signs in at the same browser.
"""

import re
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from review_ui.visitors import COOKIE as SESSION
from review_ui.visitors import is_secure
from storage.sign_in import token_hash

COOKIE = "prejeto_passed"
MOST = 40
MARK = 16
AN_HOUR = 3600  # seconds
ID = re.compile(r"[0-9a-f]{32}")


def read_passed(request: Request) -> tuple[str, ...]:
    """The ids of documents that were left in this session, the last one at the end; what is no id is none."""
    whose, _, ids = request.cookies.get(COOKIE, "").partition(":")
    return tuple(ID.findall(ids))[-MOST:] if whose == session_mark(request) else ()


def session_mark(request: Request) -> str:
    """Enough of the hash of a session's token to know it again, and of no use for anything else."""
    return token_hash(request.cookies.get(SESSION, ""))[:MARK]


ThePassed = Annotated[tuple[str, ...], Depends(read_passed)]


def remember_passed(response: Response, request: Request, passed: tuple[str, ...]) -> Response:
    """Keep them with the browser; none at all begins anew."""
    said = ".".join(passed[-MOST:])
    if said:
        secure = is_secure(request)
        response.set_cookie(
            COOKIE, f"{session_mark(request)}:{said}", max_age=AN_HOUR, httponly=True, samesite="lax", secure=secure
        )
    else:
        response.delete_cookie(COOKIE)
    return response


def and_left(passed: tuple[str, ...], document_id: str) -> tuple[str, ...]:
    """With one more, at the end; what is no id adds nothing."""
    return (*(each for each in passed if each != document_id), *ID.findall(document_id)[:1])


def last_but(passed: tuple[str, ...], document_id: str) -> str | None:
    """Where the way back leads from this document: to the last one that was left before it."""
    before = passed[: passed.index(document_id)] if document_id in passed else passed
    return before[-1] if before else None
