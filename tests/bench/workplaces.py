"""Real processes over an empty house in a folder of its own, as the journeys have them, to be timed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.premises import Premises, make_prefect_home


@contextmanager
def open_workplace(*names: str) -> Iterator[Premises]:
    """Premises where the processes of these names work."""
    with tempfile.TemporaryDirectory(prefix="prejeto-bench-") as folder:
        home = make_prefect_home(Path(folder) / "first")
        with Premises(Path(folder) / "house", home) as premises:
            for name in names:
                premises.start(name)
            yield premises
