"""A house of its own for every test, with an organisation that takes documents."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.sandbox import Reader
from flows import logs
from flows.bootstrap import open_house
from flows.ingesting import ACTOR
from flows.settings import Settings, read_settings
from storage.access import find_organisation
from storage.house import House
from tests.forms import Form


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Where this process sends its logs, and who hears of faults, is as before when a test has ended."""
    loggers = [logging.root, logs.LOG]
    handlers, hooks = [list(logger.handlers) for logger in loggers], (sys.excepthook, threading.excepthook)
    listeners = list(logs._LISTENERS)
    yield
    for logger, before in zip(loggers, handlers, strict=True):
        logger.handlers[:] = before
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook = hooks
    logs._LISTENERS[:] = listeners


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(data_dir=tmp_path / "house")


@pytest.fixture
def house(form: Form, tmp_path: Path) -> Iterator[House]:
    house = open_house(form.settings(data_dir=tmp_path / "house"))
    yield house
    house.close()


@pytest.fixture
def organisation(house: House) -> str:
    return find_organisation(house, actor=ACTOR).id


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(workers=1, warm=False) as reader:
        yield reader
