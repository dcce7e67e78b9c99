"""`/healthz`: whether this process answers and reaches its database."""

from fastapi import APIRouter
from sqlalchemy import text
from starlette.responses import JSONResponse, Response

from models.errors import StorageError
from review_ui.visitors import TheHouse

router = APIRouter()


@router.get("/healthz")
def show_health(house: TheHouse) -> Response:
    try:
        with house.session() as session:
            session.execute(text("SELECT 1"))
    except StorageError as fault:
        return JSONResponse({"status": "unavailable", "reason": fault.code}, status_code=503)
    return JSONResponse({"status": "ok"})
