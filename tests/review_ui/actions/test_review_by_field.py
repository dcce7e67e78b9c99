"""Going through one field of many documents: what is shown of each, answering, and taking an answer back."""

import re
from dataclasses import replace
from datetime import date

from httpx2 import Response

from models.evidence import Witness
from models.invoice import Invoice
from models.states import State
from models.terms import Term
from storage.audit import list_audit
from storage.documents import load_document
from storage.jobs import finish_capture
from storage.readings import load_invoice
from storage.reviews import correct_fields, reject
from tests.review_ui.asking import asked
from tests.review_ui.houses import SETUP, Seeded, add_paper, claim, receive
from tests.review_ui.papers import Paper, lay_out, read
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}
UNSURE = Paper("Hotel Aurora", unsure={Term.ISSUE_DATE: 0.5}, others={Term.ISSUE_DATE: ("2026-04-20",)})
PAGE = "/by-field/issue_date"


def stored(seeded: Seeded, document_id: str) -> tuple[Invoice, int]:
    return load_invoice(seeded.house, seeded.organisation_id, document_id)


def rows(html: str) -> list[str]:
    """The ids of the documents of a page, from above to below."""
    return re.findall(r'<li class="doubted[^>]* id="row-(\w+)"', html)


def answer(person: Persona, document_id: str, form: dict[str, str], *, version: int = 1) -> Response:
    sent = {"expected_version": str(version), "after": "", "ahead": "", **form}
    return person.send(f"{PAGE}/{document_id}", sent, headers=OURS)


def answer_plainly(person: Persona, document_id: str, form: dict[str, str], *, version: int = 1) -> Response:
    """As a browser without scripts does."""
    return person.send(f"{PAGE}/{document_id}", {"expected_version": str(version), "after": "", **form})


def confirm(person: Persona, document_id: str, text: str = "2026-03-21", *, version: int = 1) -> Response:
    return answer(person, document_id, {"confirm": "issue_date", "fields.issue_date": text}, version=version)


UNDO = {"undo": "yes"}


def test_the_queue_leads_to_each_doubted_field_with_its_count(seeded: Seeded, clerk: Persona, auditor: Persona) -> None:
    for number in ("1", "2"):
        add_paper(seeded, replace(UNSURE, number=number))
    add_paper(seeded, Paper(number="3", unsure={Term.IBAN: 0.5}))
    html = clerk.get("/?state=review").text
    assert re.findall(r'href="/by-field/(\w+)".*?class="count">(\d+)<', html) == [("issue_date", "2"), ("iban", "1")]
    assert "/by-field/iban" in clerk.get("/").text
    assert "/by-field/iban" in clerk.get("/?whose=nobody").text
    assert "/by-field/" not in clerk.get("/?state=booked").text
    assert "/by-field/" not in auditor.get("/?state=review").text
    assert auditor.get(PAGE).status_code == 403


def test_a_row_shows_the_part_of_the_page_the_value_how_sure_it_is_and_what_else_it_may_be(
    seeded: Seeded, clerk: Persona
) -> None:
    document_id = add_paper(seeded, replace(UNSURE, labels={Term.ISSUE_DATE: "Date"}))
    html = clerk.get(PAGE).text
    assert rows(html) == [document_id]
    assert 'name="fields.issue_date" type="text" value="2026-03-21"' in html
    assert "Unsure 50%" in html
    assert 'name="take" value="issue_date.0"' in html
    assert f'<a href="/documents/{document_id}"><strong>Hotel Aurora</strong>' in html
    assert "Label “Date” left of it" in html
    address = re.search(r'<img src="([^"]+)"', html)
    assert address
    picture = clerk.get(address[1].replace("&amp;", "&"))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert "max-age" in picture.headers["cache-control"]


