"""Every place on the pages where the name of a party may stand, with what speaks for it.

A spot is a line, or the part of a line before an address. What is observed about it is kept apart from the weights
that `parties` gives to each observation.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, pairwise

from extractors.fields.blocks import Block
from extractors.fields.company_names import (
    cut_after_legal_form,
    has_legal_form,
    has_postal_code,
    is_address,
    is_common,
    is_contact,
    is_only_legal_form,
    looks_like_name,
    split_parts,
    strip_edges,
)
from extractors.fields.labels import Label
from extractors.fields.layout import Cell, Sheet
from extractors.fields.name_witness import Place, find_name_spans, place_of
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey, overlaps
from extractors.fields.zones import Zone, find_zones
from extractors.parties.names import NameSpan

_DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}", re.IGNORECASE)
_BARE_DOMAIN = re.compile(
    r"\b([a-z0-9-]{4,})\.(?:com|net|org|de|fr|nl|si|cz|sk|pl|it|es|eu|hr|at|ch|be)\b", re.IGNORECASE
)
_MAILERS = {"gmail", "outlook", "hotmail", "yahoo", "gmx", "web", "icloud", "live", "email", "mail", "example"}
_LEADING_NUMBER = re.compile(r"(?:#\d{1,10}|0\d{1,9})\s+(?=[^\W\d_]{3})")
_LEADING_MARKS = " -–—*=~•.…#:|"
_SIGNATURE = re.compile(r"(?:for and on behalf of|for|pour|für|za)\s+[A-ZÀ-Ž]", re.IGNORECASE)
_TOP_ROWS = 4
LEAST_SCORE = 0.6
MOST_OF_NAME = 0.7
_FOOTER = 0.85
_LARGE = 1.25


@dataclass(frozen=True, slots=True)
class Spot:
    """A possible name and what is observed about where it stands."""

    text: str
    cell: Cell
    observed: frozenset[str]
    zones: tuple[tuple[str, int, float], ...] = ()
    """(role, how many lines below the label, how sure the label is)"""

    @property
    def key(self) -> str:
        return fold(self.text)


def find_spots(survey: Survey) -> list[Spot]:
    """The spots of all pages, in reading order; repeated names are marked as such."""
    zones = find_zones(survey)
    spans = find_name_spans(survey)
    domains = _domains(survey, zones)
    covered = _covered(survey)
    spots = [
        spot
        for block in chain.from_iterable(survey.blocks)
        for spot in _spots_in(block, survey)
        if covered[place_of(spot.cell)] < 0.75 * len(fold(spot.cell.text)) or has_legal_form(spot.text)
    ]
    spots = [_with_zones(spot, zones) for spot in spots]
    spots += [spot for zone in zones for spot in _spots_of_zone(zone, survey)]
    counts = Counter(spot.key for spot in spots)
    return [_observe_document(_observe_spans(spot, spans), domains, counts) for spot in spots]


def _spots_in(block: Block, survey: Survey) -> Iterator[Spot]:
    sheet = survey.sheets[block.page]
    money = [amount.cell for amount in survey.amounts if amount.is_money and amount.cell.page == block.page]
    days = [day.cell for day in survey.days if day.cell.page == block.page]
    registered = _is_registered(block, survey)
    for index, cell in enumerate(block.cells):
        if any(overlaps(cell, figure) for figure in (*money, *days)):
            continue
        for text, observed in _names_in(_with_neighbours(cell, block, index)):
            seen = {*observed, *_observe_place(cell, sheet), *_observe_row(cell, sheet, money)}
            seen |= {"heads_block"} if index == 0 else set()
            seen |= {"registered"} if registered and index < 2 else set()
            if block.address_after(cell):
                seen |= {"address_follows"} | ({"window"} if _in_window(cell, sheet) else set())
            if index and _is_second_line(cell, block.cells[index - 1]):
                seen.add("below_name")
            if _sender_in_row(cell, sheet):
                seen.add("sender_line")
            if index and _is_sender(block.cells[index - 1], sheet):
                seen.add("after_sender")
            yield Spot(text, cell, frozenset(seen))


def _with_neighbours(cell: Cell, block: Block, index: int) -> Cell:
    """The line with the next one when that completes it: only a legal form, or the end of what a bracket began."""
    following = block.cells[index + 1 : index + 2]
    if following and not has_legal_form(cell.text) and not is_contact(cell.text):
        opens = cell.text.count("(") > cell.text.count(")") and ")" in following[0].text
        if opens or is_only_legal_form(following[0].text):
            return cell.of((*cell.words, *following[0].words))
    return cell


def _is_second_line(cell: Cell, above: Cell) -> bool:
    """Whether the line right above is a name in the same letters."""
    close = cell.box.top - above.box.bottom < cell.box.height
    alike = 0.85 < cell.box.height / max(1.0, above.box.height) < 1.18
    return close and alike and looks_like_name(above.text) and not is_contact(above.text)


def _is_sender(cell: Cell, sheet: Sheet) -> bool:
    return bool(_sender_in_row(cell, sheet)) or any("sender_line" in seen for _, seen in _names_in(cell))


def _sender_in_row(cell: Cell, sheet: Sheet) -> str:
    """The name that begins a sender's line whose parts stand so far apart that they are cells; empty when none does."""
    row = sheet.rows[cell.row]
    if (
        cell.column
        or len(row) < 2
        or max(other.box.x0 - one.box.x1 for one, other in pairwise(row)) > 4 * cell.box.height
    ):
        return ""
    whole = cell.of(tuple(word for other in row for word in other.words))
    names = [text for text, observed in _names_in(whole) if "sender_line" in observed]
    return names[0] if names and fold(names[0]) == fold(cell.text) else ""


