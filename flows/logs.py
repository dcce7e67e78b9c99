"""Logs: an event word and key=value; text on a terminal, JSON elsewhere. Never values, names or text of documents.

What libraries say may hold anything, so of their messages only the logger, the place in their code and the class of
the error are told (event `library`), and of a fault of ours its class and place (event `fault`): never its text.
`docs/logs.md` lists the events.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from flows.settings import Settings

HOUSE = Path(__file__).parents[1]
LOG = logging.getLogger("prejeto")

Listener = Callable[[str, Mapping[str, object]], None]
_LISTENERS: list[Listener] = []


def set_up_logs(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """Send what this process and its libraries log to `stream`, in the form that the settings ask for."""
    as_text = settings.log_format == "text" or (settings.log_format == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_TextLines() if as_text else _JsonLines())
    LOG.handlers[:] = [handler]
    LOG.setLevel(settings.log_level.upper())
    LOG.propagate = False
    logging.root.handlers[:] = [_Libraries(logging.WARNING)]
    _silence_handlers_of_libraries()
    logging.captureWarnings(True)
    sys.excepthook = lambda _kind, error, _trace: _tell_fault(error)
    threading.excepthook = lambda hook: _tell_fault(hook.exc_value)


def _silence_handlers_of_libraries() -> None:
    """What a library set up for itself before, as Prefect does for uvicorn, would tell its words past us."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name != LOG.name and isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True


def log(event: str, level: int = logging.INFO, **pairs: object) -> None:
    """One line about `event`. Pairs are keys, counts, durations and ids, nothing that was read."""
    said = {key: value for key, value in pairs.items() if value is not None}
    for listener in _LISTENERS:
        listener(event, said)
    LOG.log(level, event, extra={"pairs": said})


def listen(listener: Listener) -> None:
    """Tell `listener` of every event from now on, also of those that are below the level of the log."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def warn(event: str, **pairs: object) -> None:
    log(event, logging.WARNING, **pairs)


def place_of(error: BaseException) -> str:
    """Where an error came from: the last file of ours on its way, and the line; else the last of any."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(HOUSE)]
    return f"{_short((ours or frames)[-1].filename)}:{(ours or frames)[-1].lineno}" if frames else ""


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(HOUSE)) if path.is_relative_to(HOUSE) else path.name


def _tell_fault(error: BaseException | None) -> None:
    if error is not None:
        log("fault", logging.ERROR, error=type(error).__name__, place=place_of(error))


class _Libraries(logging.Handler):
    """What libraries log, without their words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        kind = type(error).__name__ if error else None
        log("library", record.levelno, logger=record.name, place=f"{record.module}:{record.lineno}", error=kind)


def _plain(value: object) -> str | int | float | bool:
    if isinstance(value, float):
        return round(value, 3)
    return value if isinstance(value, str | int | bool) else str(value)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        pairs = {key: _plain(value) for key, value in getattr(record, "pairs", {}).items()}
        return json.dumps({"at": at, "level": record.levelname.lower(), "event": record.getMessage(), **pairs})


class _TextLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        pairs = " ".join(f"{key}={_plain(value)}" for key, value in getattr(record, "pairs", {}).items())
        return f"{at} {record.levelname.lower():7} {record.getMessage()} {pairs}".rstrip()
