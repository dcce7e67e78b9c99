"""Where a reviewer goes on to: back to the document, or the best next one, which is theirs from then on."""

from collections.abc import Iterator

from starlette.responses import RedirectResponse, Response

from review_ui.visitors import Visitor
from storage.assigning import next_document
from storage.holds import take_hold

TRIES = 5  # when others take the same one at the same moment


def back_to(document_id: str, done: str, place: str = "") -> Response:
    """To the document's page, which says what was `done`; to a `place` on it."""
    return RedirectResponse(f"/documents/{document_id}?done={done}{place and f'#{place}'}", status_code=303)


def next_to_review(visitor: Visitor, leaving: str = "", passed: tuple[str, ...] = ()) -> str | None:
    """The id of the next one, held for the visitor; None when there is none that nobody else has.

    The one that is being left does not come, nor do those that were passed over, while there are others.
    """
    return next((found for without in _ways(leaving, passed) if (found := _take_next(visitor, without))), None)


def _ways(leaving: str, passed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield (*passed, leaving)
    if set(passed) - {leaving}:
        yield (leaving,)


def _take_next(visitor: Visitor, without: tuple[str, ...]) -> str | None:
    house, organisation = visitor.house, visitor.organisation_id
    for _ in range(TRIES):
        found = next_document(house, organisation, actor=visitor.actor, without=without)
        if found is None:
            break
        hold = take_hold(house, organisation, found, actor=visitor.actor)
        if hold and hold.is_of(visitor.actor):
            return found
    return None
