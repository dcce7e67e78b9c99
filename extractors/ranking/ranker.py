"""How likely each value of each term is right: the odds of the finders, corrected by trees, then calibrated.

    candidates --> values --> features --> trees + odds --> shares of a term --> calibration

The trees were trained on generated documents only (`make train`) and start from the finders' odds: where they know
nothing the odds stay what they were. They choose among the values that were found and never make one. Terms of which
more than the pages speak (an e-invoice, a person, what is remembered of an issuer) are left to the odds alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from json import JSONDecodeError, loads
from typing import Any

import numpy as np

from extractors.fields.odds import probability
from extractors.ranking.calibration import Calibration
from extractors.ranking.features import NAMES, Seen
from extractors.ranking.forest import Forest
from extractors.ranking.relations import share_odds
from models.errors import EngineError
from models.terms import Term

GROUPS: Mapping[str, frozenset[Term]] = {
    "names": frozenset({Term.SELLER_NAME, Term.BUYER_NAME}),
    "dates": frozenset({Term.ISSUE_DATE, Term.DUE_DATE, Term.DELIVERY_DATE}),
    "totals": frozenset({Term.TOTAL_NET, Term.TOTAL_TAX, Term.TOTAL_GROSS, Term.AMOUNT_DUE}),
    "numbers": frozenset({Term.INVOICE_NUMBER, Term.ORDER_REFERENCE, Term.PAYMENT_REFERENCE}),
    "accounts": frozenset({Term.IBAN, Term.BIC}),
    "tax_numbers": frozenset(
        {Term.SELLER_VAT_ID, Term.BUYER_VAT_ID, Term.SELLER_TAX_NUMBER, Term.SELLER_REGISTRATION_ID}
    ),
    "kinds": frozenset({Term.DOCUMENT_TYPE, Term.CURRENCY}),
}
"""Terms that are judged by the same trees and calibrated by the same map; an address follows its name."""
GROUP_OF: Mapping[Term, str] = {term: name for name, terms in GROUPS.items() for term in terms}

Judged = Mapping[Term, Mapping[str, float]]
"""The confidence in each value of each term, by the value's key."""


@dataclass(frozen=True, eq=False)
class Ranker:
    """Trees and a calibration for each group of terms."""

    forests: Mapping[str, Forest]
    calibrations: Mapping[str, Calibration]

    def confidences(self, shares: Judged) -> dict[Term, dict[str, float]]:
        """What probabilities before calibration are after it."""
        return {
            term: {key: self.calibrations[GROUP_OF[term]].of(share) for key, share in found.items()}
            for term, found in shares.items()
        }

    def shares(self, seen: Seen) -> dict[Term, dict[str, float]]:
        """The probabilities before calibration; those of one term never come to more than one."""
        shares: dict[Term, dict[str, float]] = {}
        for name, terms in GROUPS.items():
            chosen = [at for at, value in enumerate(seen.values) if value.term in terms]
            if not chosen:
                continue
            odds = np.array([share_odds(seen.values[at]) for at in chosen])
            odds += self.forests[name].score(seen.rows[chosen])
            for at, sure in zip(chosen, odds, strict=True):
                value = seen.values[at]
                shares.setdefault(value.term, {})[value.key] = probability(float(sure))
        not_of_pages = {value.term for value in seen.values if not value.is_of_pages}
        return {term: _competing(found) for term, found in shares.items() if term not in not_of_pages}


def _competing(found: Mapping[str, float]) -> dict[str, float]:
    most = max(1.0, sum(found.values()))
    return {key: share / most for key, share in found.items()}


@cache
def load_ranker() -> Ranker:
    """The trained ranker. Raises EngineError when its files are damaged or were trained for other features."""
    trees, maps = _read("forests"), _read("calibration")
    if trees.get("features") != list(NAMES):
        raise EngineError("The weights of the ranker are for other features: run `make train`.")
    return read_ranker(trees, maps)


def read_ranker(trees: Mapping[str, Any], maps: Mapping[str, Any]) -> Ranker:
    """The ranker of what the two files hold; groups without trees or a map are damage."""
    try:
        forests = {name: Forest.from_json(trees["groups"][name], len(NAMES)) for name in GROUPS}
        calibrations = {name: Calibration.from_json(maps["groups"][name]) for name in GROUPS}
    except (KeyError, TypeError) as error:
        raise EngineError("The files of the ranker are damaged. Install Prejeto again.") from error
    return Ranker(forests, calibrations)


def _read(name: str) -> dict[str, Any]:
    text = files("extractors.ranking").joinpath(f"weights/{name}.json").read_text(encoding="utf-8")
    try:
        data = loads(text)
    except JSONDecodeError as error:
        raise EngineError("The files of the ranker are damaged. Install Prejeto again.") from error
    if not isinstance(data, dict):
        raise EngineError("The files of the ranker are damaged. Install Prejeto again.")
    return data
