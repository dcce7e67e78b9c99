"""Mails and archives: what was in them is found from them."""

from models.states import State
from storage.jobs import finish_capture, finish_container, keep_attached
from tests.review_ui.houses import Seeded, claim, receive
from tests.review_ui.papers import Paper, lay_out, read
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


def test_a_document_in_review_leads_to_what_was_attached_to_it(seeded: Seeded, clerk: Persona) -> None:
    invoice = receive(seeded, "both.pdf")
    taken, paper = claim(seeded), Paper()
    (receipt,) = keep_attached(seeded.house, taken, [Part("inside.pdf", b"%PDF-1.7 inside")])
    finish_capture(seeded.house, taken, read(paper, lay_out(paper)), State.IN_REVIEW, "read")
    html = clerk.get(f"/documents/{invoice}").text
    assert "Attached files." in html
    assert f'href="/documents/{receipt.document_id}"' in html


def test_a_mail_without_a_document_says_so(seeded: Seeded, clerk: Persona) -> None:
    mail = receive(seeded, "words.eml")
    finish_container(seeded.house, claim(seeded), [])
    assert "No document that could be an invoice was in it." in clerk.get(f"/documents/{mail}").text
