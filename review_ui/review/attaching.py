"""Files that people put beside a document, to save and never to show."""

import mimetypes
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from models.errors import InvalidInput
from review_ui.documents.routes import INERT, to_save
from review_ui.inbox.upload import file_name, refuse_too_large
from review_ui.review.onwards import back_to
from review_ui.visitors import TheSettings, Visitor, permit
from storage.attachments import attach_file, bring_back_attachment, load_attachment, remove_attachment
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}/attachments")
Viewer = Annotated[Visitor, Depends(permit(Action.VIEW))]
Worker = Annotated[Visitor, Depends(permit(Action.CORRECT))]
Number = Annotated[int, Path(ge=0, le=100_000)]
PLACE = "attachments"


@router.post("")
async def attach_files(request: Request, document_id: str, settings: TheSettings, visitor: Worker) -> Response:
    """Every file of the form; none when one of them is too large."""
    async with request.form(max_files=settings.max_files) as form:
        files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
        if not files:
            raise InvalidInput("Choose a file.", "files")
        for file in files:
            refuse_too_large(file, settings.max_upload_bytes)
        for file in files:
            await run_in_threadpool(attach, visitor, document_id, await file.read(), file_name(file))
    return back_to(document_id, "attached", PLACE)


def attach(visitor: Visitor, document_id: str, content: bytes, name: str) -> None:
    attach_file(visitor.house, visitor.organisation_id, document_id, content, name, actor=visitor.actor)


@router.get("/{number}")
def download_attachment(document_id: str, number: Number, visitor: Viewer) -> Response:
    content, name = load_attachment(visitor.house, visitor.organisation_id, document_id, number)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(content, media_type=media_type, headers={**INERT, **to_save(name)})


@router.post("/{number}/remove")
def remove_one(document_id: str, number: Number, visitor: Worker) -> Response:
    remove_attachment(visitor.house, visitor.organisation_id, document_id, number, actor=visitor.actor)
    return back_to(document_id, "detached", PLACE)


@router.post("/{number}/bring-back")
def bring_back_one(document_id: str, number: Number, visitor: Worker) -> Response:
    bring_back_attachment(visitor.house, visitor.organisation_id, document_id, number, actor=visitor.actor)
    return back_to(document_id, "reattached", PLACE)
