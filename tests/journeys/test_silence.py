"""No log of any process holds what a document says, a file's name, an address, or what a person typed."""

import io
import json

import httpx
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from models.states import State
from storage.access import Role, create_user, sign_in
from storage.documents import load_document
from tests.journeys.premises import Premises, kill, wait_until
from tests.storage.samples import SYSTEM

NAME, IBAN, NUMBER, AMOUNT = "Zvezdomir Quintavalle", "SI56 0203 1001 6571 123", "QX-9917-ZETA", "7341.27"
EMAIL, FILE, TYPED, SOUGHT = "zvezdomir@quintavalle.example", "kunde-4711", "Umlautia Fabrikant", "sought-8812"
WORD, NOTE = "passphrase-3391", "because-of-5520"
VALUES = [NAME, IBAN, IBAN.replace(" ", ""), NUMBER, AMOUNT, "7,341.27", EMAIL, FILE, TYPED, SOUGHT, WORD, NOTE]
VALUES += [NAME.split()[1], "Quintavalle", "quintavalle"]


def draw() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    said = (NAME, "Invoice", f"Invoice number: {NUMBER}", "Invoice date: 12 March 2026", f"IBAN {IBAN}")
    for row, line in enumerate((*said, f"E-mail {EMAIL}", "Total  EUR 7,341.27")):
        canvas.drawString(60, 780 - 24 * row, line)
    canvas.save()
    return target.getvalue()


def locked(content: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner=WORD, user=WORD))
    return target.getvalue()


@pytest.fixture
def busy(premises: Premises) -> Premises:
    premises.settings = premises.settings.model_copy(update={"log_level": "debug", "log_format": "json"})
    for name in ("prefect", "worker", "web"):
        premises.start(name)
    return premises


def enter(premises: Premises) -> httpx.Client:
    """An approver, who came by the sign-in page and mistyped the password first."""
    create_user(premises.house, premises.organisation, EMAIL, WORD, Role.APPROVER, actor=SYSTEM, name=NAME)
    address = f"http://127.0.0.1:{premises.settings.web_port}"
    client = httpx.Client(base_url=address, headers={"Origin": address}, timeout=30)
    client.post("/sign-in", data={"email": EMAIL, "password": f"{WORD}-wrong"})
    client.cookies.set("prejeto_session", sign_in(premises.house, EMAIL, WORD))
    return client


def upload(client: httpx.Client, content: bytes, name: str) -> str:
    files = {"files": (name, content, "application/pdf")}
    (result,) = client.post("/documents", files=files, headers={"Accept": "application/json"}).json()["results"]
    return str(result["address"]).rsplit("/", 1)[-1]


def test_no_value_reaches_a_log(busy: Premises) -> None:
    client = enter(busy)
    read = upload(client, draw(), f"{FILE}.pdf")
    closed = upload(client, locked(draw()), f"{FILE}-locked.pdf")
    broken = upload(client, b"%PDF-1.7\n" + NAME.encode(), f"{FILE}-broken.pdf")
    for document, state in ((read, State.IN_REVIEW), (closed, State.WAITING), (broken, State.QUARANTINED)):
        busy.wait_for(document, state)
    assert client.get(f"/?q={SOUGHT}&state={TYPED}").status_code < 500
    page = client.get(f"/documents/{read}")
    assert NUMBER in page.text
    version = load_document(busy.house, busy.organisation, read).version
    typed = {"version": str(version), "seller_name": TYPED, "issue_date": TYPED, "reason": NOTE, "password": WORD}
    for action in ("fields", "reject", "password", "approve", SOUGHT):
        client.post(f"/documents/{read}/{action}", data=typed)
        client.post(f"/documents/{closed}/{action}", data=typed)
    provoke_outages(busy, client)
    client.close()
    logs = {path.name: path.read_text(encoding="utf-8") for path in (busy.settings.data_dir / "logs").iterdir()}
    assert {(name, value) for name, log in logs.items() for value in VALUES if value in log} == set()
    for name in ("worker.log", "web.log"):
        events = [json.loads(line)["event"] for line in logs[name].splitlines()]
        assert {"worker.log": "capture_ended", "web.log": "request"}[name] in events


def provoke_outages(premises: Premises, client: httpx.Client) -> None:
    """The store is gone while a file is handed in and a document read; then Prefect is."""
    objects = premises.settings.data_dir / "objects"
    waiting = premises.receive(draw() + b"\n% again", f"{FILE}-waiting.pdf")
    objects.rename(objects.with_name("away"))
    objects.write_bytes(b"no folder")
    files = {"files": (f"{FILE}-lost.pdf", draw() + b"\n% lost", "application/pdf")}
    assert client.post("/documents", files=files).status_code in {500, 503}
    objects.unlink()
    objects.with_name("away").rename(objects)
    kill(premises.children[0])
    assert premises.house.objects.exists(f"{premises.organisation}/{waiting}/original")
    wait_until(lambda: client.get("/healthz").status_code == 200, "the web to be well")
