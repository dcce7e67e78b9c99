"""Waiting for the parts of `prejeto up`: long for those that live, not for those that die, and told meanwhile."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows import up
from flows.children import Child
from flows.logs import listen
from models.errors import EngineCrashed

Events = list[tuple[str, object]]
LIVES = "import time; time.sleep(60)"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Events:
    monkeypatch.setattr(up, "SLOW_SECONDS", 0.2)
    found: Events = []
    listen(lambda event, pairs: found.append((event, pairs.get("child"))))
    return found


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    started: list[Child] = []

    def make(program: str, healthy: Callable[[], bool]) -> Child:
        child = Child("prefect", [sys.executable, "-c", program], os.environ, tmp_path / "prefect.log", healthy, 0.3)
        started.append(child)
        return child

    yield make
    for child in started:
        child.stop()


def test_a_part_that_lives_is_waited_for_and_told(start: Callable[..., Child], told: Events) -> None:
    began = time.monotonic()
    up._wait_until_healthy([start(LIVES, lambda: time.monotonic() - began > 1)])
    assert ("child_slow", "prefect") in told
    assert told[-1] == ("child_healthy", "prefect")


def test_a_part_that_never_answers_is_given_up_with_its_log(
    start: Callable[..., Child], told: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "START_SECONDS", 0.6)
    with pytest.raises(EngineCrashed, match=r"runs and gave no answer .* wrote nothing to .*prefect\.log"):
        up._wait_until_healthy([start(LIVES, lambda: False)])
    assert ("child_slow", "prefect") in told


def test_a_part_that_dies_again_and_again_is_not(start: Callable[..., Child], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.children.FIRST_PAUSE", 0.01)
    with pytest.raises(EngineCrashed, match=r"ends as soon as it starts; see .*prefect\.log"):
        up._wait_until_healthy([start("raise SystemExit('no port')", lambda: False)])
