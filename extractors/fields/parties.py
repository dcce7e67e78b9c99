"""Find the seller's and the buyer's name (BT-27, BT-44) and the seller's address (BG-5).

Every line that may be a name is weighed for both roles by what is observed about it: a party's label, a legal form, the
letterhead, a sender's line over an address window, an address below, the domain of a mail address. Both names are
chosen together, for no one writes invoices to himself.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import exp

from extractors.fields.addresses import has_postal_code, is_address, is_contact, is_country
from extractors.fields.choices import LEAST_SHARE, REPEATED
from extractors.fields.company_names import split_parts
from extractors.fields.name_spots import Spot, find_spots
from extractors.fields.survey import Survey
from models.evidence import Candidate, Evidence
from models.terms import Term

ROLE = {Term.SELLER_NAME: "seller", Term.BUYER_NAME: "buyer"}
PRIOR = {Term.SELLER_NAME: -2.6, Term.BUYER_NAME: -2.4}
WEIGHTS: Mapping[Term, Mapping[str, float]] = {
    Term.SELLER_NAME: {
        "legal_form": 1.9,
        "top": 0.9,
        "first_line": 0.6,
        "large": 0.8,
        "heads_block": 0.4,
        "address_follows": 0.9,
        "sender_line": 2.4,
        "bare_address": -0.6,
        "legal_line": 1.5,
        "bank": -2.2,
        "with_contact": 1.0,
        "footer": 0.4,
        "domain": 1.6,
        "repeated": 0.4,
        "upper": 0.2,
        "figures": -0.9,
        "long": -1.0,
        "later_page": -0.8,
        "named": 1.2,
        "behind_label": 0.2,
        "window": -0.5,
        "registered": 1.0,
        "signature": 1.5,
        "called_party": 0.8,
        "called_contact": -0.2,
        "called_bank": -1.5,
        "called_address": -0.5,
        "below_name": -1.2,
        "after_sender": -2.0,
        "among_figures": -1.6,
        "among_headers": -1.8,
    },
    Term.BUYER_NAME: {
        "legal_form": 0.8,
        "heads_block": 0.6,
        "address_follows": 1.4,
        "window": 1.0,
        "after_sender": 1.6,
        "registered": -0.2,
        "signature": -1.5,
        "called_party": 0.8,
        "called_contact": -0.2,
        "called_bank": -1.5,
        "called_address": -0.5,
        "below_name": -0.8,
        "among_figures": -1.6,
        "among_headers": -1.8,
        "upper": 0.4,
        "sender_line": -2.5,
        "bare_address": 1.0,
        "legal_line": -1.0,
        "bank": -2.2,
        "footer": -2.0,
        "domain": -1.2,
        "figures": -0.9,
        "long": -1.0,
        "later_page": -0.8,
        "named": 1.2,
        "behind_label": 0.4,
        "first_line": -1.0,
        "large": -0.4,
        "with_contact": -1.0,
        "top": -0.3,
        "repeated": 0.1,
    },
}
IN_OWN_ZONE = 1.4
PER_LINE_BELOW = 0.7
IN_OTHER_ZONE = -2.4
IN_SHIP_TO = -1.2
SAME_NAME = -5.0
AT_FOOT = 1.6
"""The issuer in a line at the foot of the page goes with the buyer's address at its head."""
NO_SELLER = -0.8
NO_BUYER, NO_BUYER_OF_SLIP = -0.5, 0.5
WIDEST_SLIP = 235.0
"""Points: the paper of a till is 57 or 80 mm wide, and may be as wide as it is long."""
BARE_ON_SLIP = -1.5
"""A receipt of a till names its buyer behind a label, if at all."""
MOST_OPTIONS = 8


def find_parties(survey: Survey) -> list[Candidate]:
    """Candidates of both names by descending probability, and the address of the likeliest seller."""
    spots = find_spots(survey)
    slip = any(sheet.is_narrow or sheet.width < WIDEST_SLIP for sheet in survey.sheets[:1])
    sellers = _options(spots, Term.SELLER_NAME)
    buyers = _options(spots, Term.BUYER_NAME, bare=BARE_ON_SLIP if slip else 0.0)
    no_buyer = NO_BUYER_OF_SLIP if slip else NO_BUYER
    weights: dict[tuple[Term, str], float] = {}
    total = 0.0
    for seller, buyer in product([None, *sellers], [None, *buyers]):
        weight = exp(_joint_odds(seller, buyer, no_buyer))
        total += weight
        for term, option in zip(ROLE, (seller, buyer), strict=True):
            if option:
                weights[term, option[0].key] = weights.get((term, option[0].key), 0.0) + weight
    found = [
        _candidate(term, spot, weights.get((term, spot.key), 0.0) / total)
        for term, options in ((Term.SELLER_NAME, sellers), (Term.BUYER_NAME, buyers))
        for spot, _odds in options
    ]
    names = sorted((c for c in found if c.probability >= LEAST_SHARE), key=lambda c: -c.probability)
    return names + _address(survey, sellers, names)