def _is_registered(block: Block, survey: Survey) -> bool:
    """Whether a block names registers, VAT numbers or accounts."""
    rows = {cell.row for cell in block.cells}
    told = {"vat_id", "registration_id", "iban", "tax_number"}
    labels = survey.labels_on(block.page, "identifiers")
    return any(o.cell.row in rows and o.meanings & told and o.cell in block.cells for o in labels)


def _observe_row(cell: Cell, sheet: Sheet, figures: Sequence[Cell]) -> Iterator[str]:
    """Whether the line stands in a table: among amounts, or in a row of words that are no names."""
    row = sheet.rows[cell.row]
    if any(overlaps(other, figure) for other in row for figure in figures):
        yield "among_figures"
    if len(row) > 2 and sum(is_common(other.text) for other in row) >= 2:
        yield "among_headers"


def _in_window(cell: Cell, sheet: Sheet) -> bool:
    """Where an address shows through the window of an envelope."""
    return cell.page == 0 and 0.1 * sheet.height < cell.box.y_mid < 0.4 * sheet.height


def _names_in(cell: Cell) -> Iterator[tuple[str, set[str]]]:
    """The names that a line may hold: all of it, or its part before an address or a contact."""
    text = cell.text.lstrip(_LEADING_MARKS)
    text = _LEADING_NUMBER.sub("", text, count=1) if _LEADING_NUMBER.match(text) and not is_address(text) else text
    parts = split_parts(text)
    if len(parts) > 1 and looks_like_name(parts[0]) and any(is_address(p) or is_contact(p) for p in parts[1:]):
        yield strip_edges(parts[0]), {"sender_line"} if any(has_postal_code(p) for p in parts[1:]) else {"with_contact"}
        return
    first, comma, rest = text.partition(",")
    if comma and has_legal_form(first) and looks_like_name(first) and is_address(rest):
        yield strip_edges(first), {"sender_line"}
        return
    if is_only_legal_form(text):
        return
    if looks_like_name(text):
        yield strip_edges(text), set()
    elif has_legal_form(text) and looks_like_name(cut := cut_after_legal_form(parts[0] if parts else "")):
        yield strip_edges(cut), {"cut"}


