"""One round through a mailbox that has something to do: keep new mails, then mark or move those that are stored.

The mail process looks at no more of a mail than its size and its subject; the reader's sandbox takes it apart later.
Every mail is committed before the next is fetched, so whatever dies, the next round goes on where this one was.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from extractors.mail import name_mail
from flows.logs import log
from flows.mail.imap import Connection, Folder
from flows.mail.problems import problem
from models.errors import EmptyDocument, MailboxError
from models.mailboxes import Afterwards, MailboxSettings
from storage.house import House
from storage.mails import list_unsettled, receive_mail, refuse_mail, settle_mails
from storage.rows import MailPlace, WatchedMailbox

SEEN = "\\Seen"
TURN_SECONDS = 60.0  # then other mailboxes have their turn


@dataclass(frozen=True, slots=True)
class Round:
    """What a round works with. `uids` are the new mails, ascending; each leaves when it is done.

    `difficult` gets those that cannot be kept, for another time. `goes_on` is asked before each mail; `may_settle`
    when nothing hinders marking or moving.
    """

    house: House
    mailbox: WatchedMailbox
    settings: MailboxSettings
    connection: Connection
    folder: Folder
    uids: deque[int]
    difficult: set[int]
    may_settle: bool
    max_bytes: int
    goes_on: Callable[[], bool]


def keep_new(work: Round) -> None:
    """Fetch and keep the new mails, one after the other, for one turn."""
    refusal: MailboxError | None = None
    until = time.monotonic() + TURN_SECONDS
    while work.uids and work.goes_on():
        refusal = _keep_or_put_back(work, work.uids[0]) or refusal
        work.uids.popleft()
        if time.monotonic() > until:
            break
    if refusal:
        raise refusal


def settle_stored(work: Round) -> None:
    """Mark or move the mails whose documents are stored and committed, as the mailbox asks."""
    until = time.monotonic() + TURN_SECONDS
    while work.may_settle and work.goes_on() and (waiting := list_unsettled(work.house, work.mailbox)):
        numbers = [mail.uid for mail in waiting if mail.uid_validity == work.folder.uid_validity]
        present = work.connection.present(numbers) if numbers else []
        if present:
            _settle(work, present)
        settle_mails(work.house, work.mailbox, [mail.id for mail in waiting])
        log("mails_settled", mailbox=work.mailbox.id, mails=len(waiting))
        if time.monotonic() > until:
            break


def hindrance(settings: MailboxSettings, connection: Connection, folder: Folder) -> MailboxError | None:
    """Why mails cannot be marked or moved as the mailbox asks; None when they can."""
    afterwards = settings.afterwards
    if afterwards is Afterwards.LEAVE:
        return None
    if folder.read_only:
        return problem("read_only", lost=False)
    if afterwards is Afterwards.FLAG and not folder.permits(settings.flag):
        return problem("keyword_not_permitted", lost=False)
    if afterwards is Afterwards.MOVE and not connection.can_move:
        return problem("cannot_move", lost=False)
    return None


def _keep_or_put_back(work: Round, uid: int) -> MailboxError | None:
    """Keep a mail; why the server will not give it. Whatever goes wrong, it hinders no other mail next time."""
    work.difficult.add(uid)
    try:
        _keep(work, uid)
    except MailboxError as error:
        if error.lost:
            raise
        return error
    work.difficult.discard(uid)
    return None


def _keep(work: Round, uid: int) -> None:
    place = MailPlace(work.mailbox, work.folder.uid_validity, uid)
    size = work.connection.size(uid)
    if size is None:  # somebody took it away
        return
    if size > work.max_bytes:
        _refuse(work, place, "too_large")
        return
    content = _content(work, uid)
    if content is None:
        return
    try:
        left = work.settings.afterwards is Afterwards.LEAVE
        receipt = receive_mail(work.house, place, content, name_mail(content), settled=left)
    except EmptyDocument:
        _refuse(work, place, "empty")
        return
    if receipt:
        outcome = "duplicate" if receipt.duplicate else "received"
        log("mail_kept", mailbox=work.mailbox.id, document=receipt.document_id, outcome=outcome)


def _content(work: Round, uid: int) -> bytes | None:
    """The mail; one that is larger than its server said is refused, for it would be so again."""
    try:
        return work.connection.content(uid, work.max_bytes)
    except MailboxError as error:
        if error.problem == "too_much":
            _refuse(work, MailPlace(work.mailbox, work.folder.uid_validity, uid), "too_large")
        raise


def _refuse(work: Round, place: MailPlace, reason: str) -> None:
    refuse_mail(work.house, place, reason)
    log("mail_refused", mailbox=work.mailbox.id, reason=reason)


def _settle(work: Round, uids: list[int]) -> None:
    """Do what the mailbox asks for to mails that are there; a second time does no harm."""
    settings = work.settings
    match settings.afterwards:
        case Afterwards.SEEN:
            work.connection.mark(uids, SEEN)
        case Afterwards.FLAG:
            work.connection.mark(uids, settings.flag)
        case Afterwards.MOVE:
            work.connection.move(uids, settings.move_to)
        case Afterwards.LEAVE:
            return
