"""Choose a language, and be spoken to in it: pages, errors, numbers, dates."""

from datetime import date
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from models.errors import DamagedDocument
from models.invoice import Finding
from models.terms import Term
from review_ui.app import create_app
from review_ui.visitors import COOKIE
from storage import access
from storage.audit import list_audit
from storage.readings import load_invoice
from tests.review_ui.houses import PASSWORD, Seeded, add_failed, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

TAGS = {"en": "en-GB", "sl": "sl", "de": "de"}
INBOX = {"en": "Inbox", "sl": "Prejeti dokumenti", "de": "Eingang"}
ADDRESSES = ("/", "/?state=review&q=nothing", "/bookings", "/mailboxes", "/mailboxes/new", "/nothing/here")


def choose(persona: Persona, language: str, back: str = "/") -> None:
    answer = persona.post("/language", language=language, back=back)
    assert (answer.status_code, answer.headers["location"]) == (303, back)


@pytest.mark.parametrize("language", TAGS)
def test_every_page_is_in_the_language_that_was_chosen(seeded: Seeded, administrator: Persona, language: str) -> None:
    document_id = add_paper(seeded, Paper())
    choose(administrator, language)
    for address in (*ADDRESSES, f"/documents/{document_id}", f"/documents/{document_id}/history"):
        html = administrator.get(address).text
        assert f'<html lang="{TAGS[language]}"' in html
        assert INBOX[language] in html
        assert [other for code, other in INBOX.items() if f">{other}</a>" in html] == [INBOX[language]]


def test_the_choice_goes_with_the_person_to_another_browser(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    choose(clerk, "sl")
    token = access.sign_in(seeded.house, "reviewer@example.test", PASSWORD)
    with TestClient(create_app(seeded.house), headers={"Accept-Language": "de"}) as elsewhere:
        elsewhere.cookies.set(COOKIE, token)
        assert '<html lang="sl"' in elsewhere.get("/").text
    assert '<html lang="en-GB"' in approver.get("/").text
    (row,) = [row for row in list_audit(seeded.house, seeded.organisation_id).rows if row.event == "language_chosen"]
    assert (row.before, row.after) == ({"language": None}, {"language": "sl"})


def test_without_a_choice_the_browser_decides(clerk: Persona) -> None:
    assert '<html lang="de"' in clerk.get("/", headers={"Accept-Language": "fr, de-AT;q=0.7"}).text
    assert '<html lang="en-GB"' in clerk.get("/", headers={"Accept-Language": "fr"}).text


def test_the_language_can_be_chosen_before_the_door(seeded: Seeded) -> None:
    headers = {"Origin": "http://testserver"}
    with TestClient(create_app(seeded.house), headers=headers) as client:
        html = client.post("/language", data={"language": "de", "back": "/sign-in"}).text
        assert '<html lang="de"' in html
        refused = client.post("/sign-in", data={"email": "nobody@example.test", "password": "x" * 12})
        assert "E-Mail-Adresse und Passwort passen nicht zusammen" in refused.text


def test_a_language_that_is_none_of_ours_is_refused(clerk: Persona) -> None:
    assert clerk.post("/language", language="fr", back="/").status_code == 422


def test_nobody_is_sent_to_another_site(clerk: Persona) -> None:
    answer = clerk.post("/language", language="sl", back="https://example.com")
    assert answer.headers["location"] == "/"


def test_findings_failures_and_errors_are_told_in_it(seeded: Seeded, clerk: Persona) -> None:
    finding = Finding("same_parties", "Seller and buyer have the same VAT number.", ("seller_vat_id", "buyer_vat_id"))
    document_id = add_paper(seeded, Paper(findings=(finding,)))
    add_failed(seeded, "torn.pdf", DamagedDocument("The PDF cannot be opened."))
    choose(clerk, "sl")
    html = clerk.get(f"/documents/{document_id}").text
    assert "Izdajatelj in prejemnik imata isti ID za DDV." in html
    assert "1 opozorilo za pregled" in html
    assert "Rok plačila" in html
    assert "PDF-ja ni mogoče odpreti." in clerk.get("/").text
    answer = clerk.get("/documents/nothing", headers={"X-Requested-With": "prejeto"})
    assert answer.json()["title"] == "Ni najdeno"
    refused = clerk.edit(document_id, headers={"X-Requested-With": "prejeto"}, issue_date="nekoč")
    assert "Ni datum, kot je 15. 3. 2024" in refused.text


@pytest.mark.parametrize(
    ("language", "shown_date", "shown_total"),
    [("en", "2026-03-21", "1234.5"), ("sl", "21. 3. 2026", "1234,50"), ("de", "21.03.2026", "1234,50")],
)
def test_values_stand_in_the_inputs_as_the_language_writes_them(
    seeded: Seeded, clerk: Persona, language: str, shown_date: str, shown_total: str
) -> None:
    document_id = add_paper(seeded, Paper(gross=Decimal("1234.5")))
    choose(clerk, language)
    form = clerk.form_of(document_id)
    assert (form["fields.issue_date"], form["fields.total_gross"]) == (shown_date, shown_total)
    assert clerk.edit(document_id).status_code == 303
    _, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert version == 1, "what was not touched is no correction"


@pytest.mark.parametrize(
    ("language", "typed", "total"),
    [
        ("sl", "1.234", "1234"),
        ("de", "1.234,50", "1234.50"),
        ("de", "1234.50", "1234.50"),
        ("en", "1.234", "1.234"),
        ("en", "1,234.50", "1234.50"),
        ("en", "1.234,50", "1234.50"),
    ],
)
def test_a_typed_amount_is_read_as_the_language_writes_it(
    seeded: Seeded, clerk: Persona, language: str, typed: str, total: str
) -> None:
    document_id = add_paper(seeded, Paper())
    choose(clerk, language)
    assert clerk.edit(document_id, total_gross=typed).status_code == 303
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert invoice.value(Term.TOTAL_GROSS) == Decimal(total)


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize("typed", ["2024-05-12", "12.05.2024", "12. 5. 2024", "12/05/2024"])
def test_a_typed_date_is_read_and_what_was_understood_is_shown(
    seeded: Seeded, clerk: Persona, language: str, typed: str
) -> None:
    document_id = add_paper(seeded, Paper())
    choose(clerk, language)
    html = clerk.edit(document_id, headers={"X-Requested-With": "prejeto"}, issue_date=typed).text
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert invoice.value(Term.ISSUE_DATE) == date(2024, 5, 12)
    understood = {"en": "understood as 12 May 2024", "sl": "razumljeno kot 12. maj 2024", "de": "12. Mai 2024"}
    assert understood[language] in html


def test_cells_of_lines_are_shown_and_read_as_the_language_writes_them(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    choose(clerk, "de")
    form = clerk.form_of(document_id)
    assert form["line_items.0.unit_price"] == "4,50"
    changed = {**form, "line_items.0.quantity": "1,250"}
    assert clerk.send(f"/documents/{document_id}/fields", changed).status_code == 303
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert (invoice.line_items[0].quantity, invoice.line_items[0].unit_price) == (Decimal("1.250"), Decimal("4.50"))
    assert version == 2
