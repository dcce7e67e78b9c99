"""A line of the log is an event word and pairs; what libraries and faults say is never told in their words."""

import io
import json
import logging
import re
import sys
import threading
import warnings
from typing import Any

import pytest

from flows.logs import HOUSE, log, set_up_logs, warn
from flows.settings import read_settings

VALUE = "SI56 0203 1001 6571 123"


def test_logs_are_json_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    warn("lease_not_renewed", document="d1", seconds=1.23456, reason=None)
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "event": "lease_not_renewed", "document": "d1", "seconds": 1.235}


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


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    assert VALUE not in stream.getvalue()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def stumble() -> None:
    raise ValueError(VALUE)


def test_words_of_a_library_are_not_told() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    logging.getLogger("urllib3.connectionpool").warning("Retrying %s", VALUE)
    try:
        stumble()
    except ValueError:
        logging.getLogger("uvicorn.error").exception(VALUE)
    logging.getLogger("sqlalchemy.engine").info(VALUE)
    first, second = lines(stream)
    assert (first["event"], first["logger"], first["level"]) == ("library", "urllib3.connectionpool", "warning")
    assert (second["logger"], second["error"]) == ("uvicorn.error", "ValueError")


def test_a_library_with_a_handler_of_its_own_tells_no_words_past_us() -> None:
    own, stream = io.StringIO(), io.StringIO()
    library = logging.getLogger("tests.library")
    library.addHandler(logging.StreamHandler(own))
    library.propagate = False
    set_up_logs(read_settings(), stream)
    library.warning(VALUE)
    assert own.getvalue() == ""
    assert [line["logger"] for line in lines(stream)] == ["tests.library"]


@pytest.mark.filterwarnings("default")
def test_warnings_are_told_without_their_words() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    warnings.warn(VALUE, UserWarning, stacklevel=1)
    assert [line["logger"] for line in lines(stream)] == ["py.warnings"]


def test_fault_of_ours_is_its_class_and_place() -> None:
    stream = io.StringIO()
    set_up_logs(read_settings(), stream)
    try:
        stumble()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    for line in lines(stream):
        assert (line["event"], line["error"]) == ("fault", "ValueError")
        assert line["place"].startswith("tests/flows/test_logs.py:")


def test_every_event_is_documented() -> None:
    files = (HOUSE / "flows").rglob("*.py")
    told = {event for path in files for event in re.findall(r'\b(?:log|warn)\(\s*"(\w+)"', path.read_text("utf-8"))}
    rows = re.findall(r"(?m)^\| (`[^|]+) \|", (HOUSE / "docs" / "logs.md").read_text("utf-8"))
    assert told == {event for row in rows for event in re.findall(r"`(\w+)`", row)}
