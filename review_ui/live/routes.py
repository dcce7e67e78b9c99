"""Server-sent events: an open page hears that something changed in its organisation.

Source: WHATWG HTML, "Server-sent events".
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response, StreamingResponse

from review_ui.live.hub import Hub
from review_ui.visitors import Visitor, permit
from storage.roles import Action

router = APIRouter()
UNBUFFERED = {"X-Accel-Buffering": "no"}  # by a proxy before us


@router.get("/events")
async def follow_events(
    request: Request, visitor: Annotated[Visitor, Depends(permit(Action.VIEW))], since: str = ""
) -> Response:
    """A stream without an end; a browser that loses it comes again by itself. `since` is the mark of the page."""
    hub: Hub = request.app.state.hub
    told = hub.listen(visitor.organisation_id, visitor.session.session_id, since)
    return StreamingResponse(told, media_type="text/event-stream", headers=UNBUFFERED)
