"""Automation: seen by administrators and auditors, set and switched by administrators."""

from models.states import State
from models.unseen import Mode
from storage.automation import load_policy, set_policy
from storage.documents import load_document
from tests.review_ui.houses import Seeded
from tests.review_ui.people import Persona
from tests.review_ui.statements import count_statements
from tests.storage.reviewed import person, read, review, reviewed

STATEMENTS = 20


def test_at_first_it_says_how_many_reviews_are_missing(administrator: Persona) -> None:
    html = administrator.get("/automation").text
    assert "A person approves every document." in html
    assert "299 reviews are missing." in html
    assert "1,497 reviews are missing." in html
    assert "There is a curve once 20 documents have been reviewed." in html


def test_reviewed_documents_draw_the_curve_and_find_the_threshold(seeded: Seeded, administrator: Persona) -> None:
    reviewed(seeded.house, seeded.organisation_id, 400, wrong=0)
    html = administrator.get("/automation").text
    assert "chart-line" in html
    assert "The bound is shown to be kept." in html
    assert "400 documents" in html
    assert "Of 400 documents 400 would have gone through." in html
    assert administrator.get("/automation/curve.csv").text.count("\n") == 2, "equal scores are one point"


def test_the_bound_is_chosen_and_stands_in_the_history(seeded: Seeded, administrator: Persona) -> None:
    answer = administrator.post("/automation/bound", bound="200", sample="10")
    assert answer.headers["location"] == "/automation?done=set"
    policy = load_policy(seeded.house, seeded.organisation_id)
    assert (policy.bound, policy.sample) == (200, 10)
    html = administrator.get("/automation").text
    assert "At most 1 in 200 may be wrong; it was 1 in 100." in html
    assert "administrator@example.test" in html
    assert administrator.post("/automation/bound", bound="").status_code == 422
    assert administrator.post("/automation/bound", bound="3").status_code == 422


def test_it_is_switched_on_only_where_the_warning_was_confirmed(seeded: Seeded, administrator: Persona) -> None:
    assert "Nobody looks at what is booked without a person." in administrator.get("/automation").text
    assert administrator.post("/automation/switch", mode="on").status_code == 422
    assert load_policy(seeded.house, seeded.organisation_id).mode is Mode.SHADOW
    assert administrator.post("/automation/switch", mode="on", sure="yes").status_code == 303
    assert load_policy(seeded.house, seeded.organisation_id).mode is Mode.ON
    assert "Switch off" in administrator.get("/automation").text
    assert administrator.post("/automation/switch", mode="shadow").status_code == 303
    assert load_policy(seeded.house, seeded.organisation_id).mode is Mode.SHADOW


def test_a_document_that_waits_is_never_told_to_be_a_blind_sample(seeded: Seeded, administrator: Persona) -> None:
    house, org = seeded.house, seeded.organisation_id
    reviewed(house, org, 400)
    administrator.post("/automation/switch", mode="on", sure="yes")
    set_policy(house, org, actor=person(house, org, email="chief@example.test"), sample=2)
    documents = [read(house, org, number) for number in range(12)]
    waiting = [found for found in documents if load_document(house, org, found).state is State.IN_REVIEW]
    assert 0 < len(waiting) < len(documents)
    html = administrator.get("/automation").text
    assert [found for found in documents if f'href="/documents/{found}"' not in html] == waiting
    review(house, org, waiting[0])
    assert f'href="/documents/{waiting[0]}"' in administrator.get("/automation").text


def test_the_measured_error_comes_with_its_interval(seeded: Seeded, administrator: Persona) -> None:
    house, org = seeded.house, seeded.organisation_id
    reviewed(house, org, 400)
    for number in range(3):
        review(house, org, read(house, org, number), right=number < 2)
    html = administrator.get("/automation").text
    assert "33.3% (1 of 3; between 0.84% and 90.6%)" in html


def test_the_auditor_looks_and_changes_nothing_and_others_do_not_look(
    auditor: Persona, approver: Persona, clerk: Persona
) -> None:
    html = auditor.get("/automation").text
    assert "Only an administrator can change this." in html
    assert auditor.post("/automation/switch", mode="on", sure="yes").status_code == 403
    assert auditor.post("/automation/bound", bound="50").status_code == 403
    assert approver.get("/automation").status_code == clerk.get("/automation").status_code == 403
    assert 'href="/automation"' not in approver.get("/").text


def test_the_outsider_sees_their_own_organisation_alone(seeded: Seeded, outsider: Persona) -> None:
    reviewed(seeded.house, seeded.organisation_id, 30)
    assert "0 documents" in outsider.get("/automation").text


def test_it_takes_the_same_few_statements_however_much_there_is(seeded: Seeded, administrator: Persona) -> None:
    assert count_statements(seeded, administrator, "/automation") <= STATEMENTS
    reviewed(seeded.house, seeded.organisation_id, 400)
    assert count_statements(seeded, administrator, "/automation") <= STATEMENTS
