"""The words that are not in a template: of states, certainties, witnesses, document types. They are translated here."""

from models.approval_rules import SecondReason
from models.evidence import Witness
from models.mailboxes import Afterwards, Security, SignIn
from models.outgoing import MailStatus
from models.parts import PartOutcome
from models.states import State
from models.terms import DocumentClass, DocumentType, Term
from review_ui.languages.speech import gettext, ngettext
from review_ui.languages.words import Words
from storage.labels import Colour
from storage.roles import Role
from storage.undoing import Taken

STATES: Words[State] = Words(
    {
        State.RECEIVED: "Queued",
        State.READING: "Being read",
        State.WAITING: "Waiting",
        State.IN_REVIEW: "In review",
        State.READY: "Ready",
        State.APPROVED: "Approved",
        State.BOOKED: "Booked",
        State.EXPORTED: "Exported",
        State.REJECTED: "Rejected",
        State.FAILED: "Failed",
        State.QUARANTINED: "Set aside",
        State.DUPLICATE: "Duplicate",
        State.UNPACKED: "Unpacked",
    }
)

STATE_MEANINGS: Words[State] = Words(
    {
        State.RECEIVED: "Safely stored; it will be read in a moment.",
        State.READING: "It is being read right now.",
        State.WAITING: "It cannot be read without your help.",
        State.IN_REVIEW: "Read; a person should look at it and approve.",
        State.READY: "Every value is sure enough; it only has to be approved.",
        State.APPROVED: "Approved; the booking is being written.",
        State.BOOKED: "There is a booking; it has not been exported yet.",
        State.EXPORTED: "Its booking has been exported.",
        State.REJECTED: "A person decided that it will not be booked.",
        State.FAILED: "Reading stopped; the original is safe and it can be tried again.",
        State.QUARANTINED: "The file cannot be read as it is; the original is safe.",
        State.DUPLICATE: "It says the same as another document.",
        State.UNPACKED: "A mail, an archive or several invoices in one file; the documents in it stand by themselves.",
    }
)

STATE_ICONS: dict[State, str] = {
    State.RECEIVED: "clock",
    State.READING: "spinner",
    State.WAITING: "key",
    State.IN_REVIEW: "eye",
    State.READY: "check",
    State.APPROVED: "check",
    State.BOOKED: "book",
    State.EXPORTED: "export",
    State.REJECTED: "cross",
    State.FAILED: "alert",
    State.QUARANTINED: "alert",
    State.DUPLICATE: "copies",
    State.UNPACKED: "copies",
}

WITNESSES: Words[Witness] = Words(
    {
        Witness.TEXT_LAYER: "text of the PDF",
        Witness.OCR: "recognised from the image",
        Witness.XML: "e-invoice XML",
        Witness.QR: "QR code",
        Witness.HISTORY: "earlier invoices",
        Witness.INFERRED: "inferred",
        Witness.PERSON: "entered by a person",
    }
)

DOCUMENT_TYPES: Words[DocumentType] = Words(
    {
        DocumentType.INVOICE: "Invoice",
        DocumentType.CREDIT_NOTE: "Credit note",
        DocumentType.RECEIPT: "Receipt",
    }
)

DOCUMENT_CLASSES: Words[DocumentClass] = Words(
    {
        DocumentClass.INVOICE: "an invoice",
        DocumentClass.CREDIT_NOTE: "a credit note",
        DocumentClass.RECEIPT: "a receipt",
        DocumentClass.REMINDER: "a reminder",
        DocumentClass.DELIVERY_NOTE: "a delivery note",
        DocumentClass.STATEMENT: "a statement",
        DocumentClass.LETTER: "a letter",
        DocumentClass.OTHER: "something else",
    }
)

CELLS: Words[str] = Words(
    {
        "description": "Description",
        "quantity": "Quantity",
        "unit": "Unit",
        "unit_price": "Unit price",
        "net_amount": "Net",
        "vat_rate": "VAT %",
        "tax_amount": "Tax",
    }
)

