"""The line to a mail server. Another thread can break it off at any time, also before the server said a word."""

import socket
import threading
from contextlib import suppress


class Line:
    """One connection after the other; once it is broken off, none any more.

    A duplicate of the socket is what is broken off: the socket itself changes hands when it is protected (TLS).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._broken = False

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """A new connection, in time. OSError when none comes about."""
        connected = socket.create_connection((host, port), seconds)
        with self._lock:
            self._close()
            if self._broken:
                connected.close()
                raise ConnectionAbortedError
            self._socket = connected.dup()
        return connected

    def break_off(self) -> None:
        """Whatever waits for the server gets an error."""
        with self._lock:
            self._broken = True
            if self._socket:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None
