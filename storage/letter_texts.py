"""An organisation's own texts of letters to senders, one for each language; what it has none for is written by us."""

from sqlalchemy import select

from models.actors import Actor
from models.errors import InvalidInput
from models.languages import Language
from models.outgoing import LONGEST_BODY, LONGEST_SUBJECT
from models.tables.decisions import LetterTextTable
from storage import audit
from storage.columns import clean
from storage.database import now
from storage.house import House

Text = tuple[str, str]  # subject and body


def load_texts(house: House, org_id: str) -> dict[Language, Text]:
    """Subject and body by language, where the organisation has its own."""
    with house.session() as session:
        rows = session.scalars(select(LetterTextTable).where(LetterTextTable.organisation_id == org_id))
        return {Language(row.language): (row.subject, row.body) for row in rows}


def save_text(house: House, org_id: str, language: Language, subject: str, body: str, *, actor: Actor) -> None:
    """Keep a text; with nothing in either, ours stands again. InvalidInput when only one is there, or too long."""
    subject, body = (clean(subject) or "").strip(), (clean(body) or "").strip()
    if bool(subject) != bool(body):
        raise InvalidInput("Write both a subject and a message, or neither.", language.value)
    if len(subject) > LONGEST_SUBJECT or not subject.isprintable() or len(body) > LONGEST_BODY:
        raise InvalidInput("This is too long.", language.value)
    with house.session(write=True) as session:
        audit.lock_organisation(session, org_id)
        row = session.get(LetterTextTable, (org_id, language.value))
        before = {"subject": row.subject, "body": row.body} if row else {}
        after = {"subject": subject, "body": body} if subject else {}
        if before == after:
            return
        if row and not after:
            session.delete(row)
        elif after:
            row = row or LetterTextTable(organisation_id=org_id, language=language.value)
            row.subject, row.body, row.changed_at = subject, body, now(session)
            session.add(row)
        spoken = {"language": language.value}
        event, old, new = "letter_text_changed", before | spoken, after | spoken
        audit.record(session, org_id, event, actor=actor, before=old, after=new)
