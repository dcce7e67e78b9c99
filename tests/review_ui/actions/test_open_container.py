"""Mails and archives: what was in them is found from them."""

from storage.jobs import finish_container
from tests.review_ui.houses import Seeded, claim, receive
from tests.review_ui.people import Persona
from tests.storage.samples import Part


def test_a_mail_leads_to_its_documents_and_back(seeded: Seeded, clerk: Persona) -> None:
    mail = receive(seeded, "mail.eml")
    parts = [
        Part("logo.png", reason="inline_image"),
        Part("inside.pdf", b"%PDF-1.7 inside"),
        Part("a.doc", reason="encrypted"),
    ]
    (receipt,) = finish_container(seeded.house, claim(seeded), parts)
    html = clerk.get(f"/documents/{mail}").text
    assert f'href="/documents/{receipt.document_id}"' in html
    assert "Left out: a picture in the text of the mail" in html
    assert "Not accepted: it asks for a password" in html
    assert "Taken" in html
    assert f'href="/documents/{mail}"' in clerk.get(f"/documents/{receipt.document_id}").text
    assert "mail.eml" in clerk.get("/?state=unpacked").text


def test_a_mail_without_a_document_says_so(seeded: Seeded, clerk: Persona) -> None:
    mail = receive(seeded, "words.eml")
    finish_container(seeded.house, claim(seeded), [])
    assert "No document that could be an invoice was in it." in clerk.get(f"/documents/{mail}").text
