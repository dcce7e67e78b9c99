"""Log-odds and probabilities: how evidence adds up."""

from math import exp, log


def probability(log_odds: float) -> float:
    """The probability of log-odds, clipped so that nothing is ever certain.

    >>> probability(0.0), round(probability(3.0), 3)
    (0.5, 0.953)
    """
    return 1.0 / (1.0 + exp(-max(-12.0, min(12.0, log_odds))))


def log_odds(share: float) -> float:
    """The log-odds of a probability, clipped likewise.

    >>> log_odds(0.5), round(log_odds(1.0), 1)
    (0.0, 7.6)
    """
    share = min(max(share, 0.0005), 0.9995)
    return log(share / (1.0 - share))
