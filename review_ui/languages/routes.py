"""Choose a language: kept with the person who is signed in, and in this browser for the pages before the door."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from models.languages import Language
from review_ui.forms import TheForm, local_path, text
from review_ui.languages.asked import COOKIE
from review_ui.visitors import find_visitor, is_secure
from storage.people import choose_language

router = APIRouter(prefix="/language")
A_YEAR = 365 * 86_400  # seconds


@router.post("")
def choose(request: Request, form: TheForm) -> Response:
    """Back to where one was, in the language that was chosen."""
    code = text(form, "language")
    if code not in set(Language):
        raise InvalidInput("Prejeto does not speak this language.")
    visitor = find_visitor(request)
    if visitor:
        choose_language(visitor.house, visitor.organisation_id, Language(code), actor=visitor.actor)
    response = RedirectResponse(local_path(text(form, "back", "/")), status_code=303)
    response.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="lax", secure=is_secure(request))
    return response
