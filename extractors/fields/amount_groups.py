"""What amounts are to each other and to their rows: sums of what stands above, parts of several rates, bases of a tax.

No label is asked here; `amount_odds` weighs what this tells together with the labels.
"""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from extractors.fields.figures import Amount
from extractors.fields.survey import Survey

MANY = 4
"""So many amounts with cents show that a document writes them."""
_CENTS = re.compile(r"\d[.,]\d{2}(?!\d)")
_GROUPED = re.compile(
    r"[-–−]?\d{1,2}([ .,'’\u00a0\u2009\u202f])\d{3}\1\d{3}|[-–−]?\d{1,3}[ .,'’\u00a0\u2009\u202f]\d{3}"
)
"""To eight figures: nine in three groups are rather the number of a company or a telephone."""
_OF = re.compile(r"(?:\bs/|\b(?:auf|von|on|of|sur|su|sobre|van|z|od|na|över|af|av|sul|sulla|de))\s?(?:[€$£]|eur|chf)?$")


def possible_totals(amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts without long numbers; grouped ones stay where no cents are written: `4 426 016` forints."""
    with_cents = writes_cents(amounts)
    return [amount for amount in amounts if _may_be_total(amount, with_cents=with_cents)]


def writes_cents(amounts: Sequence[Amount]) -> bool:
    """Whether the sums at the ends of rows are written with cents; quantities before them may be in any case."""
    last = {(amount.cell.page, amount.cell.row): amount for amount in sorted(amounts, key=lambda a: a.box.x1)}
    ends = [amount.cell.text for amount in last.values()]
    whole = sum(bool(_GROUPED.search(text)) and not _CENTS.search(text) for text in ends)
    return sum(bool(_CENTS.search(text)) for text in ends) > whole


def _may_be_total(amount: Amount, *, with_cents: bool) -> bool:
    digits = sum(char.isdigit() for char in amount.cell.text)
    return amount.is_money or digits <= 6 or (not with_cents and bool(_GROUPED.fullmatch(amount.cell.text.strip())))


def crowded_rows(amounts: Sequence[Amount]) -> set[tuple[int, int]]:
    """The rows with several sums of money."""
    rows = [(amount.cell.page, amount.cell.row) for amount in amounts if amount.is_money]
    return {row for row in rows if rows.count(row) > 1}


def find_sums(amounts: Sequence[Amount], paid: Collection[Amount] = ()) -> set[Amount]:
    """The amounts that are the sum of two or more amounts right above them in their column.

    What is left after a payment is what is due, no sum of the document: `paid` ends a column.
    """
    money = [amount for amount in amounts if amount.is_money]
    return {amount for amount in money if _is_sum(amount, money, paid)}


def _is_sum(amount: Amount, money: Sequence[Amount], paid: Collection[Amount]) -> bool:
    above = [a for a in money if a.cell.page == amount.cell.page and a.cell.row < amount.cell.row]
    column = [a for a in above if abs(a.box.x1 - amount.box.x1) <= 0.8 * amount.box.height]
    total = Decimal(0)
    for count, other in enumerate(reversed(column), 1):
        if other in paid:
            return False
        total += other.value
        if count > 1 and total == amount.value != 0:
            return True
    return False


def amounts_at_rates(survey: Survey, amounts: Sequence[Amount]) -> set[Amount]:
    """The amounts beside a percentage, where rows of several percentages show that each is only a part."""
    rows = {(rate.cell.page, rate.cell.row): rate.value for rate in survey.rates}
    here = [amount for amount in amounts if amount.is_money and (amount.cell.page, amount.cell.row) in rows]
    rates = {rows[amount.cell.page, amount.cell.row] for amount in here}
    return set(here) if len(rates) > 1 else set()


def is_base(amount: Amount, survey: Survey) -> bool:
    """Whether a tax is of this amount: `IVA 21 % s/ 80,43`, `19 % auf 2.384,10`."""
    row = [word for cell in survey.sheets[amount.cell.page].rows[amount.cell.row] for word in cell.words]
    before = [word.text for word in row if word.box.x1 <= amount.box.x0 + 0.5]
    after = [word for word in row if word.box.x0 >= amount.box.x1 - 0.5 and any(c.isdigit() for c in word.text)]
    own = [word.text for word in amount.cell.words if not any(char.isdigit() for char in word.text)]
    near = " ".join([*before[-3:], *own]).casefold()
    return bool(after) and any("%" in text for text in before) and bool(_OF.search(near))
