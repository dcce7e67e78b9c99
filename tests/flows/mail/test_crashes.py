"""Whatever dies at whatever moment, every mail is kept once, and none is moved before its documents are there."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from models.mailboxes import Afterwards
from models.states import State
from storage.unpacking import list_parts
from tests.flows.mail.post import Post, Watched, Writer, open_post
from tests.journeys.premises import kill, logged, wait_until
from tests.mail_server import Dovecot, Mailbox
from tests.mail_shapes import attachment

MAILS = 20


@pytest.fixture
def own_post(tmp_path: Path, prefect_home: Path, dovecot: Dovecot) -> Iterator[Post]:
    """A house whose processes may be killed."""
    with open_post(tmp_path / "house", prefect_home, dovecot, "prefect") as post:
        yield post


def kept_once(watched: Watched) -> bool:
    documents = [row.document_id for row in watched.mails]
    return len(documents) == len(set(documents)) == MAILS and all(row.outcome == "received" for row in watched.mails)


def test_a_mail_process_that_is_killed_again_and_again_keeps_every_mail_once(
    own_post: Post, mailbox: Mailbox, mail: Writer
) -> None:
    watched = own_post.add(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"))
    chance = Random(3)
    for turn in range(4):
        process = own_post.premises.start("mail", f"-{turn}")
        wait_until(lambda: watched.row.watcher is not None, "the mailbox to be taken")
        mailbox.append(*(mail(turn * 5 + number) for number in range(5)))
        time.sleep(chance.uniform(0.0, 3.0))
        own_post.unpack_all()
        time.sleep(chance.uniform(0.0, 2.0))
        kill(process)
    own_post.premises.start("mail", "-last")
    watched.wait_for_mails(MAILS)
    own_post.unpack_all()
    wait_until(lambda: len(mailbox.flags("Done")) == MAILS, "all mails to be moved")
    assert mailbox.flags() == []
    assert kept_once(watched)


def test_two_mail_processes_keep_every_mail_once_also_when_one_was_paused(
    own_post: Post, mailbox: Mailbox, mail: Writer
) -> None:
    first = own_post.premises.start("mail", "-first")
    watched = own_post.watch(mailbox.settings())
    kill(first, signal.SIGSTOP)
    own_post.premises.start("mail", "-second")
    mailbox.append(*(mail(number) for number in range(10)))
    watched.wait_for_mails(10)
    kill(first, signal.SIGCONT)
    mailbox.append(*(mail(number) for number in range(10, MAILS)))
    watched.wait_for_mails(MAILS)
    wait_until(lambda: logged(first, "watch_ended"), "the first one to let go")
    assert (watched.row.watcher or "").startswith("mail-second")
    assert kept_once(watched)


def test_an_outage_of_prefect_is_waited_out_in_the_mailbox(own_post: Post, mailbox: Mailbox, mail: Writer) -> None:
    own_post.premises.start("mail")
    watched = own_post.watch(mailbox.settings())
    kill(own_post.premises.children[0])
    mailbox.append(mail(1))
    assert "until it does" in watched.wait_for_problem("prefect_away")
    assert watched.mails == ()
    own_post.premises.start("prefect")
    watched.wait_for_mails(1)
    wait_until(lambda: watched.row.problem is None, "the problem to go")


def test_an_outage_of_the_mail_server_is_waited_out(own_post: Post, mail: Writer, mailbox: Mailbox) -> None:
    own_post.premises.start("mail")
    watched = own_post.watch(mailbox.settings())
    mailbox.server.kill()
    watched.wait_for_problem("connection_refused")
    mailbox.server.start()
    mailbox.append(mail(1))
    watched.wait_for_mails(1)


def test_told_to_stop_it_is_gone_soon_and_lets_its_mailboxes_go(own_post: Post, mailbox: Mailbox) -> None:
    process = own_post.premises.start("mail")
    watched = own_post.watch(mailbox.settings())
    process.stop_seconds = 10
    process.stop()
    assert process.process is not None
    assert process.process.returncode == 0
    assert watched.row.watcher is None


def test_from_a_mail_to_a_document_in_review(own_post: Post, mailbox: Mailbox) -> None:
    """With a real worker: the mail is moved, and its invoice waits for a person."""
    own_post.premises.start("mail")
    own_post.premises.start("worker")
    watched = own_post.watch(mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done"))
    mailbox.append(attachment(1)[0])
    wait_until(lambda: len(mailbox.flags("Done")) == 1, "the mail to be moved")
    (row,) = watched.mails
    assert row.document_id is not None
    premises = own_post.premises
    text, invoice = list_parts(premises.house, premises.organisation, row.document_id)
    assert (text.part_id, invoice.name) == (None, "invoice.pdf")
    assert invoice.part_id is not None
    premises.wait_for(invoice.part_id, State.IN_REVIEW)