def _options(spots: Sequence[Spot], term: Term, *, bare: float = 0.0) -> list[tuple[Spot, float]]:
    """The likeliest spots of a role, one per name, a little likelier when the name is repeated.

    `bare` is added where no label of a party stands over the name.
    """
    best: dict[str, tuple[Spot, float]] = {}
    weighed = [(spot, _odds(spot, term) + (0.0 if spot.zones else bare)) for spot in spots]
    for spot, odds in sorted(weighed, key=lambda pair: -pair[1]):
        if spot.key not in best:
            best[spot.key] = (spot, odds)
        elif odds > 0:
            best[spot.key] = (best[spot.key][0], best[spot.key][1] + REPEATED)
    return sorted(best.values(), key=lambda pair: -pair[1])[:MOST_OPTIONS]


def _odds(spot: Spot, term: Term) -> float:
    weights = WEIGHTS[term]
    odds = PRIOR[term] + sum(weights.get(seen, 0.0) for seen in spot.observed)
    return odds + _zone_odds(spot, ROLE[term])


def _zone_odds(spot: Spot, role: str) -> float:
    """What the labels of parties around a spot say: the nearest line under its own is best."""
    own = [IN_OWN_ZONE + sure - PER_LINE_BELOW * depth for r, depth, sure in spot.zones if r == role]
    other = [sure for r, _, sure in spot.zones if r not in {role, "ship_to"}]
    odds = max(own, default=0.0)
    if not own:
        odds += IN_OTHER_ZONE if other else IN_SHIP_TO if spot.zones else 0.0
    return odds


def _joint_odds(seller: tuple[Spot, float] | None, buyer: tuple[Spot, float] | None, no_buyer: float) -> float:
    odds = seller[1] if seller else NO_SELLER
    odds += buyer[1] if buyer else no_buyer
    same = seller and buyer and _same(seller[0].key, buyer[0].key)
    if seller and buyer and {"footer", "sender_line"} <= seller[0].observed and _begins_page(buyer[0]):
        odds += AT_FOOT
    return odds + (SAME_NAME if same else 0.0)


def _begins_page(spot: Spot) -> bool:
    """Whether an address stands where a letterhead would: it shows through a window when the issuer is at the foot."""
    return "address_follows" in spot.observed and bool(spot.observed & {"first_line", "top", "window"})


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 5 and (one in other or other in one))


def _candidate(term: Term, spot: Spot, share: float) -> Candidate:
    evidence = Evidence(spot.cell.witness, spot.text, spot.cell.page, spot.cell.box)
    reason = "+".join(sorted(spot.observed)[:5])
    return Candidate(term, spot.name, min(share, 0.995), evidence, reason, spot.observed)


def _address(survey: Survey, sellers: Sequence[tuple[Spot, float]], names: Sequence[Candidate]) -> list[Candidate]:
    """The lines under the likeliest seller's name that are an address."""
    best = next((c for c in names if c.term is Term.SELLER_NAME), None)
    for spot, _ in sellers if best else ():
        if best is None or spot.name != best.value:
            continue
        if "sender_line" in spot.observed:
            return _address_in_row(survey, spot, best.probability)
        for block in survey.blocks[spot.cell.page]:
            lines = block.address_after(spot.cell) if spot.cell in block.cells else ()
            if lines and is_address(lines[0].text):
                text = ", ".join(_of_address(part for line in lines for part in split_parts(line.text)))
                return [Candidate(Term.SELLER_ADDRESS, text, best.probability * 0.9, lines[0].evidence(), "below_name")]
    return []


def _of_address(parts: Iterable[str]) -> list[str]:
    """Those of the parts that are an address: up to the town, without telephones and sites, and a country behind it.

    A letterhead goes on with numbers of registers, which look like a postal code and a town themselves.
    """
    found: list[str] = []
    for part in parts:
        has_town = any(has_postal_code(one) for one in found)
        if not is_contact(part) and (is_country(part) or not has_town):
            found.append(part)
    return found


def _address_in_row(survey: Survey, spot: Spot, probability: float) -> list[Candidate]:
    """The address behind the name in a sender's line."""
    row = survey.sheets[spot.cell.page].rows[spot.cell.row]
    whole = row[0].of(tuple(word for cell in row for word in cell.words))
    parts = _of_address(part for part in split_parts(whole.text)[1:] if is_address(part))
    text = ", ".join(parts)
    return [Candidate(Term.SELLER_ADDRESS, text, probability * 0.9, whole.evidence(), "sender_line")] if parts else []
