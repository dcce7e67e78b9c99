"""Whether the bound is kept by what goes through unseen: `python -m tests.bench.unseen`.

Invented organisations (`tests/models/organisations.py`) review documents; the true share of wrong ones among those that
would go through is taken over a large population. First after so many reviews at once; then as the years go by, with
looks, blind samples and drift as a house has them. Nothing is read and no database is used.
"""

import random
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from models.intervals import clopper_pearson, counted
from models.risk_control import Reviewed, lowest_threshold
from models.standing import Reason, standing
from tests.models.organisations import KINDS, Organisation, Population

SIZES = (400, 800, 2000)
BLIND = 20
EVERY = 10  # documents between two evaluations: a house has one after each, which takes longer


def unseen(
    organisations: Annotated[int, typer.Option(help="Invented organisations of each kind and size.")] = 300,
    followed: Annotated[int, typer.Option(help="Of these, how many are followed document by document.")] = 40,
    documents: Annotated[int, typer.Option(help="Documents of those that are followed.")] = 3000,
    bound: Annotated[int, typer.Option(help="At most 1 wrong document in so many.")] = 100,
) -> None:
    """Invent organisations and tell how often what goes through breaks the bound."""
    console = Console(width=140)
    console.print(_at_once(organisations, 1 / bound))
    if followed:
        console.print(_over_time(followed, documents, 1 / bound))


def _at_once(organisations: int, share: float) -> Table:
    table = Table(
        "kind", "scores", "reviewed", "break the bound", "covered", "could be covered", title="Reviewed at once"
    )
    for kind in KINDS:
        for places in (6, 2):
            for size in SIZES:
                table.add_row(kind, f"{places} places", str(size), *_row(kind, places, size, organisations, share))
    return table


def _row(kind: str, places: int, size: int, organisations: int, share: float) -> Iterator[str]:
    chance = random.Random(f"{kind} {places} {size}")
    organisation = Organisation(chance, KINDS[kind], places)
    population = organisation.population()
    found = [lowest_threshold(organisation.review(size), share) for _ in range(organisations)]
    broken = sum(population.error(threshold) > share for threshold in found)
    yield counted(broken, organisations, clopper_pearson(broken, organisations))
    yield f"{sum(population.covered(threshold) for threshold in found) / organisations:.0%}"
    yield f"{best_coverage(population, share):.0%}"


def best_coverage(population: Population, share: float) -> float:
    """What somebody could cover who knew the truth."""
    bearable = (score for score in population.scores[::20] if population.error(score) <= share)
    return population.covered(next(bearable, None))


def _over_time(organisations: int, documents: int, share: float) -> Table:
    """Switched on from the first document; what goes through is looked at only where it is a blind sample."""
    heads = (
        "kind",
        "break it at the end",
        "at any time",
        "unseen of all documents",
        "wrong of what went unseen",
        "drift",
    )
    table = Table(*heads, title=f"Over {documents} documents")
    for kind in KINDS:
        chance = random.Random(f"followed {kind}")
        followed = [_follow(Organisation(chance, KINDS[kind]), documents, share) for _ in range(organisations)]
        end, ever = sum(one[0] for one in followed), sum(one[1] for one in followed)
        gone, wrong, drifts = (sum(one[place] for one in followed) for place in (2, 3, 4))
        cells = [counted(count, organisations, clopper_pearson(count, organisations)) for count in (end, ever)]
        shares = f"{gone / (organisations * documents):.0%}", counted(wrong, gone, clopper_pearson(wrong, gone))
        table.add_row(kind, *cells, *shares, str(drifts))
    return table


def _follow(organisation: Organisation, documents: int, share: float) -> tuple[bool, bool, int, int, int]:
    """Whether the bound is broken at the end and ever; how many went unseen, how many of them wrong; drifts seen."""
    population, chance = organisation.population(), organisation.chance
    reviewed: list[Reviewed] = []
    threshold: float | None = None
    ever, gone, wrong, drifts = False, 0, 0, 0
    for number in range(documents):
        score, often = organisation.document()
        document = Reviewed(score, chance.random() < often)
        if threshold is not None and score >= threshold and chance.randrange(BLIND):
            gone, wrong = gone + 1, wrong + document.wrong
            continue
        reviewed.append(document)
        if document.wrong or number % EVERY == 0:
            found = standing(reviewed, share)
            if found.reason is Reason.DRIFT:
                drifts, reviewed = drifts + 1, []
            threshold = found.threshold
            ever = ever or population.error(threshold) > share
    return population.error(threshold) > share, ever, gone, wrong, drifts


if __name__ == "__main__":
    typer.run(unseen)
