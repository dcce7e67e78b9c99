"""Switching a mailbox off and on, and removing it."""

from storage.audit import list_audit
from storage.documents import load_document
from storage.mailboxes import list_mailboxes, list_watched
from tests.review_ui.houses import Seeded
from tests.review_ui.mailboxes import add, find_mail
from tests.review_ui.people import Persona


def events(seeded: Seeded) -> list[str]:
    return [row.event for row in list_audit(seeded.house, seeded.organisation_id).rows]


def test_a_mailbox_is_switched_off_and_on(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    off = administrator.post(f"/mailboxes/{mailbox.id}/switch", watch="off")
    assert "Switch on" in administrator.get(off.headers["location"]).text
    assert list_watched(seeded.house) == ()
    on = administrator.post(f"/mailboxes/{mailbox.id}/switch", watch="on")
    assert "The mailbox is watched again." in administrator.get(on.headers["location"]).text
    assert len(list_watched(seeded.house)) == 1
    assert events(seeded)[:2] == ["mailbox_enabled", "mailbox_disabled"]


def test_removing_asks_first_and_says_what_stays(seeded: Seeded, administrator: Persona) -> None:
    html = administrator.get(f"/mailboxes/{add(seeded).id}").text
    assert "Remove this mailbox?" in html
    assert "Its mails and documents stay in Prejeto" in html


def test_what_came_from_a_removed_mailbox_stays(seeded: Seeded, administrator: Persona) -> None:
    mailbox = add(seeded)
    document_id = find_mail(seeded, mailbox, 7)
    answer = administrator.post(f"/mailboxes/{mailbox.id}/remove")
    assert "The mailbox was removed." in administrator.get(answer.headers["location"]).text
    assert list_mailboxes(seeded.house, seeded.organisation_id) == ()
    assert load_document(seeded.house, seeded.organisation_id, document_id).name == "Invoice.eml"
    assert administrator.get(f"/mailboxes/{mailbox.id}").status_code == 404
    assert events(seeded)[0] == "mailbox_removed"


def test_only_administrators_of_the_organisation_switch_and_remove(
    seeded: Seeded, auditor: Persona, clerk: Persona, outsider: Persona
) -> None:
    mailbox = add(seeded)
    for way in ("switch", "remove"):
        assert auditor.post(f"/mailboxes/{mailbox.id}/{way}").status_code == 403
        assert clerk.post(f"/mailboxes/{mailbox.id}/{way}").status_code == 403
        assert outsider.post(f"/mailboxes/{mailbox.id}/{way}").status_code == 404
    assert len(list_watched(seeded.house)) == 1
