"""Looking at what one handed in, and what to do about what was not read."""

import pytest
from sqlalchemy import event

from models.errors import DamagedDocument, LimitExceeded, PasswordNeeded, PrejetoError, UnsupportedKind
from storage.jobs import fail_job
from tests.review_ui.houses import Seeded, claim, finish, receive
from tests.review_ui.papers import Paper
from tests.review_ui.people import Persona


def hand_in(persona: Persona, name: str, content: bytes = b"%PDF-1.7 mine") -> str:
    (result,) = persona.upload((name, content)).json()["results"]
    assert result["outcome"] == "received"
    return str(result["address"] or "").rpartition("/")[2]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (UnsupportedKind("This kind of file is not read."), "Save or print it as a PDF"),
        (DamagedDocument("It is torn."), "Ask the sender for it once more"),
        (LimitExceeded("It has too many pages."), "Split it"),
        (PasswordNeeded("It asks for a password."), "Open it and type the password"),
    ],
)
def test_what_was_not_read_says_why_and_what_to_do(
    seeded: Seeded, clerk: Persona, error: PrejetoError, advice: str
) -> None:
    hand_in(clerk, "mine.pdf")
    html = clerk.get("/upload").text
    assert "mine.pdf" in html
    assert "data-in-work" in html
    fail_job(seeded.house, claim(seeded), error)
    html = clerk.get("/upload").text
    assert str(error) in html
    assert advice in html
    assert "data-in-work" not in html


def test_what_was_read_says_so(seeded: Seeded, clerk: Persona) -> None:
    hand_in(clerk, "mine.pdf")
    finish(seeded, Paper())
    assert "It was read, and waits for review." in clerk.get("/upload").text


def test_an_uploader_follows_their_own_and_sees_no_other(seeded: Seeded, clerk: Persona, uploader: Persona) -> None:
    hand_in(clerk, "of somebody else.pdf", b"%PDF-1.7 other")
    receive(seeded, "by mail.pdf")
    hand_in(uploader, "my own.pdf")
    for address in ("/", "/upload"):
        html = uploader.get(address).text
        assert "my own.pdf" in html
        assert "of somebody else.pdf" not in html
        assert "by mail.pdf" not in html
        assert 'href="/documents/' not in html
        assert "/retry" not in html


def test_a_second_time_is_said_under_the_name_it_had_then(clerk: Persona) -> None:
    hand_in(clerk, "first.pdf")
    clerk.upload(("second.pdf", b"%PDF-1.7 mine"))
    html = clerk.get("/upload").text
    assert "first.pdf" in html
    assert "second.pdf" in html
    assert html.count("This very file was received before.") == 1


def test_a_refused_file_says_what_to_do_with_and_without_scripts(clerk: Persona) -> None:
    (result,) = clerk.upload(("large.pdf", b"x" * 30_000)).json()["results"]
    assert result["outcome"] == "refused"
    assert result["advice"].startswith("Split it")
    assert result["advice"] in clerk.upload(("large.pdf", b"x" * 30_000), accept="text/html").text


def test_an_auditor_hands_in_nothing_and_a_script_gets_the_list_alone(auditor: Persona, clerk: Persona) -> None:
    assert auditor.get("/upload").status_code == 403
    part = clerk.get("/upload", headers={"X-Requested-With": "prejeto"}).text
    assert "Nothing yet." in part
    assert "<html" not in part


def test_the_page_asks_the_database_twice(seeded: Seeded, clerk: Persona) -> None:
    hand_in(clerk, "mine.pdf")
    asked: list[str] = []
    engine = seeded.house.database.reader
    heard = lambda *told: asked.append(told[2])  # noqa: E731 - a listener
    event.listen(engine, "before_cursor_execute", heard)
    clerk.get("/upload")
    event.remove(engine, "before_cursor_execute", heard)
    assert len([text for text in asked if "FROM" in text]) == 2  # the session, and the list
