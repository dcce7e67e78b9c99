"""Handing a mail over: protected, signed in, and with the right thing to do when it is refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.mail.smtp import MailServer, Undelivered
from flows.settings import read_settings
from models.errors import SettingError
from models.outgoing import Mail
from storage.outbox import TakenMail
from tests.smtp_server import PASSWORD, USER, Post, smtp_server

MAIL = Mail("ana@example.test", "Čakata 2 računa", "Poglejte.\n")
LETTER = Mail("racuni@example.com", "Vaš račun 117", "Spoštovani,\n.\nhvala.", "<1@example.com>")


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with smtp_server(tmp_path) as post:
        yield post


def server_for(post: Post, **given: Any) -> MailServer:
    known = {"smtp_user": USER, "smtp_password": PASSWORD, "mail_ca_file": str(post.authority)}
    settings = read_settings(smtp_host="127.0.0.1", smtp_port=post.port, **{**known, **given})
    server = MailServer.of(settings)
    assert server is not None
    return server


def taken(mail: Mail = MAIL, *, is_letter: bool = False) -> TakenMail:
    return TakenMail("org", "0001", 1, mail, is_letter)


def refusal(post: Post, **given: Any) -> tuple[str, bool]:
    with pytest.raises(Undelivered) as refused:
        server_for(post, **given).deliver(taken())
    return refused.value.problem, refused.value.for_good


def test_a_mail_goes_out_protected_and_says_that_no_person_wrote_it(post: Post) -> None:
    server_for(post).deliver(taken())
    (mail,) = post.mails
    assert (post.secured, post.signed_in, post.recipients) == ([True], [True], ["ana@example.test"])
    assert (mail["Subject"], mail["From"], mail["To"]) == (MAIL.subject, USER, MAIL.address)
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<0001@example.test>", "auto-generated")
    assert mail.get_content().strip() == "Poglejte."
    assert mail["Date"]


def test_a_letter_answers_the_mail_that_the_document_came_in_and_arrives_as_it_was_written(post: Post) -> None:
    server_for(post).deliver(taken(LETTER, is_letter=True))
    (mail,) = post.mails
    assert post.recipients == ["racuni@example.com"]
    assert (mail["Subject"], mail["In-Reply-To"], mail["Auto-Submitted"]) == ("Vaš račun 117", "<1@example.com>", None)
    assert mail.get_content().splitlines() == ["Spoštovani,", ".", "hvala."]


def test_no_header_takes_a_line_more(post: Post) -> None:
    with pytest.raises(Undelivered):
        server_for(post).deliver(taken(replace(LETTER, subject="a\r\nBcc: x@example.com")))
    assert post.mails == []


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    with smtp_server(tmp_path, tls=True) as post:
        server_for(post, smtp_security="tls").deliver(taken())
        assert (post.secured, len(post.mails)) == ([True], 1)


def test_without_protection_nobody_signs_in(post: Post) -> None:
    server_for(post, smtp_security="none").deliver(taken())
    assert (post.secured, post.signed_in) == ([False], [False])


def test_a_password_is_not_sent_to_a_server_without_tls(post: Post) -> None:
    post.offers_tls = False
    assert refusal(post) == ("no_starttls", False)
    assert post.mails == []


def test_a_certificate_that_nobody_vouches_for_is_not_believed(post: Post) -> None:
    assert refusal(post, mail_ca_file="") == ("tls_untrusted", False)


@pytest.mark.parametrize(
    ("verb", "answer", "problem"),
    [
        ("RCPT", "550 No such person", ("recipient_refused", True)),
        ("RCPT", "450 Come back later", ("recipient_refused", False)),
        ("DATA", "554 Not such a text", ("mail_refused", True)),
        ("DATA", "451 Come back later", ("mail_refused", False)),
        ("MAIL", "550 Not from you", ("server_refuses", False)),
    ],
)
def test_what_is_refused_for_good_is_told_apart(post: Post, verb: str, answer: str, problem: tuple[str, bool]) -> None:
    post.refusals[verb] = answer
    assert refusal(post) == problem


def test_a_wrong_password_can_be_mended(post: Post) -> None:
    assert refusal(post, smtp_password="another") == ("password_refused", False)


def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    with smtp_server(tmp_path) as post:
        server = server_for(post)
    with pytest.raises(Undelivered) as refused:
        server.deliver(taken())
    assert (refused.value.problem, refused.value.for_good) == ("connection_refused", False)


def test_without_a_server_none_is_asked_and_without_a_sender_none_is_used() -> None:
    assert MailServer.of(read_settings()) is None
    for given in (
        {"smtp_user": "prejeto"},
        {"smtp_sender": "a@b, c@d"},
        {"smtp_sender": "a@b", "smtp_security": "none"},
    ):
        with pytest.raises(SettingError, match="PREJETO_SMTP_"):
            MailServer.of(read_settings(smtp_host="smtp.example.com", **given))
