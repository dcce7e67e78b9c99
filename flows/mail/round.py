"""One round through a mailbox that has something to do: keep new mails, then mark or move those that are stored.

The mail process looks at no more of a mail than its size and its subject; the reader's sandbox takes it apart later.
What waits for the mail server (`visit`) comes first and hinders nobody else; what it brought is written down after it.
Every mail is committed by itself, so whatever dies, the next round goes on where this one was.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.mail import name_mail
from flows.logs import log
from flows.mail.imap import Connection, Folder
from flows.mail.places import Place
from flows.mail.problems import problem
from models.errors import EmptyDocument, MailboxError, PrejetoError
from models.mailboxes import Afterwards, MailboxSettings
from storage.house import House
from storage.mails import list_unsettled, receive_mail, refuse_mail, settle_mails
from storage.rows import MailPlace, WatchedMailbox

SEEN = "\\Seen"
TURN_SECONDS = 10.0  # then what was fetched is kept
SMALL_BYTES = 512 * 1024  # so much every mailbox may have in memory; a larger mail takes a place


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as it was fetched; None in the place of one that is too large to be taken."""

    uid: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round works with. `uids` are the new mails, ascending; each leaves when it is fetched.

    `difficult` gets those that cannot be kept, for another time. `goes_on` is asked before each mail; `may_settle`
    when nothing hinders marking or moving. `fetched` and `settled` are what it brought and is to be written down;
    `hindrances` is why marking or moving was refused.
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
    fetched: deque[Fetched] = field(default_factory=deque)
    settled: list[str] = field(default_factory=list)
    hindrances: list[MailboxError] = field(default_factory=list)


def visit(work: Round, place: Place) -> PrejetoError | None:
    """Fetch new mails, then mark or move stored ones; the first thing that went wrong.

    A connection that is lost ends it; anything else only what it happened to.
    """
    failure: PrejetoError | None = None
    steps: tuple[Callable[[], None], ...] = (lambda: fetch_new(work, place), lambda: settle_stored(work))
    for step in steps:
        try:
            step()
        except PrejetoError as error:
            failure = failure or error
            if isinstance(error, MailboxError) and error.lost:
                break
    return failure


def fetch_new(work: Round, place: Place) -> None:
    """Fetch some of the new mails, for one turn: small ones together, a large one by itself, when there is a place."""
    refusal: MailboxError | None = None
    until, room = time.monotonic() + TURN_SECONDS, SMALL_BYTES
    while work.uids and room > 0 and work.goes_on():
        try:
            taken = _fetch(work, work.uids[0], room, place)
        except MailboxError as error:
            if error.lost:
                raise
            refusal, taken = error, 0
        if taken is None:
            break
        work.uids.popleft()
        room -= taken
        if time.monotonic() > until:
            break
    if refusal:
        raise refusal


def settle_stored(work: Round) -> None:
    """Mark or move mails whose documents are stored and committed, as the mailbox asks; a refusal is a hindrance."""
    if not (work.may_settle and work.goes_on() and (waiting := list_unsettled(work.house, work.mailbox))):
        return
    numbers = [mail.uid for mail in waiting if mail.uid_validity == work.folder.uid_validity]
    present = work.connection.present(numbers) if numbers else []
    try:
        if present:
            _settle(work, present)
    except MailboxError as error:
        if error.lost:
            raise
        work.hindrances.append(error)
        return
    work.settled.extend(mail.id for mail in waiting)


def keep_fetched(work: Round) -> None:
    """Write down the mails that were fetched, one after the other; each leaves when it is committed."""
    while work.fetched and work.goes_on():
        mail = work.fetched[0]
        _keep(work, mail)
        work.difficult.discard(mail.uid)
        work.fetched.popleft()


def note_settled(work: Round) -> None:
    """Write down which mails were marked or moved."""
    if work.settled:
        settle_mails(work.house, work.mailbox, work.settled)
        log("mails_settled", mailbox=work.mailbox.id, mails=len(work.settled))


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


def _fetch(work: Round, uid: int, room: int, place: Place) -> int | None:
    """Fetch a mail; how much of `room` it takes, None when it is for the next round.

    Until it is kept it is difficult: whatever goes wrong, it hinders no other mail next time. A difficult one is taken
    by itself, like a large one, for its server may have told a wrong size.
    """
    difficult = uid in work.difficult
    work.difficult.add(uid)
    size = work.connection.size(uid) or 0
    if size > work.max_bytes:
        work.fetched.append(Fetched(uid, None))
        return 0
    alone = difficult or size > SMALL_BYTES
    if (work.fetched or not place.take(work.goes_on)) if alone else size > room:
        if not difficult:
            work.difficult.discard(uid)
        return None
    content = _content(work, uid, work.max_bytes if alone else SMALL_BYTES)
    if content is None:  # somebody took it away
        work.difficult.discard(uid)
        return 0
    work.fetched.append(Fetched(uid, content))
    return room if alone else len(content)


def _content(work: Round, uid: int, most_bytes: int) -> bytes | None:
    """The mail; one that is larger than may be is refused, for it would be so again."""
    try:
        return work.connection.content(uid, most_bytes)
    except MailboxError as error:
        if error.problem == "too_much" and most_bytes == work.max_bytes:
            work.fetched.append(Fetched(uid, None))
        raise


def _keep(work: Round, mail: Fetched) -> None:
    place = MailPlace(work.mailbox, work.folder.uid_validity, mail.uid)
    if mail.content is None:
        _refuse(work, place, "too_large")
        return
    try:
        left = work.settings.afterwards is Afterwards.LEAVE
        receipt = receive_mail(work.house, place, mail.content, name_mail(mail.content), settled=left)
    except EmptyDocument:
        _refuse(work, place, "empty")
        return
    if receipt:
        outcome = "duplicate" if receipt.duplicate else "received"
        log("mail_kept", mailbox=work.mailbox.id, document=receipt.document_id, outcome=outcome)


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
