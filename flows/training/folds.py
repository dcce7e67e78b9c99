"""Documents divided so that no issuer and no layout family stands in two folds."""

import hashlib
from collections.abc import Iterable, Mapping

FOLDS = 5


def divide(pairs: Iterable[tuple[str, str]], folds: int = FOLDS) -> Mapping[tuple[str, str], int]:
    """The fold of each pair of issuer and layout; whatever shares one of them, by however many steps, is together.

    The largest families come first, each into the fold that has the fewest documents then.
    """
    known = list(pairs)
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for issuer, layout in known:
        one, other = sorted((find(f"issuer:{issuer}"), find(f"layout:{layout}")))
        leader[other] = one
    families: dict[str, list[tuple[str, str]]] = {}
    for pair in known:
        families.setdefault(find(f"issuer:{pair[0]}"), []).append(pair)
    sizes = [0] * folds
    placed: dict[tuple[str, str], int] = {}
    for name in sorted(families, key=lambda n: (-len(families[n]), hashlib.sha256(n.encode()).hexdigest())):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(families[name])
        placed |= dict.fromkeys(families[name], fold)
    return placed
