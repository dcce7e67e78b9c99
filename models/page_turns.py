"""How a person says that pages of a document lie: quarter turns clockwise that put each upright, by page from 0."""

from collections.abc import Mapping

from models.errors import InvalidInput

PageTurns = Mapping[int, int]
"""Quarter turns clockwise, 0 to 3, of the stored page to upright. A page that is not named is turned as it is read."""

NO_TURNS: PageTurns = {}


def written_turns(turns: PageTurns) -> str:
    """As it is kept and audited: pages as people count, from 1, and degrees.

    >>> written_turns({2: 2, 0: 1})
    '1: 90°, 3: 180°'
    """
    return ", ".join(f"{page + 1}: {90 * turns[page]}°" for page in sorted(turns))


def parse_turns(text: str) -> dict[int, int]:
    """What was written.

    >>> parse_turns("1: 90°, 3: 180°"), parse_turns("")
    ({0: 1, 2: 2}, {})
    """
    parts = (part.partition(": ") for part in text.split(", ") if part)
    return {int(page) - 1: int(degrees.removesuffix("°")) // 90 for page, _, degrees in parts}


def turned_further(degrees: int, by: int) -> int:
    """Quarter turns of a page that was turned by so many `degrees` and is to be turned `by` more.

    InvalidInput for any other turn than by quarters.

    >>> turned_further(270, 180)
    1
    """
    if by not in {90, 180, 270}:
        raise InvalidInput("A page is turned by 90, 180 or 270 degrees.", "turn")
    return (degrees + by) // 90 % 4