EVENTS: Words[str] = Words(
    {
        "document_received": "Received",
        "document_captured": "Read",
        "container_unpacked": "Unpacked",
        "split_requested": "To be split",
        "document_split": "Split into documents",
        "document_joined": "Joined again",
        "join_requested": "To be joined with others",
        "join_failed": "Could not be joined with others",
        "documents_joined": "Joined from several documents",
        "document_joined_into": "Joined with others",
        "document_taken_apart": "Taken apart again",
        "document_taken_out": "Stands by itself again",
        "attachments_received": "Attached files taken out",
        "fields_corrected": "Corrected",
        "rows_corrected": "Corrected",
        "correction_undone": "Correction taken back",
        "document_rejected": "Rejected",
        "document_reopened": "Brought back into review",
        "document_duplicate": "Set aside as a duplicate",
        "document_assigned": "Assigned",
        "pages_turned": "Pages turned, to be read again",
        "document_taken_over": "Taken over while somebody else had it open",
        "document_approved_first": "Approved by the first of two people",
        "approval_taken_back": "Approval taken back",
        "first_approval_taken_back": "First approval taken back",
        "rejection_taken_back": "Rejection taken back",
        "duplicate_taken_back": "Brought back into review",
        "approval_rules_changed": "Rules of approval changed",
        "file_attached": "File attached",
        "attachment_removed": "Attachment taken away",
        "attachment_brought_back": "Attachment brought back",
        "note_added": "Note written",
        "note_taken_back": "Note taken back",
        "question_asked": "Colleague asked",
        "question_answered": "Question answered",
        "label_added": "Label made",
        "label_changed": "Label changed",
        "label_removed": "Label removed",
        "label_put": "Labelled",
        "label_taken": "Label taken off",
        "letter_written": "Letter to the sender written",
        "letter_sent": "Letter to the sender sent",
        "letter_failed": "Letter to the sender could not be sent",
        "mail_retried": "Mail that could not be sent tried again",
        "letter_text_changed": "Text of letters changed",
        "document_booked": "Approved and booked",
        "booking_voided": "Booking voided",
        "automation_set": "What may be wrong of what is booked unseen was set",
        "automation_switched_on": "Booking unseen switched on",
        "automation_switched_off": "Booking unseen switched off",
        "automation_moved": "The threshold for booking unseen moved",
        "mailbox_added": "Mailbox added",
        "mailbox_changed": "Settings of the mailbox changed",
        "mailbox_enabled": "Mailbox switched on",
        "mailbox_disabled": "Mailbox switched off",
        "mailbox_removed": "Mailbox removed",
        "language_chosen": "Language chosen",
        "view_shared": "List saved for everybody",
        "view_removed": "Saved list removed",
        "issuer_defaults_set": "Defaults of the issuer set",
        "lesson_changed": "What was learned changed",
    }
)

LABELS_OF_VALUES: Words[str] = Words(
    {
        "line_items": "Lines",
        "tax_breakdown": "Tax breakdown",
        "label": "Label",
        "note": "Note",
        "file": "File",
        "address": "To",
        "subject": "Subject",
        "assigned_to": "For",
        "held_by": "Open at",
        "turns": "Pages turned",
    }
)

ROLES: Words[Role] = Words(
    {
        Role.ADMINISTRATOR: "Administrator",
        Role.APPROVER: "Approver",
        Role.REVIEWER: "Reviewer",
        Role.UPLOADER: "Uploader",
        Role.AUDITOR: "Auditor",
    }
)

ROLES_MAY: Words[Role] = Words(
    {
        Role.ADMINISTRATOR: "everything",
        Role.APPROVER: "review, approve, export",
        Role.REVIEWER: "correct and reject, not approve",
        Role.UPLOADER: "add documents, and see none",
        Role.AUDITOR: "look at everything, change nothing",
    }
)

CHANNELS: Words[str] = Words(
    {
        "web": "dropped in the browser",
        "cli": "from the command line",
        "container": "part of a mail, an archive or a file",
        "mail": "from a mailbox",
        "joined": "joined from several documents",
    }
)


def label_of(key: str) -> str:
    """The words for a key: of a field, a table, or one of its rows such as `line_items.0`."""
    table = key.partition(".")[0]
    if table in LABELS_OF_VALUES:
        return LABELS_OF_VALUES[table]
    label = next((term.label for term in Term if term.key == key), "")
    return gettext(label) if label else key.replace("_", " ").capitalize()


PART_OUTCOMES: Words[PartOutcome] = Words(
    {
        PartOutcome.DOCUMENT: "taken",
        PartOutcome.DUPLICATE: "received before",
        PartOutcome.IGNORED: "left out",
        PartOutcome.REFUSED: "not accepted",
        PartOutcome.SOURCE: "joined",
    }
)


def count_parts(outcome: PartOutcome, count: int) -> str:
    """How many parts of a mail came to this."""
    match outcome:
        case PartOutcome.DOCUMENT:
            return ngettext("{count} document", "{count} documents", count)
        case PartOutcome.DUPLICATE:
            return ngettext("{count} received before", "{count} received before", count)
        case PartOutcome.IGNORED:
            return ngettext("{count} left out", "{count} left out", count)
        case PartOutcome.REFUSED:
            return ngettext("{count} not accepted", "{count} not accepted", count)
        case PartOutcome.SOURCE:
            return ngettext("{count} joined", "{count} joined", count)


PART_ICONS: dict[PartOutcome, str] = {
    PartOutcome.DOCUMENT: "check",
    PartOutcome.DUPLICATE: "copies",
    PartOutcome.IGNORED: "minus",
    PartOutcome.REFUSED: "alert",
    PartOutcome.SOURCE: "copies",
}

REASONS: Words[str] = Words(
    {
        "empty": "it is empty",
        "empty_document": "it is empty",
        "unsupported_kind": "not a kind of file that holds invoices",
        "nested_too_deep": "packed too many times over",
        "too_many_parts": "there are more parts than are read",
        "damaged": "it is damaged",
        "damaged_document": "it is damaged",
        "password_needed": "it asks for a password",
        "encrypted": "it asks for a password",
        "limit_exceeded": "it is larger than is read",
        "too_large": "it is larger than is taken",
        "between_documents": "a sheet between the documents",
        "inline_image": "a picture in the text of the mail",
        "signature": "a signature of the mail",
        "text": "the text of the mail itself",
        "calendar": "an invitation",
        "contact": "a contact card",
        "report": "a report of the mail system",
        "outlook_format": "in a format that only Outlook opens; ask for it as PDF",
        "signed_as_a_whole": "signed in a way that hides it; ask for it as PDF",
        "not_in_the_mail": "only a part of it, or a link to it, was sent",
    }
)

