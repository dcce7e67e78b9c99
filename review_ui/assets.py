"""Style sheets, scripts and icons under `/static/<version>/`, which browsers may keep for ever.

They are made small once, when the web starts, and packed. The version is a digest of all that is served, so that a new
release is fetched at once and an old one never again.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import minify
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
SMALLER = {".css", ".js"}
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its media type, and its bytes plain and packed."""

    kind: str
    plain: bytes
    packed: bytes


@cache
def all_assets() -> Mapping[str, Asset]:
    """Every asset by its path below the folder."""
    paths = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return {path.relative_to(STATIC).as_posix(): _asset(path) for path in paths}


def _asset(path: Path) -> Asset:
    plain = _smaller(path.read_text(encoding="utf-8"), path.suffix).encode()
    return Asset(KINDS[path.suffix], plain, gzip.compress(plain, mtime=0))


def _smaller(text: str, suffix: str) -> str:
    """The same sheet or script in fewer bytes. Modules stay modules; only names inside of them become short."""
    return str(minify.string(KINDS[suffix], text)) if suffix in SMALLER else text


@cache
def assets_version() -> str:
    """Twelve hexadecimal digits that change with any byte of any asset."""
    digest = sha256()
    for name, asset in all_assets().items():
        digest.update(name.encode())
        digest.update(asset.plain)
    return digest.hexdigest()[:12]


def assets_path() -> str:
    return f"/static/{assets_version()}"


async def show_asset(request: Request) -> Response:
    asset = all_assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, media_type=asset.kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(asset.plain, media_type=asset.kind, headers=headers)


ASSETS = Router([Route("/{name:path}", show_asset)])
