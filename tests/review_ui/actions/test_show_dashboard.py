"""The dashboard: what was counted, as pictures with tables behind them, for everybody who may look."""

import csv
import io

from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona
from tests.review_ui.statements import count_statements

STATEMENTS = 8  # the session, and what stands in `load_performance`


def decide(seeded: Seeded, approver: Persona) -> None:
    """One document approved as it was read, one with another number; one waits."""
    first, second = add_paper(seeded, Paper("Hotel Aurora", "1")), add_paper(seeded, Paper("Elektro Nord", "2"))
    add_paper(seeded, Paper("Hotel Aurora", "3"))
    assert approver.approve(first).status_code == 303
    assert approver.edit(second, invoice_number="2-B").status_code == 303
    assert approver.approve(second).status_code == 303


def rows(person: Persona, address: str) -> list[dict[str, str]]:
    answer = person.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_without_documents_it_says_that_nothing_was_counted(clerk: Persona) -> None:
    html = clerk.get("/dashboard").text
    assert "Nothing was counted in this time." in html
    assert "0 documents" in html


def test_it_tells_what_was_received_booked_and_changed(seeded: Seeded, approver: Persona, auditor: Persona) -> None:
    decide(seeded, approver)
    html = auditor.get("/dashboard?days=7").text
    assert "3 documents" in html
    assert "0 of 2 booked" in html
    assert "Within an hour" in html
    assert html.count('<svg class="chart"') == 5
    trouble = html.partition("Issuers with trouble")[2]
    assert "Elektro Nord" in trouble
    assert "Hotel Aurora" not in trouble


def test_every_figure_is_exported_as_it_stands_in_its_table(seeded: Seeded, approver: Persona) -> None:
    decide(seeded, approver)
    accuracy = {row["Field"]: row for row in rows(approver, "/dashboard/accuracy.csv?days=7")}
    assert accuracy["Invoice number"]["Right as read"] == "0.5"
    assert accuracy["Total with tax"]["Changed"] == "0"
    volume = rows(approver, "/dashboard/volume.csv?days=7")
    assert [row["dropped in the browser"] for row in volume] == ["0"] * 6 + ["3"]
    assert approver.get("/dashboard/colours.csv").status_code == 404


def test_names_of_people_are_for_administrators_alone(
    seeded: Seeded, clerk: Persona, auditor: Persona, administrator: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.post(f"/documents/{document_id}/attention", seconds="12").status_code == 204
    assert "reviewer@example.test" in administrator.get("/dashboard").text
    html = auditor.get("/dashboard").text
    assert "reviewer@example.test" not in html
    assert "12 seconds" in html
    assert auditor.get("/dashboard/attention.csv").status_code == 404
    assert rows(administrator, "/dashboard/attention.csv")[0]["Seconds"] == "12"


def test_only_who_reviews_is_timed_and_only_on_documents_of_their_own(
    seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona
) -> None:
    document_id = add_paper(seeded, Paper())
    assert 'data-behaviour="attention"' in clerk.get(f"/documents/{document_id}").text
    assert 'data-behaviour="attention"' not in auditor.get(f"/documents/{document_id}").text
    assert auditor.post(f"/documents/{document_id}/attention", seconds="5").status_code == 403
    assert outsider.post(f"/documents/{document_id}/attention", seconds="5").status_code == 404


def test_the_outsider_and_the_uploader_see_nothing_of_it(
    seeded: Seeded, approver: Persona, outsider: Persona, uploader: Persona
) -> None:
    decide(seeded, approver)
    assert "Elektro Nord" not in outsider.get("/dashboard").text
    assert uploader.get("/dashboard").status_code == 403


def test_it_takes_the_same_few_statements_however_much_there_is(
    seeded: Seeded, approver: Persona, auditor: Persona
) -> None:
    assert count_statements(seeded, auditor, "/dashboard?days=0") <= STATEMENTS
    decide(seeded, approver)
    assert count_statements(seeded, auditor, "/dashboard?days=0") <= STATEMENTS
