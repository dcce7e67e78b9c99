import random

from flows.score_page.halves import TIMES, try_bounds
from models.risk_control import Reviewed
from tests.models.organisations import KINDS, Organisation


def test_few_documents_let_nothing_through_and_say_how_many_are_needed() -> None:
    trials = {trial.bound: trial for trial in try_bounds([Reviewed(0.9, wrong=False)] * 100)}
    assert (trials[10].needed, trials[10].half, trials[10].covered) == (29, 50, 50 * TIMES)
    assert (trials[100].needed, trials[100].covered, trials[100].of) == (299, 0, 50 * TIMES)


def test_no_documents_are_no_trouble() -> None:
    assert {trial.covered for trial in try_bounds([])} == {0}


def test_the_bound_is_kept_on_the_other_half_and_the_same_each_time() -> None:
    documents = Organisation(random.Random(1), KINDS["three times too cautious"]).review(2000)
    hundred = next(trial for trial in try_bounds(documents) if trial.bound == 100)
    assert hundred.kept >= 19
    assert hundred.covered > hundred.of / 3
    assert try_bounds(documents) == try_bounds(documents)
