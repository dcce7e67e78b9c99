"""No request may be larger than stated: counted while it arrives, for a size header may lie."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_LARGE = "The files are larger than may be sent at once."


class BodyLimit:
    """ASGI middleware. Answers 413 before reading when the header says so, else in the middle of the body."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "0")
        too_large = stated.isdigit() and int(stated) > self._max_bytes
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if too_large or received > self._max_bytes:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, receive_counted, send)
