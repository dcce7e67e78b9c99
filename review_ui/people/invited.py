"""A person comes in by a link and chooses a password: somebody new, or somebody who forgot theirs."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from models.errors import InvalidInput, NotAllowed
from review_ui.forms import TheForm
from review_ui.languages.telling import in_words
from review_ui.people.contexts import InvitedPage
from review_ui.rendering import render
from review_ui.sign_in.routes import check_same, enter
from review_ui.visitors import TheHouse, client_address
from storage.house import House
from storage.invitations import SPENT, find_invited, use_invitation
from storage.people import MIN_PASSWORD

router = APIRouter(prefix="/invited")


def make_invited(house: House, link: str, message: str = "") -> InvitedPage:
    """NotAllowed when the link lets nobody in."""
    invited = find_invited(house, link)
    if invited is None:
        raise NotAllowed(SPENT)
    return InvitedPage(invited.email, invited.organisation_name, MIN_PASSWORD, message)


@router.get("/{link}")
def show_invited(request: Request, house: TheHouse, link: str) -> Response:
    return render(request, make_invited(house, link))


@router.post("/{link}")
def accept_invited(request: Request, house: TheHouse, form: TheForm, link: str) -> Response:
    password = str(form.get("password", ""))
    try:
        check_same(password, str(form.get("password_again", "")))
        token = use_invitation(house, link, password, address=client_address(request))
    except InvalidInput as mistake:
        return render(request, make_invited(house, link, in_words(str(mistake))), status=422)
    return enter(request, token, "/")
