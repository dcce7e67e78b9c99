"""A token server on loopback: it gives access tokens, and tells the mail server whose they are."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from models.mailboxes import OAuthClient, SignIn
from tests.servers import free_ports


@dataclass(slots=True)
class TokenServer:
    """`refresh_tokens` name whose they are; each is good once, and another one comes with the token it gives."""

    port: int
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    lasts_seconds: int = 3600
    asked: int = 0

    @property
    def introspection(self) -> str:
        return f"http://127.0.0.1:{self.port}/introspect"

    def invite(self, username: str) -> dict[str, Any]:
        """The settings of a mailbox whose user signs in by token."""
        first = f"refresh-{username}-0"
        self.refresh_tokens[first] = username
        client = OAuthClient(
            token_url=f"http://127.0.0.1:{self.port}/token", client_id="prejeto", refresh_token=first, scope="mail"
        )
        return {"username": username, "sign_in": SignIn.OAUTH2, "oauth": client, "password": ""}

    def give(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked += 1
        username = self.refresh_tokens.pop(form.get("refresh_token", ""), "")
        if not username:
            return 400, {"error": "invalid_grant", "error_description": "The refresh token is not good any more."}
        token, refresh = f"token-{self.asked}", f"refresh-{username}-{self.asked}"
        self.tokens[token], self.refresh_tokens[refresh] = username, username
        return 200, {"access_token": token, "expires_in": self.lasts_seconds, "refresh_token": refresh}

    def introspect(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        username = self.tokens.get(form.get("token", ""), "")
        return 200, {"active": bool(username), "username": username}


@contextmanager
def token_server() -> Iterator[TokenServer]:
    told = TokenServer(free_ports(1)[0])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(content).items()}
            status, answer = (told.give if self.path == "/token" else told.introspect)(form)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", told.port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
