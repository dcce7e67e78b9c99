"""How much to read of the corpora."""

from dataclasses import dataclass
from pathlib import Path

QUICK_EVERY = 12
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """All documents, or a `quick` sample of them, to see whether all works."""

    corpora: Path
    quick: bool = False

    @property
    def every(self) -> int:
        """Of so many documents one is taken."""
        return QUICK_EVERY if self.quick else 1

    @property
    def rounds(self) -> int:
        """Of what is too quick to be timed once."""
        return 1 if self.quick else ROUNDS
