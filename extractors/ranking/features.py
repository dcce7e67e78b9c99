"""What the ranker sees of each value of a document: numbers, the same ones in the same order for every term.

standing and relations  -  odds of the finders, rivals, sums, order in time, check figures  (`relations`)
place                   -  page, box, label, print, how well it was read                    (`places`)
document                -  its shape and its type, nothing by which a single one could be told
names                   -  what is observed about a name where it stands                    (`Candidate.observed`)
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.fields.parties import WEIGHTS
from extractors.fields.survey import Survey
from extractors.ranking import places, relations
from extractors.ranking.places import Places
from extractors.ranking.relations import Relations, all_values
from extractors.ranking.values import Ranked, Values
from models.terms import Term

OBSERVED = tuple(sorted({seen for weights in WEIGHTS.values() for seen in weights}))
DOCUMENT = ("narrow", "is_receipt", "is_credit_note")
NAMES = ("term", *relations.NAMES, *places.NAMES, *DOCUMENT, *(f"seen_{seen}" for seen in OBSERVED))
TERMS = tuple(Term)

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """The values of a document, and a row of numbers for each."""

    values: Sequence[Ranked]
    rows: Matrix


def see(values: Values, survey: Survey) -> Seen:
    """The features of every value of a document."""
    ranked = all_values(values)
    related, placed = Relations(survey, values), Places(survey, ranked)
    document = _document(values, survey)
    rows = [
        [
            float(TERMS.index(value.term)),
            *related.of(value),
            *placed.of(at),
            *document,
            *(float(seen in value.best.observed) for seen in OBSERVED),
        ]
        for at, value in enumerate(ranked)
    ]
    return Seen(ranked, np.array(rows, dtype=np.float64).reshape(len(ranked), len(NAMES)))


def _document(values: Values, survey: Survey) -> list[float]:
    types = {str(value.value) for value in values.get(Term.DOCUMENT_TYPE, ())[:1]}
    return [
        float(any(sheet.is_narrow for sheet in survey.sheets[:1])),
        float("receipt" in types),
        float("credit_note" in types),
    ]
