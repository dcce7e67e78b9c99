"""Told to stop, everything is gone within ten seconds; documents in hand go back, uploads end well or are refused."""

import os
import socket
import sys
import time

import pytest
from sqlalchemy import select

from flows.children import Child
from models.states import State
from models.tables.work import JobTable
from storage.access import Role, create_user, sign_in
from storage.documents import list_documents
from tests.journeys.papers import draw_digital, draw_scan
from tests.journeys.premises import Premises, group_size, wait_until
from tests.storage.samples import SYSTEM

SECONDS = 10.0
BOUNDARY = "in-between"


def stopped_within(child: Child) -> float:
    child.stop_seconds = 3 * SECONDS
    began = time.monotonic()
    child.stop()
    assert child.process is not None
    assert child.process.returncode == 0
    return time.monotonic() - began


def up(premises: Premises) -> Child:
    settings, output = premises.settings, premises.settings.data_dir.parent / "output"
    ports = {"PREJETO_WEB_PORT": str(settings.web_port), "PREJETO_PREFECT_PORT": str(settings.prefect_port)}
    child = Child(
        "up",
        [sys.executable, "-m", "flows.cli", "up"],
        {**os.environ, **ports, "PREJETO_DATA_DIR": str(settings.data_dir), "PREJETO_LOG_LEVEL": "error"},
        output,
        lambda: "http" in output.read_text(encoding="utf-8"),
    )
    premises.children.append(child)
    child.start()
    wait_until(child.healthy, "everything to work")
    return child


def test_everything_stops_in_time_with_a_document_in_hand(premises: Premises) -> None:
    family = up(premises)
    document = premises.receive(draw_scan("U-1", pages=20), "long.pdf")
    premises.wait_for(document, State.READING)
    assert stopped_within(family) < SECONDS
    assert premises.state(document) is State.RECEIVED
    with premises.house.session() as session:
        job = session.scalars(select(JobTable).where(JobTable.document_id == document)).one()
    assert (job.status, job.worker, job.crashes) == ("queued", None, 0)
    assert group_size(family) == 0


def begin_upload(premises: Premises, content: bytes) -> tuple[socket.socket, bytes]:
    """A request whose second half has not been sent yet."""
    create_user(premises.house, premises.organisation, "ana@example.com", "a long secret", Role.REVIEWER, actor=SYSTEM)
    token = sign_in(premises.house, "ana@example.com", "a long secret")
    field = 'Content-Disposition: form-data; name="files"; filename="slow.pdf"\r\nContent-Type: application/pdf'
    body = f"--{BOUNDARY}\r\n{field}\r\n\r\n".encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    host = f"127.0.0.1:{premises.settings.web_port}"
    names = {"Host": host, "Origin": f"http://{host}", "Cookie": f"prejeto_session={token}"}
    names |= {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": str(len(body))}
    head = "POST /documents HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in names.items()) + "\r\n"
    connection = socket.create_connection(("127.0.0.1", premises.settings.web_port), timeout=SECONDS)
    half = len(body) // 2
    connection.sendall(head.encode() + body[:half])
    return connection, body[half:]


def names_of(premises: Premises) -> list[str]:
    return [row.name for row in list_documents(premises.house, premises.organisation).rows]


def test_upload_that_is_under_way_is_finished_and_acknowledged(premises: Premises) -> None:
    web = premises.start("web")
    connection, rest = begin_upload(premises, draw_digital("W-1"))
    time.sleep(0.5)
    web.ask_to_end()
    time.sleep(0.5)
    connection.sendall(rest)
    assert connection.recv(4096).startswith(b"HTTP/1.1 200")
    assert names_of(premises) == ["slow.pdf"]
    assert stopped_within(web) < SECONDS
    connection.close()


def test_upload_that_stalls_is_refused_and_leaves_nothing(premises: Premises) -> None:
    web = premises.start("web")
    connection, _ = begin_upload(premises, draw_digital("W-2"))
    time.sleep(0.5)
    assert stopped_within(web) < SECONDS
    assert not connection.recv(4096).startswith(b"HTTP/1.1 2")
    connection.close()
    assert names_of(premises) == []
    assert not list(premises.house.objects.list())


@pytest.mark.parametrize("name", ["web", "worker"])
def test_idle_process_stops_at_once(premises: Premises, name: str) -> None:
    premises.start("prefect")
    assert stopped_within(premises.start(name)) < SECONDS
