"""Testing the connection: a page asks, the mail process answers, the page shows every step."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.tables.mailboxes import MailboxTrialTable
from storage.database import now
from storage.mailbox_trials import end_trial, take_trial
from storage.mailboxes import list_mailboxes
from storage.rows import TrialStep
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import SECRET, SETTINGS, TYPED, add
from tests.review_ui.people import Persona

OURS = {"X-Requested-With": "prejeto"}


def ask(administrator: Persona) -> str:
    """Test what stands in the form of a new mailbox; where the result stands."""
    answer = administrator.send("/mailboxes/try", TYPED)
    assert answer.status_code == 303
    return answer.headers["location"]


def age(seeded: Seeded, column: str, seconds: int) -> None:
    with seeded.house.session(write=True) as session:
        session.execute(update(MailboxTrialTable).values({column: now(session) - timedelta(seconds=seconds)}))


def answer_trial(seeded: Seeded, *steps: TrialStep) -> None:
    taken = take_trial(seeded.house)
    assert taken is not None
    org_id, trial_id, _ = taken
    end_trial(seeded.house, org_id, trial_id, steps)


def test_what_stands_in_the_form_is_tried_and_not_saved(seeded: Seeded, administrator: Persona) -> None:
    page = ask(administrator)
    taken = take_trial(seeded.house)
    assert taken is not None
    assert taken[2].password == SECRET
    assert "Connecting…" in administrator.get(page).text
    assert list_mailboxes(seeded.house, seeded.organisation_id) == ()


def test_every_step_is_shown_with_its_sentence(seeded: Seeded, administrator: Persona) -> None:
    page = ask(administrator)
    assert "Asking the mail process to connect" in administrator.get(page).text
    answer_trial(
        seeded, TrialStep("connect", True, "TLS 1.3."), TrialStep("sign_in", False, "The server refuses the password.")
    )
    html = administrator.get(page).text
    for shown in ("It does not work yet.", "TLS 1.3.", "Sign in", "The server refuses the password."):
        assert shown in html
    assert "data-in-work" not in html


def test_when_all_went_well_it_says_so(seeded: Seeded, administrator: Persona) -> None:
    page = ask(administrator)
    answer_trial(seeded, TrialStep("connect", True, "TLS 1.3."))
    assert "It works." in administrator.get(page).text


def test_when_the_mail_process_does_not_run_the_page_says_what_to_do(seeded: Seeded, administrator: Persona) -> None:
    page = ask(administrator)
    age(seeded, "created_at", 60)
    html = administrator.get(page).text
    assert "The mail process does not run" in html
    assert "data-in-work" in html


def test_while_others_are_tried_the_page_says_that_this_one_is_next(seeded: Seeded, administrator: Persona) -> None:
    ask(administrator)
    assert take_trial(seeded.house) is not None
    page = ask(administrator)
    age(seeded, "created_at", 60)
    html = administrator.get(page).text
    assert "this one is next" in html
    assert "data-in-work" in html


def test_when_the_mail_process_died_over_it_the_page_says_so(seeded: Seeded, administrator: Persona) -> None:
    page = ask(administrator)
    take_trial(seeded.house)
    age(seeded, "begun_at", 600)
    assert "Test again." in administrator.get(page).text


def test_a_mailbox_that_is_known_is_tried_with_the_secret_that_is_kept(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    answer = administrator.send(f"/mailboxes/{mailbox.id}/change/try", {**TYPED, "password": ""})
    assert answer.status_code == 303
    taken = take_trial(seeded.house)
    assert taken is not None
    assert taken[2].password == SETTINGS.password


def test_what_cannot_be_tried_is_said_at_its_field(administrator: Persona) -> None:
    answer = administrator.send("/mailboxes/try", {**TYPED, "host": ""}, headers=OURS)
    assert answer.status_code == 422
    assert 'id="host-error"' in answer.text


def test_a_script_gets_the_form_and_the_trial_in_it(administrator: Persona) -> None:
    answer = administrator.send("/mailboxes/try", TYPED, headers=OURS)
    assert answer.status_code == 200
    assert 'data-address="/mailboxes/trials/' in answer.text
    assert SECRET not in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("name", ["auditor", "approver", "reviewer", "uploader"])
def test_only_administrators_try(administrator: Persona, request: pytest.FixtureRequest, name: str) -> None:
    person: Persona = request.getfixturevalue("sign_in")(name)
    assert person.send("/mailboxes/try", TYPED).status_code == 403
    assert person.get(ask(administrator)).status_code == 403


def test_the_outsider_sees_no_trial_of_ours(administrator: Persona, outsider: Persona) -> None:
    assert outsider.get(ask(administrator)).status_code == 404
