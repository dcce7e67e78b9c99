"""Letters go out by a real conversation over SMTP, once, and what is refused is told apart from what is only late."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.mail.reach import Reach
from flows.mail.sending import Exit, Unsent, make_message, send_letter
from flows.settings import read_settings
from models.errors import SettingError
from models.letters import Letter
from models.mailboxes import Security
from tests.letter_server import Post, letter_server
from tests.servers import free_ports

LETTER = Letter(
    address="racuni@example.com", subject="Vaš račun 117", body="Spoštovani,\n.\nhvala.", answers="<1@example.com>"
)


@pytest.fixture
def post() -> Iterator[Post]:
    with letter_server() as server:
        yield server


def way_to(post: Post) -> Exit:
    return Exit("127.0.0.1", post.port, Security.NONE, "ap@example.test")


def reach_of(folder: Path) -> Reach:
    return Reach.of(read_settings(data_dir=folder))


def test_a_letter_arrives_as_it_was_written(post: Post, tmp_path: Path) -> None:
    send_letter(way_to(post), reach_of(tmp_path), LETTER, "<id@example.test>")
    ((recipient, mail),) = post.mails
    assert recipient == "racuni@example.com"
    assert (mail["From"], mail["To"], mail["Subject"]) == ("ap@example.test", "racuni@example.com", "Vaš račun 117")
    assert (mail["In-Reply-To"], mail["Message-ID"]) == ("<1@example.com>", "<id@example.test>")
    assert mail.get_content().splitlines() == ["Spoštovani,", ".", "hvala."]


def test_an_unknown_recipient_is_refused_for_good(post: Post, tmp_path: Path) -> None:
    with pytest.raises(Unsent) as refusal:
        send_letter(way_to(post), reach_of(tmp_path), replace(LETTER, address="unknown@example.com"), "<i@e>")
    assert (refusal.value.problem, refusal.value.for_good) == ("recipient_refused", True)


def test_a_busy_server_is_tried_again(post: Post, tmp_path: Path) -> None:
    post.busy = True
    with pytest.raises(Unsent) as refusal:
        send_letter(way_to(post), reach_of(tmp_path), LETTER, "<i@e>")
    assert (refusal.value.problem, refusal.value.for_good) == ("recipient_refused", False)


def test_a_server_that_is_away_is_tried_again(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with pytest.raises(Unsent) as refusal:
        send_letter(Exit("127.0.0.1", port, Security.NONE, "ap@example.test"), reach_of(tmp_path), LETTER, "<i@e>")
    assert (refusal.value.problem, refusal.value.for_good) == ("connection_refused", False)


def test_a_server_without_starttls_gets_nothing(post: Post, tmp_path: Path) -> None:
    with pytest.raises(Unsent) as refusal:
        send_letter(replace(way_to(post), security=Security.STARTTLS), reach_of(tmp_path), LETTER, "<i@e>")
    assert refusal.value.problem == "no_starttls"
    assert post.mails == []


def test_no_header_takes_a_line_more() -> None:
    for odd in ("a\r\nBcc: x@example.com", "a\nb"):
        with pytest.raises(ValueError, match="linefeed"):
            make_message("ap@example.test", replace(LETTER, subject=odd), "<i@e>")


def test_settings_that_cannot_be_used_are_told_at_the_start(tmp_path: Path) -> None:
    assert Exit.of(read_settings(data_dir=tmp_path)) is None
    for given in ({"smtp_sender": "nobody"}, {"smtp_sender": "ap@example.com", "smtp_security": "none"}):
        with pytest.raises(SettingError, match="PREJETO_SMTP_"):
            Exit.of(read_settings(data_dir=tmp_path, smtp_host="smtp.example.com", **given))
    found = Exit.of(read_settings(data_dir=tmp_path, smtp_host="smtp.example.com", smtp_sender="ap@example.com"))
    assert found is not None
    assert (found.port, found.security) == (587, Security.STARTTLS)
