import os
import subprocess
import sys
import time

from flows.memory import PeakMemory, descendants, resident_bytes


def test_the_peak_of_a_child_is_seen() -> None:
    with PeakMemory(os.getpid()) as memory:
        hungry = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
        subprocess.run([sys.executable, "-c", hungry], check=True)
        peak = memory.reset()
        time.sleep(0.1)
        after = memory.reset()
    assert peak > 60_000_000
    assert after < peak


def test_descendants_are_found_at_any_depth() -> None:
    inner = "import time; time.sleep(1)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    with subprocess.Popen([sys.executable, "-c", outer]) as process:
        time.sleep(0.5)
        assert len(descendants(os.getpid())) >= 2
        process.wait()


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert resident_bytes(2**22 + 1) == 0
