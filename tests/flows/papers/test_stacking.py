"""Generated stacks are as they say, and the same every time."""

import pytest

from extractors.text_layer import read_text_layer
from flows.papers.making import Series
from flows.papers.stacking import Arrangement, make_stack

SERIES = Series(seed=5)


@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_a_stack_knows_the_pages_of_its_documents(arrangement: Arrangement) -> None:
    paper = make_stack(SERIES, 3, arrangement)
    pages = read_text_layer(paper.content)
    assert (len(paper.ranges) > 1) == arrangement.is_stack
    assert paper.ranges[0].first == 0
    assert paper.ranges[-1].last < len(pages)
    assert all(pages[part.first].words for part in paper.ranges)
    between = [page for page in range(len(pages)) if not any(page in part for part in paper.ranges)]
    assert bool(between) == (arrangement is Arrangement.SEPARATED)


def test_the_same_place_gives_the_same_file() -> None:
    assert make_stack(SERIES, 1, Arrangement.RUN) == make_stack(SERIES, 1, Arrangement.RUN)
