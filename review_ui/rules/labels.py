"""The labels of an organisation: make one, change it, remove it."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from review_ui.forms import TheForm, text
from review_ui.languages.telling import in_words
from review_ui.rendering import render
from review_ui.rules.routes import Manager, make_rules
from review_ui.visitors import TheSettings
from storage.labels import add_label, change_label, remove_label

router = APIRouter(prefix="/rules/labels")


@router.post("")
def add_one(request: Request, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    try:
        add_label(visitor.house, visitor.organisation_id, text(form, "name"), text(form, "colour"), actor=visitor.actor)
    except InvalidInput as refusal:
        errors = {"label-new": in_words(str(refusal))}
        return render(request, make_rules(visitor, settings.mail_sender, errors=errors), status=422)
    return RedirectResponse("/rules?done=label#labels", status_code=303)


@router.post("/{label_id}")
def change_one(request: Request, label_id: str, form: TheForm, settings: TheSettings, visitor: Manager) -> Response:
    """Another name or colour; with `remove` it is gone."""
    house, org_id = visitor.house, visitor.organisation_id
    if "remove" in form:
        remove_label(house, org_id, label_id, actor=visitor.actor)
        return RedirectResponse("/rules?done=label_removed#labels", status_code=303)
    try:
        change_label(house, org_id, label_id, text(form, "name"), text(form, "colour"), actor=visitor.actor)
    except InvalidInput as refusal:
        errors = {f"label-{label_id}": in_words(str(refusal))}
        return render(request, make_rules(visitor, settings.mail_sender, errors=errors), status=422)
    return RedirectResponse("/rules?done=label#labels", status_code=303)
