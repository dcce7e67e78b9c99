"""The fields of a reading as a person needs them: what is missing first, then the least sure."""

from collections.abc import Mapping

from models.evidence import Evidence, Witness
from models.invoice import FieldValue, Invoice, value_to_text
from models.terms import Term
from review_ui.languages.speech import gettext
from review_ui.review.certainty import Certainty, judge
from review_ui.review.contexts import FieldView
from review_ui.review.shown import shown_field, shown_value, understood
from review_ui.wording import WITNESSES, label_of

LONGEST_HINT = 80
ORDER = tuple(Certainty)


def place_of(evidence: Evidence | None) -> str:
    """The page of a piece of evidence, as screens count; empty when it is on none."""
    return str(evidence.page + 1) if evidence and evidence.page is not None and evidence.box else ""


def make_hint(found: FieldValue | None) -> str:
    """Where a value comes from, in a few words: who read it, where, and what exactly stood there.

    Of a date or an amount from a person: what it was understood as.
    """
    if found is None:
        return ""
    source = WITNESSES[found.evidence.witness]
    page = place_of(found.evidence)
    where = gettext("{source}, page {page}", source=source, page=page) if page else source
    plainly = understood(found.value) if found.evidence.witness is Witness.PERSON else ""
    if plainly:
        return gettext("{source}, understood as {value}", source=where, value=plainly)
    text = " ".join(found.evidence.text.split())
    short = text if len(text) <= LONGEST_HINT else text[:LONGEST_HINT] + "…"
    return (
        gettext("{source}: “{words}”", source=where, words=short)
        if short and short not in {value_to_text(found.value), shown_value(found.value)}
        else where
    )


def plain_error(term: Term, error: str) -> str:
    """The message without the name of the field, beside which it stands."""
    bare = error.removeprefix(f"{label_of(term.key)}: ")
    return bare[:1].upper() + bare[1:]


def make_field(term: Term, found: FieldValue | None, typed: str | None = None, error: str = "") -> FieldView:
    """One field. `typed` is text that a person entered and that is not stored, with the `error` that says why."""
    stored = shown_field(found)
    kept_apart = typed is not None and typed != stored
    return FieldView(
        term=term,
        text=typed if typed is not None else stored,
        certainty=judge(found, required=term.required),
        confidence=found.confidence if found else None,
        hint=make_hint(found),
        error=plain_error(term, error),
        stored=stored if kept_apart else None,
        place=place_of(found.evidence) if found else "",
    )


def urgency(view: FieldView) -> tuple[bool, int, float]:
    """Sort key: refused entries, then missing, then by steps of certainty, the least sure first.

    What is sure keeps the order of the field table: there it is read, not doubted.
    """
    doubt = (view.confidence or 0.0) if view.certainty.wants_a_look else 1.0
    return (not view.error, ORDER.index(view.certainty), doubt)


def make_fields(
    invoice: Invoice, typed: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[tuple[FieldView, ...], tuple[FieldView, ...]]:
    """All fields, parted into those that are there or must be, and those that are rightly absent."""
    views = [make_field(term, invoice.fields.get(term), typed.get(term.key), errors.get(term.key, "")) for term in Term]
    there = [view for view in views if view.certainty is not Certainty.ABSENT or view.error or view.stored is not None]
    absent = tuple(view for view in views if view not in there)
    return tuple(sorted(there, key=urgency)), absent
