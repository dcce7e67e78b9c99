"""What every part of a page is drawn with: the bill, its issuer's words and forms, and a pen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from flows.papers.bills import Bill
from flows.papers.designs import Design
from flows.papers.forms import Forms
from flows.papers.habits import Habits
from flows.papers.identity import PrintedNumber, numbers_of, printed_vat
from flows.papers.issuers import Issuer
from flows.papers.marks import GREY, Block
from flows.papers.pens import Part, Pen
from flows.papers.says import Wording


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value; `key` names the value that is shown."""

    label: str
    value: str
    key: str | None = None
    strong: bool = False


class Layout:
    """A bill about to be drawn. Widths are of the type area, in points."""

    def __init__(self, bill: Bill, issuer: Issuer, random: Random) -> None:
        self.bill, self.issuer, self.random = bill, issuer, random
        self.design: Design = issuer.design
        self.forms: Forms = issuer.forms
        self.wording: Wording = issuer.wording
        self.habits: Habits = issuer.habits
        self.pen = Pen(self.design.face, self.design.size)
        self.width = self.design.page[0] - 2 * self.design.margin
        self.second = (
            Wording(self.design.other_language, "GB", issuer.company.name, held_out=False)
            if self.design.other_language
            else None
        )

    def smaller(self) -> "Layout":
        """The same in a smaller type, for what must fit on one page."""
        layout = Layout(self.bill, self.issuer, self.random)
        layout.pen = self.pen.sized(0.86)
        return layout

    def part(self, name: str) -> str:
        """The arrangement of a part of the page."""
        return self.design.parts[name]

    def label(self, key: str) -> str:
        """The issuer's label, in two languages where it writes so."""
        text = self.wording.label(key)
        text = f"{text} / {self.second.label(key)}" if self.second else text
        return text.upper() if self.design.upper_labels else text

    def labelled(self, label: str) -> str:
        """The label as it stands before a value on the same line."""
        return (
            label
            if label.endswith((".", ":")) and not self.design.colon
            else f"{label.rstrip(':')}{self.design.colon or ''}"
        )

    @property
    def label_pen(self) -> Pen:
        return self.pen.strong if self.design.bold_labels else self.pen.inked(GREY)

    @property
    def accent_pen(self) -> Pen:
        return self.pen.inked(self.design.accent)

    def inline(self, pair: Pair) -> list[Part]:
        """`Label: value` as one line."""
        return [(f"{self.labelled(pair.label)} ", None), (pair.value, pair.key)]

    def numbers(self) -> list[PrintedNumber]:
        """The seller's numbers, as it prints them."""
        return numbers_of(self.bill.seller, self.issuer.identity, self.bill.regime)

    def number_pairs(self) -> list[Pair]:
        return [Pair(self.wording.label(one.label), one.text, one.key) for one in self.numbers()]

    def buyer_vat(self) -> str:
        """The buyer's VAT number as it is printed; empty when it is not."""
        if not self.bill.buyer.vat_id:
            return ""
        abroad = self.bill.buyer.country != self.bill.seller.country
        style = "plain" if abroad else self.issuer.identity.vat_style
        return printed_vat(self.bill.buyer.vat_id, style)


def split_sentence(sentence: str, values: dict[str, tuple[str, str | None]]) -> list[Part]:
    """The parts of a sentence with `{name}` in it: text without a key, values with theirs.

    >>> split_sentence("Pay by {due}.", {"due": ("1 May", "due_date")})
    [('Pay by ', None), ('1 May', 'due_date'), ('.', None)]
    """
    return list(_split(sentence, values))


def _split(sentence: str, values: dict[str, tuple[str, str | None]]) -> Iterator[Part]:
    rest = sentence
    while "{" in rest:
        before, _, tail = rest.partition("{")
        name, _, rest = tail.partition("}")
        if before:
            yield before, None
        yield values[name]
    if rest:
        yield rest, None


def lines_of(pen: Pen, lines: Sequence[Sequence[Part]], width: float) -> list[Block]:
    """Each line in a block of its own, broken where it is too long."""
    return [pen.flow(line, width) for line in lines]
