"""Every page of the application, in each state that looks different: where it is, who sees it, what is opened on it.

What goes over all pages takes them from here: the screenshots, the rules of accessibility, the number of queries, the
weight of the scripts. A test asks for a place of every route that shows a page.
"""

from dataclasses import dataclass
from urllib.parse import quote

from tests.tour.house import Sights

APPROVER, ADMINISTRATOR, UPLOADER, AUDITOR = "approver", "administrator", "uploader", "auditor"
OUTSIDER = "outsider"  # administers an organisation that has nothing yet
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page: `who` is signed in there, before `@example.test`; `opened` is a script that opens something on it."""

    name: str
    address: str
    who: str = APPROVER
    opened: str = ""
    status: int = 200


def before_the_door(link: str) -> list[Place]:
    """What a person sees who is not signed in; `link` is that of a house in which nobody is yet."""
    return [
        Place("welcome", f"/welcome/{link}", NOBODY),
        Place("welcome, spent", "/welcome/spent", NOBODY, status=403),
        Place("sign-in", "/sign-in", NOBODY),
    ]


def inside(sights: Sights) -> list[Place]:
    return [*_lists(sights), *_documents(sights.documents), *_insight(sights), *_mailboxes(sights), *_faults()]


def nothing_yet() -> list[Place]:
    return [
        Place("inbox, empty", "/", OUTSIDER),
        Place("bookings, empty", "/bookings", OUTSIDER),
        Place("mailboxes, empty", "/mailboxes", OUTSIDER),
        Place("issuers, empty", "/issuers", OUTSIDER),
        Place("dashboard, empty", "/dashboard", OUTSIDER),
        Place("notices, empty", "/notices", OUTSIDER),
        Place("one field, none", "/by-field/iban", OUTSIDER),
        Place("mails not sent, none", "/mailboxes/outgoing", OUTSIDER),
    ]


def _lists(sights: Sights) -> list[Place]:
    return [
        Place("inbox", "/"),
        Place("inbox, to review", "/?state=review"),
        Place("inbox, problems", "/?state=problem"),
        Place("inbox, mails", "/?state=unpacked"),
        Place("inbox, search", f"/?q={quote('žolna')}"),
        Place("inbox, nothing found", "/?q=zeppelin"),
        Place("inbox, last one done", "/?done=last"),
        Place("inbox, account", "/", opened=_opens(".account")),
        Place("inbox of an auditor", "/", AUDITOR),
        Place("inbox, narrowed", "/?state=review&field=iban&whose=nobody"),
        Place("upload", "/", UPLOADER),
        Place("upload of an approver", "/upload"),
        Place("notices", "/notices"),
        Place("settings", "/me"),
        Place("bookings", "/bookings"),
        Place("bookings, search", "/bookings?q=aurora"),
        Place("bookings, nothing found", "/bookings?q=zeppelin"),
        Place("history", f"/documents/{sights.documents['corrected']}/history"),
    ]


def _documents(documents: dict[str, str]) -> list[Place]:
    doubtful = f"/documents/{documents['doubtful']}"
    return [
        *(Place(f"document, {name}", f"/documents/{document_id}") for name, document_id in documents.items()),
        Place("document, more fields", doubtful, opened=_opens("#absent")),
        Place("document, rejecting", doubtful, opened=_opens(".actions details.decide")),
        Place("document, keys", doubtful, opened="document.getElementById('help').showModal()"),
        Place("document, approved before", f"{doubtful}?approved={documents['booked']}"),
        Place("document, as it came", f"/documents/{documents['turned']}?raw=1"),
        Place("document of an auditor", doubtful, AUDITOR),
        Place("one field", "/by-field/iban"),
        Place("one field, missing", "/by-field/currency"),
        Place("joining", f"/join?chosen={documents['doubtful']}:1&chosen={documents['early']}:0"),
        Place("joining, none chosen", "/join"),
        Place("duplicate beside the first", f"/documents/{documents['duplicate']}/beside/{documents['booked']}"),
        Place("history of a field", f"/documents/{documents['corrected']}/fields/buyer_name/history"),
    ]


def _insight(sights: Sights) -> list[Place]:
    return [
        Place("issuers", "/issuers"),
        Place("issuer", f"/issuers/{sights.issuer}"),
        Place("automation", "/automation", ADMINISTRATOR),
        Place("automation of an auditor", "/automation", AUDITOR),
        Place("dashboard", "/dashboard", ADMINISTRATOR),
        Place("dashboard of an auditor", "/dashboard", AUDITOR),
        Place("rules", "/rules", ADMINISTRATOR),
        Place("people", "/people", ADMINISTRATOR),
        Place("invited", f"/invited/{sights.invitation}", NOBODY),
    ]


def _mailboxes(sights: Sights) -> list[Place]:
    well = f"/mailboxes/{sights.mailboxes['well']}"
    return [
        Place("mailboxes", "/mailboxes", ADMINISTRATOR),
        Place("mailboxes of an auditor", "/mailboxes", AUDITOR),
        Place("mails not sent", "/mailboxes/outgoing", ADMINISTRATOR),
        *(
            Place(f"mails, {name}", f"/mailboxes/{mailbox_id}", ADMINISTRATOR)
            for name, mailbox_id in sights.mailboxes.items()
        ),
        Place("mailbox, new", "/mailboxes/new", ADMINISTRATOR),
        Place("mailbox, change", f"{well}/change", ADMINISTRATOR),
        Place("mailbox, tried", f"/mailboxes/trials/{sights.trial}", ADMINISTRATOR),
    ]


def _faults() -> list[Place]:
    return [
        Place("not found", "/documents/nothing", status=404),
        Place("not allowed", "/mailboxes/new", status=403),
    ]


def _opens(selector: str) -> str:
    return f"document.querySelectorAll('{selector}').forEach(each => {{ each.open = true }})"
