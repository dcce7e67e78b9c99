"""The threshold goes down at looks only, up at once, and drift ends it."""

import random

from models.risk_control import Reviewed
from models.standing import Reason, reviews_missing, standing
from tests.models.organisations import KINDS, Organisation

BOUND = 1 / 100
RIGHT, WRONG = Reviewed(0.9, wrong=False), Reviewed(0.9, wrong=True)


def test_nothing_goes_through_before_there_are_enough() -> None:
    assert standing([RIGHT] * 298, BOUND).reason is Reason.TOO_FEW
    assert standing([RIGHT] * 299, BOUND).threshold == 0.9


def test_too_many_wrong_ones_show_nothing() -> None:
    found = standing([RIGHT, WRONG] * 200, BOUND)
    assert (found.threshold, found.reason) == (None, Reason.NOT_SHOWN)


def test_the_threshold_goes_down_at_looks_only() -> None:
    sure, less = [Reviewed(0.99, wrong=False)] * 299, [Reviewed(0.9, wrong=False)] * 298
    assert standing([*sure, *less], BOUND).threshold == 0.99
    assert standing([*sure, *less, RIGHT], BOUND).threshold == 0.9


def test_a_wrong_document_tightens_at_once() -> None:
    found = standing([*[RIGHT] * 310, WRONG], BOUND)
    assert (found.threshold, found.reason) == (None, Reason.TIGHTENED)
    surer = [Reviewed(0.99, wrong=False)] * 400
    found = standing([*surer, *[RIGHT] * 198, WRONG, WRONG, WRONG], BOUND)
    assert (found.threshold, found.reason) == (0.99, Reason.TIGHTENED)


def test_a_wrong_document_among_many_is_borne() -> None:
    found = standing([*[RIGHT] * 480, WRONG], BOUND)
    assert (found.threshold, found.wrong, found.of) == (0.9, 1, 481)


def test_many_wrong_ones_among_the_newest_are_drift_whatever_the_older_ones_say() -> None:
    found = standing([*[RIGHT] * 3000, *[RIGHT, WRONG] * 5], BOUND)
    assert (found.threshold, found.reason) == (None, Reason.DRIFT)


def test_missing_reviews_count_down_and_a_wrong_one_costs_more() -> None:
    assert reviews_missing([RIGHT] * 298, BOUND) == 1
    assert reviews_missing([RIGHT] * 299, BOUND) == 0
    assert reviews_missing([*[RIGHT] * 298, Reviewed(0.5, wrong=True)], BOUND) == 598 - 299
    assert reviews_missing([*[RIGHT] * 298, WRONG], BOUND) == 598 - 299


def test_missing_reviews_are_enough() -> None:
    for seed in range(20):
        reviewed = Organisation(random.Random(seed), KINDS["confidence is true"]).review(50 * seed)
        further = [Reviewed(1.0, wrong=False)] * reviews_missing(reviewed, BOUND)
        assert standing([*reviewed, *further], BOUND).threshold is not None
