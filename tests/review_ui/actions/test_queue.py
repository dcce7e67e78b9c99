"""The queue: why a document waits, filters, saved lists, chosen documents, and the way to the next one."""

import re

from models.invoice import Finding
from models.states import State
from models.terms import DocumentClass, Term
from storage.bookings import find_booking
from storage.documents import load_document
from storage.house import House
from tests.review_ui.asking import asked
from tests.review_ui.houses import Seeded, add_paper, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

UNSURE = Paper("Hotel Aurora", "1", unsure={Term.ISSUE_DATE: 0.4})
ODD = Paper("Elektro Nord", "2", findings=(Finding("br_co_15", "Totals do not add up.", ()),))


def rows(html: str) -> list[str]:
    return re.findall(r'<tr id="row-(\w+)"', html)


def person(seeded: Seeded, name: str, clerk: Persona) -> str:
    """The id of a person, as the choice of the list has it."""
    found = re.search(rf'<option value="(\w+)"[^>]*>{name}@example.test', clerk.get("/").text)
    assert found, seeded
    return found[1]


def version(house: House, seeded: Seeded, document: str) -> int:
    return load_document(house, seeded.organisation_id, document).version


def chosen(seeded: Seeded, *documents: str) -> list[str]:
    return [f"{each}:{version(seeded.house, seeded, each)}" for each in documents]


def test_a_row_says_why_it_waits(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, UNSURE)
    add_paper(seeded, ODD)
    add_paper(seeded, Paper("Nobody", "3", without=frozenset({Term.CURRENCY})))
    html = clerk.get("/?state=review").text
    for words in ("Issue date unsure", "Total does not add up", "Currency missing"):
        assert words in html


def test_unsure_lines_are_a_reason_until_they_are_confirmed(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(unsure_rows=True))
    assert "Lines unsure" in clerk.get("/?state=review").text
    html = clerk.get("/?state=review&field=line_items").text
    assert rows(html) == [document_id]
    assert re.search(r'value="line_items" selected', html)
    assert rows(clerk.get("/?state=review&field=none").text) == []
    clerk.send(f"/documents/{document_id}/fields", clerk.form_of(document_id) | {"confirm": "line_items"})
    assert rows(clerk.get("/?state=review&field=line_items").text) == []
    assert rows(clerk.get("/?state=review&field=none").text) == [document_id]


def test_a_row_says_that_it_is_no_invoice(seeded: Seeded, clerk: Persona) -> None:
    add_paper(seeded, Paper("Hotel Aurora", "1", document_class=DocumentClass.REMINDER))
    assert '<span class="why-finding">It is no invoice</span>' in clerk.get("/?state=review").text


def test_filters_narrow_the_list_and_stay_chosen(seeded: Seeded, clerk: Persona) -> None:
    unsure, odd = add_paper(seeded, UNSURE), add_paper(seeded, ODD)
    html = clerk.get("/?state=review&field=issue_date").text
    assert rows(html) == [unsure]
    assert re.search(r'value="issue_date" selected', html)
    assert rows(clerk.get("/?finding=br_co_15").text) == [odd]
    assert rows(clerk.get("/?issuer=hotel+AURORA").text) == [unsure]
    assert rows(clerk.get("/?due=overdue").text) == [unsure, odd]
    assert rows(clerk.get("/?whose=nobody&age=1").text) == []
    assert "No document fits these filters." in clerk.get("/?field=iban").text


def test_nonsense_in_a_filter_narrows_nothing(seeded: Seeded, clerk: Persona) -> None:
    document = add_paper(seeded, UNSURE)
    assert rows(clerk.get("/?field=evil&whose=evil&due=evil&age=evil").text) == [document]
    assert rows(clerk.get("/?finding=%00'--").text) == [document]
    assert rows(clerk.get("/?issuer=%25%00").text) == []


