"""Give every field what the second looks at its own box say: other readings of one reader, and the word of another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extractors.retelling import AGAIN, is_retold, retell
from extractors.verdicts import heard
from models.geometry import Box
from models.invoice import FieldValue
from models.looks import Look
from models.terms import Term

_Place = tuple[int | None, Box | None, str]


def hear_looks(fields: Mapping[Term, FieldValue], looks: Iterable[Look]) -> dict[Term, FieldValue]:
    """The fields with what second looks at their own boxes say of them; a look counts for that box and print alone."""
    seen: dict[_Place, list[Look]] = defaultdict(list)
    for look in looks:
        seen[look.page, look.box, look.printed].append(look)
    return {term: _heard(field, seen.get(_place(field), ())) for term, field in fields.items()}


def _place(field: FieldValue) -> _Place:
    return field.evidence.page, field.evidence.box, field.evidence.text


def _heard(field: FieldValue, looks: Sequence[Look]) -> FieldValue:
    if any(look.witness == AGAIN for look in looks):
        field = retell(field, looks)
    if not is_retold(field):
        for look in looks:
            field = field if look.witness == AGAIN else heard(field, look)
    return field