def _observe_place(cell: Cell, sheet: Sheet) -> Iterator[str]:
    if has_legal_form(cell.text):
        yield "legal_form"
    if _SIGNATURE.match(cell.text):
        yield "signature"
    if cell.page == 0 and cell.row < _TOP_ROWS:
        yield "top"
    if cell.page == 0 and cell.row == 0:
        yield "first_line"
    if cell.box.y_mid > _FOOTER * sheet.height:
        yield "footer"
    if cell.box.height > _LARGE * sheet.line_height:
        yield "large"
    yield "first_page" if cell.page == 0 else "later_page"
    if cell.box.y_mid < 0.4 * sheet.height:
        yield "upper"
    if any(char.isdigit() for char in cell.text):
        yield "figures"
    if len(cell.words) > 6:
        yield "long"


def _with_zones(spot: Spot, zones: Iterable[Zone]) -> Spot:
    inside = tuple((zone.role, zone.cells.index(spot.cell), zone.sure) for zone in zones if spot.cell in zone.cells)
    return replace(spot, zones=inside)


def _spots_of_zone(zone: Zone, survey: Survey) -> Iterator[Spot]:
    """Names behind the label in its own cell, and behind `Name:` in the zone."""
    named = [o for o in survey.labels_on(zone.label.cell.page, "parties") if "name" in o.meanings and o.leads]
    for depth, cell in enumerate(zone.cells):
        if depth == 0 and cell.row == zone.label.cell.row and cell.column == zone.label.cell.column:
            for text, observed in _names_in(cell):
                place = _observe_place(cell, survey.sheets[cell.page])
                yield Spot(text, cell, frozenset({*observed, *place, "behind_label"}), ((zone.role, 0, zone.sure),))
        for label in named:
            if label.cell == cell and (value := _value_of(label, survey)) and looks_like_name(value.text):
                yield Spot(strip_edges(value.text), value, frozenset({"named"}), ((zone.role, 0, zone.sure),))


def _value_of(label: Label, survey: Survey) -> Cell | None:
    rest = tuple(word for word in label.rest if any(char.isalnum() for char in word.text))
    if rest:
        return label.cell.of(rest)
    return next(iter(survey.sheets[label.cell.page].right_of(label.cell)), None)


def _covered(survey: Survey) -> Counter[Place]:
    """How many letters of each cell belong to labels."""
    covered: Counter[Place] = Counter()
    for label in (label for label in survey.labels if label.exactness == 1.0):
        covered[place_of(label.cell)] += len(label.phrase.text)
    return covered


def _domains(survey: Survey, zones: Iterable[Zone]) -> set[str]:
    """The names in addresses of mail and web, those of the buyer left out."""
    buyers = {id(cell) for zone in zones if zone.role != "seller" for cell in zone.cells}
    found: set[str] = set()
    for sheet in survey.sheets:
        for cell in sheet.cells:
            if id(cell) not in buyers:
                for match in (*_DOMAIN.finditer(cell.text), *_BARE_DOMAIN.finditer(cell.text)):
                    found.add(fold(match[1].split(".")[-1]))
    return {domain for domain in found if len(domain) > 2 and domain not in _MAILERS}


def _observe_document(spot: Spot, domains: Iterable[str], counts: Counter[str]) -> Spot:
    seen = set(spot.observed)
    if any(_is_akin(domain, spot.text) for domain in domains):
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


def _is_akin(domain: str, name: str) -> bool:
    """Whether a domain is made of a name: the same letters, or its first word."""
    bare = fold(name)
    words = [fold(word) for word in name.split() if len(word) > 3]
    if len(domain) >= 4 and (domain in bare or any(len(word) >= 5 and word in domain for word in words)):
        return True
    return SequenceMatcher(None, domain, bare, autojunk=False).ratio() > 0.75
