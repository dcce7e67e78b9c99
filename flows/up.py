"""`prejeto up`: everything embedded, in one process tree that starts quickly and stops cleanly."""

import fcntl
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.bootstrap import open_house
from flows.children import Child
from flows.family import PREFECT, family_of, with_free_ports
from flows.first_run import address_to_open
from flows.logs import log, warn
from flows.prefect_environment import forget_api, note_api
from flows.settings import Settings
from models.errors import EngineCrashed, SettingError
from storage.house import House

TICK_SECONDS = 0.1
START_SECONDS = 900.0  # a part that lives may take so long: a busy machine is no fault of its own
SLOW_SECONDS = 20.0  # each so many it is told which parts are waited for
DEATHS_AT_START = 4
PARTS_STOP_SECONDS = 7.0

AtFirst = Callable[[House], None]


class Stopped(Exception):
    """A signal asked to stop."""


def run_everything(settings: Settings, announce: Callable[[str], None], at_first: AtFirst | None = None) -> None:
    """Start the family, wait until it is healthy, run `at_first`, announce the address, and watch until stopped."""
    with _alone(settings), _stopped_by_signals():
        settings = with_free_ports(settings)
        family = family_of(settings)
        note_api(settings)
        try:
            house = _begun(family, settings)
            _wait_until_healthy(family)
            _announce(house, settings, announce, at_first)
            while True:
                _tick(family)
        except Stopped:
            log("stopping")
        finally:
            _stop(family)
            forget_api(settings)


def _begun(family: list[Child], settings: Settings) -> House:
    """Prefect's server starts while the schema is brought up to date; then the others, which use it."""
    _tick([child for child in family if child.name == PREFECT])
    house = open_house(settings)
    _tick(family)
    return house


def _announce(house: House, settings: Settings, announce: Callable[[str], None], at_first: AtFirst | None) -> None:
    if at_first:
        at_first(house)
    address = address_to_open(house, settings)
    house.close()
    announce(address)


def _wait_until_healthy(family: list[Child]) -> None:
    """EngineCrashed, with the log to look at, when one dies again and again or takes too long; slow ones are told."""
    began = time.monotonic()
    waiting, said_at = list(family), began
    while waiting:
        _tick(family)
        for child in [child for child in waiting if child.alive and child.healthy()]:
            log("child_healthy", child=child.name, seconds=time.monotonic() - child.started_at)
            waiting.remove(child)
        for child in waiting:
            _refuse_hopeless(child, time.monotonic() - began)
        if time.monotonic() - said_at >= SLOW_SECONDS:
            said_at = time.monotonic()
            _tell_slow(waiting, said_at)


def _refuse_hopeless(child: Child, waited: float) -> None:
    if child.deaths >= DEATHS_AT_START:
        raise EngineCrashed(f"The {child.name} ends as soon as it starts; {_where(child)}.")
    if waited > START_SECONDS:
        said = f"The {child.name} runs and gave no answer in {START_SECONDS / 60:.0f} minutes: is the machine too busy?"
        raise EngineCrashed(f"{said} If not, {_where(child)}.")


def _where(child: Child) -> str:
    """What its log has to say of it; a part that is still being loaded has said nothing."""
    is_empty = not child.log_file.exists() or not child.log_file.stat().st_size
    return f"it wrote nothing to {child.log_file}" if is_empty else f"see {child.log_file}"


def _tell_slow(waiting: list[Child], moment: float) -> None:
    for child in waiting:
        pid = child.process.pid if child.process else None
        warn("child_slow", child=child.name, pid=pid, seconds=moment - child.started_at)


def _tick(family: list[Child]) -> None:
    for child in family:
        child.watch()
    time.sleep(TICK_SECONDS)


def _stop(family: list[Child]) -> None:
    """All at once but Prefect, which is last: the worker still tells it how its runs ended. Ten seconds at most."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    parts = [child for child in reversed(family) if child.name != PREFECT]
    late = time.monotonic() + PARTS_STOP_SECONDS
    for child in parts:
        child.ask_to_end()
    for child in parts:
        child.stop(max(0.0, late - time.monotonic()))
    for child in family:
        child.stop()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One family per data folder. SettingError when another one runs."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.data_dir / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SettingError(
                f"Prejeto runs already over {settings.data_dir}; stop that one, or name another --data-dir."
            ) from error
        yield


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise Stopped

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
