"""What a worker has done in a process that may be killed: looking for marks, learning, trying, reading with a memory.

What that needs is loaded there and never in the worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.child import guarded
from models.invoice import Invoice
from models.lessons import Lesson, Memory
from models.page import Transcript
from models.terms import Term


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved document: what was read from it, what a person approved, and what it taught, if it did."""

    transcript: Transcript
    invoice: Invoice
    lesson: Lesson | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson with the marks of its issuer."""

    lesson: Lesson
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """The terms in which a lesson and an approved document agree, and those in which they do not."""

    agreed: tuple[Term, ...]
    disagreed: tuple[Term, ...]


@guarded
def learn_document(transcript: Transcript, approved: Invoice) -> Learned:
    """What an approved document teaches."""
    from extractors.issuers.learning import learn  # noqa: PLC0415
    from extractors.issuers.marks import marks_of  # noqa: PLC0415

    lesson = learn(transcript, approved)
    return Learned(lesson, marks_of(lesson))


@guarded
def look_for_marks(transcript: Transcript) -> frozenset[str]:
    """What a document may share with the lessons of its issuer."""
    from extractors.fields.survey import Survey  # noqa: PLC0415
    from extractors.issuers.marks import marks_in  # noqa: PLC0415

    return marks_in(Survey(transcript))


@guarded
def try_lessons(newest: Approved, others: Mapping[str, Approved]) -> dict[str, tuple[Tried, Tried]]:
    """By the id of each other document: its lesson on the newest document, and the newest lesson on it."""
    from extractors.issuers.replay import replay  # noqa: PLC0415

    tried = {}
    for other_id, other in others.items():
        if newest.lesson and other.lesson:
            theirs = replay(other.lesson, newest.transcript, newest.invoice)
            tried[other_id] = theirs, replay(newest.lesson, other.transcript, other.invoice)
    return tried


@guarded
def read_again(transcript: Transcript, memory: Memory) -> Invoice:
    """The invoice of a document as one who remembers reads it."""
    from extractors.extraction import extract_invoice  # noqa: PLC0415

    return extract_invoice(transcript, memory)
