"""A house with two organisations and people in every role, and documents brought to the state a test needs."""

from dataclasses import dataclass

from models.actors import Actor
from models.errors import PrejetoError
from models.states import State
from storage.access import Role, create_organisation, create_user
from storage.documents import receive_document
from storage.house import House
from storage.jobs import Preview, claim_job, fail_job, finish_capture, save_copy, save_pages
from storage.rows import Claim
from tests.review_ui.papers import Paper, draw, lay_out, read, transcribe

PASSWORD = "a long enough secret"
SETUP = Actor.system("setup")
LEASE = 60


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image as a reader hands it over."""

    page: int
    content: bytes
    media_type: str = "image/png"
    raw: "PageImage | None" = None


@dataclass(frozen=True, slots=True)
class Seeded:
    """The house, and the organisation that the personas but the outsider belong to."""

    house: House
    organisation_id: str


def seed(house: House) -> Seeded:
    """Two organisations; `<role>@example.test` in the first, `outsider@example.test` administers the second."""
    ours = create_organisation(house, "Example Trading Ltd", actor=SETUP)
    theirs = create_organisation(house, "Another Company", actor=SETUP)
    for role in Role:
        create_user(house, ours, f"{role.value}@example.test", PASSWORD, role, actor=SETUP)
    create_user(house, theirs, "outsider@example.test", PASSWORD, Role.ADMINISTRATOR, actor=SETUP)
    return Seeded(house, ours)


def receive(seeded: Seeded, name: str, content: bytes | None = None) -> str:
    content = content or f"%PDF-1.7 {name}".encode()
    receipt = receive_document(seeded.house, seeded.organisation_id, content, name, channel="web", actor=SETUP)
    return receipt.document_id


def claim(seeded: Seeded) -> Claim:
    claimed = claim_job(seeded.house, "test", LEASE)
    assert claimed is not None
    return claimed


def add_paper(seeded: Seeded, paper: Paper, state: State = State.IN_REVIEW) -> str:
    """A document that was received and read; its id."""
    document_id = receive(seeded, paper.name)
    finish(seeded, paper, state)
    return document_id


def finish(seeded: Seeded, paper: Paper, state: State = State.IN_REVIEW, copy: bytes | None = None) -> None:
    """Do what a worker does with the next job: store the pages, then the reading."""
    claimed, page = claim(seeded), lay_out(paper)
    transcript = transcribe(paper, page)
    raw = PageImage(0, draw(page, sideways=True)) if paper.sideways else None
    images = [PageImage(each.number, draw(each), raw=None if each.number else raw) for each in transcript.pages]
    save_pages(seeded.house, claimed, transcript, images)
    if copy:
        save_copy(seeded.house, claimed, copy)
    finish_capture(seeded.house, claimed, read(paper, page), state, "read")


def show_first(seeded: Seeded, claimed: Claim, paper: Paper, pages: int) -> None:
    """Do what a worker does when it has read some of the `pages` of a long document."""
    page = lay_out(paper)
    transcript = transcribe(paper, page)
    images = [PageImage(each.number, draw(each)) for each in transcript.pages]
    save_pages(seeded.house, claimed, transcript, images, Preview(read(paper, page), pages))


def add_failed(seeded: Seeded, name: str, error: PrejetoError) -> str:
    """A document that could not be read; its id."""
    document_id = receive(seeded, name)
    fail_job(seeded.house, claim(seeded), error)
    return document_id