SECURITIES: Words[Security] = Words(
    {
        Security.TLS: "TLS (usual)",
        Security.STARTTLS: "STARTTLS",
        Security.NONE: "None (this machine only)",
    }
)

SIGN_INS: Words[SignIn] = Words(
    {SignIn.PASSWORD: "With a password", SignIn.OAUTH2: "With a token (OAuth 2.0, XOAUTH2)"}
)

AFTERWARDS: Words[Afterwards] = Words(
    {
        Afterwards.LEAVE: "Leave it as it is",
        Afterwards.SEEN: "Mark it as read",
        Afterwards.FLAG: "Give it a keyword",
        Afterwards.MOVE: "Move it to a folder",
    }
)

AFTERWARDS_MEANINGS: Words[Afterwards] = Words(
    {
        Afterwards.LEAVE: "Nothing changes in the mailbox; Prejeto remembers which mails it has.",
        Afterwards.SEEN: "Whoever looks into the mailbox sees that it was taken.",
        Afterwards.FLAG: "Mail programs can show it or filter by it; read or unread stays as it was.",
        Afterwards.MOVE: "What is left in the watched folder was not taken yet, or not accepted.",
    }
)

STANDINGS: Words[str] = Words(
    {
        "off": "Switched off",
        "unwatched": "Nobody watches",
        "starting": "Starting",
        "problem": "Problem",
        "well": "Watched",
    }
)

STANDING_ICONS = {"off": "minus", "unwatched": "alert", "starting": "clock", "problem": "alert", "well": "check"}

TRIALS: Words[str] = Words(
    {
        "waiting": "Asking the mail process to connect…",
        "queued": "Other connections are being tested; this one is next.",
        "untaken": "The mail process does not run, so nobody can try this.",
        "running": "Connecting…",
        "lost": "The mail process stopped while it was trying. Test again.",
        "failed": "It does not work yet.",
        "well": "It works.",
    }
)

TRIAL_STEPS: Words[str] = Words(
    {
        "open": "Read what was typed",
        "resolve": "Find the server",
        "connect": "Connect",
        "tls": "Protect the connection",
        "sign_in": "Sign in",
        "folder": "Open the folder",
        "news": "Be told of new mails",
        "afterwards": "What becomes of a mail",
    }
)

CAUSES: Words[str] = Words(
    {
        "approved": "Approved as read",
        "corrected": "Approved with corrections",
        "rejected": "Rejected",
        "duplicate": "Set aside as a duplicate",
        "voided": "Booking voided",
        "split": "Split into documents",
        "joined": "Joined with others",
    }
)

SECOND_REASONS: Words[SecondReason] = Words(
    {
        SecondReason.AMOUNT: "Its total is above the limit.",
        SecondReason.NEW_ISSUER: "Its issuer was never booked before.",
        SecondReason.CHANGED_ACCOUNT: "It names another bank account than the issuer's earlier invoices.",
    }
)

DONE: Words[Taken] = Words(
    {
        Taken.APPROVAL: "Approved and booked.",
        Taken.FIRST_APPROVAL: "Approved. A second person has to approve it too before it is booked.",
        Taken.REJECTION: "Rejected.",
        Taken.DUPLICATE: "Set aside as a duplicate.",
    }
)

UNDO: Words[Taken] = Words(
    {
        Taken.APPROVAL: "Undo the approval",
        Taken.FIRST_APPROVAL: "Take my approval back",
        Taken.REJECTION: "Undo the rejection",
        Taken.DUPLICATE: "Undo setting it aside",
    }
)

COLOURS: Words[Colour] = Words(
    {
        Colour.GREY: "Grey",
        Colour.BLUE: "Blue",
        Colour.GREEN: "Green",
        Colour.AMBER: "Amber",
        Colour.RED: "Red",
    }
)

MAIL_STATUSES: Words[MailStatus] = Words(
    {
        MailStatus.QUEUED: "to be sent",
        MailStatus.SENDING: "being sent",
        MailStatus.SENT: "sent",
        MailStatus.FAILED: "not sent",
        MailStatus.RECALLED: "recalled, not sent",
    }
)

MAIL_PROBLEMS: Words[str] = Words(
    {
        "recipient_refused": "the server does not know the recipient",
        "mail_refused": "the server refuses the text of the mail",
        "server_refuses": "the server refuses the mail",
        "password_refused": "the server refuses user name or password",
        "no_starttls": "the server offers no protected connection",
        "host_not_found": "there is no server of this name",
        "connection_refused": "the server takes no connections",
        "connection_lost": "the connection was lost",
        "no_answer": "the server gives no answer",
        "erased": "the document was erased",
        "restored": "restored from a backup; it may have gone out before",
    }
)
