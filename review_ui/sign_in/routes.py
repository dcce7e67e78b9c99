"""Sign in, sign out, and the one-time link of the first administrator."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput, NotAllowed
from review_ui.forms import TheForm, local_path, text
from review_ui.languages.telling import in_words
from review_ui.rendering import render
from review_ui.sign_in.contexts import SignInPage, WelcomePage
from review_ui.visitors import COOKIE, TheHouse, client_address, find_visitor, is_secure
from storage.access import check_link, sign_in, sign_out, use_link
from storage.people import MIN_PASSWORD

router = APIRouter()


def enter(request: Request, token: str, path: str) -> Response:
    """Go on to `path` with the session in a cookie that scripts cannot read and other sites cannot send."""
    response = RedirectResponse(path, status_code=303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=is_secure(request))
    return response


@router.get("/sign-in")
def show_sign_in(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    if find_visitor(request):
        return RedirectResponse(local_path(next), status_code=303)
    return render(request, SignInPage(next=local_path(next)))


@router.post("/sign-in")
def accept_sign_in(request: Request, house: TheHouse, form: TheForm) -> Response:
    email, path = text(form, "email"), local_path(text(form, "next", "/"))
    try:
        token = sign_in(house, email, str(form.get("password", "")), address=client_address(request))
    except NotAllowed as refusal:
        return render(request, SignInPage(next=path, email=email, message=in_words(str(refusal))), status=403)
    return enter(request, token, path)


@router.post("/sign-out")
def accept_sign_out(request: Request, house: TheHouse) -> Response:
    sign_out(house, request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE)
    return response


@router.get("/welcome/{link}")
def show_welcome(request: Request, house: TheHouse, link: str) -> Response:
    if not check_link(house, link):
        raise NotAllowed(
            "This link was used already, or it is too old. Sign in with the account that was made with it; "
            "while there is none, a new start of Prejeto prints a new link."
        )
    return render(request, WelcomePage(shortest=MIN_PASSWORD))


@router.post("/welcome/{link}")
def accept_welcome(request: Request, house: TheHouse, form: TheForm, link: str) -> Response:
    email, name, password = text(form, "email"), text(form, "organisation_name"), str(form.get("password", ""))
    try:
        check_same(password, str(form.get("password_again", "")))
        token = use_link(house, link, email, password, name, address=client_address(request))
    except InvalidInput as mistake:
        page = WelcomePage(MIN_PASSWORD, organisation_name=name, email=email, message=in_words(str(mistake)))
        return render(request, page, status=422)
    return enter(request, token, "/")


def check_same(password: str, again: str) -> None:
    if password != again:
        raise InvalidInput("The two passwords are not the same.")
