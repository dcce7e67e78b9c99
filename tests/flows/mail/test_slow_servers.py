"""A server that is slow on purpose or by fault keeps nobody waiting but its own mailbox, and its mailbox says so."""

import time
from functools import partial

from flows.ingesting import ACTOR
from storage.access import create_organisation
from storage.house import House
from storage.mailboxes import add_mailbox, load_mailbox, remove_mailbox
from tests.flows.mail.odd_server import odd_server
from tests.flows.mail.post import Post, Writer
from tests.journeys.premises import wait_until
from tests.mail_server import Mailbox

LONG_SECONDS = 60.0  # for a mail of another organisation, on a machine with much to do


def is_told(house: House, org_id: str, mailbox_id: str) -> bool:
    return load_mailbox(house, org_id, mailbox_id).problem == "no_answer"


def test_slow_servers_of_one_organisation_stop_the_mail_of_no_other(post: Post, mailbox: Mailbox, mail: Writer) -> None:
    house = post.premises.house
    theirs = create_organisation(house, "Slow", actor=ACTOR)
    watched = post.watch(mailbox.settings())
    with odd_server(b"BODY.PEEK[]", 5.0) as server:
        slow = [add_mailbox(house, theirs, server.settings(name), actor=ACTOR) for name in ("a", "b", "c")]
        wait_until(lambda: len(server.connections) == len(slow), "the slow server to be asked")
        time.sleep(3)
        mailbox.append(mail(1))
        began = time.monotonic()
        watched.wait_for_mails(1)
        assert time.monotonic() - began < LONG_SECONDS
        for each in slow:
            wait_until(partial(is_told, house, theirs, each), "the problem")
            remove_mailbox(house, theirs, each, actor=ACTOR)
    watched.switch(enabled=False)
