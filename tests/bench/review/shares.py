"""What all but a few of many took."""

import math
from collections.abc import Sequence

SHARE = 0.95


def p95(values: Sequence[float]) -> float:
    """The least value that nineteen of twenty do not exceed.

    >>> p95([float(number) for number in range(1, 101)])
    95.0
    """
    return sorted(values)[math.ceil(SHARE * len(values)) - 1]
