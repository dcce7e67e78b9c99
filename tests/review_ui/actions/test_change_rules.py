"""The page of rules: administrators change them, others with a right to see settings look."""

from decimal import Decimal

from models.languages import Language
from storage.labels import list_labels
from storage.letter_texts import load_texts
from storage.second_person import load_rules
from tests.review_ui.deciding import queries
from tests.review_ui.houses import Seeded
from tests.review_ui.people import Persona


def seen(seeded: Seeded) -> str:
    return load_rules(seeded.house, seeded.organisation_id)[1]


def test_an_administrator_sets_limits_and_rules(seeded: Seeded, administrator: Persona) -> None:
    form = {"seen": "", "new_issuer": "yes", "currency": "eur", "amount": "1,500.00"}
    assert administrator.send("/rules/approval", form).status_code == 303
    rules, _ = load_rules(seeded.house, seeded.organisation_id)
    assert rules.limits == {"EUR": Decimal("1500.00")}
    assert (rules.new_issuer, rules.changed_account) == (True, False)
    assert 'value="1500.00"' in administrator.get("/rules").text


def test_what_cannot_be_a_limit_is_explained(seeded: Seeded, administrator: Persona) -> None:
    for currency, amount in (("EUR", "much"), ("euros", "5")):
        answer = administrator.post("/rules/approval", seen="", currency=currency, amount=amount)
        assert answer.status_code == 422
        assert 'id="limits-error"' in answer.text
        assert f'value="{amount}"' in answer.text, "what was typed stands there still"
    assert seen(seeded) == ""


def test_two_administrators_do_not_overwrite_each_other(seeded: Seeded, administrator: Persona) -> None:
    administrator.post("/rules/approval", seen="", new_issuer="yes")
    assert administrator.post("/rules/approval", seen="").status_code == 409
    assert load_rules(seeded.house, seeded.organisation_id)[0].new_issuer


def test_labels_are_made_changed_and_removed(seeded: Seeded, administrator: Persona) -> None:
    administrator.post("/rules/labels", name="Rent", colour="green")
    (label,) = list_labels(seeded.house, seeded.organisation_id)
    assert administrator.post("/rules/labels", name="Rent", colour="red").status_code == 422
    administrator.post(f"/rules/labels/{label.id}", name="Lease", colour="blue")
    assert [row.name for row in list_labels(seeded.house, seeded.organisation_id)] == ["Lease"]
    administrator.post(f"/rules/labels/{label.id}", remove="yes")
    assert list_labels(seeded.house, seeded.organisation_id) == ()


def test_a_letter_has_an_own_text_until_it_is_given_back(seeded: Seeded, administrator: Persona) -> None:
    administrator.post("/rules/letters/de", subject="Zu {number}", body="Nein: {reason}")
    assert load_texts(seeded.house, seeded.organisation_id) == {Language.GERMAN: ("Zu {number}", "Nein: {reason}")}
    assert administrator.post("/rules/letters/de", subject="", body="x").status_code == 422
    administrator.post("/rules/letters/de", subject="Zu {number}", body="Nein", reset="yes")
    assert load_texts(seeded.house, seeded.organisation_id) == {}


def test_others_look_or_do_not_even_that(administrator: Persona, auditor: Persona, approver: Persona) -> None:
    assert auditor.get("/rules").status_code == 200
    assert approver.get("/rules").status_code == 403
    for address in ("/rules/approval", "/rules/labels", "/rules/letters/de"):
        assert auditor.post(address, seen="").status_code == 403
    assert administrator.get("/rules").status_code == 200


def test_the_page_asks_few_questions(seeded: Seeded, administrator: Persona) -> None:
    administrator.get("/rules")
    with queries(seeded) as asked:
        administrator.get("/rules")
    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 5
