"""Files that a person hands in: stored first, acknowledged after, each with its own result."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from models.errors import DocumentError, LimitExceeded
from review_ui.formatting import format_size
from review_ui.inbox.contexts import UploadPage, UploadResult
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.rendering import render
from review_ui.visitors import TheSettings, Visitor, permit
from storage.documents import receive_document
from storage.roles import Action

router = APIRouter()
LONGEST_NAME = 200


def file_name(file: UploadFile) -> str:
    """The name without the folders before it; browsers send them when a folder is dropped."""
    name = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return name[-LONGEST_NAME:] or "document"


async def read_content(file: UploadFile, most: int) -> bytes:
    """All bytes of a file. LimitExceeded when there are more than `most`."""
    if file.size is not None and file.size > most:
        raise LimitExceeded(f"The file is larger than {format_size(most)}.")
    return await file.read()


def store(visitor: Visitor, content: bytes, name: str) -> UploadResult:
    receipt = receive_document(
        visitor.house, visitor.organisation_id, content, name, channel="web", actor=visitor.actor
    )
    if receipt.duplicate:
        return UploadResult(name, "duplicate", gettext("This very file was received before."), receipt.document_id)
    return UploadResult(name, "received", gettext("Received."), receipt.document_id)


async def accept_file(visitor: Visitor, file: UploadFile, most: int) -> UploadResult:
    name = file_name(file)
    try:
        content = await read_content(file, most)
        return await run_in_threadpool(store, visitor, content, name)
    except DocumentError as refusal:
        return UploadResult(name, "refused", in_words(str(refusal)))


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
    return render(request, UploadPage(tuple(results), settings.max_upload_bytes))


def as_json(visitor: Visitor, result: UploadResult) -> dict[str, str | None]:
    """A result for the script; with an address only for those who may open the document."""
    address = f"/documents/{result.document_id}" if result.document_id and visitor.may(Action.VIEW) else None
    return {"name": result.name, "outcome": result.outcome, "message": result.message, "address": address}
