"""How the sections of an invoice stand on the page: some layouts for training, others held out.

Columns that stand beside each other come sometimes one after the other, and sometimes as one line over the page, as
readers of text give them.
"""

from collections.abc import Callable
from itertools import zip_longest

from extractors.parties.training.pieces import PieceLine, line_of
from extractors.parties.training.sections import Maker, Party

Rows = list[PieceLine]
Layout = Callable[[Maker, Party, Party], Rows]

_PEOPLE_WHO_SELL, _PEOPLE_WHO_BUY = 0.12, 0.35
_GAP: PieceLine = ()


def make_page(maker: Maker) -> Rows:
    """A page, or part of one, in a layout of the maker's side."""
    seller, buyer = maker.party(_PEOPLE_WHO_SELL), maker.party(_PEOPLE_WHO_BUY)
    layout = maker.random.choice(HELD_OUT_LAYOUTS if maker.held_out else TRAINING_LAYOUTS)
    rows = layout(maker, seller, buyer)
    start = maker.random.randrange(len(rows)) if maker.random.random() < 0.12 else 0
    return rows[start:]


def _letter(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Letterhead, window with the sender's line, figures below."""
    head = maker.block(seller) if maker.random.random() < 0.6 else [line_of(seller.piece)]
    metas = [maker.meta_row() for _ in range(3)]
    return [
        *head,
        _GAP,
        maker.sender_line(seller),
        *maker.block(buyer),
        _GAP,
        line_of(maker.title()),
        *metas,
        *maker.table(),
        *maker.totals(),
        *maker.notes(),
        *maker.footer(seller),
    ]


def _labelled(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Both parties below their labels."""
    first = [line_of(maker.label("seller")), *maker.block(seller)]
    second = [line_of(maker.label("buyer")), *maker.block(buyer)]
    return [
        line_of(maker.title()),
        maker.meta_row(),
        *first,
        *second,
        *maker.table(),
        *maker.totals(),
        *maker.bank(seller),
    ]


def _side_by_side(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Two parties in two columns."""
    left = [line_of(maker.label("seller")), *maker.block(seller)]
    right = [line_of(maker.label("buyer", "ship_to")), *maker.block(buyer)]
    return [
        line_of(maker.title()),
        *_beside(maker, left, right),
        _GAP,
        maker.meta_row(),
        *maker.table(),
        *maker.totals(),
        *maker.notes(),
    ]


def _head_with_title(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """The seller's name and the title on one line; the buyer beside the figures."""
    head = line_of(seller.piece, maker.title()) if maker.random.random() < 0.6 else line_of(maker.title(), seller.piece)
    metas = [maker.meta_row() for _ in range(4)]
    body = _beside(maker, [line_of(maker.label("buyer")), *maker.block(buyer)], metas)
    return [
        head,
        *maker.block(seller)[1:],
        *body,
        *maker.table(),
        *maker.totals(),
        *maker.notes(),
        line_of(seller.piece),
    ]


def _inline(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Labels and names on the same lines."""
    rows = [line_of(maker.label("seller"), seller.piece), *maker.block(seller)[1:], maker.meta_row()]
    rows += [line_of(maker.label("buyer"), buyer.piece), *maker.block(buyer)[1:], maker.meta_row()]
    return [line_of(maker.title()), *rows, *maker.table(), *maker.totals(), *maker.bank(seller), *maker.footer(seller)]


def _receipt(maker: Maker, seller: Party, _buyer: Party) -> Rows:
    """A till receipt: only the seller, at the top."""
    return [
        *maker.block(seller),
        line_of(maker.title()),
        maker.meta_row(),
        *maker.table()[1:],
        *maker.totals(),
        *maker.notes(),
    ]


def _buyer_first(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """The buyer at the top, the seller only in the footer and at the bank."""
    metas = [maker.meta_row() for _ in range(3)]
    return [
        *_beside(maker, maker.block(buyer), metas),
        line_of(maker.title()),
        *maker.table(),
        *maker.totals(),
        *maker.bank(seller),
        *maker.footer(seller),
    ]


def _title_between(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Held out: figures first, then the buyer without a label, the seller's block last."""
    metas = [maker.meta_row() for _ in range(2)]
    return [
        line_of(maker.title()),
        *metas,
        _GAP,
        *maker.block(buyer),
        _GAP,
        *maker.table(),
        *maker.totals(),
        _GAP,
        *maker.block(seller),
        *maker.bank(seller),
    ]


def _three_columns(maker: Maker, seller: Party, buyer: Party) -> Rows:
    """Held out: seller, buyer and figures beside each other."""
    other = [line_of(maker.label("ship_to")), *maker.block(maker.party(_PEOPLE_WHO_BUY))]
    left = _beside(maker, maker.block(seller), [line_of(maker.label("buyer")), *maker.block(buyer)])
    return [
        *_beside(maker, left, [line_of(maker.title()), maker.meta_row()]),
        *other,
        *maker.table(),
        *maker.totals(),
        *maker.footer(seller),
    ]


def _beside(maker: Maker, left: Rows, right: Rows) -> Rows:
    """Two columns one after the other, or as lines over both."""
    if maker.random.random() < 0.72:
        return [*left, _GAP, *right]
    return [(*one, *other) for one, other in zip_longest(left, right, fillvalue=_GAP)]


TRAINING_LAYOUTS: tuple[Layout, ...] = (
    *(_letter, _labelled, _side_by_side, _head_with_title, _inline, _receipt, _buyer_first),
)
HELD_OUT_LAYOUTS: tuple[Layout, ...] = (_title_between, _three_columns)
