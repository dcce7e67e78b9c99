"""How much would be booked unseen at the operator's bound, and whether the bound was kept, in lines for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean

from flows.halves import Half, Trial, go_through, look_as_a_house, look_once, try_bound
from flows.unseen_score import Seen, counted_findings, counted_obstacles
from models.intervals import clopper_pearson, counted, wilson
from models.unseen import Obstacle

_TAIL = 0.025


def told(documents: Sequence[Seen], bound: int, times: Sequence[int]) -> Iterator[str]:
    """What the documents are, what of them would go through, and the trials of each number of halves."""
    strangers = sum(seen.stranger for seen in documents)
    yield f"{len(documents)} documents with all required fields known, {strangers} of them no invoices."
    yield f"Bound: at most 1 wrong document in {bound}, shown with 95 % confidence."
    free = [seen for seen in documents if seen.obstacle is Obstacle.NONE]
    wrong = sum(bool(seen.wrong) for seen in free)
    yield f"Nothing stands against: {counted(len(free), len(documents), wilson(len(free), len(documents)))}"
    yield f"  wrong of these: {counted(wrong, len(free), clopper_pearson(wrong, len(free)))}"
    obstacles = {kind.value: count for kind, count in counted_obstacles(documents).items()}
    yield f"  against the others stands: {_listed(obstacles)}"
    yield f"  findings: {_listed(counted_findings(documents))}"
    yield f"  wrong keys where nothing stands against: {_listed(Counter(key for seen in free for key in seen.wrong))}"
    yield "All of them reviewed, through of the invoices:"
    yield from _judged(go_through(documents, look_once(documents, bound), bound), len(documents) - strangers)
    for number in times:
        yield f"{number} times one half reviewed ({len(documents) // 2} documents), the other judged; one look:"
        yield from _tried(try_bound(documents, bound, number))
    yield f"{max(times)} times, reviewed as documents come, looked at after 299, 598, ... at 1 in 100:"
    yield from _tried(try_bound(documents, bound, max(times), look_as_a_house))


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: -pair[1])) or "none"


def _judged(half: Half, of: int, which: str = "") -> Iterator[str]:
    yield f"  {which}through {counted(half.through, of, wilson(half.through, of))}"
    yield f"    wrong of these {counted(half.wrong, half.through, clopper_pearson(half.wrong, half.through))}"


def _tried(trial: Trial) -> Iterator[str]:
    shares = trial.shares
    if not shares:
        yield "  no documents"
        return
    least, most = shares[int(_TAIL * len(shares))], shares[-1 - int(_TAIL * len(shares))]
    yield f"  through on average {mean(shares):.1%} of the half ({least:.1%} to {most:.1%} in 95 of 100 halves)"
    yield from _judged(trial.judged[0], trial.judged[0].of, "the first half: ")
    yield f"  over all times wrong {trial.wrong} of {trial.covered} that went through"
    kept = counted(trial.kept, trial.times, clopper_pearson(trial.kept, trial.times))
    yield f"  bound kept (no more wrong than 1 in {trial.bound} of the judged half): {kept}"