def test_what_changes_nothing_is_no_answer(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    for send in (answer, answer_plainly):
        sent = send(clerk, document_id, {"fields.issue_date": "2026-03-21"})
        assert sent.status_code == 422
        assert "Nothing was changed" in sent.text
        assert 'name="confirm"' in sent.text
    assert stored(seeded, document_id)[1] == 1
    form = {"confirm": "issue_date", "fields.issue_date": "2026-03-21"}
    assert answer_plainly(clerk, document_id, form).status_code == 303
    assert stored(seeded, document_id)[1] == 2


def test_what_was_not_found_is_looked_for_where_its_kind_stands_and_typed(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, Paper(without=frozenset({Term.ISSUE_DATE})))
    html = clerk.get(PAGE).text
    assert "is-missing" in html
    assert html.count("<rect x=") == 1  # the mark of the product: no value is framed
    assert clerk.get(re.findall(r'<img src="([^"]+)"', html)[0].replace("&amp;", "&")).status_code == 200
    assert confirm(clerk, document_id, "21. 3. 2026").status_code == 200
    assert stored(seeded, document_id)[0].value(Term.ISSUE_DATE) == date(2026, 3, 21)


def test_confirming_is_a_correction_that_the_audit_trail_knows(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    html = confirm(clerk, document_id).text
    invoice, version = stored(seeded, document_id)
    assert (invoice.fields[Term.ISSUE_DATE].reason, invoice.fields[Term.ISSUE_DATE].confidence, version) == (
        "confirmed",
        1.0,
        2,
    )
    entry = list_audit(seeded.house, seeded.organisation_id).rows[0]
    assert (entry.event, entry.actor_label, entry.document_id) == (
        "fields_corrected",
        "reviewer@example.test",
        document_id,
    )
    assert "is-answered" in html
    assert "No field of this document is unsure any more" in html
    assert "1 document has no unsure field left" in html
    assert rows(clerk.get(PAGE).text) == []
    assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.IN_REVIEW


def test_another_value_is_taken_with_its_place_on_the_page(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    form = {"fields.issue_date": "2026-03-21", "take": "issue_date.0"}
    assert "2026-04-20" in answer(clerk, document_id, form).text
    taken = stored(seeded, document_id)[0].fields[Term.ISSUE_DATE]
    assert (taken.value, taken.evidence.witness, taken.evidence.page) == (date(2026, 4, 20), Witness.PERSON, 0)


def test_what_is_typed_is_parsed_as_the_language_writes_it_and_refused_with_a_reason(
    seeded: Seeded, clerk: Persona
) -> None:
    document_id = add_paper(seeded, UNSURE)
    refused = confirm(clerk, document_id, "someday")
    assert refused.status_code == 422
    assert 'value="someday"' in refused.text
    assert "Stored now: 2026-03-21" in refused.text
    assert stored(seeded, document_id)[1] == 1
    clerk.post("/language", language="sl")
    assert 'value="21. 3. 2026"' in clerk.get(PAGE).text
    assert confirm(clerk, document_id, "4. 5. 2026").status_code == 200
    assert stored(seeded, document_id)[0].value(Term.ISSUE_DATE) == date(2026, 5, 4)


def test_an_emptied_field_is_not_on_the_document_and_nothing_is_no_answer_where_nothing_was(
    seeded: Seeded, clerk: Persona
) -> None:
    unsure = add_paper(seeded, replace(UNSURE, number="1"))
    missing = add_paper(seeded, Paper(number="2", without=frozenset({Term.ISSUE_DATE})))
    assert confirm(clerk, unsure, "").status_code == 200
    assert Term.ISSUE_DATE not in stored(seeded, unsure)[0].fields
    refused = confirm(clerk, missing, "")
    assert (refused.status_code, stored(seeded, missing)[1]) == (422, 1)
    assert "Type the value" in refused.text


def test_an_answer_is_taken_back_and_the_row_is_as_it_was(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    confirm(clerk, document_id)
    html = answer(clerk, document_id, UNDO, version=2).text
    assert "is-answered" not in html
    assert "Unsure 50%" in html
    assert rows(clerk.get(PAGE).text) == [document_id]
    assert stored(seeded, document_id)[1] == 3


def test_nothing_is_overwritten_that_somebody_else_changed(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    org_id, changes = seeded.organisation_id, {"issue_date": "2026-03-22"}
    correct_fields(seeded.house, org_id, document_id, changes, actor=SETUP, expected_version=1)
    late = confirm(clerk, document_id)
    assert late.status_code == 409
    assert "Somebody else changed this document meanwhile" in late.text
    assert "Stored now: 2026-03-22" in late.text
    assert 'name="expected_version" value="2"' in late.text
    assert answer(clerk, document_id, UNDO).status_code == 409
    assert stored(seeded, document_id)[1] == 2
    assert confirm(clerk, document_id, version=2).status_code == 200


def test_what_somebody_has_open_is_shown_and_cannot_be_answered(
    seeded: Seeded, clerk: Persona, approver: Persona
) -> None:
    document_id = add_paper(seeded, UNSURE)
    approver.get(f"/documents/{document_id}")
    html = clerk.get(PAGE).text
    assert "approver@example.test has it open" in html
    assert 'name="confirm"' not in html
    late = confirm(clerk, document_id)
    assert late.status_code == 409
    assert "take it over if you want to change it" in late.text
    assert answer(clerk, document_id, UNDO).status_code == 409
    assert stored(seeded, document_id)[1] == 1


def test_what_was_decided_meanwhile_says_so(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    reject(seeded.house, seeded.organisation_id, document_id, actor=SETUP, reason="Not ours")
    late = confirm(clerk, document_id)
    assert late.status_code == 409
    assert "no longer in review" in late.text


def test_others_see_nothing_of_it(seeded: Seeded, outsider: Persona, uploader: Persona) -> None:
    document_id = add_paper(seeded, UNSURE)
    assert rows(outsider.get(PAGE).text) == []
    assert confirm(outsider, document_id).status_code == 404
    assert outsider.get(f"/documents/{document_id}/pages/0/part").status_code == 404
    assert uploader.get(PAGE).status_code == 403
    assert confirm(uploader, document_id).status_code == 403
    assert stored(seeded, document_id)[1] == 1


def test_an_issuers_documents_stand_together_and_the_others_wait_behind(seeded: Seeded, clerk: Persona) -> None:
    first, other, second = (
        add_paper(seeded, replace(UNSURE, seller=seller, number=str(number)))
        for number, seller in enumerate(("Hotel Aurora", "Elektro Nord", "Hotel Aurora"))
    )
    assert rows(clerk.get(PAGE).text) == [first, second, other]
    many = [add_paper(seeded, replace(UNSURE, number=f"x{number}")) for number in range(40)]
    html = clerk.get(PAGE).text
    assert len(rows(html)) == 40
    onward = re.search(r'rel="next" href="([^"]+)"', html)
    assert onward
    behind = clerk.get(onward[1])
    assert rows(behind.text) == many[-3:]
    assert "From the beginning" in behind.text


def test_the_page_and_an_answer_ask_the_database_as_often_however_much_waits(seeded: Seeded, clerk: Persona) -> None:
    def questions(number: int) -> tuple[int, int]:
        document_id = add_paper(seeded, replace(UNSURE, number=f"n{number}"))
        with asked(seeded.house) as page:
            clerk.get(PAGE)
        with asked(seeded.house) as answered:
            confirm(clerk, document_id)
        return len(page), len(answered)

    first = questions(0)
    for number in range(1, 8):
        add_paper(seeded, replace(UNSURE, number=str(number)))
    assert questions(8) == first
    assert first[0] == 8


def test_without_a_script_the_form_leads_on_to_the_row_below(seeded: Seeded, clerk: Persona) -> None:
    first, second = (add_paper(seeded, replace(UNSURE, number=number)) for number in ("1", "2"))
    form = {"fields.issue_date": "2026-03-21", "confirm": "issue_date", "ahead": second}
    sent = answer_plainly(clerk, first, form)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PAGE}?done={first}#row-{second}")
    html = clerk.get(f"{PAGE}?done={first}").text
    assert rows(html) == [first, second]
    assert 'name="undo"' in html
    undone = answer_plainly(clerk, first, UNDO, version=2)
    assert undone.headers["location"] == f"{PAGE}#row-{first}"
    refused = answer_plainly(clerk, first, {**form, "fields.issue_date": "someday"}, version=3)
    assert refused.status_code == 422
    assert rows(refused.text) == [first, second]
    assert 'value="someday"' in refused.text


def test_documents_without_an_unsure_field_are_one_list(seeded: Seeded, clerk: Persona) -> None:
    sure, unsure = add_paper(seeded, Paper("Sure Ltd", "1")), add_paper(seeded, replace(UNSURE, number="2"))
    html = clerk.get("/?state=review&field=none").text
    assert (sure in html, unsure in html) == (True, False)
    assert '<option value="none" selected>No field</option>' in html


def test_what_is_no_field_is_not_found(clerk: Persona) -> None:
    assert clerk.get("/by-field/colour").status_code == 404
    assert clerk.get("/by-field/issue_date?done=nothing").status_code == 404


def test_a_row_says_so_where_there_is_no_page(seeded: Seeded, clerk: Persona) -> None:
    document_id = receive(seeded, "invoice.xml")
    claimed, paper = claim(seeded), UNSURE
    finish_capture(seeded.house, claimed, read(paper, lay_out(paper)), State.IN_REVIEW, "read")
    html = clerk.get(PAGE).text
    assert rows(html) == [document_id]
    assert "No page to show" in html
    assert "<img" not in html
