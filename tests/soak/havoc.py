"""Kills spread at random over a whole run, by how far it has come."""

from collections.abc import Sequence

from flows.children import Child
from tests.journeys.premises import kill_group
from tests.soak.sabotage import Saboteur


class Havoc(Saboteur):
    """Kills `most` times in all: each victim in its turn, with everything it started."""

    def __init__(self, victims: Sequence[Child], seed: int, most: int, steps: int) -> None:
        super().__init__(victims, seed)
        gaps = [self._random.uniform(number, number + 1) * steps / most for number in range(most)]
        self._due_at = [min(steps - 1, int(gap)) for gap in gaps]

    def look(self, step: int) -> None:
        """To be called often, with the step that was reached: start what died, and kill what is due."""
        for victim in self._victims:
            victim.watch()
        if self._due_at and step >= self._due_at[0]:
            del self._due_at[0]
            self._strike(next(self._turns))

    def _strike(self, victim: Child) -> None:
        if victim.alive:
            kill_group(victim)
            victim.deaths = 0  # it died by our hand: no reason to start it later and later
            self.kills[victim.name] += 1
        else:
            self._due_at.insert(0, 0)  # it is down already: the next one
