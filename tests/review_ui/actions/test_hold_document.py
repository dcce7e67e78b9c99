"""Two people at one document: the second sees who has it, reads it, and takes it over if they want."""

import re

from models.states import State
from storage.documents import load_document
from tests.review_ui.asking import asked
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}


def token_in(html: str) -> str:
    found = re.search(r'data-token="(\w*)"', html)
    assert found
    return found[1]


def test_the_second_reads_and_sees_who_has_it(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document = add_paper(seeded, Paper())
    assert token_in(clerk.get(f"/documents/{document}").text)
    html = approver.get(f"/documents/{document}").text
    assert "<strong>reviewer@example.test</strong> has this document open" in html
    assert "Papirnica Sava" in html
    assert (token_in(html), 'data-behaviour="review-form"' in html) == ("", False)
    assert "reviewer@example.test has it open" in approver.get("/").text
    assert "has it open" not in clerk.get("/").text


def test_the_second_changes_nothing_until_it_is_taken_over(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document = add_paper(seeded, Paper())
    clerk.get(f"/documents/{document}")
    form = {**clerk.form_of(document), "fields.buyer_name": "Overwritten"}
    for address in ("fields", "approve"):
        refused = approver.send(f"/documents/{document}/{address}", form, OURS)
        assert refused.status_code == 409
        assert "reviewer@example.test has this document open; take it over" in refused.text
        assert "Overwritten" in refused.text
    for address in ("reject", "duplicate", "take-back", "undo", "split", "retry"):
        seen = {"reason": "no", "expected_version": "1", "after": "1"}
        refused = approver.send(f"/documents/{document}/{address}", seen, OURS)
        assert (refused.status_code, "take it over" in refused.text) == (409, True), address
    row = load_document(seeded.house, seeded.organisation_id, document)
    assert (row.version, row.state) == (1, State.IN_REVIEW)

    assert approver.post(f"/documents/{document}/take-over").status_code == 303
    assert approver.edit(document, buyer_name="Taken over").status_code == 303
    assert clerk.send(f"/documents/{document}/fields", form, OURS).status_code == 409
    assert "Taken over while somebody else had it open" in clerk.get(f"/documents/{document}/history").text


def test_what_was_taken_over_and_back_is_still_not_overwritten(
    seeded: Seeded, clerk: Persona, approver: Persona
) -> None:
    """A hold only keeps people apart; the version is what keeps anything from being overwritten."""
    document = add_paper(seeded, Paper())
    old = {**clerk.form_of(document), "fields.buyer_name": "From the first"}
    approver.post(f"/documents/{document}/take-over")
    approver.edit(document, buyer_name="From the second")
    clerk.post(f"/documents/{document}/take-over")
    answer = clerk.send(f"/documents/{document}/fields", old)
    assert answer.status_code == 409
    assert "Somebody else changed this document meanwhile" in answer.text
    assert "From the first" in answer.text
    assert load_document(seeded.house, seeded.organisation_id, document).version == 2


def test_leaving_gives_it_back(seeded: Seeded, clerk: Persona, approver: Persona) -> None:
    document = add_paper(seeded, Paper())
    token = token_in(clerk.get(f"/documents/{document}").text)
    assert approver.post(f"/documents/{document}/release", token=token).status_code == 204
    assert not token_in(approver.post(f"/documents/{document}/hold").text)
    clerk.post(f"/documents/{document}/release", token=token)
    assert token_in(approver.post(f"/documents/{document}/hold").text)
    assert "approver@example.test" in clerk.get(f"/documents/{document}/hold").text


def test_an_auditor_looks_without_holding(seeded: Seeded, auditor: Persona, clerk: Persona) -> None:
    document = add_paper(seeded, Paper())
    auditor.get(f"/documents/{document}")
    assert auditor.post(f"/documents/{document}/take-over").status_code == 403
    assert token_in(clerk.get(f"/documents/{document}").text)


def test_an_outsider_finds_nothing_to_hold(seeded: Seeded, outsider: Persona) -> None:
    document = add_paper(seeded, Paper())
    for address in ("hold", "take-over"):
        assert outsider.post(f"/documents/{document}/{address}").status_code == 404
    assert load_document(seeded.house, seeded.organisation_id, document).held_by is None


def test_holding_costs_two_questions(seeded: Seeded, clerk: Persona, auditor: Persona) -> None:
    document = add_paper(seeded, Paper())
    with asked(seeded.house) as looking:
        auditor.get(f"/documents/{document}")
    with asked(seeded.house) as reviewing:
        clerk.get(f"/documents/{document}")
    # ... and one for the colleagues that a reviewer may ask, one for how many documents are left to them
    assert len(reviewing) == len(looking) + 4
