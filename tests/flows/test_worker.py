"""How long a worker waits between drains."""

from flows.worker import ASK_AGAIN_SECONDS, LONGEST_PAUSE_SECONDS, next_pause


def test_failures_in_a_row_make_it_wait_longer() -> None:
    assert next_pause(1.0, well=False, lasted=0.2) == 2.0
    assert next_pause(9.0, well=False, lasted=0.2) == LONGEST_PAUSE_SECONDS


def test_a_drain_that_worked_a_while_makes_it_wait_shortly_again() -> None:
    assert next_pause(8.0, well=False, lasted=60.0) == ASK_AGAIN_SECONDS
    assert next_pause(8.0, well=True, lasted=0.2) == ASK_AGAIN_SECONDS
