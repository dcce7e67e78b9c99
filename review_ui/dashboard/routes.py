"""The dashboard, each of its figures as CSV, and the beats that tell how long a document was used."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.errors import NotFound
from review_ui.dashboard.figures import make_figures
from review_ui.dashboard.views import RANGES, USUAL, load, make_dashboard
from review_ui.figures import write_csv
from review_ui.forms import TheForm, whole_number
from review_ui.rendering import render
from review_ui.visitors import Visitor, permit
from storage.attention import note_attention
from storage.roles import Action

router = APIRouter()
Viewer = Annotated[Visitor, Depends(permit(Action.VIEW))]


def known(days: int) -> int:
    return days if days in RANGES else USUAL


@router.get("/dashboard")
def show_dashboard(request: Request, visitor: Viewer, days: int = USUAL) -> Response:
    return render(request, make_dashboard(visitor, known(days)))


@router.get("/dashboard/{key}.csv")
def export_figure(key: str, visitor: Viewer, days: int = USUAL) -> Response:
    """The table behind a picture. What a person may not see is not there for them."""
    found = load(visitor, known(days))
    figure = next((figure for figure in make_figures(found) if figure.key == key), None)
    if figure is None:
        raise NotFound("There is no such figure.")
    name = f"{key}-{found.since}-{found.until}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_csv(figure.head, figure.rows), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/documents/{document_id}/attention")
def take_beat(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """A page that is open, visible and used says so, every few seconds."""
    seconds = whole_number(form, "seconds")
    note_attention(visitor.house, visitor.organisation_id, document_id, visitor.session.user_id, seconds)
    return Response(status_code=204)
