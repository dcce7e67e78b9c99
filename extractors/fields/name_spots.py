"""Every place on the pages where the name of a party may stand, with what speaks for it.

A spot is a line, or the part of a line before an address. What is observed about it is kept apart from the weights
that `parties` gives to each observation.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from extractors.fields.blocks import Block
from extractors.fields.company_names import looks_like_name, strip_edges
from extractors.fields.labels import Label
from extractors.fields.layout import Cell
from extractors.fields.legal_forms import has_legal_form, mend_legal_form
from extractors.fields.mail_domains import find_domains, is_akin
from extractors.fields.name_places import names_in, observe_line, observe_name, observe_place, with_neighbours
from extractors.fields.name_witness import Place, find_name_spans, place_of
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey, overlaps
from extractors.fields.zones import Zone, find_zones
from extractors.parties.names import NameSpan
from models.evidence import Witness

LEAST_SCORE = 0.6
MOST_OF_NAME = 0.7
MOST_OF_LABEL = 0.75
SMALL = 0.85


@dataclass(frozen=True, slots=True)
class Spot:
    """A possible name and what is observed about where it stands."""

    text: str
    cell: Cell
    observed: frozenset[str]
    zones: tuple[tuple[str, int, float], ...] = ()
    """(role, how many lines below the label, how sure the label is)"""

    @property
    def name(self) -> str:
        """The name, its legal form as it is written; `text` is what was read."""
        return mend_legal_form(self.text, recognised=self.cell.witness is Witness.OCR)

    @property
    def key(self) -> str:
        return fold(self.name)


def find_spots(survey: Survey) -> list[Spot]:
    """The spots of all pages, in reading order; repeated names are marked as such."""
    zones = survey.once(find_zones)
    spans = find_name_spans(survey)
    domains = find_domains(survey, zones)
    labelled = _labelled(survey)
    persons = _behind_contacts(survey)
    spots = [
        spot
        for block in chain.from_iterable(survey.blocks)
        for spot in _spots_in(block, survey, labelled)
        if place_of(spot.cell) not in labelled | persons or has_legal_form(spot.text)
    ]
    spots = [spot for spot in (_with_zones(spot, zones) for spot in spots) if _is_long_enough(spot)]
    spots += [spot for zone in zones for spot in _spots_of_zone(zone, survey)]
    counts = Counter(spot.key for spot in spots)
    return [_observe_document(_observe_spans(spot, spans), domains, counts) for spot in spots]


def _spots_in(block: Block, survey: Survey, labelled: Container[Place]) -> Iterator[Spot]:
    money = [amount.cell for amount in survey.amounts if amount.is_money and amount.cell.page == block.page]
    days = [day.cell for day in survey.days if day.cell.page == block.page]
    for index, cell in enumerate(block.cells):
        names = list(names_in(with_neighbours(cell, block, index)))
        if any(overlaps(cell, figure) for figure in (*money, *days)):
            names = [(text, observed) for text, observed in names if "legal_line" in observed]
        if names:
            seen = observe_line(cell, block, survey, money, labelled)
            yield from (Spot(text, cell, _all_of(text, cell, observed, seen)) for text, observed in names)


def _all_of(text: str, cell: Cell, observed: set[str], place: Iterable[str]) -> frozenset[str]:
    """What is observed about a name; figures in a line of registers or a sender's line say nothing against it."""
    alone = bool(observed & {"legal_line", "behind_label"}) or {"sender_line", "upper", "first_page"} <= {
        *observed,
        *place,
    }
    seen = {*observed, *place, *observe_name(text if alone else cell.text)}
    if not seen & {"upper", "footer"}:
        seen.discard("sender_line")
    return frozenset(seen - {"among_figures"} if observed & {"legal_line"} or "sender_line" in seen else seen)


def _is_long_enough(spot: Spot) -> bool:
    """Whether a name is more than two letters, or heads an address or what stands under a label of a party."""
    heads = any(depth == 0 for _role, depth, _sure in spot.zones)
    begins = heads or bool(spot.observed & {"heads_block", "after_sender"})
    return "short" not in spot.observed or (begins and (heads or "address_follows" in spot.observed))


