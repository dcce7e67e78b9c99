"""A house with something in every table, and everything that is in a house, for comparing."""

import io
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from models.actors import Actor
from models.approval_rules import ApprovalRules
from models.errors import DamagedDocument
from models.invoice import Invoice
from models.languages import Language
from models.lessons import Lesson
from models.mailboxes import MailboxSettings
from models.notices import ON_SCREEN, Notice, Pace
from models.outgoing import Mail
from models.page import Transcript
from models.page_ranges import PageRange, parse_ranges
from models.states import State
from models.tables.queue import BacklogTable
from models.tables.schema import SCHEMA
from models.terms import Term
from storage.access import Role, create_organisation, create_user, first_run_link, sign_in
from storage.assigning import assign
from storage.attachments import attach_file
from storage.attention import note_attention
from storage.automation import set_policy
from storage.backups.restoring import Restored, restore_backup
from storage.backups.writing import write_backup
from storage.corrections import correct_fields
from storage.decisions import approve
from storage.documents import load_original, request_reading
from storage.holds import take_hold
from storage.house import House
from storage.jobs import fail_job, finish_capture, finish_container, finish_join, finish_split, record_step, save_pages
from storage.labels import add_label, put_label
from storage.lessons import Trial, Unlearned, save_lesson
from storage.letter_texts import save_text
from storage.mailbox_trials import ask_trial
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched
from storage.mails import receive_mail
from storage.notes import ask_colleague
from storage.outbox import post_mail
from storage.people import choose_language
from storage.preferences import choose_notices
from storage.reviews import reject, request_join, request_split
from storage.rows import MailPlace
from storage.second_person import change_rules
from storage.views import save_view
from tests.storage.samples import CLERK, SYSTEM, Image, Part, claim, invoice, receive

PASSWORD = "a long enough secret"
MAILBOX = MailboxSettings(name="Invoices", host="imap.example.com", username="ap@example.com", password="secret word")

Everything = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


def fill(house: House) -> str:
    """People, documents of every state, a mailbox; one document is being read. The organisation's id."""
    house.database.migrate()
    first_run_link(house)
    org = create_organisation(house, "Ours", actor=SYSTEM)
    create_organisation(house, "Theirs", actor=SYSTEM)
    ana = create_user(house, org, "ana@example.com", PASSWORD, Role.APPROVER, actor=SYSTEM, name="Ana")
    choose_language(house, org, Language.SLOVENIAN, actor=Actor("user", ana, "Ana"))
    boss = create_user(house, org, "boss@example.com", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM)
    choose_notices(
        house, org, actor=Actor("user", boss, "Boss"), screen=ON_SCREEN, mail=[Notice.FAILED], pace=Pace.DAILY
    )
    set_policy(house, org, actor=Actor("user", boss, "Boss"), bound=200)
    sign_in(house, "ana@example.com", PASSWORD, address="10.0.0.1")
    booked = read_document(house, org, b"%PDF-1.7 booked")
    version = correct_fields(house, org, booked, {"invoice_number": "R-2"}, actor=CLERK, expected_version=1)
    approve(house, org, booked, actor=CLERK, expected_version=version)
    other = read_document(house, org, b"%PDF-1.7 booked too")
    approve(house, org, other, actor=CLERK, expected_version=1)
    learn(house, org, Unlearned(booked, version), Trial(booked, other, (Term.INVOICE_NUMBER,), ()))
    seen = read_document(house, org, b"%PDF-1.7 in review")
    note_attention(house, org, seen, ana, 15)
    decide(house, org, Actor("user", ana, "Ana"))
    split_document(house, org)
    join_documents(house, org)
    waits(house, org, who=Actor("user", ana, "Ana"))
    receive(house, org, b"%PDF-1.7 in review", "again.pdf")
    receive(house, org, b"From: a@example.com", "mail.eml")
    finish_container(house, claim(house), [Part("one.pdf", b"one"), Part("logo.png", reason="inline_image")])
    add_mailbox(house, org, MAILBOX, actor=CLERK)
    (watched,) = list_watched(house)
    lease_mailbox(house, watched, "watcher", 60)
    receive_mail(house, MailPlace(watched, 4_000_000_000, 7), b"From: b@example.com", "found.eml")
    ask_trial(house, org, MAILBOX)
    receive(house, org, b"broken")
    fail_job(house, claim(house), DamagedDocument("It is torn."))
    with house.session(write=True) as session:
        session.add(BacklogTable(document_id=seen, organisation_id=org, waits=True))
        post_mail(session, org, Mail("ana@example.com", "One document waits", "Look at it."))
    held = claim(house)
    record_step(house, held, "read", "1", {"words": 3})
    return org


def waits(house: House, org: str, who: Actor) -> None:
    """A document that is somebody's and open, with something to look at; and a list that was saved."""
    document_id = read_document(house, org, b"%PDF-1.7 waits", invoice({Term.CURRENCY: None}))
    assign(house, org, document_id, who.id, actor=CLERK)
    take_hold(house, org, document_id, actor=who)
    save_view(house, org, "Mine", "state=review&whose=me", actor=who, shared=True)


