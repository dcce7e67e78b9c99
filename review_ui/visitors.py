"""Who asks: the session behind the cookie, what its role may, and the one dependency that every route declares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from models.actors import Actor
from models.errors import NotAllowed
from review_ui.languages.speech import speak
from review_ui.settings import WebSettings
from storage.access import SessionInfo, load_session
from storage.house import House
from storage.roles import Action

COOKIE = "prejeto_session"


class SignInNeeded(Exception):
    """Nobody is signed in; the answer is the way to the sign-in page, and back."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, and the house they are in. `may_write`: letters to senders can go out from this house."""

    house: House
    session: SessionInfo
    actor: Actor
    may_write: bool = False

    @property
    def organisation_id(self) -> str:
        return self.session.organisation_id

    def may(self, action: str) -> bool:
        return self.session.may(action)


def the_house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def the_settings(request: Request) -> WebSettings:
    settings: WebSettings = request.app.state.settings
    return settings


def is_secure(request: Request) -> bool:
    """Whether cookies of this answer must never travel in the clear."""
    return the_settings(request).secure_cookies or request.url.scheme == "https"


def client_address(request: Request) -> str | None:
    return request.client.host if request.client else None


def find_visitor(request: Request) -> Visitor | None:
    """The person whose session the cookie names, spoken to in their language from here on; None when there is none."""
    house = the_house(request)
    token = request.cookies.get(COOKIE, "")
    session = load_session(house, token) if token else None
    if session is None:
        return None
    if session.language:
        speak(session.language)
    may_write = bool(the_settings(request).mail_sender)
    return Visitor(house, session, session.actor(client_address(request)), may_write)


def any_visitor(request: Request) -> Visitor:
    """The dependency of a route for everybody who is signed in, whatever their role. SignInNeeded."""
    visitor = find_visitor(request)
    if visitor is None:
        raise SignInNeeded
    request.state.visitor = visitor
    return visitor


def permit(action: Action) -> Callable[[Request], Visitor]:
    """The dependency of a route: a visitor whose role may do `action`.

    Raises SignInNeeded without a session and NotAllowed when the role does not permit it.
    """

    def check_visitor(request: Request) -> Visitor:
        visitor = any_visitor(request)
        if not visitor.may(action):
            raise NotAllowed("Your role does not permit this. Ask an administrator of your organisation.")
        return visitor

    return check_visitor


AnyVisitor = Annotated[Visitor, Depends(any_visitor)]
TheHouse = Annotated[House, Depends(the_house)]
TheSettings = Annotated[WebSettings, Depends(the_settings)]
