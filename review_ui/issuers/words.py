"""What was learned of an issuer, in sentences: one for each field that a document taught about."""

from dataclasses import dataclass

from models.lessons import EVERYTHING, OWN_TERMS, PLACED_TERMS, Record, Spot, Taught
from models.terms import DocumentClass, Term
from review_ui.languages.speech import gettext, ngettext
from review_ui.wording import DOCUMENT_CLASSES, label_of
from storage.issuer_memory import Source

MIDDLE, LOW = 0.5, 0.66


@dataclass(frozen=True, slots=True)
class LessonView:
    """What one document taught about one field: the sentence, how it stands, and whether it is forgotten.

    `telling`: it was read wrongly without the memory, or a person typed it; the others were right before.
    """

    key: str
    sentence: str
    standing: str
    forgotten: bool
    telling: bool


def tell(source: Source) -> list[LessonView]:
    """What a document taught, what was read wrongly without it first; before it was learned from, what will be."""
    if source.taught is None:
        terms = [term for term in source.typed if term in OWN_TERMS or term in PLACED_TERMS]
        return [view(source, term, awaited(term), gettext("Learned when the next document is read.")) for term in terms]
    taught = source.taught
    found = [view(source, term, sentence(source, taught, term), standing(taught, term)) for term in taught.lesson.terms]
    return sorted(found, key=lambda each: not each.telling)


def view(source: Source, term: Term, words: str, how: str) -> LessonView:
    forgotten = bool({term.key, EVERYTHING} & source.forgotten)
    misread = source.taught is not None and term in source.taught.lesson.misread
    return LessonView(term.key, words, how, forgotten, term in source.typed or misread)


def awaited(term: Term) -> str:
    """What will be learned of a value that a person typed."""
    if term in OWN_TERMS:
        return gettext("{field} is as it was typed here.", field=label_of(term.key))
    return gettext("{field} stands where it was found here.", field=label_of(term.key))


def sentence(source: Source, taught: Taught, term: Term) -> str:
    """What is done from now on."""
    lesson, field = taught.lesson, label_of(term.key)
    if term is Term.DOCUMENT_TYPE:
        return gettext("Such a document is {kind}.", kind=DOCUMENT_CLASSES[DocumentClass(lesson.document_class)])
    if term in lesson.own:
        return gettext("{field} is “{value}”.", field=field, value=lesson.own[term])
    spot = next(spot for spot in lesson.spots if spot.term is term)
    label = source.labels.get(term, "").rstrip(" :.")
    if spot.left:
        return gettext("{field} is what stands behind “{label}”.", field=field, label=label or spot.left)
    if spot.above:
        return gettext("{field} is what stands below “{label}”.", field=field, label=label or spot.above)
    return gettext("{field} stands {place} and looks like {shape}.", field=field, place=place(spot), shape=spot.shape)


def place(spot: Spot) -> str:
    """Where on the page a value stands that no words label."""
    right = (spot.x0 + spot.x1) / 2 > MIDDLE
    if spot.top < 1 - LOW:
        return gettext("at the top right") if right else gettext("at the top left")
    if spot.top > LOW:
        return gettext("at the bottom right") if right else gettext("at the bottom left")
    return gettext("in the middle, right") if right else gettext("in the middle, left")


def standing(taught: Taught, term: Term) -> str:
    """What became of it on the other approved documents."""
    record = taught.records.get(term, Record())
    if record.wrong:
        return ngettext(
            "Not used: it would have made {count} approved document wrong.",
            "Not used: it would have made {count} approved documents wrong.",
            record.wrong,
        )
    if record.right:
        return ngettext("Right on {count} other document.", "Right on {count} other documents.", record.right)
    return gettext("Not tried on another document yet.")
