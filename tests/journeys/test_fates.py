"""Documents of every fate, through a real worker with Prefect."""

import io
import os
import subprocess
import sys
from email.message import EmailMessage

import pikepdf
import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.sorting import FlowRunSort

from extractors.text_layer import read_text_layer
from flows.prefect_environment import complete
from models.states import State
from storage.documents import list_documents, load_copy, load_document
from storage.readings import load_transcript
from tests.forms import FORMS
from tests.journeys.papers import draw_digital, draw_scan
from tests.journeys.premises import Premises, kill, logged_times, wait_until

pytestmark = pytest.mark.parametrize("form_name", FORMS)


def mail_with(content: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "seller@shop.example", "buyer@firm.example", "Your invoice"
    mail.set_content("See the attachment.")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="invoice.pdf")
    return mail.as_bytes()


def locked(content: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return target.getvalue()


def test_documents_meet_their_fates(premises: Premises) -> None:
    premises.start("prefect")
    premises.start("worker")
    fates = {
        premises.receive(draw_digital("F-1"), "digital.pdf"): State.IN_REVIEW,
        premises.receive(locked(draw_digital("F-2")), "locked.pdf"): State.WAITING,
        premises.receive(b"%PDF-1.7\nthis is no document", "broken.pdf"): State.QUARANTINED,
        premises.receive(mail_with(draw_digital("F-3")), "mail.eml"): State.UNPACKED,
    }
    for document, state in fates.items():
        premises.wait_for(document, state)
    wait_until(lambda: captured_from_mail(premises) == ["invoice.pdf"], "the document of the mail")
    waiting = next(document for document, state in fates.items() if state is State.WAITING)
    assert load_document(premises.house, premises.organisation, waiting).error_code == "password_needed"
    assert runs_of(premises, waiting) == [f"capture-{waiting}"]


def test_a_searchable_copy_is_kept_where_the_setting_wants_it(premises: Premises) -> None:
    premises.start("prefect")
    premises.start("worker", PREJETO_SEARCHABLE_COPIES="true")
    document = premises.receive(draw_scan("F-5", pages=1), "scan.pdf")
    premises.wait_for(document, State.IN_REVIEW)
    copy = load_copy(premises.house, premises.organisation, document)
    transcript = load_transcript(premises.house, premises.organisation, document)
    assert read_text_layer(copy)[0].text == transcript.pages[0].text


def captured_from_mail(premises: Premises) -> list[str]:
    rows = list_documents(premises.house, premises.organisation, states=[State.IN_REVIEW]).rows
    return [row.name for row in rows if row.parent_id]


def runs_of(premises: Premises, document_id: str) -> list[str]:
    """The names of Prefect's runs for a document, found by the document's id."""
    named = FlowRunFilter(name=FlowRunFilterName(like_=document_id))
    with SyncPrefectClient(premises.settings.prefect_api) as client:
        found = client.read_flow_runs(flow_run_filter=named, sort=FlowRunSort.ID_DESC, limit=10)
        return [run.name for run in found]


def test_runs_of_dead_processes_are_marked_in_prefect(premises: Premises) -> None:
    premises.start("prefect")
    worker = premises.start("worker")
    premises.wait_for(premises.receive(draw_digital("D-1"), "digital.pdf"), State.IN_REVIEW)
    wait_until(lambda: logged_times(worker, "capture_ended") == 1, "the run of the document to end")
    kill(worker)
    program = (
        "import asyncio, datetime, flows.sweeping as s;"
        "later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3);"
        "print(asyncio.run(s.sweep_dead_runs(3600)), asyncio.run(s.sweep_dead_runs(3600, later)))"
    )
    environment = complete(os.environ, premises.settings)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "0 1\n"
