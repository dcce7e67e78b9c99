"""The form of a mailbox: add one, change one, and try what stands in the form before it is saved."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput, StateConflict
from models.mailboxes import MailboxSettings
from review_ui.forms import TheForm
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.mailboxes.contexts import MailboxFormPage, TrialPage, TrialView
from review_ui.mailboxes.keeping import PASSWORD, TOKENS, kept_secrets
from review_ui.mailboxes.routes import Manager
from review_ui.mailboxes.typed import CHANGED_AT, blank, make_settings, read_typed, written
from review_ui.mailboxes.views import view_trial
from review_ui.rendering import render, wants_part
from review_ui.visitors import TheSettings, Visitor
from storage.mailbox_trials import ask_trial
from storage.mailboxes import add_mailbox, change_mailbox, load_mailbox, load_settings

router = APIRouter(prefix="/mailboxes")
PART = "mailboxes/_parts.html"


def make_form(
    typed: Mapping[str, str],
    poll: int,
    stored: tuple[str, MailboxSettings] | None = None,
    refusal: InvalidInput | None = None,
    trial: TrialView | None = None,
) -> MailboxFormPage:
    """The form with what was typed, without the secrets; `stored` is the mailbox that is changed, if any."""
    errors = {refusal.field: in_words(str(refusal))} if refusal else {}
    shown = {name: value for name, value in typed.items() if name not in {PASSWORD, *TOKENS}}
    if stored is None:
        title, back, kept = gettext("Add a mailbox"), "/mailboxes", frozenset[str]()
    else:
        title, back, kept = stored[1].name, f"/mailboxes/{stored[0]}", kept_secrets(stored[1])
    address = f"{back}/change" if stored else back
    return MailboxFormPage(stored is None, address, title, back, shown, errors, kept, poll, trial)


def show_refusal(request: Request, page: MailboxFormPage) -> Response:
    return render(request, page, status=422, part=PART if wants_part(request) else None)


def show_conflict(request: Request, visitor: Visitor, mailbox_id: str, typed: Mapping[str, str], poll: int) -> Response:
    """What was typed stays; saved again, it takes the place of what somebody else saved meanwhile."""
    changed_at = load_mailbox(visitor.house, visitor.organisation_id, mailbox_id).changed_at.isoformat()
    stored = load_settings(visitor.house, visitor.organisation_id, mailbox_id)
    page = make_form({**typed, CHANGED_AT: changed_at}, poll, (mailbox_id, stored))
    page = replace(page, changed_meanwhile=True)
    return render(request, page, status=409, part=PART if wants_part(request) else None)


@router.get("/new")
def show_new(request: Request, settings: TheSettings, visitor: Manager) -> Response:  # noqa: ARG001 - a guard
    return render(request, make_form(blank(), settings.poll_milliseconds))


@router.post("")
def add_one(request: Request, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    typed = read_typed(form)
    try:
        made = make_settings(typed)
        mailbox_id = add_mailbox(visitor.house, visitor.organisation_id, made, actor=visitor.actor)
    except InvalidInput as refusal:
        return show_refusal(request, make_form(typed, settings.poll_milliseconds, refusal=refusal))
    return RedirectResponse(f"/mailboxes/{mailbox_id}?done=added", status_code=303)


@router.post("/try")
def try_new(request: Request, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    return try_settings(request, visitor, read_typed(form), settings.poll_milliseconds)


@router.get("/trials/{trial_id}")
def show_trial(request: Request, trial_id: str, settings: TheSettings, visitor: Manager) -> Response:
    page = TrialPage(view_trial(visitor, trial_id), settings.poll_milliseconds)
    return render(request, page, part="mailboxes/_trial.html" if wants_part(request) else None)


@router.get("/{mailbox_id}/change")
def show_change(request: Request, mailbox_id: str, settings: TheSettings, visitor: Manager) -> Response:
    changed_at = load_mailbox(visitor.house, visitor.organisation_id, mailbox_id).changed_at.isoformat()
    stored = load_settings(visitor.house, visitor.organisation_id, mailbox_id)
    return render(request, make_form(written(stored, changed_at), settings.poll_milliseconds, (mailbox_id, stored)))


@router.post("/{mailbox_id}/change")
def change_one(request: Request, mailbox_id: str, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    typed = read_typed(form)
    stored = load_settings(visitor.house, visitor.organisation_id, mailbox_id)
    try:
        made, seen = make_settings(typed, stored), typed[CHANGED_AT]
        change_mailbox(visitor.house, visitor.organisation_id, mailbox_id, made, actor=visitor.actor, seen=seen)
    except InvalidInput as refusal:
        return show_refusal(request, make_form(typed, settings.poll_milliseconds, (mailbox_id, stored), refusal))
    except StateConflict:
        return show_conflict(request, visitor, mailbox_id, typed, settings.poll_milliseconds)
    return RedirectResponse(f"/mailboxes/{mailbox_id}?done=changed", status_code=303)


@router.post("/{mailbox_id}/change/try")
def try_change(request: Request, mailbox_id: str, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    stored = load_settings(visitor.house, visitor.organisation_id, mailbox_id)
    return try_settings(request, visitor, read_typed(form), settings.poll_milliseconds, (mailbox_id, stored))


def try_settings(
    request: Request,
    visitor: Visitor,
    typed: Mapping[str, str],
    poll: int,
    stored: tuple[str, MailboxSettings] | None = None,
) -> Response:
    """Ask the mail process to try what was typed; a script shows how it goes beside the form, else a page does."""
    try:
        made = make_settings(typed, stored[1] if stored else None)
        trial_id = ask_trial(visitor.house, visitor.organisation_id, made)
    except InvalidInput as refusal:
        return show_refusal(request, make_form(typed, poll, stored, refusal))
    if not wants_part(request):
        return RedirectResponse(f"/mailboxes/trials/{trial_id}", status_code=303)
    return render(request, make_form(typed, poll, stored, trial=view_trial(visitor, trial_id)), part=PART)
