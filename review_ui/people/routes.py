"""The people of an organisation: add one, change a role, shut out and let in, make a link for a password."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput, StateConflict
from models.messages import told
from review_ui.asked import TheAsked
from review_ui.forms import TheForm, text
from review_ui.languages.telling import in_words
from review_ui.languages.words import Words
from review_ui.people.contexts import PeoplePage
from review_ui.rendering import render
from review_ui.visitors import Visitor, permit
from storage.invitations import invite, renew_link
from storage.members import give_role, list_members
from storage.roles import Action, Role

router = APIRouter(prefix="/people")
Manager = Annotated[Visitor, Depends(permit(Action.MANAGE))]
MESSAGES: Words[str] = Words(
    {
        "role": "The role is saved, and holds from now on.",
        "out": "This person is shut out, and was signed out everywhere.",
        "in": "This person may come in again.",
    }
)
NO_ROLE = told("Choose a role.")


def make_people(  # noqa: PLR0913 - what is shown beside the people
    visitor: Visitor,
    *,
    link: str = "",
    link_for: str = "",
    typed: tuple[str, str, str] = ("", "", Role.REVIEWER.value),
    error: str = "",
    trouble: str = "",
    message: str = "",
) -> PeoplePage:
    found = list_members(visitor.house, visitor.organisation_id)
    name, email, role = typed
    return PeoplePage(
        members=tuple(member for member in found if member.role),
        gone=tuple(member for member in found if not member.role),
        roles=tuple(Role),
        link=link,
        link_for=link_for,
        name=name,
        email=email,
        role=role,
        error=error,
        trouble=trouble,
        message=message,
    )


@router.get("")
def show_people(request: Request, asked: TheAsked, visitor: Manager) -> Response:
    return render(request, make_people(visitor, message=MESSAGES.get(asked.done, "")))


@router.post("")
def add_one(request: Request, form: TheForm, visitor: Manager) -> Response:
    """The link is shown this once: only its hash is kept."""
    name, email, role = (text(form, each) for each in ("name", "email", "role"))
    try:
        token = invite(visitor.house, visitor.organisation_id, email, typed_role(role), actor=visitor.actor, name=name)
    except InvalidInput as refusal:
        page = make_people(visitor, typed=(name, email, role), error=in_words(str(refusal)))
        return render(request, page, status=422)
    return render(request, make_people(visitor, link=address_of(request, token), link_for=email))


@router.post("/{user_id}/link")
def make_link(request: Request, user_id: str, visitor: Manager) -> Response:
    token = renew_link(visitor.house, visitor.organisation_id, user_id, actor=visitor.actor)
    email = next((member.email for member in make_people(visitor).members if member.id == user_id), "")
    return render(request, make_people(visitor, link=address_of(request, token), link_for=email))


@router.post("/{user_id}/role")
def change_role(request: Request, user_id: str, form: TheForm, visitor: Manager) -> Response:
    """Another role; for somebody who was shut out, the way in again."""
    return _give(
        request, visitor, user_id, text(form, "seen"), text(form, "role"), "role" if text(form, "seen") else "in"
    )


@router.post("/{user_id}/shut-out")
def shut_out(request: Request, user_id: str, form: TheForm, visitor: Manager) -> Response:
    return _give(request, visitor, user_id, text(form, "seen"), None, "out")


def _give(request: Request, visitor: Visitor, user_id: str, seen: str, role: str | None, done: str) -> Response:  # noqa: PLR0913, PLR0917 - what a form said
    try:
        chosen = None if role is None else typed_role(role)
        give_role(visitor.house, visitor.organisation_id, user_id, chosen, actor=visitor.actor, seen=seen)
    except (InvalidInput, StateConflict) as refusal:
        status = 409 if isinstance(refusal, StateConflict) else 422
        return render(request, make_people(visitor, trouble=in_words(str(refusal))), status=status)
    return RedirectResponse(f"/people?done={done}", status_code=303)


def typed_role(written: str) -> Role:
    """InvalidInput when there is no such role."""
    if written not in set(Role):
        raise InvalidInput(NO_ROLE)
    return Role(written)


def address_of(request: Request, token: str) -> str:
    """Where the person chooses a password, as whoever asks for it reaches this house."""
    return f"{str(request.base_url).rstrip('/')}/invited/{token}"
