"""Servers that answer, ports that are free."""

import http.server
import socket
import threading
from collections.abc import Iterator

import pytest

from flows.probes import answers, free_port, is_free


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_server_answers_with_200_only(port: int) -> None:
    assert answers(f"http://127.0.0.1:{port}/health")
    assert not answers(f"http://127.0.0.1:{port}/other")


def test_nobody_answers_where_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert not answers(f"http://127.0.0.1:{taken.getsockname()[1]}/health")


def test_port_in_use_is_passed_over(port: int) -> None:
    assert not is_free("127.0.0.1", port)
    found = free_port("127.0.0.1", port)
    assert found is not None
    assert found > port
