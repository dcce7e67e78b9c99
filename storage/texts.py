"""The words that were read on a document's pages, kept for the search only: folded, each once, and not too many.

Beside the searched text of the projection, not in it: a correction writes that anew, and what stands in a list is to
be found first. See docs/decisions/0061.
"""

from collections.abc import Iterator

from sqlalchemy import and_, delete
from sqlalchemy.orm import Session

from models.page import Transcript
from models.tables.documents import DocumentTable
from models.tables.queue import TextTable
from storage.columns import page_words, searchable

MOST_KEPT = 4000  # letters of one document: the words of some ten pages
MAX_LETTERS = 60  # of one word


def save_text(session: Session, document: DocumentTable, transcript: Transcript) -> None:
    """Keep the words of a new reading in place of those before, inside the caller's transaction."""
    row = TextTable(document_id=document.id, organisation_id=document.organisation_id)
    row.search_text = text_of(transcript)
    session.merge(row)


def forget_text(session: Session, org_id: str, document_id: str) -> None:
    """Keep nothing of it: for a document that is erased."""
    mine = and_(TextTable.organisation_id == org_id, TextTable.document_id == document_id)
    session.execute(delete(TextTable).where(mine))


def text_of(transcript: Transcript) -> str:
    """The searchable text of all pages: the words as they come, those that came before left out."""
    kept: dict[str, None] = {}
    letters = 0
    for word in _words(transcript):
        if word not in kept:
            letters += len(word) + 2
            if letters > MOST_KEPT:
                break
            kept[word] = None
    return searchable(*kept)


def _words(transcript: Transcript) -> Iterator[str]:
    """Words with at least two letters or digits."""
    for page in transcript.pages:
        for word in page.words:
            for part in page_words(word.text):
                if sum(c.isalnum() for c in part) > 1:
                    yield part[:MAX_LETTERS]
