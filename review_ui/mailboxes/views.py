"""Put the pages of mailboxes together from what is stored."""

from datetime import UTC, datetime, timedelta

from models.parts import PartOutcome
from models.states import State
from review_ui.asked import Asked
from review_ui.formatting import format_ago
from review_ui.languages.speech import gettext
from review_ui.languages.words import Words
from review_ui.mailboxes.contexts import MailboxesPage, MailboxView, MailsPage, MailView, TrialView
from review_ui.mailboxes.standing import Standing, standing_of, trial_standing
from review_ui.visitors import Visitor
from review_ui.wording import count_parts
from storage.mailbox_trials import load_trial
from storage.mailboxes import list_mailboxes, load_mailbox
from storage.mails import count_mails, list_mails
from storage.rows import Listing, MailboxRow, MailRow

POLL = 5000  # milliseconds; how a mailbox goes changes slowly
MESSAGES: Words[str] = Words(
    {
        "added": "The mailbox was added. Its mails appear here as they are found.",
        "changed": "The settings were saved.",
        "on": "The mailbox is watched again.",
        "off": "The mailbox is switched off. Nothing is fetched from it until you switch it on.",
        "removed": "The mailbox was removed. Its mails and documents are still here, in the inbox.",
    }
)


def make_list(visitor: Visitor, asked: Asked) -> MailboxesPage:
    moment = datetime.now(UTC)
    counts = count_mails(visitor.house, visitor.organisation_id)
    rows = list_mailboxes(visitor.house, visitor.organisation_id)
    views = tuple(view(row, moment, counts.get(row.id, 0)) for row in rows)
    return MailboxesPage(
        mailboxes=views,
        unwatched=any(each.standing is Standing.UNWATCHED for each in views),
        in_work=any(each.row.enabled for each in views),
        poll=POLL,
        message=MESSAGES.get(asked.done, ""),
    )


def make_mails(visitor: Visitor, mailbox_id: str, asked: Asked, per_page: int) -> MailsPage:
    """NotFound when the mailbox is not this organisation's, or was removed."""
    house, org_id = visitor.house, visitor.organisation_id
    row = load_mailbox(house, org_id, mailbox_id)
    found = list_mails(house, org_id, mailbox_id, page=asked.page_number, per_page=per_page)
    mails = tuple(MailView(mail, contents_of(mail)) for mail in found.rows)
    return MailsPage(
        mailbox=view(row, datetime.now(UTC), found.total),
        listing=Listing(mails, found.total, found.page, found.per_page),
        address=f"/mailboxes/{row.id}?",
        message=MESSAGES.get(asked.done, ""),
    )


def view_trial(visitor: Visitor, trial_id: str) -> TrialView:
    """NotFound when the trial is not this organisation's."""
    trial = load_trial(visitor.house, visitor.organisation_id, trial_id)
    return TrialView(trial, trial_standing(trial, datetime.now(UTC)))


def view(row: MailboxRow, moment: datetime, mails: int) -> MailboxView:
    passed = max(moment - row.checked_at, timedelta()) if row.checked_at else None
    return MailboxView(row, standing_of(row, moment), format_ago(passed) if passed is not None else "", mails)


def contents_of(mail: MailRow) -> str:
    """What became of the parts of a mail, counted; empty until it was taken apart."""
    if mail.state is not State.UNPACKED:
        return ""
    counted = [(outcome, mail.parts.get(outcome, 0)) for outcome in PartOutcome]
    told = [count_parts(outcome, count) for outcome, count in counted if count]
    has_documents = mail.parts.keys() & {PartOutcome.DOCUMENT, PartOutcome.DUPLICATE}
    return ", ".join(told if has_documents else [gettext("no documents"), *told])
