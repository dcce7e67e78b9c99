"""Rejecting with a letter: shown before it goes, in the sender's language, to the sender and nobody else."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from models.outgoing import Mail, MailStatus
from models.states import State
from review_ui.app import create_app
from review_ui.settings import WebSettings
from review_ui.visitors import COOKIE
from storage.documents import load_document
from storage.jobs import finish_container
from storage.outgoing import load_letters
from tests.review_ui.houses import Seeded, add_paper, claim, finish, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona
from tests.storage.samples import Part

MAIL = b"From: Sava <racuni@sava.example>\r\nSubject: Bill\r\nMessage-ID: <7@sava.example>\r\n\r\nhello"


@pytest.fixture
def writer(seeded: Seeded, sign_in: Callable[[str], Persona]) -> Persona:
    """A reviewer of a house that letters can go out from."""
    token = sign_in("reviewer").client.cookies[COOKIE]
    app = create_app(seeded.house, WebSettings(mail_sender="ap@example.test"))
    client = TestClient(app, follow_redirects=False, headers={"Origin": "http://testserver"})
    client.cookies.set(COOKIE, token)
    return Persona(client, "reviewer")


@pytest.fixture
def mailed(seeded: Seeded) -> str:
    """A document that came in a mail."""
    receive(seeded, "bill.eml", MAIL)
    (receipt,) = finish_container(seeded.house, claim(seeded), [Part("one.pdf", b"%PDF-1.7 one")])
    finish(seeded, Paper())
    return receipt.document_id


def letters(seeded: Seeded, document_id: str) -> list[MailStatus]:
    return [row.status for row in load_letters(seeded.house, seeded.organisation_id, document_id)]


def test_the_letter_is_shown_and_nothing_is_decided_yet(seeded: Seeded, writer: Persona, mailed: str) -> None:
    assert 'name="write"' in writer.get(f"/documents/{mailed}").text
    page = writer.post(f"/documents/{mailed}/reject", reason="Paid already", expected_version="1", write="yes")
    assert page.status_code == 200
    assert "racuni@sava.example" in page.text
    assert "Razlog: Paid already" in page.text, "an issuer of Slovenia is written to in Slovenian"
    german = writer.post(f"/documents/{mailed}/reject", reason="Paid", expected_version="1", write="yes", language="de")
    assert "Grund: Paid" in german.text
    assert load_document(seeded.house, seeded.organisation_id, mailed).state is State.IN_REVIEW
    assert letters(seeded, mailed) == []


def test_the_letter_goes_as_it_stands_in_the_form_and_only_to_the_sender(
    seeded: Seeded, writer: Persona, mailed: str
) -> None:
    form = {"reason": "no", "expected_version": "1", "send": "yes", "subject": "About it", "body": "My own words."}
    assert writer.send(f"/documents/{mailed}/reject", {**form, "address": "me@evil.example"}).status_code == 303
    (row,) = load_letters(seeded.house, seeded.organisation_id, mailed)
    assert row.mail == Mail("racuni@sava.example", "About it", "My own words.", "<7@sava.example>")
    assert "Letter to racuni@sava.example: to be sent" in writer.get(f"/documents/{mailed}").text


def test_a_letter_without_words_is_not_sent(seeded: Seeded, writer: Persona, mailed: str) -> None:
    form = {"reason": "no", "expected_version": "1", "send": "yes", "subject": "About it", "body": " "}
    assert writer.send(f"/documents/{mailed}/reject", form).status_code == 422
    assert load_document(seeded.house, seeded.organisation_id, mailed).state is State.IN_REVIEW


def test_undoing_the_rejection_recalls_the_letter(seeded: Seeded, writer: Persona, mailed: str) -> None:
    form = {"reason": "no", "expected_version": "1", "send": "yes", "subject": "About it", "body": "Words"}
    writer.send(f"/documents/{mailed}/reject", form)
    writer.post(f"/documents/{mailed}/take-back", expected_version="1")
    assert letters(seeded, mailed) == [MailStatus.RECALLED]


def test_no_letter_where_none_can_go_out_or_nobody_sent_it(
    seeded: Seeded, clerk: Persona, writer: Persona, mailed: str
) -> None:
    alone = add_paper(seeded, Paper(number="alone"))
    for person, document_id in ((clerk, mailed), (writer, alone)):
        assert 'name="write"' not in person.get(f"/documents/{document_id}").text
        answer = person.post(f"/documents/{document_id}/reject", reason="x", expected_version="1", write="yes")
        assert answer.status_code == 409
        assert load_document(seeded.house, seeded.organisation_id, document_id).state is State.IN_REVIEW


def test_the_files_of_the_same_mail_are_reachable(seeded: Seeded, clerk: Persona) -> None:
    receive(seeded, "bill.eml", MAIL)
    parts = [Part("one.pdf", b"%PDF-1.7 one"), Part("two.pdf", b"%PDF-1.7 two")]
    one, two = finish_container(seeded.house, claim(seeded), parts)
    assert f'href="/documents/{two.document_id}"' in clerk.get(f"/documents/{one.document_id}").text
