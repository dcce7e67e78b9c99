"""Tell what has been learned of issuers: their own values, where others stand, and from which document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.errors import InvalidInput
from models.lessons import EVERYTHING, LEGAL_TERMS, Lesson, Record, Spot, Taught
from models.plain_text import letters
from models.terms import Term

_IDENTITY = (*LEGAL_TERMS, Term.IBAN)
UNNAMED = "(no name)"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The lessons of one issuer, the newest first."""

    taught: tuple[Taught, ...]

    @property
    def name(self) -> str:
        """As it was written last."""
        names = (taught.lesson.own.get(Term.SELLER_NAME) for taught in self.taught)
        return next((name for name in names if name), UNNAMED)

    @property
    def sources(self) -> list[str]:
        """The documents that taught."""
        return [taught.source for taught in self.taught]


def issuers_of(taught: Sequence[Taught]) -> list[Issuer]:
    """Lessons by issuer: those that share a number, an account or a name are of one. By name."""
    groups: list[tuple[set[str], list[Taught]]] = []
    for found in taught:
        keys = _keys(found.lesson) or {found.source}
        same = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if group not in same]
        merged = [one for group in same for one in group[1]]
        groups.append((keys.union(*(group[0] for group in same)), [*merged, found]))
    order = {found.source: at for at, found in enumerate(taught)}
    issuers = [Issuer(tuple(sorted(found, key=lambda one: order[one.source]))) for _, found in groups]
    return sorted(issuers, key=lambda issuer: issuer.name.casefold())


def chosen(issuers: Sequence[Issuer], text: str) -> Issuer:
    """The one issuer of that name, number or document; InvalidInput when there is none, or more than one."""
    wanted = letters(text)
    exact = [issuer for issuer in issuers if wanted in {letters(key) for key in _names(issuer)}]
    found = exact or [issuer for issuer in issuers if wanted and wanted in letters(issuer.name)]
    if len(found) != 1:
        raise InvalidInput(f"{len(found) or 'No'} known issuers fit; name one, or one of its numbers, in full.")
    return found[0]


def listed(issuers: Sequence[Issuer]) -> Iterator[str]:
    """A line an issuer."""
    if not issuers:
        yield "No issuer is known yet: approve a document, and have another one read."
    for issuer in issuers:
        used = {term for taught in issuer.taught for term in taught.lesson.terms if taught.uses(term)}
        numbers = ", ".join(sorted({taught.lesson.own[t] for taught in issuer.taught for t in _own(taught.lesson)}))
        yield f"{issuer.name}  [{numbers or 'no number'}]  documents {len(issuer.taught)}, fields {len(used)}"


def told(issuer: Issuer) -> Iterator[str]:
    """What is known of one issuer, lesson by lesson."""
    yield issuer.name
    for taught in issuer.taught:
        yield f"from document {taught.source}:"
        for term in taught.lesson.terms:
            yield f"  {term.key}: {_what(taught.lesson, term)}{_standing(taught, term)}"


def _what(lesson: Lesson, term: Term) -> str:
    if term is Term.DOCUMENT_TYPE:
        return lesson.document_class
    if term in lesson.own:
        return lesson.own[term] + ("" if term in lesson.printed else " (not printed as such)")
    return "; ".join(_place(spot) for spot in lesson.spots if spot.term is term)


def _place(spot: Spot) -> str:
    page = "last page" if spot.page < 0 else f"page {spot.page + 1}"
    words = [f"after '{spot.left}'" if spot.left else "", f"below '{spot.above}'" if spot.above else ""]
    place = f"{page}, {spot.x0:.0%} across, {spot.top:.0%} down, like {spot.shape}"
    return ", ".join([*filter(None, words), place])


def _standing(taught: Taught, term: Term) -> str:
    record = taught.records.get(term, Record())
    if {term.key, EVERYTHING} & taught.forgotten:
        return " [forgotten]"
    if record.wrong:
        return f" [not used: it would have made {record.wrong} approved documents wrong]"
    read = ", read wrongly without it" if term in taught.lesson.misread else ""
    return f" [right on {record.right} other documents{read}]"


def _own(lesson: Lesson) -> list[Term]:
    return [term for term in _IDENTITY if term in lesson.own]


def _keys(lesson: Lesson) -> set[str]:
    name = letters(lesson.own.get(Term.SELLER_NAME, ""))
    return {letters(lesson.own[term]) for term in _own(lesson)} | ({name} if name else set())


def _names(issuer: Issuer) -> set[str]:
    values = {taught.lesson.own[term] for taught in issuer.taught for term in _own(taught.lesson)}
    return {issuer.name, *issuer.sources, *values}
