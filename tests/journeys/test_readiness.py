"""Worker and web say on their monitor ports whether they can do their work, and which part is missing."""

import signal

from flows.children import Child
from flows.readiness import ask_readiness
from flows.settings import read_settings
from tests.journeys.premises import Premises, kill, wait_until


def missing(child: Child) -> set[str]:
    return set(ask_readiness(read_settings(monitor_port=int(child.environment["PREJETO_MONITOR_PORT"]))))


def test_worker_without_prefect_is_not_ready_and_says_so(premises: Premises) -> None:
    server = premises.start("prefect")
    worker = premises.start("worker")
    assert missing(worker) == set()
    kill(server)
    wait_until(lambda: missing(worker) == {"prefect"}, "the worker to miss Prefect")
    premises.start("prefect")
    wait_until(lambda: missing(worker) == set(), "the worker to be ready again")


def test_web_whose_store_is_gone_is_not_ready_and_says_so(premises: Premises) -> None:
    web = premises.start("web")
    (premises.settings.data_dir / "objects").rename(premises.settings.data_dir / "away")
    (premises.settings.data_dir / "objects").write_bytes(b"no folder")
    assert missing(web) == {"objects"}
    (premises.settings.data_dir / "objects").unlink()
    (premises.settings.data_dir / "away").rename(premises.settings.data_dir / "objects")
    assert missing(web) == set()


def test_process_that_is_paused_does_not_answer(premises: Premises) -> None:
    web = premises.start("web")
    kill(web, signal.SIGSTOP)
    assert missing(web) == {"process"}
    kill(web, signal.SIGCONT)
    wait_until(lambda: missing(web) == set(), "the web to be ready again")
