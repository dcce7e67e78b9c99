"""Intervals for shares that were counted: 95 percent, two-sided.

Source: E. B. Wilson (1927), Journal of the American Statistical Association 22; C. J. Clopper and E. S. Pearson (1934),
Biometrika 26.
"""

from collections.abc import Callable
from math import sqrt

from models.risk_control import at_most

_Z = 1.959963984540054
_TAIL = 0.025
_STEPS = 60


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of Wilson for `right` of `of`; the whole range when nothing was counted.

    >>> tuple(round(edge, 3) for edge in wilson(45, 50))
    (0.786, 0.957)
    """
    if of == 0:
        return 0.0, 1.0
    share, slack = right / of, _Z * _Z / of
    centre = (share + slack / 2) / (1 + slack)
    half = _Z * sqrt(share * (1 - share) / of + slack / (4 * of)) / (1 + slack)
    return max(0.0, centre - half), min(1.0, centre + half)


def clopper_pearson(right: int, of: int) -> tuple[float, float]:
    """The exact interval, never too narrow: for few errors, where Wilson's is.

    >>> [tuple(round(edge, 3) for edge in clopper_pearson(wrong, 20)) for wrong in (0, 2)]
    [(0.0, 0.168), (0.012, 0.317)]
    """
    if of == 0:
        return 0.0, 1.0
    low = 0.0 if right == 0 else _where(lambda share: 1 - at_most(right - 1, of, share) > _TAIL)
    high = 1.0 if right == of else _where(lambda share: at_most(right, of, share) < _TAIL)
    return low, high


def counted(count: int, of: int, interval: tuple[float, float]) -> str:
    """A share for a report, with its interval.

    >>> counted(45, 50, wilson(45, 50)), counted(0, 0, (0.0, 1.0))
    ('45/50 = 90.0% (78.6% to 95.7%)', '-')
    """
    low, high = interval
    return f"{count}/{of} = {count / of:.1%} ({low:.1%} to {high:.1%})" if of else "-"


def _where(reached: Callable[[float], bool]) -> float:
    """The share from which on something is reached, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high