def _with_zones(spot: Spot, zones: Iterable[Zone]) -> Spot:
    inside = tuple((zone.role, _depth(spot.cell, zone), zone.sure) for zone in zones if spot.cell in zone.cells)
    heads = any(depth == 0 for _role, depth, _sure in inside)
    return replace(spot, zones=inside, observed=spot.observed - {"sender_line"} if heads else spot.observed)


def _depth(cell: Cell, zone: Zone) -> int:
    """How many lines stand between a label and a cell of its zone; the small print of a sender's line is none."""
    above = zone.cells[: zone.cells.index(cell)]
    return len({other.row for other in above if other.row != cell.row and other.box.height > SMALL * cell.box.height})


def _spots_of_zone(zone: Zone, survey: Survey) -> Iterator[Spot]:
    """Names behind the label in its own cell, and behind `Name:` in the zone."""
    named = [o for o in survey.labels_on(zone.label.cell.page, "parties") if "name" in o.meanings and o.leads]
    for depth, cell in enumerate(zone.cells):
        if depth == 0 and cell.row == zone.label.cell.row and cell.column == zone.label.cell.column:
            for text, observed in names_in(cell):
                place = observe_place(cell, survey.sheets[cell.page])
                seen = {"behind_label"} | (observed if "sender_line" not in observed else {"address_follows"})
                yield Spot(text, cell, _all_of(text, cell, seen, place), ((zone.role, 0, zone.sure),))
        for label in named:
            if label.cell == cell and (value := _value_of(label, survey)) and looks_like_name(value.text):
                yield Spot(strip_edges(value.text), value, frozenset({"named"}), ((zone.role, 0, zone.sure),))


def _value_of(label: Label, survey: Survey) -> Cell | None:
    rest = tuple(word for word in label.rest if any(char.isalnum() for char in word.text))
    if rest:
        return label.cell.of(rest)
    return next(iter(survey.sheets[label.cell.page].right_of(label.cell)), None)


def _labelled(survey: Survey) -> set[Place]:
    """The lines whose letters are those of labels, but for a few."""
    covered: Counter[Place] = Counter()
    cells: dict[Place, Cell] = {}
    for label in (label for label in survey.labels if label.exactness == 1.0):
        covered[place_of(label.cell)] += len(label.phrase.text)
        cells[place_of(label.cell)] = label.cell
    return {place for place, cell in cells.items() if covered[place] >= MOST_OF_LABEL * len(fold(cell.text))}


def _behind_contacts(survey: Survey) -> set[Place]:
    """The cells behind a label such as `Prepared by`: a person is named there, and no party."""
    labels = [label for label in survey.labels if label.family == "parties" and label.meanings == {"contact"}]
    found = (survey.sheets[label.cell.page].right_of(label.cell)[:1] for label in labels if label.leads)
    return {place_of(cell) for cells in found for cell in cells}


def _observe_document(spot: Spot, domains: Iterable[str], counts: Counter[str]) -> Spot:
    seen = set(spot.observed)
    if any(is_akin(domain, spot.text) for domain in domains):
        seen.add("domain")
    if counts[spot.key] > 1:
        seen.add("repeated")
    return replace(spot, observed=frozenset(seen))


def _observe_spans(spot: Spot, spans: Mapping[Place, tuple[NameSpan, ...]]) -> Spot:
    """What the pipeline for names calls the words of a spot."""
    here = [span for span in spans.get(place_of(spot.cell), ()) if span.score >= LEAST_SCORE]
    wanted = fold(spot.text)
    called = {
        span.label
        for span in here
        if wanted and len(fold(spot.cell.text[span.start : span.end])) >= MOST_OF_NAME * len(wanted)
    }
    seen = {"called_party"} if called & {"ORG", "PERSON"} else {f"called_{label.lower()}" for label in called}
    return replace(spot, observed=spot.observed | seen)
