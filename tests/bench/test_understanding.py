from pathlib import Path

from tests.bench.effort import Effort
from tests.bench.understanding import time_models, weigh_models


def test_the_weights_of_the_repository_are_weighed() -> None:
    (found,) = weigh_models(Effort(Path()))
    assert found.n > 5
    assert found.keeps_bar
    assert found.value > 1


def test_models_are_loaded_in_a_process_of_their_own() -> None:
    (found,) = time_models(Effort(Path(), quick=True))
    assert found.unit == "s"
    assert found.value > 0.01
