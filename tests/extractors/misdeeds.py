"""What a hostile document might make a parser do: run in the sandbox's process in place of reading."""

import os
import signal
import socket
import time

from extractors.child import guarded


@guarded
def sleep_long(*_: object) -> None:
    time.sleep(60)


@guarded
def eat_memory(*_: object) -> int:
    return len(bytearray(8 * 1024**3))


def crash(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def blunder(*_: object) -> None:
    raise KeyError("a mistake of ours")


def process_id(*_: object) -> int:
    return os.getpid()


def environment(*_: object) -> dict[str, str]:
    return dict(os.environ)


def call_out(*_: object) -> str:
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=2)
    except OSError as error:
        return type(error).__name__
    return "connected"
