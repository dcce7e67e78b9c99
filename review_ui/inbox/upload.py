"""Files that a person hands in: stored first, acknowledged after, each with its own result."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from models.errors import DocumentError, LimitExceeded
from review_ui.formatting import format_size
from review_ui.inbox.advice import BY_CODE, IN_WORK, advice_of, standing_of
from review_ui.inbox.contexts import UploadPage, UploadResult
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.rendering import render, wants_part
from review_ui.settings import WebSettings
from review_ui.visitors import TheSettings, Visitor, permit
from storage.documents import receive_document
from storage.handed_in import list_handed_in
from storage.receiving import clean_name
from storage.roles import Action

router = APIRouter()
NEWEST = 20  # files that a person is shown of what they handed in


def file_name(file: UploadFile) -> str:
    """The name without the folders before it, as browsers send it with a folder, and without what would turn it."""
    return clean_name(file.filename or "")


def refuse_too_large(file: UploadFile, most: int) -> None:
    """LimitExceeded when the file has more bytes than `most`."""
    if file.size is not None and file.size > most:
        raise LimitExceeded(f"The file is larger than {format_size(most)}.")


def store(visitor: Visitor, content: bytes, name: str) -> UploadResult:
    receipt = receive_document(
        visitor.house, visitor.organisation_id, content, name, channel="web", actor=visitor.actor
    )
    if receipt.duplicate:
        before = gettext("This very file was received before.")
        return UploadResult(name, "duplicate", before, document_id=receipt.document_id)
    return UploadResult(name, "received", gettext("Received."), document_id=receipt.document_id)


async def accept_file(visitor: Visitor, file: UploadFile, most: int) -> UploadResult:
    name = file_name(file)
    try:
        refuse_too_large(file, most)
        return await run_in_threadpool(store, visitor, await file.read(), name)
    except DocumentError as refusal:
        return UploadResult(name, "refused", in_words(str(refusal)), BY_CODE.get(refusal.code, ""))


def make_upload_page(visitor: Visitor, settings: WebSettings, results: tuple[UploadResult, ...] = ()) -> UploadPage:
    rows = list_handed_in(visitor.house, visitor.organisation_id, visitor.session.user_id, NEWEST)
    return UploadPage(
        results=results,
        handed_in=tuple((row, standing_of(row), advice_of(row)) for row in rows),
        in_work=any(row.state in IN_WORK for row in rows),
        poll=settings.poll_milliseconds,
        most=settings.max_upload_bytes,
    )


@router.get("/upload")
def show_upload(
    request: Request, settings: TheSettings, visitor: Annotated[Visitor, Depends(permit(Action.UPLOAD))]
) -> Response:
    part = "inbox/_handed_in.html" if wants_part(request) else None
    return render(request, make_upload_page(visitor, settings), part=part)


@router.post("/documents")
async def accept_upload(
    request: Request, settings: TheSettings, visitor: Annotated[Visitor, Depends(permit(Action.UPLOAD))]
) -> Response:
    """Every file of the form. JSON for a script of ours, else a page with what became of each."""
    async with request.form(max_files=settings.max_files) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
        results = [await accept_file(visitor, file, settings.max_upload_bytes) for file in files]
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"results": [as_json(visitor, result) for result in results]})
    return render(request, await run_in_threadpool(make_upload_page, visitor, settings, tuple(results)))


def as_json(visitor: Visitor, result: UploadResult) -> dict[str, str | None]:
    """A result for the script; with an address only for those who may open the document."""
    address = f"/documents/{result.document_id}" if result.document_id and visitor.may(Action.VIEW) else None
    return {
        "name": result.name,
        "outcome": result.outcome,
        "message": result.message,
        "advice": result.advice,
        "address": address,
    }
