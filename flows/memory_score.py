"""Measure what one correction is worth: the next document of the same issuer, without its memory and with it.

The first document of each issuer is corrected to its truth, as a person would, and learned from; then the second one is
extracted. And every document is extracted with the memories of all other issuers, which must change nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.extraction import extract_invoice
from extractors.fields.survey import Survey
from extractors.issuers.learning import learn
from extractors.issuers.marks import marks_in, marks_of
from flows.corpora import Corpora, known_rows, scoring_rules
from flows.extract import invoice_json
from flows.training.rightness import is_right
from flows.transcripts import read_transcripts
from models.errors import InvalidInput
from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice
from models.lessons import MOST_LESSONS, Lesson, Memory, Taught
from models.page import Transcript
from models.terms import REQUIRED_TERMS, DocumentClass, Term
from models.values import parse_value

Row = dict[str, Any]
Source = tuple[str, str]
"""An issuer and a layout of its."""
Sure = tuple[tuple[float, bool], ...]
"""The confidence in each value of which it is known whether it is right, and whether it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The second document of an issuer: which required terms were wrong without the memory, and with it.

    `sure_before` and `sure_after` are of all its fields.
    """

    id: str
    kind: str
    wrong_before: tuple[str, ...]
    wrong_after: tuple[str, ...]
    recalled: bool
    sure_before: Sure = ()
    sure_after: Sure = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A document with the memories of other issuers: how many were recalled, and the terms that they changed."""

    id: str
    recalled: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoryScore:
    """What was measured on one manifest."""

    name: str
    pairs: tuple[Pair, ...]
    strangers: tuple[Stranger, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A document with its truth, its words, and what they say without a memory."""

    row: Row
    transcript: Transcript
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class _Learned:
    """What the first document of an issuer taught, with its marks."""

    source: Source
    lesson: Lesson
    marks: frozenset[str]


def score_memory(root: Path, name: str, *, jobs: int = 2, kept: Path | None = None) -> MemoryScore:
    """The pairs and the strangers of a manifest; documents that cannot be read, or have no fields, are left out."""
    corpora = Corpora(root)
    scorer = corpora.scorer()
    rows = [row for row in known_rows(corpora.rows(name)) if row.get("issuer") and "total_gross" in row["truth"]]
    read = read_transcripts([corpora.file(row) for row in rows], kept=kept, jobs=jobs)
    documents = [_Known(row, t, extract_invoice(t)) for row, t in zip(rows, read, strict=True) if t is not None]
    by_issuer: dict[Source, list[_Known]] = defaultdict(list)
    for document in documents:
        by_issuer[_source(document.row)].append(document)
    lessons = {source: _lesson(source, found[0], scorer) for source, found in by_issuer.items()}
    pairs = [_pair(found[1], lessons, scorer) for found in by_issuer.values() if len(found) > 1]
    strangers = [_stranger(document, lessons) for document in documents]
    return MemoryScore(name, tuple(pairs), tuple(strangers))


def later_documents(
    documents: Sequence[tuple[Row, Transcript]], scorer: ModuleType
) -> Iterator[tuple[Row, Transcript, Memory]]:
    """Each document of an issuer but its first, with what the corrected first ones of all issuers teach about it."""
    by_issuer: dict[Source, list[tuple[Row, Transcript]]] = defaultdict(list)
    for row, transcript in documents:
        by_issuer[_source(row)].append((row, transcript))
    several = {source: found for source, found in by_issuer.items() if len(found) > 1}
    firsts = [(source, _Known(*found[0], extract_invoice(found[0][1]))) for source, found in several.items()]
    lessons = [_lesson(source, first, scorer) for source, first in firsts]
    for found in several.values():
        yield from ((row, transcript, recalled(transcript, lessons)) for row, transcript in found[1:])


def corrected(document: Invoice, row: Row, scorer: ModuleType) -> Invoice:
    """The reading as a person leaves it: what is right is confirmed, what is wrong typed, what is not there removed."""
    rules, fields = scoring_rules(scorer), {}
    for term in Term:
        field, truth = document.fields.get(term), row["truth"].get(term.key)
        if truth is None:
            if field and term.key not in row.get("absent", ()):
                fields[term] = field
        elif field and scorer.right(term.key, document.text(term), row, rules):
            fields[term] = field
        elif (typed := _typed(term, truth)) is not None:
            fields[term] = typed
    kind = DocumentClass(row["truth"].get("document_type", document.document_class.value))
    return replace(document, fields=fields, document_class=kind)


def _typed(term: Term, text: str) -> FieldValue | None:
    try:
        return FieldValue(term, parse_value(term, text), 1.0, Evidence(Witness.PERSON, text), "typed")
    except InvalidInput:
        return None


def _lesson(source: Source, document: _Known, scorer: ModuleType) -> _Learned:
    lesson = learn(document.transcript, corrected(document.invoice, document.row, scorer))
    return _Learned(source, lesson, marks_of(lesson))


def _pair(document: _Known, lessons: dict[Source, _Learned], scorer: ModuleType) -> Pair:
    memory = recalled(document.transcript, lessons.values())
    own = lessons[_source(document.row)]
    after = extract_invoice(document.transcript, memory)
    before, then = (_wrong(invoice, document.row, scorer) for invoice in (document.invoice, after))
    known = any(taught.lesson is own.lesson for taught in memory.taught)
    sure = _sure(document.invoice, document.row), _sure(after, document.row)
    return Pair(document.row["id"], document.row["kind"], before, then, known, *sure)


def _sure(invoice: Invoice, row: Row) -> Sure:
    judged = ((field.confidence, is_right(field.term, field.value, row)) for field in invoice.fields.values())
    return tuple((confidence, right) for confidence, right in judged if right is not None)


def _stranger(document: _Known, lessons: dict[Source, _Learned]) -> Stranger:
    others = [learned for learned in lessons.values() if learned.source[0] != document.row["issuer"]]
    memory = recalled(document.transcript, others)
    after = extract_invoice(document.transcript, memory) if memory.taught else document.invoice
    changed = [term.key for term in Term if after.text(term) != document.invoice.text(term)]
    return Stranger(document.row["id"], len(memory.taught), tuple(changed))


def recalled(transcript: Transcript, lessons: Iterable[_Learned]) -> Memory:
    """The lessons that share a mark with the words of a document, those with the most first."""
    marks = marks_in(Survey(transcript))
    shared = sorted(
        ((len(marks & learned.marks), at, learned.lesson) for at, learned in enumerate(lessons)), reverse=True
    )
    return Memory(tuple(Taught(lesson=lesson) for count, _, lesson in shared[:MOST_LESSONS] if count))


def _wrong(invoice: Invoice, row: Row, scorer: ModuleType) -> tuple[str, ...]:
    """The required terms whose truth is known and that are not right."""
    plain, rules = invoice_json(invoice), scoring_rules(scorer)
    known = [term.key for term in REQUIRED_TERMS if term.key in row["truth"]]
    return tuple(key for key in known if not scorer.right(key, plain["fields"].get(key, {}).get("value"), row, rules))


def _source(row: Row) -> Source:
    return row["issuer"], row.get("layout_family") or ""