def test_a_list_is_saved_shared_and_removed(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    add_paper(seeded, UNSURE)
    query = "state=review&field=issue_date"
    assert clerk.post("/views", name="My dates", query=query + "&style=x").headers["location"] == f"/?{query}"
    clerk.post("/views", name="Dates of all", query=query, shared="on")
    mine, theirs = clerk.get(f"/?{query}").text, approver.get("/").text
    assert "My dates" in mine
    assert "Dates of all" in theirs
    assert "My dates" not in theirs
    for view in set(re.findall(r'action="/views/(\w+)/remove"', mine)):
        assert approver.post(f"/views/{view}/remove").status_code in {403, 404}
        assert clerk.post(f"/views/{view}/remove").status_code == 303
    assert "Dates of all" not in approver.get("/").text


def test_chosen_documents_are_assigned(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    first, second = add_paper(seeded, UNSURE), add_paper(seeded, ODD)
    whom = person(seeded, "approver", clerk)
    form = {"action": "assign", "person": whom, "chosen": chosen(seeded, first)}
    assert "Assigned." in clerk.client.post("/chosen", data=form).text
    assert rows(approver.get("/?whose=me").text) == [first]
    assert rows(clerk.get("/?whose=me").text) == []
    assert rows(clerk.get("/?whose=nobody").text) == [second]


def test_only_what_is_ready_is_approved_and_each_tells_its_outcome(seeded: Seeded, approver: Persona) -> None:
    ready = add_paper(seeded, Paper("Ready Company", "7"), State.READY)
    wants_a_look, read_again = add_paper(seeded, UNSURE), receive(seeded, "new.pdf")
    form = {"action": "approve", "chosen": chosen(seeded, ready, wants_a_look, read_again), "back": "/?state=review"}
    html = approver.client.post("/chosen", data=form).text
    assert "Done with 1 of 3 documents." in html
    assert html.count("It is not ready; look at it first.") == 2
    assert 'href="/?state=review"' in html
    assert find_booking(seeded.house, seeded.organisation_id, ready)
    assert not find_booking(seeded.house, seeded.organisation_id, wants_a_look)


def test_a_newer_version_is_not_decided_in_bulk(seeded: Seeded, approver: Persona) -> None:
    ready = add_paper(seeded, Paper("Ready Company", "7"), State.READY)
    seen = chosen(seeded, ready)
    approver.edit(ready, buyer_name="Somebody Else")
    for action in ("approve", "reject", "reread"):
        html = approver.client.post("/chosen", data={"action": action, "reason": "no", "chosen": seen}).text
        assert "Somebody changed this document meanwhile" in html
    assert load_document(seeded.house, seeded.organisation_id, ready).state is State.READY


def test_chosen_documents_are_rejected_with_a_reason_or_read_again(seeded: Seeded, clerk: Persona) -> None:
    first, second = add_paper(seeded, UNSURE), add_paper(seeded, ODD)
    assert clerk.client.post("/chosen", data={"action": "reject", "chosen": chosen(seeded, first)}).status_code == 422
    clerk.client.post("/chosen", data={"action": "reject", "reason": "not ours", "chosen": chosen(seeded, first)})
    clerk.client.post("/chosen", data={"action": "reread", "chosen": chosen(seeded, second)})
    states = [load_document(seeded.house, seeded.organisation_id, each).state for each in (first, second)]
    assert states == [State.REJECTED, State.RECEIVED]


def test_each_role_does_in_bulk_what_it_may(
    seeded: Seeded, clerk: Persona, auditor: Persona, outsider: Persona
) -> None:
    ready = add_paper(seeded, Paper("Ready Company", "7"), State.READY)
    form = {"action": "approve", "chosen": chosen(seeded, ready)}
    assert clerk.client.post("/chosen", data=form).status_code == 403
    assert auditor.client.post("/chosen", data={**form, "action": "assign"}).status_code == 403
    assert "Done with 0 of 0" in outsider.client.post("/chosen", data=form).text
    assert clerk.client.post("/chosen", data={**form, "action": "evil"}).status_code == 422
    assert clerk.client.post("/chosen", data={"action": "assign"}).status_code == 422
    assert "cell-pick" not in auditor.get("/").text


def test_next_leads_to_the_best_one_and_home_when_there_is_none(seeded: Seeded, clerk: Persona) -> None:
    assert clerk.get("/next").headers["location"] == "/?done=none"
    older, newer = add_paper(seeded, UNSURE), add_paper(seeded, ODD)
    assert clerk.get("/next").headers["location"] == f"/documents/{older}"
    form = {"action": "assign", "person": person(seeded, "reviewer", clerk), "chosen": chosen(seeded, newer)}
    clerk.client.post("/chosen", data=form)
    assert clerk.get("/next").headers["location"] == f"/documents/{newer}"


def test_two_people_who_ask_for_the_next_get_two(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    documents = {add_paper(seeded, UNSURE), add_paper(seeded, ODD)}
    given = {each.get("/next").headers["location"].rpartition("/")[2] for each in (clerk, approver)}
    assert given == documents


def test_words_of_the_pages_and_amounts_are_searched(seeded: Seeded, clerk: Persona) -> None:
    document = add_paper(seeded, UNSURE)
    assert rows(clerk.get("/?q=toner").text) == [document]
    assert rows(clerk.get("/?q=122.00").text) == [document]


def test_the_page_asks_the_database_a_few_questions_however_long_it_is(seeded: Seeded, clerk: Persona) -> None:
    with asked(seeded.house) as few:
        clerk.get("/?state=review")
    for number in range(4):
        add_paper(seeded, Paper("Hotel Aurora", str(number), unsure={Term.ISSUE_DATE: 0.4}))
    with asked(seeded.house) as more:
        clerk.get("/?state=review&field=issue_date")
    with asked(seeded.house) as searched:
        clerk.get("/?q=aurora")
    # session; mark; states; people; views; who asks; doubted fields; number of rows, ids, rows
    assert (len(few), len(more)) == (8, 10), more
    # ... ids by list and by text (on PostgreSQL among the newest, and whether there are others)
    assert len(searched) in {9, 10}, searched
