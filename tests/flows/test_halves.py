import random
from dataclasses import replace

from flows.halves import TIMES, go_through, look_as_a_house, look_once, try_bound, try_bounds
from flows.unseen_score import Seen
from models.risk_control import Reviewed
from models.unseen import Obstacle
from tests.models.organisations import KINDS, Organisation


def seen(documents: list[Reviewed]) -> list[Seen]:
    found = enumerate(documents)
    return [Seen(str(at), one.score, Obstacle.NONE, ("total_gross",) if one.wrong else ()) for at, one in found]


def good(count: int) -> list[Seen]:
    return seen([Reviewed(0.9, wrong=False)] * count)


def test_few_documents_let_nothing_through_and_say_how_many_are_needed() -> None:
    trials = {trial.bound: trial for trial in try_bounds(good(100))}
    assert (trials[10].needed, trials[10].half, trials[10].covered) == (29, 50, 50 * TIMES)
    assert (trials[100].needed, trials[100].covered, trials[100].of) == (299, 0, 50 * TIMES)


def test_no_documents_are_no_trouble() -> None:
    assert {trial.covered for trial in try_bounds([])} == {0}


def test_the_bound_is_kept_on_the_other_half_and_the_same_each_time() -> None:
    documents = seen(list(Organisation(random.Random(1), KINDS["three times too cautious"]).review(2000)))
    hundred = try_bound(documents, 100)
    assert hundred.kept >= 19
    assert hundred.covered > hundred.of / 3
    assert try_bound(documents, 100) == hundred
    assert try_bound(documents, 100, 40).times == 40


def test_what_something_stands_against_neither_speaks_nor_goes_through() -> None:
    lacking = [replace(one, obstacle=Obstacle.ONE_WITNESS) for one in good(300)]
    assert look_once(lacking, 100) is None
    half = go_through([*good(10), *lacking[:30]], look_once(good(300), 100), 100)
    assert (half.through, half.wrong, half.of) == (10, 0, 40)


def test_a_half_keeps_the_bound_when_no_more_than_its_share_is_wrong() -> None:
    bad = [replace(one, wrong=("currency",)) for one in good(2)]
    assert go_through([*good(199), bad[0]], 0.9, 100).keeps(100)
    assert not go_through([*good(198), *bad], 0.9, 200).keeps(200)
    assert go_through(good(9), None, 100).through == 0


def test_a_house_that_reviews_as_documents_come_has_looked_at_fewer() -> None:
    bad = [replace(one, wrong=("currency",)) for one in good(1)]
    assert (look_once([*good(299), *bad], 100), look_as_a_house([*good(299), *bad], 100)) == (None, None)
    assert (look_once([*bad, *good(500)], 100), look_as_a_house([*bad, *good(500)], 100)) == (0.9, None)
