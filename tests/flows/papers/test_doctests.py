import doctest

import pytest

import flows.papers.identity
import flows.papers.layout
import flows.papers.stacking


@pytest.mark.parametrize("module", [flows.papers.identity, flows.papers.layout, flows.papers.stacking])
def test_examples_are_right(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