def decide(house: House, org: str, ana: Actor) -> None:
    """What people decide beside values: rules, a first approval, a note, an attachment, a label, a letter."""
    change_rules(house, org, ApprovalRules({"EUR": Decimal(100)}), actor=ana, seen="")
    waiting = read_document(house, org, b"%PDF-1.7 waits for a second person")
    approve(house, org, waiting, actor=ana, expected_version=1)
    ask_colleague(house, org, waiting, ana.id, "Ours?", actor=CLERK)
    attach_file(house, org, waiting, b"Two boxes.", "delivery note.txt", actor=ana)
    put_label(house, org, waiting, add_label(house, org, "Rent", "green", actor=ana), actor=ana)
    save_text(house, org, Language.GERMAN, "Zu {number}", "Nein: {reason}", actor=ana)
    refused = read_document(house, org, b"%PDF-1.7 refused")
    letter = Mail("bills@example.com", "Your invoice", "No.")
    reject(house, org, refused, actor=ana, reason="not ours", letter=letter)


def learn(house: House, org: str, source: Unlearned, trial: Trial) -> None:
    """What a worker does with an approved document."""
    lesson = Lesson(own={Term.SELLER_NAME: "Kovina d.o.o."})
    assert save_lesson(house, org, source, lesson, marks={"name:kovinadoo"}, trials=[trial])


def split_document(house: House, org: str) -> None:
    """A document that a person had split into two, which were read and rejected."""
    stack = read_document(house, org, b"%PDF-1.7 two in one")
    request_split(house, org, stack, parse_ranges("1, 2"), actor=CLERK, expected_version=1)
    finish_split(house, claim(house), [Part(f"{at}.pdf", b"page %d" % at, pages=PageRange(at, at)) for at in range(2)])
    for _ in range(2):
        held = claim(house)
        finish_capture(house, held, invoice(), State.IN_REVIEW, "fields_unsure")
        reject(house, org, held.document_id, actor=CLERK, reason="not ours")


def join_documents(house: House, org: str) -> None:
    """Two documents that a person had joined to one, which was read; one of two that are still to be joined."""
    first, second = (read_document(house, org, b"%%PDF-1.7 sheet %d" % at) for at in range(2))
    request_join(house, org, {first: 1, second: 1}, actor=CLERK)
    whole = finish_join(house, claim(house), b"%PDF-1.7 both sheets", parse_ranges("1-2, 3-4")).document_id
    finish_capture(house, claim(house), invoice({Term.INVOICE_NUMBER: "W-1"}), State.IN_REVIEW, "fields_unsure")
    approve(house, org, whole, actor=CLERK, expected_version=1)


def read_document(house: House, org: str, content: bytes, reading: Invoice | None = None) -> str:
    document_id = receive(house, org, content)
    held = claim(house)
    save_pages(house, held, Transcript("pdf"), [Image(0, content + b" page 1"), Image(1, content + b" page 2")])
    finish_capture(house, held, reading or invoice(), State.IN_REVIEW, "fields_unsure")
    return document_id


def read_again(house: House, org: str, document_id: str, pages: bytes) -> None:
    """What a worker does with a document that a person wants read again: its page images are others."""
    request_reading(house, org, document_id, actor=CLERK, cause="retry")
    held = next(held for held in iter(lambda: claim(house), None) if held.document_id == document_id)
    save_pages(house, held, Transcript("pdf"), [Image(0, pages)])
    finish_capture(house, held, invoice(), State.IN_REVIEW, "fields_unsure")


def backup_of(house: House) -> bytes:
    file = io.BytesIO()
    write_backup(house, file, silent)
    return file.getvalue()


def restored(house: House, backup: bytes) -> Restored:
    return restore_backup(house, io.BytesIO(backup), silent)


def silent(_what: str, _done: int, _all: int) -> None:
    """No progress is shown."""


def everything(house: House) -> Everything:
    """Every row of every table by its key."""
    with house.database.snapshot() as connection:
        return {table.name: _rows(connection, table) for table in SCHEMA.sorted_tables}


def _rows(connection: sa.Connection, table: sa.Table) -> dict[tuple[Any, ...], dict[str, Any]]:
    keys = [column.name for column in table.primary_key.columns]
    rows = (dict(row) for row in connection.execute(sa.select(table)).mappings())
    return {tuple(row[key] for key in keys): row for row in rows}


def changes(before: Everything, after: Everything) -> dict[str, set[str]]:
    """The columns that differ, by table; `+` and `-` stand for rows that came or went."""
    found = {table: _columns_changed(rows, after[table]) for table, rows in before.items()}
    return {table: columns for table, columns in found.items() if columns}


def _columns_changed(before: dict[tuple[Any, ...], dict[str, Any]], after: dict[tuple[Any, ...], Any]) -> set[str]:
    both = before.keys() & after.keys()
    changed = {column for key in both for column, value in before[key].items() if after[key][column] != value}
    return changed | ({"-"} if before.keys() - both else set()) | ({"+"} if after.keys() - both else set())


def objects_open(house: House) -> int:
    """How many objects the ledger names; each is fetched and fits its checksum."""
    rows = everything(house)["objects"].values()
    assert all(house.objects.get(row["key"], row["sha256"]) for row in rows)
    return len(rows)


def originals_open(house: House, org: str) -> int:
    documents = [row["id"] for row in everything(house)["documents"].values()]
    assert all(load_original(house, org, document) for document in documents)
    return len(documents)
