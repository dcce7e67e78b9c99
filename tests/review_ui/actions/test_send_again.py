"""What could not be sent stands on one page, with the reason, and an administrator sends it again."""

import pytest

from models.outgoing import Mail
from storage.outbox import note_unsent, post_mail, take_mail
from storage.outgoing import list_unsent
from tests.review_ui.houses import Seeded
from tests.review_ui.people import Persona


@pytest.fixture
def unsent(seeded: Seeded) -> str:
    """The id of a mail that its server refused."""
    with seeded.house.session(write=True) as session:
        post_mail(session, seeded.organisation_id, Mail("ana@example.com", "2 documents wait", "Look at them."))
    taken = take_mail(seeded.house)
    assert taken is not None
    note_unsent(seeded.house, taken, "recipient_refused", for_good=True)
    return taken.id


def test_it_says_what_was_not_sent_and_why(unsent: str, administrator: Persona) -> None:
    page = administrator.get("/mailboxes/outgoing").text
    assert "2 documents wait" in page
    assert "To ana@example.com: the server does not know the recipient" in page
    assert f'action="/mailboxes/outgoing/{unsent}"' in page


def test_it_is_sent_again(seeded: Seeded, unsent: str, administrator: Persona) -> None:
    answer = administrator.post(f"/mailboxes/outgoing/{unsent}")
    assert answer.status_code == 303
    assert "The mail is tried again" in administrator.get(answer.headers["location"]).text
    taken = take_mail(seeded.house)
    assert taken is not None
    assert taken.id == unsent


def test_an_auditor_sees_it_and_others_do_not(
    seeded: Seeded, unsent: str, auditor: Persona, clerk: Persona, outsider: Persona
) -> None:
    assert "Send again" not in auditor.get("/mailboxes/outgoing").text
    assert "2 documents wait" in auditor.get("/mailboxes/outgoing").text
    assert clerk.get("/mailboxes/outgoing").status_code == 403
    assert "Every mail went out" in outsider.get("/mailboxes/outgoing").text
    assert auditor.post(f"/mailboxes/outgoing/{unsent}").status_code == 403
    assert outsider.post(f"/mailboxes/outgoing/{unsent}").status_code == 404
    assert len(list_unsent(seeded.house, seeded.organisation_id)) == 1
