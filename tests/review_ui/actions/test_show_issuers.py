"""Issuers: what is remembered of them and forgotten, their defaults, their documents."""

import csv
import io
import re

from models.lessons import Lesson, Spot
from models.terms import Term
from storage.issuers import find_issuer
from storage.lessons import Unlearned, save_lesson
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona
from tests.review_ui.statements import count_statements

SELLER = "Papirnica Sava d.o.o."
SPOT = Spot(Term.INVOICE_NUMBER, 0, 0.6, 0.7, 0.1, "number", "", "9999-9999")
LESSON = Lesson(
    own={Term.SELLER_NAME: SELLER, Term.IBAN: "SI56191000000123438"},
    spots=(SPOT,),
    misread=frozenset({Term.INVOICE_NUMBER}),
)
STATEMENTS = 16
ON_SCREEN = 8  # more than on a document that taught nothing


def approved(seeded: Seeded, approver: Persona, number: str = "2026-0117") -> str:
    document_id = add_paper(seeded, Paper(number=number))
    assert approver.approve(document_id).status_code == 303
    return document_id


def learn(seeded: Seeded, document_id: str, version: int = 1) -> None:
    """What a worker does with an approved document."""
    source = Unlearned(document_id, version)
    assert save_lesson(seeded.house, seeded.organisation_id, source, LESSON, marks=[f"name:{SELLER}"])


def page_of(seeded: Seeded) -> str:
    found = find_issuer(seeded.house, seeded.organisation_id, SELLER)
    assert found is not None
    return f"/issuers/{found.id}"


def test_the_list_says_how_issuers_come_about_and_finds_them(seeded: Seeded, approver: Persona) -> None:
    assert "No issuers yet" in approver.get("/issuers").text
    approved(seeded, approver)
    assert SELLER in approver.get("/issuers?q=sava").text
    assert SELLER in approver.get("/issuers?state=trouble").text
    assert "Nothing found" in approver.get("/issuers?q=aurora").text


def test_memory_is_told_in_words_with_the_document_that_taught_it(seeded: Seeded, approver: Persona) -> None:
    document_id = approved(seeded, approver)
    assert "Learned when the next document is read." in approver.get(page_of(seeded)).text
    learn(seeded, document_id)
    html = approver.get(page_of(seeded)).text
    assert "Invoice number is what stands behind “number”." in html
    assert "IBAN is “SI56191000000123438”." in html
    assert f'href="/documents/{document_id}"' in html
    assert html.index("Invoice number is") < html.index("IBAN is"), "what was read wrongly comes first"


def test_a_lesson_is_forgotten_and_used_again(seeded: Seeded, approver: Persona) -> None:
    document_id = approved(seeded, approver)
    learn(seeded, document_id)
    page = page_of(seeded)
    switch = f"/documents/{document_id}/lesson"
    answer = approver.post(switch, key="invoice_number", back=page, do="forget")
    assert answer.headers["location"] == f"{page}?done=forgotten"
    html = approver.get(answer.headers["location"]).text
    assert "is-forgotten" in html
    assert "Use it again" in html
    approver.post(switch, key="invoice_number", back=page, do="use")
    assert "is-forgotten" not in approver.get(page).text
    assert approver.post(switch, key="colour", back=page).status_code == 422
    assert approver.post(switch, back=page).status_code == 422


def test_after_an_approval_the_next_screen_says_what_was_learned(seeded: Seeded, approver: Persona) -> None:
    first = add_paper(seeded, Paper(number="1"))
    second = add_paper(seeded, Paper(number="2"))
    assert approver.edit(first, invoice_number="1-B").status_code == 303
    answer = approver.approve(first)
    assert answer.headers["location"] == f"/documents/{second}?approved={first}"
    html = approver.get(answer.headers["location"]).text
    assert f"From now on, for {SELLER}" in html
    assert "Invoice number stands where it was found here." in html
    learn(seeded, first, version=2)
    assert "Invoice number is what stands behind “number”." in approver.get(answer.headers["location"]).text
    assert "Invoice number is what stands behind “number”." in approver.get(f"/documents/{first}").text
    assert "From now on" not in approver.get(f"/documents/{second}").text


def test_a_correction_says_what_will_be_remembered_once_it_is_approved(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    foreseen = f"Once it is approved, this is remembered for {SELLER}:"
    assert foreseen not in clerk.get(f"/documents/{document_id}").text
    assert clerk.edit(document_id, invoice_number="7", buyer_name="Somebody").status_code == 303
    told = clerk.get(f"/documents/{document_id}").text.partition(foreseen)[2].partition("</div>")[0]
    assert told.strip() == "Invoice number", "of the buyer nothing is learned"


def test_who_may_not_approve_sees_the_memory_and_no_switch(seeded: Seeded, approver: Persona, clerk: Persona) -> None:
    document_id = approved(seeded, approver)
    learn(seeded, document_id)
    html = clerk.get(page_of(seeded)).text
    assert "IBAN is" in html
    assert "Forget it" not in html
    assert clerk.post(f"/documents/{document_id}/lesson", key="iban").status_code == 403
    assert clerk.post(f"{page_of(seeded)}/defaults", expense_account="4100").status_code == 403


def test_defaults_stand_in_the_export_of_bookings(seeded: Seeded, approver: Persona) -> None:
    approved(seeded, approver)
    page = page_of(seeded)
    (version,) = re.findall(r'name="expected_version" value="(\d+)"', approver.get(page).text)
    form = {"expense_account": "4100", "cost_centre": "=1+1", "expected_version": version}
    assert approver.send(f"{page}/defaults", form).status_code == 303
    assert approver.send(f"{page}/defaults", form).status_code == 409, "somebody else saved meanwhile"
    answer = approver.post("/bookings/export", format="csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["expense_account"], row["cost_centre"]) == ("4100", "'=1+1")
    assert '"expense_account": "4100"' in approver.post("/bookings/export", format="json").text


def test_the_outsider_sees_no_issuer_and_changes_none(seeded: Seeded, approver: Persona, outsider: Persona) -> None:
    document_id = approved(seeded, approver)
    assert SELLER not in outsider.get("/issuers").text
    assert outsider.get(page_of(seeded)).status_code == 404
    assert outsider.post(f"{page_of(seeded)}/defaults", expected_version="1").status_code == 404
    assert outsider.post(f"/documents/{document_id}/lesson", key="iban").status_code == 404


def test_the_pages_take_few_statements(seeded: Seeded, approver: Persona, auditor: Persona) -> None:
    document_id = approved(seeded, approver)
    learn(seeded, document_id)
    assert count_statements(seeded, auditor, "/issuers") <= 5
    assert count_statements(seeded, auditor, page_of(seeded)) <= STATEMENTS
    other = add_paper(seeded, Paper(number="2"))
    learned, without = (count_statements(seeded, approver, f"/documents/{each}") for each in (document_id, other))
    assert learned - without <= ON_SCREEN
