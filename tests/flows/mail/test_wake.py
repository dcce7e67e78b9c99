"""A thread that waits is woken; once it ended, nobody who rings touches what others opened meanwhile."""

import os

from flows.mail.wake import Wake


def test_whoever_waits_is_woken_also_when_somebody_rang_before() -> None:
    wake = Wake()
    wake.ring()
    wake.wait(60)
    wake.close()


def test_ringing_after_the_end_writes_into_no_file_that_was_opened_since() -> None:
    wake = Wake()
    wake.close()
    read, write = os.pipe()  # the lowest numbers that are free: those of the one that was closed
    try:
        os.set_blocking(read, False)
        wake.ring()
        os.write(write, b"ours")
        assert os.read(read, 100) == b"ours"
    finally:
        os.close(read)
        os.close(write)
