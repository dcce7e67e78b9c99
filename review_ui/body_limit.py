"""No request may be larger than stated: counted while it arrives, for a size header may lie.

Files go to disk while they arrive; every other form is held in memory, before anybody is known to be signed in, and
so may be much smaller.
"""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.messages import told

TOO_LARGE = told("This is larger than may be sent at once.")
WITH_FILES = re.compile(r"/documents(/[^/]+/attachments)?")


class BodyLimit:
    """ASGI middleware. Answers 413 before reading when the header says so, else in the middle of the body."""

    def __init__(self, app: ASGIApp, max_bytes: int, max_form_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_form_bytes = max_form_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._max_bytes if WITH_FILES.fullmatch(scope["path"]) else self._max_form_bytes
        stated = Headers(scope=scope).get("content-length", "0")
        too_large = stated.isdigit() and int(stated) > most
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if too_large or received > most:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, receive_counted, send)
