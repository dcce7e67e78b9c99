"""Whatever is wrong with a mailbox is told in its row, and in a trial, with what to do; and it goes on by itself."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.mail.line import Line
from flows.mail.opening import open_connection, sign_in
from flows.mail.problems import ADVICE
from flows.mail.reach import Reach
from flows.mail.trials import try_settings
from flows.settings import read_settings
from models.errors import MailboxError, SettingError
from models.mailboxes import Afterwards, MailboxSettings, Security
from storage.mailbox_trials import ask_trial, load_trial
from tests.certificates import make_certificate
from tests.flows.mail.post import Post, Writer
from tests.journeys.premises import logged_times, wait_until
from tests.mail_server import WITHOUT_BOTH, Dovecot, Mailbox, dovecot_server
from tests.servers import free_ports


@pytest.fixture
def reach(dovecot: Dovecot) -> Reach:
    return Reach.of(read_settings(mail_ca_file=str(dovecot.ca_file)))


def tried(settings: MailboxSettings, reach: Reach, seconds: float = 25.0) -> list[tuple[str, bool, str]]:
    return [(step.name, step.well, step.message) for step in try_settings(settings, reach, 60, seconds)]


def test_a_trial_of_good_settings_tells_what_was_found(mailbox: Mailbox, reach: Reach, mail: Writer) -> None:
    mailbox.append(mail(1), mail(2))
    steps = tried(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"), reach)
    assert [name for name, _, _ in steps] == ["resolve", "connect", "tls", "sign_in", "folder", "news", "afterwards"]
    assert all(well for _, well, _ in steps)
    said = " ".join(message for _, _, message in steps)
    assert "mails in it: 2" in said
    assert "IDLE" in said
    assert "Done, which is made" in said
    assert mailbox.flags() == [set(), set()]
    assert mailbox.flags("Done") == []


@pytest.mark.parametrize(
    ("others", "code", "step"),
    [
        ({"password": "another"}, "password_refused", "sign_in"),
        ({"folder": "Nowhere"}, "no_folder", "folder"),
        ({"host": "localhost"}, "tls_other_name", "tls"),
        ({"host": "nowhere.invalid"}, "host_not_found", "resolve"),
        ({"port": free_ports(1)[0]}, "connection_refused", "connect"),
    ],
)
def test_a_trial_ends_with_the_step_that_fails(
    mailbox: Mailbox, reach: Reach, others: dict[str, Any], code: str, step: str
) -> None:
    name, well, message = tried(mailbox.settings(**others), reach)[-1]
    assert (name, well) == (step, False)
    assert message.startswith(ADVICE[code])


def test_a_trial_that_a_fault_of_ours_ended_does_not_look_well(
    mailbox: Mailbox, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise KeyError("missing")

    monkeypatch.setattr("flows.mail.trials.sign_in", break_off)
    name, well, message = tried(mailbox.settings(), reach)[-1]
    assert (name, well) == ("sign_in", False)
    assert "fault of ours (KeyError)" in message


def test_a_certificate_that_nobody_signed_is_not_trusted(mailbox: Mailbox) -> None:
    name, well, message = tried(mailbox.settings(), Reach.of(read_settings()))[-1]
    assert (name, well, message) == ("tls", False, ADVICE["tls_untrusted"])


def test_tls_is_not_spoken_at_a_plain_port(mailbox: Mailbox, reach: Reach) -> None:
    assert tried(mailbox.settings(port=mailbox.server.plain_port), reach)[-1] == ("tls", False, ADVICE["tls_failed"])


def test_an_expired_certificate_is_told(tmp_path: Path) -> None:
    make_certificate(tmp_path, days=-1)
    reach = Reach.of(read_settings(mail_ca_file=str(tmp_path / "certificate.pem")))
    with dovecot_server() as server:
        for name in ("certificate.pem", "key.pem"):
            (server.folder / name).write_bytes((tmp_path / name).read_bytes())
        server.kill()
        server.start(trusted=False)
        with pytest.raises(MailboxError, match="expired"):
            open_connection(server.mailbox().settings(), reach, Line())


def test_without_tls_nothing_is_said_beyond_this_machine(mailbox: Mailbox, reach: Reach) -> None:
    with pytest.raises(MailboxError) as caught:
        open_connection(mailbox.settings(host="192.0.2.1", security=Security.NONE), reach, Line())
    assert caught.value.problem == "no_starttls"


def test_only_hosts_that_are_named_may_be_reached(mailbox: Mailbox) -> None:
    reach = Reach.of(read_settings(mail_hosts="imap.example.com, Mail.Example.com"))
    reach.permit("mail.example.com")
    reach.permit_url("https://imap.example.com/token")
    assert tried(mailbox.settings(), reach)[-1] == ("resolve", False, ADVICE["host_not_allowed"])


def test_a_file_of_authorities_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SettingError, match="PREJETO_MAIL_CA_FILE"):
        Reach.of(read_settings(mail_ca_file="/nowhere"))


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("security", [Security.TLS, Security.NONE])
def test_a_server_that_says_nothing_ends_a_trial_in_time(
    mailbox: Mailbox, reach: Reach, silent_port: int, security: Security
) -> None:
    began = time.monotonic()
    steps = tried(mailbox.settings(port=silent_port, security=security), reach, seconds=3.0)
    assert time.monotonic() - began < 10
    assert steps[-1] == ("tls", False, ADVICE["no_answer"])


def test_a_server_that_sends_without_end_fills_no_memory(mailbox: Mailbox, reach: Reach) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def pour() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"* OK hello\r\n")
                tag = connection.recv(1000).split()[0]
                connection.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
                connection.recv(1000)
                connection.sendall(b"* 1 FETCH (BODY[] {4000000000}\r\n")
                connection.recv(1000)

        thread = threading.Thread(target=pour, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        connection = open_connection(mailbox.settings(port=port, security=Security.NONE), reach, Line())
        with pytest.raises(MailboxError) as caught:
            sign_in(connection, "a", "b")
        assert caught.value.problem == "too_much"
        connection.client.leave()
        thread.join(5)


def test_a_trial_that_a_page_asks_for_is_made_by_the_mail_process(post: Post, mailbox: Mailbox) -> None:
    house, org_id = post.premises.house, post.premises.organisation
    trial = ask_trial(house, org_id, mailbox.settings(password="another"))
    wait_until(lambda: load_trial(house, org_id, trial).ended_at is not None, "the trial to end")
    assert [step.well for step in load_trial(house, org_id, trial).steps] == [True, True, True, False]


def test_a_problem_stands_in_the_row_until_the_settings_are_mended(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    mailbox.append(mail(1))
    watched = post.add(mailbox.settings(password="another"))
    assert "Type both again" in watched.wait_for_problem("password_refused")
    watched.change(mailbox.settings())
    watched.wait_for_mails(1)
    wait_until(lambda: watched.row.problem is None, "the problem to go")


def test_mails_come_although_they_cannot_be_moved(post: Post, mail: Writer) -> None:
    with dovecot_server(WITHOUT_BOTH) as server:
        mailbox = server.mailbox()
        reach = Reach.of(read_settings(mail_ca_file=str(server.ca_file)))
        settings = mailbox.settings(
            afterwards=Afterwards.MOVE, move_to="Done", security=Security.NONE, port=server.plain_port
        )
        assert tried(settings, reach)[-1] == ("afterwards", False, ADVICE["cannot_move"])
        watched = post.add(settings)
        mailbox.append(mail(1))
        watched.wait_for_mails(1)
        post.unpack_all()
        watched.wait_for_problem("cannot_move")
        time.sleep(2)
        assert mailbox.flags() == [set()]
        watched.switch(enabled=False)


def test_a_folder_in_a_folder_is_written_as_the_server_writes_it(mailbox: Mailbox, reach: Reach, mail: Writer) -> None:
    name, well, message = tried(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done/2026"), reach)[-1]
    assert (name, well) == ("afterwards", False)
    assert "“.”: type Done.2026." in message
    well, message = tried(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done.2026"), reach)[-1][1:]
    assert well
    assert "“.”" in message
    mailbox.append(mail(1), folder="INBOX")
    with mailbox.visit() as person:
        person.create_folder("Done.2026")
    assert tried(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done.2026"), reach)[-1][1]


def test_mails_come_at_once_although_moving_them_fails(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    watched = post.watch(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done/2026"))
    mailbox.append(mail(1))
    watched.wait_for_mails(1)
    post.unpack_all()
    assert "cannot be made" in watched.wait_for_problem("no_target")
    failed = logged_times(post.mail_process, "watch_failed")
    for number in range(2, 6):
        mailbox.append(mail(number))
        watched.wait_for_mails(number)
    assert logged_times(post.mail_process, "watch_failed") == failed  # after each it would pause, ever longer
    assert watched.row.problem == "no_target"
    watched.change(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done.2026"))
    post.unpack_all()
    wait_until(lambda: len(mailbox.flags("Done.2026")) == 5, "all mails to be moved")
