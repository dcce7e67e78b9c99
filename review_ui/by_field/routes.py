"""One field over many documents: the page with its rows, and an answer to one of them."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from models.errors import NotFound, NotReady, StateConflict
from models.terms import Term
from review_ui.by_field.chips import address_of, make_field_chips
from review_ui.by_field.contexts import AnswerPart, ByFieldPage, RowView
from review_ui.by_field.rows import load_row, make_rows
from review_ui.forms import TheForm, text, whole_number
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.rendering import render, wants_part
from review_ui.review.holding import held_by_another
from review_ui.review.routes import status_of
from review_ui.review.saving import Saved, load_seen, save_typed
from review_ui.review.typed import read_typed
from review_ui.visitors import Visitor, permit
from storage.by_field import count_settled, list_doubted
from storage.documents import load_document
from storage.pulse import read_mark
from storage.reviews import undo_correction
from storage.roles import Action

router = APIRouter(prefix="/by-field/{key}")
Reviewer = Annotated[Visitor, Depends(permit(Action.CORRECT))]


@dataclass(frozen=True, slots=True)
class Asked:
    """`after` is the document behind which the rows begin, `done` the one that was just answered."""

    after: str = ""
    done: str = ""


def the_term(key: str) -> Term:
    """NotFound for what is no field."""
    found = next((term for term in Term if term.key == key), None)
    if found is None:
        raise NotFound
    return found


TheTerm = Annotated[Term, Depends(the_term)]


def make_page(visitor: Visitor, term: Term, asked: Asked) -> ByFieldPage:
    doubted = list_doubted(visitor.house, visitor.organisation_id, term, after=asked.after)
    return ByFieldPage(
        term=term,
        rows=make_rows(visitor, term, doubted.readings, asked.after),
        chips=make_field_chips(visitor, term),
        settled=count_settled(visitor.house, visitor.organisation_id),
        address=place_in(term, after=asked.after),
        onward=place_in(term, after=doubted.onward) if doubted.onward else "",
        after=asked.after,
    )


def place_in(term: Term, **place: str) -> str:
    """The address of these rows."""
    known = urlencode({name: value for name, value in place.items() if value})
    return f"{address_of(term)}?{known}" if known else address_of(term)


@router.get("")
def show_field(request: Request, visitor: Reviewer, term: TheTerm, asked: Annotated[Asked, Depends()]) -> Response:
    if wants_part(request):
        return render(request, make_page(visitor, term, asked), part="by_field/_list.html")
    mark = read_mark(visitor.house, visitor.organisation_id)  # before anything is looked up: better twice than never
    page = replace(make_page(visitor, term, asked), mark=mark)
    if asked.done:
        page = replace(page, done=replace(load_row(visitor, term, asked.done), answered=True, after=asked.after))
    return render(request, page)


@router.post("/{document_id}")
def answer_row(request: Request, visitor: Reviewer, term: TheTerm, document_id: str, form: TheForm) -> Response:
    """Take an answer over, or take the last one back. A script gets the row anew, a browser without one the page."""
    load_document(visitor.house, visitor.organisation_id, document_id)
    is_undo = "undo" in form
    saved = take_back(visitor, document_id, form) if is_undo else save_answer(visitor, term, document_id, form)
    after, ahead = text(form, "after"), text(form, "ahead")
    if saved.complete and not wants_part(request):
        there = document_id if is_undo else ahead
        address = place_in(term, after=after, done="" if is_undo else document_id)
        return RedirectResponse(f"{address}#row-{there}" if there else address, status_code=303)
    row = replace(load_row(visitor, term, document_id, saved), answered=saved.complete and not is_undo)
    row = replace(row, after=after, ahead=ahead)
    if not wants_part(request):
        page = make_page(visitor, term, Asked(after))
        return render(request, replace(page, rows=with_row(page.rows, row)), status=status_of(saved))
    settled = count_settled(visitor.house, visitor.organisation_id)
    part = AnswerPart(term, row, make_field_chips(visitor, term), settled)
    return render(request, part, status=status_of(saved))


def with_row(rows: tuple[RowView, ...], row: RowView) -> tuple[RowView, ...]:
    """The rows with one as it was answered, which stands first where it is in the list no more."""
    if row.document.id not in {each.document.id for each in rows}:
        return (row, *rows)
    return tuple(row if each.document.id == row.document.id else each for each in rows)


def save_answer(visitor: Visitor, term: Term, document_id: str, form: FormData) -> Saved:
    """What the document's own screen does with its form, for one field. What changes nothing is no answer."""
    typed = read_typed(form)
    blank = not typed.taken and not typed.fields.get(term.key)
    if blank and term not in load_seen(visitor, document_id, typed.expected_version).fields:
        return Saved(typed.expected_version, errors={term.key: gettext("Type the value, or leave this document")})
    saved = save_typed(visitor, document_id, typed)
    if saved.complete and saved.version == typed.expected_version:
        return replace(saved, errors={term.key: gettext("Nothing was changed: confirm the value, or type another one")})
    return saved


def take_back(visitor: Visitor, document_id: str, form: FormData) -> Saved:
    version = whole_number(form, "expected_version")
    if held := held_by_another(visitor, document_id):
        return Saved(version, trouble=held)
    house, organisation = visitor.house, visitor.organisation_id
    try:
        return Saved(undo_correction(house, organisation, document_id, actor=visitor.actor, expected_version=version))
    except (StateConflict, NotReady) as refusal:
        return Saved(version, trouble=in_words(str(refusal)))
