"""Choosing one of the other values that a reading offers for a field."""

from datetime import date

from models.evidence import Witness
from models.terms import Term
from storage.readings import load_invoice
from tests.review_ui.houses import Seeded, add_paper
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}
OTHER_DATE = Paper(unsure={Term.ISSUE_DATE: 0.5}, others={Term.ISSUE_DATE: ("2026-04-20",)})


def take(person: Persona, document_id: str, which: str) -> str:
    form = {**person.form_of(document_id), "take": which}
    return person.send(f"/documents/{document_id}/fields", form, headers=OURS).text


def test_the_other_value_fills_the_field_with_its_place_on_the_page(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, OTHER_DATE)
    assert 'name="take" value="issue_date.0"' in clerk.get(f"/documents/{document_id}").text
    html = take(clerk, document_id, "issue_date.0")
    assert 'name="fields.issue_date" type="text" value="2026-04-20"' in html
    invoice, version = load_invoice(seeded.house, seeded.organisation_id, document_id)
    taken = invoice.fields[Term.ISSUE_DATE]
    assert (taken.value, taken.evidence.witness, taken.evidence.text) == (
        date(2026, 4, 20),
        Witness.PERSON,
        "2026-04-20",
    )
    assert (taken.evidence.page, taken.evidence.box is not None, version) == (0, True, 2)


def test_what_it_was_before_is_offered_instead_and_can_be_taken_again(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, OTHER_DATE)
    take(clerk, document_id, "issue_date.0")
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert [other.value for other in invoice.alternatives[Term.ISSUE_DATE]] == [date(2026, 3, 21)]
    take(clerk, document_id, "issue_date.0")
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert invoice.value(Term.ISSUE_DATE) == date(2026, 3, 21)


def test_a_field_that_was_not_found_may_be_filled_so(seeded: Seeded, clerk: Persona) -> None:
    paper = Paper(without=frozenset({Term.DUE_DATE}), others={Term.DUE_DATE: ("2026-04-20",)})
    document_id = add_paper(seeded, paper)
    take(clerk, document_id, "due_date.0")
    invoice, _ = load_invoice(seeded.house, seeded.organisation_id, document_id)
    assert invoice.value(Term.DUE_DATE) == date(2026, 4, 20)


def test_what_nobody_offers_changes_nothing(seeded: Seeded, clerk: Persona) -> None:
    document_id = add_paper(seeded, OTHER_DATE)
    for invented in ("issue_date.7", "issue_date.x", "iban.0", "nothing", "issue_date.-1"):
        take(clerk, document_id, invented)
    assert load_invoice(seeded.house, seeded.organisation_id, document_id)[1] == 1


def test_an_auditor_is_offered_nothing(seeded: Seeded, auditor: Persona) -> None:
    assert 'name="take"' not in auditor.get(f"/documents/{add_paper(seeded, OTHER_DATE)}").text
