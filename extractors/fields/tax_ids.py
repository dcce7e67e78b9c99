"""Find VAT numbers of seller and buyer (BT-31, BT-48), tax and registration numbers (BT-32, BT-30).

A VAT number is known by the form of its country, or by its label where it bears no prefix. Whose it is, its place says:
a party's zone, `your VAT number`, the block of a party's name, the footer, the country of the account. Seller and buyer
are decided together.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import exp

from extractors.fields.choices import LEAST_SHARE
from extractors.fields.company_numbers import find_company_numbers
from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.links import Link, best_by_meaning
from extractors.fields.national_numbers import has_national_form, has_twin, is_national, is_unregistered
from extractors.fields.number_owners import whose_number
from extractors.fields.survey import Survey
from extractors.fields.vat_cells import find_vat_cells
from extractors.fields.zones import Zone, find_zones
from models.evidence import Candidate
from models.identifiers import compact_identifier
from models.terms import Term
from models.vat_ids import compact_vat_id, has_vat_id_form, is_valid_vat_id

VALID = 1.6
FORM_ONLY = 0.8
BY_LABEL_ONLY = -0.6
LABELLED = 1.0
OTHER_LABEL = -2.0
SELLER_PRIOR = 0.2
BUYER_PRIOR = -1.6
BUYER_LABEL = 3.0
UNREGISTERED = -2.5
NONE_OF_THESE = -20.0
MOST_OPTIONS = 6

_BARE = re.compile(r"[A-Z0-9](?:[\s./-]?[A-Z0-9]){6,17}", re.IGNORECASE)
_EDGE = " :;,.()[]"
_NATIONAL = frozenset({"dic"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A VAT number where it stands: how surely it is one, and whose it seems to be."""

    value: str
    cell: Cell
    is_one: float
    seller: float
    buyer: float
    label: Label | None = None
    cells: tuple[Cell, ...] = ()
    """All places where it stands."""


def find_tax_ids(survey: Survey, names: Sequence[Candidate] = ()) -> list[Candidate]:
    """Candidates of the four numbers by descending probability. `names` are candidates of the parties' names."""
    zones = survey.once(find_zones)
    vat_ids = _found_vat_ids(survey, zones, names)
    told = [_without_national(found, vat_ids, survey) for found in vat_ids]
    taken = {found.value for found in told if found.seller > NONE_OF_THESE}
    return [*_share(told), *find_company_numbers(survey, zones, taken, names)]


def _without_national(found: _Found, all_found: Sequence[_Found], survey: Survey) -> _Found:
    """The number, as nobody's where it is a country's own tax number; without a twin it may be the buyer's."""
    if has_vat_id_form(found.value):
        return replace(found, seller=found.seller + UNREGISTERED) if survey.once(is_unregistered) else found
    places = [(other.value, cell) for other in all_found for cell in other.cells]
    if has_twin(found.value, found.cells, places, national=is_national(found.label)):
        return replace(found, seller=NONE_OF_THESE, buyer=NONE_OF_THESE)
    own = has_national_form(found.cell) or (is_national(found.label) and survey.once(is_unregistered))
    return replace(found, seller=NONE_OF_THESE) if own else found


def _found_vat_ids(survey: Survey, zones: Sequence[Zone], names: Sequence[Candidate]) -> list[_Found]:
    cells = list(find_vat_cells(survey))
    links = survey.links(cells, "identifiers", "numbers")
    places: dict[str, list[_Found]] = {}
    for cell, told in zip(cells, links, strict=True):
        if found := _weigh(cell, told, survey, zones, names):
            places.setdefault(found.value, []).append(found)
    merged = [_merge(found) for found in places.values()]
    return sorted(merged, key=lambda f: -f.is_one)[:MOST_OPTIONS]


