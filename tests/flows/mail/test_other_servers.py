"""Servers that can do less: without IDLE they are asked, without MOVE mails are copied and removed by their number."""

from models.mailboxes import Afterwards, MailboxSettings, Security
from tests.flows.mail.post import Post, Writer
from tests.journeys.premises import wait_until
from tests.mail_server import WITHOUT_IDLE, WITHOUT_MOVE, Mailbox, dovecot_server


def plain(mailbox: Mailbox) -> MailboxSettings:
    """At another server than the one whose certificate the mail process trusts."""
    return mailbox.settings(
        port=mailbox.server.plain_port, security=Security.NONE, afterwards=Afterwards.MOVE, move_to="Done"
    )


def test_a_server_that_cannot_tell_is_asked(post: Post) -> None:
    with dovecot_server(WITHOUT_IDLE) as server:
        mailbox = server.mailbox()
        mail = Writer(mailbox.username)
        watched = post.watch(plain(mailbox))
        for number in (1, 2):
            mailbox.append(mail(number))
            watched.wait_for_mails(number)
        watched.switch(enabled=False)
        wait_until(lambda: watched.row.watcher is None, "the mailbox to be let go")


def test_what_others_marked_as_deleted_is_not_removed(post: Post) -> None:
    with dovecot_server(WITHOUT_MOVE) as server:
        mailbox = server.mailbox()
        mail = Writer(mailbox.username)
        watched = post.watch(plain(mailbox))
        mailbox.append(mail(1), mail(2))
        watched.wait_for_mails(2)
        with mailbox.visit() as person:
            person.add_flags([1], ["\\Deleted"])
        post.unpack_all()
        watched.wait_until_settled(2)
        assert mailbox.flags() == [{"\\Deleted"}]
        assert mailbox.flags("Done") == [set()]
        watched.switch(enabled=False)
        wait_until(lambda: watched.row.watcher is None, "the mailbox to be let go")
