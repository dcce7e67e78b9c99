"""A demonstration house: documents in every state that a screen shows, bookings, mailboxes with their mails, people."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from flows.mail.problems import ADVICE
from models.errors import DamagedDocument, PasswordNeeded
from models.invoice import Finding
from models.outgoing import Mail
from models.page_ranges import PageRange
from models.terms import DocumentClass, Term
from storage.attachments import attach_file
from storage.bookings import export_bookings, void_booking
from storage.invitations import invite
from storage.issuers import find_issuer
from storage.jobs import finish_container, finish_join
from storage.mailbox_trials import ask_trial, end_trial, take_trial
from storage.mailboxes import lease_mailbox, note_check, note_problem, switch_mailbox
from storage.mails import refuse_mail
from storage.members import find_member, give_role
from storage.outbox import note_unsent, post_mail, take_mail
from storage.reviews import approve, correct_fields, mark_duplicate, reject, request_join
from storage.roles import Role
from storage.rows import MailPlace, TrialStep
from tests.review_ui.houses import SETUP, Seeded, add_failed, add_paper, claim, finish, receive, show_first
from tests.review_ui.mailboxes import SETTINGS, VALIDITY, WATCHER, add, find_mail, settle
from tests.review_ui.papers import Paper
from tests.storage.samples import Part

DOUBTFUL = Paper(
    "Čebelarstvo Žolna in sinovi, proizvodnja in trgovina d.o.o.",
    "2026/0000417-LJ",
    unsure={Term.IBAN: 0.5, Term.DUE_DATE: 0.7},
    without=frozenset({Term.CURRENCY}),
    findings=(Finding("iban_checksum", "The check figures of the IBAN do not fit.", ("iban",)),),
)
LETTER = Paper("Občina Bohinj", "dopis-12", document_class=DocumentClass.OTHER)
DAMAGED = "The PDF is damaged and cannot be repaired. Ask for it to be sent again."  # as `extractors.pdf` says it
AWHILE = 3600  # seconds that mailboxes stay watched
STEPS = (
    TrialStep("connect", well=True, message="TLS 1.3."),
    TrialStep("sign_in", well=False, message=ADVICE["password_refused"]),
)


@dataclass(frozen=True, slots=True)
class Sights:
    """What there is to see: documents and mailboxes by what they show, the trial of a mailbox, an issuer, a link."""

    documents: dict[str, str]
    mailboxes: dict[str, str]
    trial: str
    issuer: str
    invitation: str


def furnish(seeded: Seeded) -> Sights:
    """Something of everything. The newest document comes last, and is the one with most to do."""
    mailboxes, trial = _mailboxes(seeded), _trial(seeded)
    documents = _documents(seeded)
    _unsent(seeded)
    issuer = find_issuer(seeded.house, seeded.organisation_id, "Hotel Aurora")
    assert issuer is not None
    return Sights(documents, mailboxes, trial, issuer.id, _people(seeded))


def _people(seeded: Seeded) -> str:
    """One who was shut out, and one who has not come in yet; the link for that one."""
    house, org_id = seeded.house, seeded.organisation_id
    invite(house, org_id, "former@example.test", Role.REVIEWER, actor=SETUP, name="Jože Novak")
    gone = find_member(house, org_id, "former@example.test")
    give_role(house, org_id, gone.id, None, actor=SETUP, seen=Role.REVIEWER)
    return invite(house, org_id, "new@example.test", Role.APPROVER, actor=SETUP, name="Ana Kovač")


def _unsent(seeded: Seeded) -> None:
    """Two mails that did not go out: one is tried again, one was refused for good."""
    for address, for_good in (("ana@example.com", False), ("gone@example.com", True)):
        with seeded.house.session(write=True) as session:
            post_mail(session, seeded.organisation_id, Mail(address, "Prejeto: 2 things need you", "Look at them."))
        taken = take_mail(seeded.house)
        assert taken is not None
        note_unsent(seeded.house, taken, "recipient_refused" if for_good else "no_answer", for_good=for_good)


def _documents(seeded: Seeded) -> dict[str, str]:
    house, org_id = seeded.house, seeded.organisation_id
    found = {
        **_decided(seeded),
        "mail": _mail(seeded),
        "protected": add_failed(seeded, "locked.pdf", PasswordNeeded("The PDF opens only with a password.")),
        "broken": add_failed(seeded, "broken.pdf", DamagedDocument(DAMAGED)),
        "corrected": add_paper(seeded, Paper("Hotel Aurora", "4500", date(2026, 3, 22))),
        "letter": add_paper(seeded, LETTER),
        **_joined(seeded),
        "turned": add_paper(seeded, Paper("Mizarstvo Hrast s.p.", "17-2026", sideways=True)),
        "long": add_paper(seeded, Paper("Elektro Nord GmbH", "RE-2026-88", pages=24)),
        "sure": add_paper(seeded, Paper("Papirnica Sava d.o.o.", "2026-0118")),
        "doubtful": add_paper(seeded, DOUBTFUL),
        "early": receive(seeded, "long-scan.pdf"),
    }
    show_first(seeded, claim(seeded), Paper("Kovačnica Muta d.o.o.", "K-77"), 40)
    changes = {Term.BUYER_NAME.key: "Example Trading Ltd, Koper"}
    attach_file(house, org_id, found["corrected"], b"Two boxes, left at the door.", "delivery note.txt", actor=SETUP)
    correct_fields(house, org_id, found["corrected"], changes, actor=SETUP, expected_version=1)
    return {**found, "queued": receive(seeded, "queued.pdf")}


def _joined(seeded: Seeded) -> dict[str, str]:
    """Two sheets of one invoice that arrived apart and were joined."""
    house, org_id = seeded.house, seeded.organisation_id
    sheets = [add_paper(seeded, Paper("Kamnolom Verd d.d.", f"V-{at}", gross=Decimal(at))) for at in (1, 2)]
    request_join(house, org_id, dict.fromkeys(sheets, 1), actor=SETUP)
    whole = finish_join(house, claim(seeded), b"%PDF-1.7 both sheets", (PageRange(0, 0), PageRange(1, 1)))
    finish(seeded, Paper("Kamnolom Verd d.d.", "V-2026-3", pages=2))
    return {"sheet": sheets[1], "joined": whole.document_id}


def _decided(seeded: Seeded) -> dict[str, str]:
    house, org_id = seeded.house, seeded.organisation_id
    names = ("booked", "exported", "voided", "rejected", "duplicate")
    papers = (Paper("Hotel Aurora", f"447{number}", gross=Decimal(122)) for number in range(len(names)))
    found = {name: add_paper(seeded, paper) for name, paper in zip(names, papers, strict=True)}
    approve(house, org_id, found["exported"], actor=SETUP, expected_version=1)
    export_bookings(house, org_id, actor=SETUP)
    approve(house, org_id, found["booked"], actor=SETUP, expected_version=1)
    booking = approve(house, org_id, found["voided"], actor=SETUP, expected_version=1)
    void_booking(house, org_id, booking, actor=SETUP, reason="Booked for the wrong month")
    reject(house, org_id, found["rejected"], actor=SETUP, reason="Not ours: sent to the neighbours")
    mark_duplicate(house, org_id, found["duplicate"], actor=SETUP)
    return found


def _mail(seeded: Seeded) -> str:
    """A mail with an invoice that is being read, and other things."""
    mail = receive(seeded, "Invoices of March.eml")
    _open(seeded, "March")
    return mail


def _open(seeded: Seeded, name: str) -> None:
    content = f"%PDF-1.7 {name}".encode()
    left_out = Part("logo.png", reason="inline_image"), Part("locked.pdf", reason="encrypted")
    finish_container(seeded.house, claim(seeded), (Part(f"{name}.pdf", content), Part("again.pdf", content), *left_out))
    claim(seeded)


def _mailboxes(seeded: Seeded) -> dict[str, str]:
    """One that works and has mails, one with a problem, one that is off, one that nobody looked into yet."""
    well, ill, off, new = (
        add(seeded, replace(SETTINGS, name=name, folder=folder))
        for name, folder in (
            ("Invoices", "INBOX"),
            ("Receipts of travel", "INBOX/Travel"),
            ("Old", "Old"),
            ("New", "New"),
        )
    )
    for mailbox in (well, ill):
        assert lease_mailbox(seeded.house, mailbox, WATCHER, AWHILE)
    note_check(seeded.house, well, WATCHER)
    find_mail(seeded, well, 7, "Invoices of April.eml")
    _open(seeded, "April")
    settle(seeded)
    find_mail(seeded, well, 8, "Invoice 12.eml")
    claim(seeded)
    refuse_mail(seeded.house, MailPlace(well, VALIDITY, 9), "too_large")
    note_problem(seeded.house, ill, WATCHER, "password_refused", ADVICE["password_refused"])
    switch_mailbox(seeded.house, seeded.organisation_id, off.id, enabled=False, actor=SETUP)
    return {"well": well.id, "ill": ill.id, "off": off.id, "new": new.id}


def _trial(seeded: Seeded) -> str:
    trial = ask_trial(seeded.house, seeded.organisation_id, SETTINGS)
    assert take_trial(seeded.house)
    end_trial(seeded.house, seeded.organisation_id, trial, STEPS)
    return trial
