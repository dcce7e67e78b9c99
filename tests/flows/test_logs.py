"""A line of the log is an event word and pairs."""

import io
import json

from flows.logs import log, set_up_logs, warn
from flows.settings import read_settings


def test_logs_are_json_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    warn("capture_failed", document="d1", seconds=1.23456, reason=None)
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "event": "capture_failed", "document": "d1", "seconds": 1.235}


def test_logs_are_text_when_asked_for() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(log_format="text"), stream)
    log("worker_began", slots=2)
    assert stream.getvalue().split(maxsplit=1)[1] == "info    worker_began slots=2\n"


def test_what_is_below_the_level_is_not_logged() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(log_level="error"), stream)
    log("worker_began")
    assert not stream.getvalue()
