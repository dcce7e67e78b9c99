"""One's own settings: what one is told and where, shortcuts, and explanations once more."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from models.notices import ON_SCREEN, Notice, Pace
from review_ui.asked import TheAsked
from review_ui.forms import TheForm, local_path, text
from review_ui.languages.words import Words
from review_ui.me.contexts import Choice, MePage
from review_ui.notices.wording import KINDS, PACES
from review_ui.rendering import render
from review_ui.visitors import AnyVisitor, TheSettings, Visitor
from storage.notices import AUDIENCE
from storage.preferences import choose_keys, choose_notices, dismiss, explain_again

router = APIRouter(prefix="/me")
MESSAGES: Words[str] = Words(
    {"saved": "Your settings were saved.", "again": "Every explanation is shown once more where it belongs."}
)


def choices_of(visitor: Visitor) -> tuple[Choice, ...]:
    """The kinds that the visitor's role may be told."""
    chosen = visitor.session.preferences
    return tuple(
        Choice(kind, KINDS[kind], kind in chosen.screen if kind in ON_SCREEN else None, kind in chosen.mail)
        for kind in Notice
        if visitor.may(AUDIENCE[kind])
    )


@router.get("")
def show_me(request: Request, settings: TheSettings, asked: TheAsked, visitor: AnyVisitor) -> Response:
    return render(
        request,
        MePage(
            preferences=visitor.session.preferences,
            choices=choices_of(visitor),
            paces=tuple(PACES.items()),
            sends_mail=bool(settings.mail_sender),
            message=MESSAGES.get(asked.done, ""),
        ),
    )


@router.post("/notices")
def accept_notices(form: TheForm, visitor: AnyVisitor) -> Response:
    """What is told where, from now on. What the role may not be told stays as it was chosen."""
    offered = {choice.kind for choice in choices_of(visitor)}
    pace = text(form, "pace", Pace.DAILY.value)
    if pace not in set(Pace):
        raise InvalidInput("Mails come at once or once a day.")
    kept = visitor.session.preferences
    screen = {kind for kind in offered & ON_SCREEN if text(form, f"screen.{kind}")} | (kept.screen - offered)
    mail = {kind for kind in offered if text(form, f"mail.{kind}")} | (kept.mail - offered)
    org_id = visitor.organisation_id
    choose_notices(visitor.house, org_id, actor=visitor.actor, screen=screen, mail=mail, pace=Pace(pace))
    return RedirectResponse("/me?done=saved", status_code=303)


@router.post("/keys")
def accept_keys(form: TheForm, visitor: AnyVisitor) -> Response:
    choose_keys(visitor.house, visitor.organisation_id, actor=visitor.actor, single=bool(text(form, "single")))
    return RedirectResponse("/me?done=saved", status_code=303)


@router.post("/seen")
def accept_seen(form: TheForm, visitor: AnyVisitor) -> Response:
    """The explanation of a screen was read; back to where it stood."""
    dismiss(visitor.house, visitor.organisation_id, text(form, "name"), actor=visitor.actor)
    return RedirectResponse(local_path(text(form, "back", "/")), status_code=303)


@router.post("/again")
def accept_again(visitor: AnyVisitor) -> Response:
    explain_again(visitor.house, visitor.organisation_id, actor=visitor.actor)
    return RedirectResponse("/me?done=again", status_code=303)
