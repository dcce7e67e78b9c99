"""Automation: look at it, choose what may be wrong, switch it on and off."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidInput
from models.unseen import Mode
from review_ui.asked import TheAsked
from review_ui.automation.curve import make_points, row_of
from review_ui.automation.views import make_automation
from review_ui.figures import write_csv
from review_ui.forms import TheForm, text, whole_number
from review_ui.languages.speech import gettext
from review_ui.rendering import render
from review_ui.visitors import Visitor, permit
from storage.automation import set_policy, switch
from storage.roles import Action
from storage.unseen_record import load_evidence

router = APIRouter(prefix="/automation")
Looker = Annotated[Visitor, Depends(permit(Action.VIEW_SETTINGS))]
Manager = Annotated[Visitor, Depends(permit(Action.MANAGE))]


def back(done: str) -> Response:
    return RedirectResponse(f"/automation?done={done}", status_code=303)


@router.get("")
def show_automation(request: Request, asked: TheAsked, visitor: Looker) -> Response:
    return render(request, make_automation(visitor, asked.done))


@router.get("/curve.csv")
def export_curve(visitor: Looker) -> Response:
    """The table behind the picture."""
    points = make_points(load_evidence(visitor.house, visitor.organisation_id))
    head = [gettext("Coverage"), gettext("Reviewed"), gettext("Wrong"), gettext("Error"), gettext("No more than")]
    rows = [row_of(point) for point in points]
    headers = {"Content-Disposition": 'attachment; filename="automation-curve.csv"'}
    return Response(write_csv(head, rows), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/bound")
def edit_bound(form: TheForm, visitor: Manager) -> Response:
    bound, sample = whole_number(form, "bound"), whole_number(form, "sample")
    if not bound:
        raise InvalidInput("Choose how many documents may be wrong.")
    set_policy(visitor.house, visitor.organisation_id, actor=visitor.actor, bound=bound, sample=sample or None)
    return back("set")


@router.post("/switch")
def switch_automation(form: TheForm, visitor: Manager) -> Response:
    """On only where the warning was confirmed; off at once."""
    on = text(form, "mode") == Mode.ON.value
    if on and text(form, "sure") != "yes":
        raise InvalidInput("Confirm that documents are to be booked without a person; else it stays switched off.")
    switch(visitor.house, visitor.organisation_id, Mode.ON if on else Mode.SHADOW, actor=visitor.actor)
    return back("on" if on else "off")
