"""Style sheets, scripts and icons under `/static/<version>/`, which browsers may keep for ever.

The version is a digest of all files, so that a new release is fetched at once and an old one never again.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def assets_version() -> str:
    """Twelve hexadecimal digits that change with any byte of any asset."""
    digest = sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def assets_path() -> str:
    return f"/static/{assets_version()}"


class Assets(StaticFiles):
    """The folder of assets, kept by browsers for ever."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = FOR_EVER
        return response
