import threading
import time

from extractors.ocr.tesseract import TesseractEngine
from extractors.pixels import Pixels
from tests.bench.engine_clock import EngineClock, engine_clock
from tests.extractors import papers

PAUSE = 0.05


def test_a_call_within_a_call_counts_once() -> None:
    clock = EngineClock()
    inner = clock.around(lambda: time.sleep(PAUSE))
    began = time.perf_counter()
    clock.around(inner)()
    assert PAUSE <= clock.seconds <= time.perf_counter() - began


def test_calls_beside_each_other_count_once() -> None:
    clock = EngineClock()
    threads = [threading.Thread(target=clock.around(lambda: time.sleep(PAUSE))) for _ in range(3)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert PAUSE <= clock.seconds <= time.perf_counter() - began


def test_time_between_calls_does_not_count() -> None:
    clock = EngineClock()
    clock.around(lambda: None)()
    time.sleep(PAUSE)
    clock.around(lambda: None)()
    assert clock.seconds < PAUSE


def test_engines_are_timed_where_the_readers_call_them() -> None:
    pixels: Pixels = papers.picture(papers.pdf())
    with engine_clock() as clock:
        began = time.perf_counter()
        assert TesseractEngine(("eng",)).recognise(pixels)
        took = time.perf_counter() - began
    assert 0.3 * took < clock.seconds <= took
