"""Splitting a document that holds several, after the pages that a person names, and joining it again; taking apart."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import Response

from models.page_ranges import LAST_PAGE, PageRange
from review_ui.forms import TheForm, is_number, text, whole_number
from review_ui.review.holding import refuse_if_held
from review_ui.review.onwards import back_to
from review_ui.visitors import Visitor, permit
from storage.documents import load_document
from storage.reviews import join_parts, request_split, take_apart
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}")


@router.post("/split")
def split_document(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    document = load_document(visitor.house, visitor.organisation_id, document_id)
    refuse_if_held(visitor, document_id)
    request_split(
        visitor.house,
        visitor.organisation_id,
        document_id,
        cut_after(form, document.pages),
        actor=visitor.actor,
        expected_version=whole_number(form, "expected_version"),
        password=text(form, "password") or None,
    )
    return back_to(document_id, "split")


@router.post("/join")
def join_document(document_id: str, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]) -> Response:
    join_parts(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor)
    return back_to(document_id, "joined")


@router.post("/take-apart")
def take_document_apart(
    document_id: str, form: TheForm, visitor: Annotated[Visitor, Depends(permit(Action.CORRECT))]
) -> Response:
    """What documents that arrived apart were joined to is these documents again."""
    refuse_if_held(visitor, document_id)
    expected = whole_number(form, "expected_version")
    take_apart(visitor.house, visitor.organisation_id, document_id, actor=visitor.actor, expected_version=expected)
    return back_to(document_id, "apart")


def cut_after(form: FormData, pages: int) -> tuple[PageRange, ...]:
    """The ranges between the pages, counted from 1, after which the form says to cut."""
    chosen = {int(page) for page in form.getlist("after") if isinstance(page, str) and is_number(page)}
    cuts = sorted(page for page in chosen if 0 < page < min(pages, LAST_PAGE))
    ends = [*cuts, pages]
    return tuple(PageRange(first, end - 1) for first, end in zip([0, *cuts], ends, strict=True) if end > first)
