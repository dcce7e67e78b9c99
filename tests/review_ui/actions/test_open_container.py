"""Mails and archives: what was in them is found from them."""

from dataclasses import dataclass

from storage.jobs import finish_container
from tests.review_ui.houses import Seeded, claim, receive
from tests.review_ui.people import Persona


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ignored:
    """What was left out."""

    name: str
    reason: str


def test_a_mail_leads_to_its_documents_and_back(seeded: Seeded, clerk: Persona) -> None:
    mail = receive(seeded, "mail.eml")
    left = [Ignored("logo.png", "too small")]
    (receipt,) = finish_container(seeded.house, claim(seeded), [Part("inside.pdf", b"%PDF-1.7 inside")], left)
    html = clerk.get(f"/documents/{mail}").text
    assert f'href="/documents/{receipt.document_id}"' in html
    assert "too small" in html
    assert f'href="/documents/{mail}"' in clerk.get(f"/documents/{receipt.document_id}").text
    assert "mail.eml" in clerk.get("/?state=unpacked").text


def test_a_mail_without_a_document_says_so(seeded: Seeded, clerk: Persona) -> None:
    mail = receive(seeded, "words.eml")
    finish_container(seeded.house, claim(seeded), [], [])
    assert "No document that could be an invoice was in it." in clerk.get(f"/documents/{mail}").text
