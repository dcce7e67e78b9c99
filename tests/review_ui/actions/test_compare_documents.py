"""A suspected duplicate beside the document that came first."""

import re
from decimal import Decimal

import pytest
from sqlalchemy import event

from models.states import State
from tests.review_ui.houses import Seeded, add_paper, finish, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def add_again(seeded: Seeded, paper: Paper, state: State = State.IN_REVIEW) -> str:
    """The same invoice in another file; its id."""
    document_id = receive(seeded, "again.pdf")
    finish(seeded, paper, state)
    return document_id


def differing(html: str) -> list[str]:
    return re.findall(r'<tr id="field-([^"]+)"[^>]*class="differs"', html)


def test_a_suspected_duplicate_leads_to_both_beside_each_other(seeded: Seeded, clerk: Persona) -> None:
    first = add_paper(seeded, Paper())
    second = add_again(seeded, Paper())
    assert f'href="/documents/{second}/beside/{first}"' in clerk.get(f"/documents/{second}").text
    assert "/beside/" not in clerk.get(f"/documents/{first}").text


def test_what_differs_comes_first_and_is_marked(seeded: Seeded, clerk: Persona) -> None:
    first = add_paper(seeded, Paper())
    second = add_again(seeded, Paper(gross=Decimal("132.00")))
    html = clerk.get(f"/documents/{second}/beside/{first}").text
    assert differing(html) == ["total_gross"]
    assert html.index('id="field-total_gross"') < html.index('id="field-invoice_number"')
    assert html.count('class="box box-unsure" data-term="total_gross"') == 2
    assert html.count('class="box box-sure" data-term="invoice_number"') == 2
    assert "1 field differs" in html
    for document_id in (first, second):
        assert f'src="/documents/{document_id}/pages/0"' in html


def test_two_copies_of_one_invoice_differ_in_nothing(seeded: Seeded, auditor: Persona) -> None:
    first, second = add_paper(seeded, Paper()), add_again(seeded, Paper())
    html = auditor.get(f"/documents/{first}/beside/{second}").text
    assert differing(html) == []
    assert "All fields are the same." in html


def test_what_was_never_read_can_stand_beside(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, Paper()), receive(seeded, "unread.pdf")
    assert "There are no pages to show." in clerk.get(f"/documents/{first}/beside/{second}").text


def test_a_document_does_not_stand_beside_itself(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper())
    assert clerk.get(f"/documents/{document_id}/beside/{document_id}").status_code == 404


def test_an_outsider_sees_neither(seeded: Seeded, outsider: Persona, uploader: Persona) -> None:
    first, second = add_paper(seeded, Paper()), add_again(seeded, Paper())
    assert outsider.get(f"/documents/{first}/beside/{second}").status_code == 404
    assert uploader.get(f"/documents/{first}/beside/{second}").status_code == 403


@pytest.mark.parametrize("pages", [1, 30])
def test_the_number_of_statements_is_that_of_two_documents(seeded: Seeded, clerk: Persona, pages: int) -> None:
    first, second = add_paper(seeded, Paper(pages=pages)), add_again(seeded, Paper(pages=pages))
    counted: list[str] = []
    engine = seeded.house.database.reader

    def note(_: object, __: object, statement: str, *___: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert clerk.get(f"/documents/{first}/beside/{second}").status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    assert len(counted) <= 18
