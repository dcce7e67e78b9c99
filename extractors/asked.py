"""What a person said of a document that is to be read: its password, and how its pages lie."""

from dataclasses import dataclass, field

from models.page_turns import PageTurns


@dataclass(frozen=True, slots=True)
class AskedPage:
    """One page to be read: its `number` from 0, how many are `left` to read with it, quarter `turns` to upright.

    `turns` are None where nobody said: then the page itself tells.
    """

    number: int
    left: int = 1
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a whole document. Most need no password, and lie as they look."""

    password: str | None = field(default=None, repr=False)
    turns: PageTurns = field(default_factory=dict)

    def page(self, number: int, left: int) -> AskedPage:
        return AskedPage(number, left, self.turns.get(number))


PLAINLY = Asked()
