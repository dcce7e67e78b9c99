"""Whatever dies, a document that was received is captured once: worker killed, worker paused, Prefect gone or ill."""

import signal
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from flows.ingesting import ACTOR
from models.page import Transcript
from models.states import State
from models.tables.work import JobTable
from storage.audit import list_audit
from storage.documents import list_documents, list_parts, load_document
from storage.jobs import claim_job, finish_capture, save_pages
from storage.readings import load_versions
from storage.reviews import request_join
from tests.forms import FORMS
from tests.journeys.papers import draw_digital, draw_noise, draw_scan, draw_scan_with_annex
from tests.journeys.premises import Premises, group_size, kill, logged, wait_until
from tests.storage.samples import Image, invoice

REFUSE = """
CREATE TRIGGER refuse BEFORE INSERT ON flow_run WHEN NEW.parameters LIKE '%{document}%'
BEGIN SELECT RAISE(ABORT, 'refused'); END
"""

LONG = 20  # pages, more than five seconds of reading
READ_SECONDS = "120"  # on a busy machine

pytestmark = pytest.mark.parametrize("form_name", FORMS)


def captured_once(premises: Premises, document_id: str) -> bool:
    versions = load_versions(premises.house, premises.organisation, document_id)
    return len(versions) == 1 and premises.states(document_id).count(State.IN_REVIEW) == 1


def test_worker_killed_in_the_middle_of_a_document_is_followed_by_the_next(premises: Premises) -> None:
    premises.start("prefect")
    first = premises.start("worker", "-first")
    document = premises.receive(draw_scan("K-1"), "scan.pdf")
    premises.wait_for(document, State.READING)
    kill(first)
    assert premises.state(document) is State.READING
    premises.start("worker", "-second")
    premises.wait_for(document, State.IN_REVIEW)
    assert captured_once(premises, document)
    wait_until(lambda: group_size(first) == 0, "the dead worker's readers to end")


def test_worker_killed_in_the_annex_of_a_long_scan_is_followed_by_the_next(premises: Premises) -> None:
    premises.start("prefect")
    first = premises.start("worker", "-first", PREJETO_READ_SECONDS=READ_SECONDS)
    document = premises.receive(draw_scan_with_annex("A-1", LONG), "long.pdf")
    wait_until(lambda: is_shown(premises, document), "its first pages")
    kill(first)
    assert premises.state(document) is State.READING
    assert load_versions(premises.house, premises.organisation, document) == []
    premises.start("worker", "-second", PREJETO_READ_SECONDS=READ_SECONDS)
    premises.wait_for(document, State.IN_REVIEW)
    assert captured_once(premises, document)
    whole = load_document(premises.house, premises.organisation, document)
    assert (whole.invoice_number, whole.pages, whole.is_preview) == ("A-1", LONG, False)
    assert len(list_audit(premises.house, premises.organisation, document_id=document).rows) == 2
    assert job_of(premises, document).crashes == 1


def test_worker_killed_while_it_joins_documents_leaves_each_of_them_once(premises: Premises) -> None:
    premises.start("prefect")
    sources = [review(premises, draw_noise(), "photos.tif"), review(premises, draw_digital("J-1"), "sheet.pdf")]
    request_join(premises.house, premises.organisation, dict.fromkeys(sources, 1), actor=ACTOR)
    first = premises.start("worker", "-first")
    premises.wait_for(sources[0], State.READING)
    kill(first)
    assert [premises.state(each) for each in sources] == [State.READING, State.DUPLICATE]
    assert list_documents(premises.house, premises.organisation).total == 2
    premises.start("worker", "-second")
    premises.wait_for(sources[0], State.DUPLICATE)
    (whole,) = {load_document(premises.house, premises.organisation, each).joined_into for each in sources}
    assert whole is not None
    assert list_documents(premises.house, premises.organisation).total == 3
    assert [part.part_id for part in list_parts(premises.house, premises.organisation, whole)] == sources
    assert premises.states(whole).count(State.RECEIVED) == 1


def test_worker_paused_past_its_lease_writes_nothing(premises: Premises) -> None:
    premises.start("prefect")
    paused = premises.start("worker", "-paused")
    document = premises.receive(draw_scan("P-1"), "scan.pdf")
    premises.wait_for(document, State.READING)
    kill(paused, signal.SIGSTOP)
    premises.start("worker", "-awake")
    premises.wait_for(document, State.IN_REVIEW)
    history = premises.states(document)
    kill(paused, signal.SIGCONT)
    wait_until(lambda: logged(paused, "capture_failed") or logged(paused, "lease_lost"), "the paused worker to notice")
    assert premises.states(document) == history
    assert captured_once(premises, document)


def test_document_waits_out_an_outage_of_prefect(premises: Premises) -> None:
    server = premises.start("prefect")
    worker = premises.start("worker")
    kill(server)
    document = premises.receive(draw_digital("O-1"), "digital.pdf")
    wait_until(lambda: logged(worker, "prefect_away"), "the worker to notice the outage")
    assert premises.state(document) is State.RECEIVED
    premises.start("prefect")
    premises.wait_for(document, State.IN_REVIEW)
    assert captured_once(premises, document)
    assert job_of(premises, document).crashes == 0


def test_worker_told_to_stop_hands_its_document_back(premises: Premises) -> None:
    premises.start("prefect")
    worker = premises.start("worker")
    document = premises.receive(draw_scan("S-1", pages=12), "long.pdf")
    premises.wait_for(document, State.READING)
    worker.stop_seconds = 10
    worker.stop()
    assert worker.process is not None
    assert worker.process.returncode == 0
    assert load_document(premises.house, premises.organisation, document).state is State.RECEIVED
    wait_until(lambda: group_size(worker) == 0, "its readers to end")


def test_document_that_prefect_refuses_to_run_is_put_off_and_holds_nobody_up(premises: Premises) -> None:
    premises.start("prefect")
    refused, other = (premises.receive(draw_digital(number), f"{number}.pdf") for number in ("R-1", "R-2"))
    ask_prefect(premises, REFUSE.format(document=refused))
    premises.start("worker")
    premises.wait_for(other, State.IN_REVIEW)
    wait_until(lambda: job_of(premises, refused).deferrals == 2, "the second time it is put off")
    assert (job_of(premises, refused).crashes, premises.state(refused)) == (0, State.RECEIVED)
    ask_prefect(premises, "DROP TRIGGER refuse")
    premises.wait_for(refused, State.IN_REVIEW)
    assert captured_once(premises, refused)
    assert captured_once(premises, other)


def review(premises: Premises, content: bytes, name: str) -> str:
    """A document in review, as if it had been read."""
    document = premises.receive(content, name)
    held = claim_job(premises.house, "test", 60)
    assert held is not None
    save_pages(premises.house, held, Transcript("pdf"), [Image(0, name.encode())])
    finish_capture(premises.house, held, invoice(), State.IN_REVIEW, "captured")
    return document


def is_shown(premises: Premises, document_id: str) -> bool:
    """Whether the first pages of the document can be seen, and what they say."""
    return load_document(premises.house, premises.organisation, document_id).is_preview


def ask_prefect(premises: Premises, statement: str) -> None:
    """A statement in the database of Prefect's server."""
    with closing(sqlite3.connect(premises.settings.data_dir / "prefect" / "prefect.db", timeout=30)) as connection:
        connection.execute(statement)


def job_of(premises: Premises, document_id: str) -> JobTable:
    with premises.house.session() as session:
        return session.scalars(select(JobTable).where(JobTable.document_id == document_id)).one()
