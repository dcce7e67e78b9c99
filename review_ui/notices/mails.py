"""The mail that tells somebody what waits: how many of each kind, and where to look. Nothing of a document is in it.

The mail process calls this by its dotted name: texts and their translations live with the screen.
"""

from contextvars import copy_context

from models.languages import Language
from models.notices import Notice
from models.outgoing import Mail
from review_ui.languages.speech import begin, gettext, ngettext
from storage.digests import Digest


def compose(digest: Digest, address: str) -> Mail:
    """The mail in the language of the person, which is spoken no longer; `address` is where they open Prejeto."""
    return copy_context().run(_compose, digest, address)


def _compose(digest: Digest, address: str) -> Mail:
    begin(digest.language or Language.ENGLISH)
    lines = [f"- {said(kind, digest.counts[kind])}" for kind in Notice if kind in digest.counts]
    where = "/?state=review" if set(digest.counts) == {Notice.TO_REVIEW} else "/notices"
    parts = (
        gettext("In {organisation}:", organisation=digest.organisation_name),
        "\n".join(lines),
        gettext("Look at it here: {address}", address=address + where),
        gettext("You chose to be told this by mail. Choose otherwise here: {address}", address=address + "/me"),
    )
    number = sum(digest.counts.values())
    subject = ngettext("Prejeto: {count} thing needs you", "Prejeto: {count} things need you", number)
    return Mail(digest.email, subject, "\n\n".join(str(part) for part in parts) + "\n")


def said(kind: Notice, count: int) -> str:
    """One line: what waits, and how many."""
    words = {
        Notice.TO_REVIEW: ngettext("{count} document waits for review", "{count} documents wait for review", count),
        Notice.ASSIGNED: ngettext(
            "{count} document was assigned to you", "{count} documents were assigned to you", count
        ),
        Notice.ASKED: ngettext("{count} question was put to you", "{count} questions were put to you", count),
        Notice.PASSWORD: ngettext("{count} document needs a password", "{count} documents need a password", count),
        Notice.FAILED: ngettext("{count} document could not be read", "{count} documents could not be read", count),
        Notice.MAILBOX: ngettext("{count} mailbox stopped", "{count} mailboxes stopped", count),
        Notice.DRIFT: gettext("Booking unseen was switched off; everything is reviewed until somebody looks"),
    }
    return words[kind]
