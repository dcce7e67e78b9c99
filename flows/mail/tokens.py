"""Access tokens for mailboxes: fetched from a token server, kept until shortly before they end.

Source: RFC 6749, sections 4.4, 5 and 6; RFC 6750.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from flows.mail.problems import problem
from flows.mail.reach import Reach
from models.mailboxes import OAuthClient

ANSWER_SECONDS = 10.0
MOST_BYTES = 64 * 1024
SPARE_SECONDS = 60.0  # a token that ends so soon is not used any more
USUAL_SECONDS = 3600
SERVER_ERROR, BUSY, OK = 500, 429, 200


@dataclass(slots=True)
class Tokens:
    """The token of one mailbox. `keep` is told when the server gives another refresh token."""

    client: OAuthClient
    reach: Reach
    keep: Callable[[str], None]
    _token: str = ""
    _until: float = 0.0
    _refresh: str = ""

    def get(self) -> str:
        """A token that is still good. MailboxError when none is given."""
        if not self.kept:
            self._take(self._ask())
        return self._token

    @property
    def kept(self) -> bool:
        """Whether the next token is one that was fetched before."""
        return time.monotonic() < self._until - SPARE_SECONDS

    def forget(self) -> None:
        """The token was refused: another one is fetched next."""
        self._until = 0.0

    def _ask(self) -> dict[str, Any]:
        import httpx  # noqa: PLC0415 - most mailboxes need no tokens

        self.reach.permit_url(self.client.token_url)
        try:
            return _judged(*asyncio.run(asyncio.wait_for(self._exchange(), ANSWER_SECONDS)))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise problem("token_server_away") from error

    async def _exchange(self) -> tuple[int, bytes]:
        """Status and content. Not in the plain way: that has a time for each word of an answer, and none for all."""
        import httpx  # noqa: PLC0415 - as above

        async with (
            httpx.AsyncClient(verify=self.reach.context, timeout=ANSWER_SECONDS, trust_env=False) as http,
            http.stream("POST", self.client.token_url, data=self._form()) as answer,
        ):
            return answer.status_code, await _first_bytes(answer.aiter_bytes())

    def _form(self) -> dict[str, str]:
        client, refresh = self.client, self._refresh or self.client.refresh_token
        way = {"grant_type": "refresh_token", "refresh_token": refresh}
        form = {"client_id": client.client_id, "client_secret": client.client_secret, "scope": client.scope}
        form |= way if refresh else {"grant_type": "client_credentials"}
        return {name: value for name, value in form.items() if value}

    def _take(self, answer: dict[str, Any]) -> None:
        token, seconds = answer.get("access_token"), answer.get("expires_in", USUAL_SECONDS)
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise problem("token_server_away")
        self._token = token
        self._until = time.monotonic() + (float(seconds) if str(seconds).isdecimal() else USUAL_SECONDS)
        refresh = answer.get("refresh_token")
        if isinstance(refresh, str) and refresh not in {"", self._refresh or self.client.refresh_token}:
            self._refresh = refresh
            self.keep(refresh)


async def _first_bytes(parts: AsyncIterator[bytes]) -> bytes:
    found = b""
    async for part in parts:
        found += part
        if len(found) > MOST_BYTES:
            raise problem("token_server_away")
    return found


def _judged(status: int, content: bytes) -> dict[str, Any]:
    if status >= SERVER_ERROR or status == BUSY:
        raise problem("token_server_away")
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise problem("token_server_away") from error
    if status == OK and isinstance(answer, dict):
        return answer
    told = answer if isinstance(answer, dict) else {}
    raise problem("token_server_refuses", f"{told.get('error', status)} {told.get('error_description', '')}")
