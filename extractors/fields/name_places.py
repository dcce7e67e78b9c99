"""What is observed about a line that may be a name: where it stands, and what stands around it."""

import re
from collections.abc import Container, Iterator, Sequence

from extractors.fields.addresses import has_postal_code, has_street_word, is_address, is_contact
from extractors.fields.blocks import Block
from extractors.fields.company_names import (
    cut_address,
    is_common,
    is_short_name,
    looks_like_name,
    split_parts,
    strip_edges,
)
from extractors.fields.layout import Cell, Sheet
from extractors.fields.legal_forms import cut_after_legal_form, has_legal_form, is_only_legal_form, legal_forms
from extractors.fields.name_witness import Place, place_of
from extractors.fields.phrases import fold
from extractors.fields.survey import Survey, overlaps

_LEADING_NUMBER = re.compile(r"(?:#\d{1,10}|0\d{1,9})\s+(?=[^\W\d_]{3})")
_LEADING_MARKS = re.compile(r"^[^\w\"'„“«#(]+|^#(?!\d)\W*")
_REGISTER = re.compile(
    r"\b(?:capital|kapital\w*|siren|siret|rcs|registered|reg\.?\s?no|registrat\w+|hr[ab]|cif|nif|p\.?\s?iva|vat|tva|ust|uid|ddv"
    r"|iban|kvk|btw|krs|nip|oib|mbs|cvr|reg\.\s?merc\w*|matičn\w+|ičo|ič|org\.?\s?nr|y-tunnus|regon)\b"
    r"|\bFN \d|\bCHE-\d|ΑΦΜ",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"\b(?:\w*bank[aeiu]?|\w*sparkasse|banque|banco|banca|raika|pankki|τραπεζα|\w*banka"
    r"|(?:penge|kredit|geld)institut|entidad|domiciliation|peněžní ústav)\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?i:for and on behalf of|for|pour|für|za)\s+[A-ZÀ-Ž][^\W\d_]*[a-zà-ž]")
_BRAND = re.compile(r"[^\W\d_]{3,}\d{1,4}|\d{1,3}[^\W\d_]{3,}")
"""A word with figures that is a name: `Redpress24`, `3brothers`."""
_TOP_ROWS = 4
_FOOTER = 0.85
_LARGE = 1.25
_RIGHT = 0.45


def observe_line(
    cell: Cell, block: Block, survey: Survey, money: Sequence[Cell], labelled: Container[Place]
) -> set[str]:
    """All that is observed about a line of a block, whatever name it holds; `labelled` are lines that are labels."""
    sheet = survey.sheets[block.page]
    index = block.cells.index(cell)
    seen = {*observe_place(cell, sheet), *_observe_row(cell, sheet, money)}
    if index == 0:
        seen.add("heads_block")
    if index < 2 and _is_registered(block, survey):
        seen.add("registered")
    if block.address_after(cell):
        seen |= {"address_follows"} | ({"window"} if _in_window(cell, sheet) else set())
        bare = (
            index == 0
            and not any(is_contact(other.text) for other in block.cells)
            and not _is_registered(block, survey)
        )
        seen |= {"bare_address"} if bare and cell.page == 0 and cell.box.x0 > _RIGHT * sheet.width else set()
    if index and place_of(block.cells[index - 1]) not in labelled and _is_second_line(cell, block.cells[index - 1]):
        seen.add("below_name")
    if _sender_in_row(cell, sheet):
        seen.add("sender_line")
    above = block.cells[index - 1] if index else _above(cell, sheet)
    if above and _is_sender(above, sheet):
        seen.add("after_sender")
    return seen


def names_in(cell: Cell) -> Iterator[tuple[str, set[str]]]:
    """The names that a line may hold: all of it, or its part before an address or a contact."""
    text = _LEADING_MARKS.sub("", cell.text)
    text = _LEADING_NUMBER.sub("", text, count=1) if _LEADING_NUMBER.match(text) and not is_address(text) else text
    if name := _name_in_legal_line(text):
        yield strip_edges(name), {"legal_line"}
        return
    parts = split_parts(text)
    if parts and (cut := cut_address(parts[0])) != parts[0] and looks_like_name(cut):
        sent = has_legal_form(cut) or any(has_postal_code(part) for part in parts[1:])
        if sent or has_street_word(parts[0]):
            yield strip_edges(cut), {"sender_line"} if sent else set()
        return
    if len(parts) > 1 and looks_like_name(parts[0]) and any(is_address(p) or is_contact(p) for p in parts[1:]):
        yield strip_edges(parts[0]), {"sender_line"} if any(has_postal_code(p) for p in parts[1:]) else {"with_contact"}
        return
    if is_only_legal_form(text):
        return
    if looks_like_name(text):
        yield strip_edges(text), set()
    elif is_short_name(text):
        yield text.strip(), {"short"}
    elif has_legal_form(text) and looks_like_name(cut := cut_after_legal_form(parts[0] if parts else "")):
        yield strip_edges(cut), {"cut"}


def _name_in_legal_line(text: str) -> str:
    """The name that begins a line of registers, capital or numbers; empty when the line is none."""
    form = legal_forms().search(text)
    head, rest = (text[: form.end()], text[form.end() :]) if form else ("", "")
    told = len(rest) > 8 and any(char.isdigit() for char in rest) and _REGISTER.search(rest)
    return head if told and looks_like_name(head) and not is_only_legal_form(head) else ""


def observe_name(text: str) -> Iterator[str]:
    """What is observed about a name itself, wherever it stands."""
    if any(char.isdigit() for word in text.split() if not _BRAND.fullmatch(word.strip(".,")) for char in word):
        yield "figures"
    if len(text.split()) > 6:
        yield "long"
    if _BANK.search(text):
        yield "bank"


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


def _above(cell: Cell, sheet: Sheet) -> Cell | None:
    """The line above that begins where this one does, not far up; None when there is none."""
    for row in reversed(sheet.rows[max(0, cell.row - 4) : cell.row]):
        for other in row:
            if abs(other.box.x0 - cell.box.x0) < cell.box.height:
                return other if cell.box.top - other.box.bottom < 4 * cell.box.height else None
    return None


def _run_of(cell: Cell, sheet: Sheet) -> list[Cell]:
    """The cell and those to its right, to the first wide gap."""
    run = [cell]
    for other in sheet.right_of(cell):
        if other.box.x0 - run[-1].box.x1 > 4 * cell.box.height:
            break
        run.append(other)
    return run


def _sender_in_row(cell: Cell, sheet: Sheet) -> str:
    """The name that begins a sender's line whose parts stand so far apart that they are cells; empty when none does.

    It begins its row, or stands before a mark that parts it from its address. A line that goes on with registers and
    numbers, as at the foot of a page, is one as well.
    """
    row = _run_of(cell, sheet)
    if len(row) < 2 or (cell.column and any(char.isalnum() for char in row[1].text)):
        return ""
    whole = cell.of(tuple(word for other in row for word in other.words))
    names = [text for text, observed in names_in(whole) if observed & {"sender_line", "legal_line"}]
    return names[0] if names and fold(names[0]) == fold(cell.text) else ""