def _merge(places: Sequence[_Found]) -> _Found:
    """One number that stands in several places: read where it is surest, owned as the most telling place says."""
    surest = max(places, key=lambda found: found.is_one)
    telling = max(places, key=lambda found: abs(found.seller - found.buyer))
    label = surest.label or next((found.label for found in places if found.label), None)
    cells = tuple(found.cell for found in places)
    return replace(surest, seller=telling.seller, buyer=telling.buyer, label=label, cells=cells)


def _weigh(
    cell: Cell, links: Sequence[Link], survey: Survey, zones: Sequence[Zone], names: Sequence[Candidate]
) -> _Found | None:
    best = best_by_meaning(links, ["identifiers", "numbers"])
    text = cell.text.strip(_EDGE)
    strengths = {m: k.strength for m, k in best.items()}
    label = max(strengths.get("vat_id", 0.0), strengths.get("buyer_vat_id", 0.0))
    rival = max(
        (s for m, s in strengths.items() if m not in {"vat_id", "buyer_vat_id", "registration_id", "tax_number"}),
        default=0.0,
    )
    if has_vat_id_form(text):
        value, is_one = compact_vat_id(text), VALID if is_valid_vat_id(text) else FORM_ONLY
    elif label > 1.5 and not _is_national(best, strengths) and (bare := _bare_number(cell)):
        value, is_one = bare, BY_LABEL_ONLY
    else:
        return None
    is_one += LABELLED if label > 1.0 else 0.0
    is_one += OTHER_LABEL if rival > label + 0.5 else 0.0
    seller, buyer = whose_number(cell, survey, zones, names)
    buyer += BUYER_LABEL if strengths.get("buyer_vat_id", 0.0) > 1.0 else 0.0
    seller -= BUYER_LABEL if strengths.get("buyer_vat_id", 0.0) > 1.0 else 0.0
    named = max((best[m] for m in ("vat_id", "buyer_vat_id", "tax_number") if m in best), key=_strength, default=None)
    return _Found(value, cell, is_one, seller, buyer, named.label if named else None)


def _strength(link: Link) -> float:
    return link.strength


def _is_national(best: Mapping[str, Link], strengths: Mapping[str, float]) -> bool:
    """Whether the label names a tax number of the country: a `DIČ` without prefix is no VAT number."""
    told = best.get("vat_id")
    named = told is not None and told.label.phrase.text in _NATIONAL
    return named and strengths.get("buyer_vat_id", 0.0) <= 1.5


def _bare_number(cell: Cell) -> str:
    """A number without a country's prefix, from the beginning of a cell; empty when there is none."""
    words: list[str] = []
    for word in cell.words:
        text = word.text.strip(_EDGE)
        if not text:
            continue
        if not any(c.isdigit() for c in text) and not (words == [] and len(text) <= 3 and text.isupper()):
            break
        words.append(text)
    compact = compact_identifier("".join(words))
    digits = sum(char.isdigit() for char in compact)
    return compact if digits >= 7 and len(compact) <= 17 and _BARE.fullmatch(compact) else ""


def _share(found: Sequence[_Found]) -> list[Candidate]:
    """Both roles decided together: no number has both."""
    weights: dict[tuple[Term, str], float] = {}
    total = 0.0
    for seller, buyer in product([None, *found], [None, *found]):
        if seller and seller is buyer:
            continue
        odds = (seller.is_one + seller.seller + SELLER_PRIOR) if seller else 0.0
        odds += (buyer.is_one + buyer.buyer + BUYER_PRIOR) if buyer else 0.0
        total += exp(odds)
        for term, option in ((Term.SELLER_VAT_ID, seller), (Term.BUYER_VAT_ID, buyer)):
            if option:
                weights[term, option.value] = weights.get((term, option.value), 0.0) + exp(odds)
    places = {one.value: one.cell for one in found}
    candidates = [
        Candidate(term, value, min(0.995, weight / total), places[value].evidence(), "form_and_place")
        for (term, value), weight in weights.items()
        if weight / total >= LEAST_SHARE
    ]
    return sorted(candidates, key=lambda c: -c.probability)
