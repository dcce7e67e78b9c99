"""Logs: an event word and key=value; text on a terminal, JSON elsewhere. Never values, names or text of documents."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from flows.settings import Settings

LOG = logging.getLogger("prejeto")


def set_up_logs(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """Send what this process logs to `stream`, in the form that the settings ask for."""
    as_text = settings.log_format == "text" or (settings.log_format == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_TextLines() if as_text else _JsonLines())
    LOG.handlers[:] = [handler]
    LOG.setLevel(settings.log_level.upper())
    LOG.propagate = False


def log(event: str, level: int = logging.INFO, **pairs: object) -> None:
    """One line about `event`. Pairs are keys, counts, durations and ids, nothing that was read."""
    LOG.log(level, event, extra={"pairs": {key: value for key, value in pairs.items() if value is not None}})


def warn(event: str, **pairs: object) -> None:
    log(event, logging.WARNING, **pairs)


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
