"""The fields of a reading as a person needs them: what wants a look first, the least sure on top; the rest grouped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Finding, Invoice, value_to_text
from models.terms import Term
from review_ui.languages.speech import gettext
from review_ui.languages.telling import in_words
from review_ui.review.certainty import Certainty, judge
from review_ui.review.contexts import AlternativeView, FieldView, GroupView
from review_ui.review.groups import Group, group_of
from review_ui.review.reasons import explain
from review_ui.review.shown import shown_field, shown_value, understood
from review_ui.review.sums import TOLD
from review_ui.wording import WITNESSES, label_of

LONGEST_HINT = 80
ORDER = tuple(Certainty)


@dataclass(frozen=True, slots=True)
class Parted:
    """All fields of a reading: those to look at, the others that are there by groups, and those rightly absent."""

    doubtful: tuple[FieldView, ...]
    groups: tuple[GroupView, ...]
    absent: tuple[FieldView, ...]


def place_of(evidence: Evidence | None) -> str:
    """The page of a piece of evidence, as screens count; empty when it is on none."""
    return str(evidence.page + 1) if evidence and evidence.page is not None and evidence.box else ""


def make_hints(found: FieldValue | None) -> tuple[str, ...]:
    """Why a value was taken, who read it where, and what exactly stood there, each in a few words.

    Of a date or an amount from a person: what it was understood as.
    """
    return (*explain(found), source_of(found)) if found else ()


def source_of(found: FieldValue) -> str:
    source = WITNESSES[found.evidence.witness]
    page = place_of(found.evidence)
    where = gettext("{source}, page {page}", source=source, page=page) if page else source
    plainly = understood(found.value) if found.evidence.witness is Witness.PERSON else ""
    if plainly:
        return gettext("{source}, understood as {value}", source=where, value=plainly)
    text = " ".join(found.evidence.text.split())
    short = text if len(text) <= LONGEST_HINT else text[:LONGEST_HINT] + "…"
    if bare(short) in {"", bare(value_to_text(found.value)), bare(shown_value(found.value))}:
        return where
    return gettext("{source}: “{words}”", source=where, words=short)


def bare(text: str) -> str:
    """A text without its spaces, which say nothing new of a value."""
    return "".join(text.split())


def plain_error(term: Term, error: str) -> str:
    """The message without the name of the field, beside which it stands."""
    bare = error.removeprefix(f"{label_of(term.key)}: ")
    return bare[:1].upper() + bare[1:]


def make_alternatives(found: FieldValue | None, others: Sequence[FieldValue]) -> Iterator[AlternativeView]:
    """What the field may be beside what it is, by their numbers in the reading."""
    for number, other in enumerate(others):
        if found is None or other.value != found.value:
            yield AlternativeView(number, shown_field(other), other.confidence, "; ".join(make_hints(other)))


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands beside a reading, by the keys of fields: texts that are not stored, why, and what does not fit."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)


def is_of_one_field(finding: Finding, invoice: Invoice) -> bool:
    """Whether it is told beside the one field that it is about. Sums have a place of their own."""
    keys = [term.key for term in invoice.fields]
    return finding.code not in TOLD and len(finding.terms) == 1 and finding.terms[0] in keys


def doubts_of(invoice: Invoice, term: Term, entries: Entries) -> tuple[str, ...]:
    """What the rules say of the value of this field alone, and that a sum does not fit because of it."""
    own = (found for found in invoice.findings if found.terms == (term.key,) and is_of_one_field(found, invoice))
    said = (in_words(finding.message) for finding in own)
    return (*said, *([entries.doubts[term.key]] if term.key in entries.doubts else []))


def make_field(invoice: Invoice, term: Term, entries: Entries) -> FieldView:
    """One field; a text that a person typed and that is not stored stands in its input."""
    found = invoice.fields.get(term)
    stored, typed, error = shown_field(found), entries.typed.get(term.key), entries.errors.get(term.key, "")
    kept_apart = typed is not None and typed != stored
    return FieldView(
        term=term,
        text=typed if typed is not None else stored,
        certainty=judge(found, required=term.required),
        confidence=found.confidence if found else None,
        hints=make_hints(found),
        error=plain_error(term, error),
        stored=stored if kept_apart else None,
        place=place_of(found.evidence) if found else "",
        doubts=doubts_of(invoice, term, entries),
        alternatives=tuple(make_alternatives(found, invoice.alternatives.get(term, ()))),
    )


def urgency(view: FieldView) -> tuple[bool, int, float]:
    """Sort key: refused entries, then missing, then by steps, contradicted and least sure first."""
    return (not view.is_refused, ORDER.index(view.step), view.likelihood or 0.0)


def make_fields(invoice: Invoice, entries: Entries) -> Parted:
    """All fields. What is sure keeps the order of the field table: there it is read, not doubted."""
    views = [make_field(invoice, term, entries) for term in Term]
    doubtful = sorted((view for view in views if view.wants_a_look), key=urgency)
    absent = tuple(view for view in views if view.certainty is Certainty.ABSENT and not view.is_refused)
    rest = [view for view in views if not view.wants_a_look and view not in absent]
    return Parted(tuple(doubtful), tuple(in_groups(rest)), absent)


def in_groups(views: Sequence[FieldView]) -> Iterator[GroupView]:
    for group in Group:
        own = tuple(view for view in views if group_of(view.term) is group)
        if own:
            yield GroupView(group, own)
