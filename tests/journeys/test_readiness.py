"""Worker and web say on their monitor ports whether they can do their work, and which part is missing."""

import signal

import urllib3

from flows.children import Child
from flows.readiness import ask_readiness
from flows.settings import read_settings
from models.states import State
from tests.journeys.papers import draw_digital
from tests.journeys.premises import Premises, kill, wait_until


def missing(child: Child) -> set[str]:
    return set(ask_readiness(read_settings(monitor_port=int(child.environment["PREJETO_MONITOR_PORT"]))))


def metrics(child: Child) -> str:
    port = child.environment["PREJETO_MONITOR_PORT"]
    return urllib3.request("GET", f"http://127.0.0.1:{port}/metrics", timeout=10).data.decode()


def test_work_shows_in_the_metrics_of_worker_and_web(premises: Premises) -> None:
    premises.start("prefect")
    worker, web = premises.start("worker"), premises.start("web")
    document = premises.receive(draw_digital("M-1"), "digital.pdf")
    premises.wait_for(document, State.IN_REVIEW)
    wait_until(
        lambda: 'prejeto_captures_total{outcome="in_review"} 1.0' in metrics(worker), "the capture to be counted"
    )
    told = metrics(worker)
    assert "prejeto_claims_total 1.0" in told
    for step in ("open", "read", "decide"):
        assert f'prejeto_step_seconds_count{{step="{step}"}} 1.0' in told
    assert 'prejeto_documents{state="in_review"} 1.0' in metrics(web)
    assert document not in told + metrics(web)
    assert premises.organisation not in told + metrics(web)


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
