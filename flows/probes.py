"""Asking whether a server of ours answers, and finding a free port for one."""

import http.client
import json
import socket
from urllib.parse import urlsplit

OK = 200
PORTS_TRIED = 50


def answers(url: str, seconds: float = 2.0) -> bool:
    """Whether a GET of `url` gives 200."""
    return _body(url, seconds) is not None


def ask_version(api: str, seconds: float = 2.0) -> str:
    """The version of the Prefect server at `api`; empty when it does not answer."""
    try:
        return str(json.loads(_body(f"{api}/admin/version", seconds) or b'""'))
    except ValueError:
        return ""


def _body(url: str, seconds: float) -> bytes | None:
    """What a GET of `url` gives with 200; None for anything else."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=seconds)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        return response.read() if response.status == OK else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port(host: str, first: int) -> int | None:
    """The first free port from `first` on; None when the next fifty are taken."""
    return next((port for port in range(first, min(first + PORTS_TRIED, 65536)) if is_free(host, port)), None)
