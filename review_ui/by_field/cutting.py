"""A part of a page's stored picture, cut out while it is asked for; what lies over the edge of the page is white."""

import io
from dataclasses import astuple
from math import isfinite
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from PIL import Image
from starlette.responses import Response

from models.errors import InvalidInput, NotFound
from models.geometry import Box
from models.page import Page
from review_ui.documents.routes import INERT, KEEP
from review_ui.documents.thumbnails import KINDS
from review_ui.visitors import Visitor, permit
from storage.documents import load_page_image
from storage.readings import load_transcript
from storage.roles import Action

router = APIRouter(prefix="/documents/{document_id}/pages")
WIDTH, HEIGHT = 960, 1360  # pixels of a part at most: two where it is shown in one
FARTHEST = 20_000.0  # points; no page is so large


@router.get("/{number}/part")
def show_part(
    document_id: str,
    number: Annotated[int, Path(ge=0, le=100_000)],
    visitor: Annotated[Visitor, Depends(permit(Action.VIEW))],
    box: str = "",
) -> Response:
    """The part in this box, `x0,top,x1,bottom` in points; the whole page, made small, without one."""
    wanted = read_box(box)
    transcript = load_transcript(visitor.house, visitor.organisation_id, document_id, words=False)
    page = next((page for page in transcript.pages if page.number == number), None)
    if page is None:
        raise NotFound("This document has no such page or object.")
    content, _ = load_page_image(visitor.house, visitor.organisation_id, document_id, number)
    return Response(cut(content, page, wanted), media_type="image/jpeg", headers={**INERT, **KEEP})


def read_box(written: str) -> Box | None:
    """The box of an address; InvalidInput where it is none.

    >>> read_box("10,20,110.5,60"), read_box("")
    (Box(x0=10.0, top=20.0, x1=110.5, bottom=60.0), None)
    """
    if not written:
        return None
    try:
        box = Box(*(float(each) for each in written.split(",")))
    except (ValueError, TypeError):
        raise InvalidInput("This is no part of a page.") from None
    known = all(isfinite(each) and abs(each) <= FARTHEST for each in astuple(box))
    if not known or box.width < 1 or box.height < 1:
        raise InvalidInput("This is no part of a page.")
    return box


def cut(content: bytes, page: Page, box: Box | None) -> bytes:
    """The part as JPEG, within WIDTH by HEIGHT. The picture is decoded no larger than that needs."""
    wanted = box or Box(0, 0, page.width, page.height)
    with Image.open(io.BytesIO(content), formats=KINDS) as picture:
        share = share_of(wanted.scaled(picture.width / page.width))
        picture.draft("RGB", (int(picture.width * share), int(picture.height * share)))
        part = on_white(picture, wanted.scaled(picture.width / page.width))
    out = io.BytesIO()
    part.save(out, "JPEG", quality=80)
    return out.getvalue()


def share_of(box: Box) -> float:
    """By how much a box in pixels is made smaller."""
    return min(1.0, WIDTH / box.width, HEIGHT / box.height)


def on_white(picture: Image.Image, box: Box) -> Image.Image:
    """What is in the box, in pixels, made smaller where it is too large, and white where there is no picture."""
    share = share_of(box)
    left, top = max(0, round(box.x0)), max(0, round(box.top))
    right, bottom = min(picture.width, round(box.x1)), min(picture.height, round(box.bottom))
    part = Image.new("RGB", (max(1, round(box.width * share)), max(1, round(box.height * share))), "white")
    if left < right and top < bottom:
        seen = picture.crop((left, top, right, bottom)).convert("RGB")
        small = seen.resize((max(1, round(seen.width * share)), max(1, round(seen.height * share))), reducing_gap=2.0)
        part.paste(small, (round((left - box.x0) * share), round((top - box.top) * share)))
    return part
