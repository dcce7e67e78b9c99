"""What is observed about a line that may be a name: where it stands, and what stands around it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.fields.addresses import has_postal_code, is_address, is_contact
from extractors.fields.blocks import Block
from extractors.fields.company_names import is_common, looks_like_name, split_parts, strip_edges
from extractors.fields.layout import Cell, Sheet
from extractors.fields.legal_forms import cut_after_legal_form, has_legal_form, is_only_legal_form
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey, overlaps

_LEADING_NUMBER = re.compile(r"(?:#\d{1,10}|0\d{1,9})\s+(?=[^\W\d_]{3})")
_LEADING_MARKS = " -–—*=~•.…#:|"
_SIGNATURE = re.compile(r"(?:for and on behalf of|for|pour|für|za)\s+[A-ZÀ-Ž]", re.IGNORECASE)
_TOP_ROWS = 4
_FOOTER = 0.85
_LARGE = 1.25


def observe_line(cell: Cell, block: Block, survey: Survey, money: Sequence[Cell]) -> set[str]:
    """All that is observed about a line of a block, whatever name it holds."""
    sheet = survey.sheets[block.page]
    index = block.cells.index(cell)
    seen = {*observe_place(cell, sheet), *_observe_row(cell, sheet, money)}
    if index == 0:
        seen.add("heads_block")
    if index < 2 and _is_registered(block, survey):
        seen.add("registered")
    if block.address_after(cell):
        seen |= {"address_follows"} | ({"window"} if _in_window(cell, sheet) else set())
    if index and _is_second_line(cell, block.cells[index - 1]):
        seen.add("below_name")
    if _sender_in_row(cell, sheet):
        seen.add("sender_line")
    if index and _is_sender(block.cells[index - 1], sheet):
        seen.add("after_sender")
    return seen


def names_in(cell: Cell) -> Iterator[tuple[str, set[str]]]:
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


def with_neighbours(cell: Cell, block: Block, index: int) -> Cell:
    """The line with the next one when that completes it: only a legal form, or the end of what a bracket began."""
    following = block.cells[index + 1 : index + 2]
    if following and not has_legal_form(cell.text) and not is_contact(cell.text):
        opens = cell.text.count("(") > cell.text.count(")") and ")" in following[0].text
        if opens or is_only_legal_form(following[0].text):
            return cell.of((*cell.words, *following[0].words))
    return cell


def observe_place(cell: Cell, sheet: Sheet) -> Iterator[str]:
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


def _is_registered(block: Block, survey: Survey) -> bool:
    """Whether a block names registers, VAT numbers or accounts."""
    rows = {cell.row for cell in block.cells}
    told = {"vat_id", "registration_id", "iban", "tax_number"}
    labels = survey.labels_on(block.page, "identifiers")
    return any(o.cell.row in rows and o.meanings & told and o.cell in block.cells for o in labels)


def _is_second_line(cell: Cell, above: Cell) -> bool:
    """Whether the line right above is a name in the same letters."""
    close = cell.box.top - above.box.bottom < cell.box.height
    alike = 0.85 < cell.box.height / max(1.0, above.box.height) < 1.18
    return close and alike and looks_like_name(above.text) and not is_contact(above.text)


def _is_sender(cell: Cell, sheet: Sheet) -> bool:
    return bool(_sender_in_row(cell, sheet)) or any("sender_line" in seen for _, seen in names_in(cell))


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
    names = [text for text, observed in names_in(whole) if "sender_line" in observed]
    return names[0] if names and fold(names[0]) == fold(cell.text) else ""
