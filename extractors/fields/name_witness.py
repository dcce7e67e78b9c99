"""What the pipeline for names says of each line: one witness among others for the parties' names.

Only blocks that hold an address, and the head of the first page, are shown to it: what it learnt are blocks of parties,
and of words in tables it knows nothing. Without the trained pipeline there is no such witness.
"""

from collections.abc import Mapping

from extractors.fields.blocks import Block
from extractors.fields.layout import Cell
from extractors.fields.survey import Survey
from extractors.parties.names import NameSpan, find_spans
from models.errors import EngineMissing

MOST_BLOCKS = 14
_MOST_LINES = 14
_HEAD_ROWS = 4

Place = tuple[int, int, int]


def find_name_spans(survey: Survey) -> Mapping[Place, tuple[NameSpan, ...]]:
    """The spans of names, contacts and banks on each line, by page, row and column; empty without the pipeline."""
    found: dict[Place, tuple[NameSpan, ...]] = {}
    blocks = [block for page in survey.blocks for block in page if _is_of_interest(block)]
    try:
        for block in blocks[:MOST_BLOCKS]:
            cells = block.cells[:_MOST_LINES]
            for span in find_spans([cell.text for cell in cells]):
                place = place_of(cells[span.line_index])
                found[place] = (*found.get(place, ()), span)
    except EngineMissing:
        return {}
    return found


def place_of(cell: Cell) -> Place:
    return cell.page, cell.row, cell.column


def _is_of_interest(block: Block) -> bool:
    head = block.page == 0 and block.cells[0].row < _HEAD_ROWS
    return block.has_postal_code or head
