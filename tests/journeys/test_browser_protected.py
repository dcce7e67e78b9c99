"""A protected PDF in a real browser, every process running: it waits, refuses a wrong password, and opens."""

import io

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from models.states import State
from storage.access import Role, create_user
from tests.forms import FORMS
from tests.journeys.browsers import Visit
from tests.journeys.papers import draw_digital
from tests.journeys.premises import Premises
from tests.review_ui.houses import PASSWORD, SETUP

READ_MILLISECONDS = 60_000
SECRET, WRONG = "rdeci-skorenj-17", "modri-skorenj-18"

pytestmark = pytest.mark.parametrize("form_name", FORMS)


@pytest.fixture
def visit(premises: Premises, window: Page) -> Visit:
    """A reviewer at a house that works."""
    create_user(premises.house, premises.organisation, "reviewer@example.test", PASSWORD, Role.REVIEWER, actor=SETUP)
    for name in ("prefect", "worker", "web"):
        premises.start(name)
    visit = Visit(window, premises.settings.address)
    visit.sign_in("reviewer@example.test", PASSWORD)
    return visit


def locked(content: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="boss", user=SECRET))
    return target.getvalue()


def give(page: Page, password: str) -> None:
    page.get_by_label("Password of the file").fill(password)
    page.get_by_role("button", name="Open and read").click()


def test_a_protected_pdf_waits_for_its_password_and_is_read_with_it(premises: Premises, visit: Visit) -> None:
    page, document = visit.page, premises.receive(locked(draw_digital("P-1")), "locked.pdf")
    premises.wait_for(document, State.WAITING)
    visit.open(f"/documents/{document}")
    expect(page.get_by_text("The PDF opens only with a password.")).to_be_visible()
    assert not visit.barriers()

    give(page, WRONG)
    expect(page.get_by_text("The password does not open the PDF.")).to_be_visible(timeout=READ_MILLISECONDS)
    give(page, SECRET)
    expect(page.get_by_role("textbox", name="Invoice number")).to_have_value("P-1", timeout=READ_MILLISECONDS)
    assert holders_of(premises, SECRET, WRONG) == []


def holders_of(premises: Premises, *secrets: str) -> list[str]:
    """The files of the house, its logs and Prefect's database among them, that hold one of the secrets."""
    files = [path for path in premises.settings.data_dir.rglob("*") if path.is_file()]
    return [path.name for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)]
