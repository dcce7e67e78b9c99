import resource
from pathlib import Path

import numpy as np
import pytest

from extractors.ocr import rapid
from extractors.ocr.bfloat16 import bfloat16_works, has_bfloat16, in_few_widths
from extractors.ocr.rapid import RapidEngine
from extractors.pixels import Floats
from tests.extractors import papers

GIBIBYTE = 1024**3


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("flags : fpu avx2 avx512_bf16 sse", True),
        ("flags\t\t: fpu amx_bf16\n", True),
        ("flags : fpu avx2 avx512f\n", False),
        ("model name : avx512_bf16\n", False),
        ("", False),
    ],
)
def test_the_processor_tells_whether_it_multiplies_sixteen_bits(tmp_path: Path, told: str, *, expected: bool) -> None:
    (tmp_path / "cpuinfo").write_text(told)
    assert has_bfloat16(tmp_path / "cpuinfo") is expected


def test_a_machine_that_tells_nothing_does_not() -> None:
    assert not has_bfloat16(Path("/nowhere/cpuinfo"))


@pytest.mark.parametrize(("width", "wide"), [(160, 192), (192, 192), (193, 256)])
def test_strips_come_in_few_widths_and_keep_their_own_steps(width: int, wide: int) -> None:
    seen = []

    def session(strips: Floats) -> Floats:
        seen.append(strips.shape[3])
        return np.zeros((1, strips.shape[3] // 8, 5), dtype=np.float32)

    steps = in_few_widths(session)(np.zeros((1, 3, 48, width), dtype=np.float32))
    assert seen == [wide]
    assert steps.shape[1] == pytest.approx(width / 8, abs=1)


def test_a_reader_with_less_room_keeps_to_thirty_two_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (2 * GIBIBYTE, 2 * GIBIBYTE))
    assert not bfloat16_works.__wrapped__()


@pytest.mark.skipif(not bfloat16_works(), reason="this processor has no sixteen-bit numbers, or OpenVINO is missing")
def test_sixteen_bits_read_what_thirty_two_do(monkeypatch: pytest.MonkeyPatch) -> None:
    page = papers.picture(papers.pdf(), dpi=150)
    short = RapidEngine().recognise(page)
    monkeypatch.setattr(rapid, "bfloat16_works", lambda: False)
    exact = RapidEngine().recognise(page)
    assert [word.text for word in short] == [word.text for word in exact]
    for one, other in zip(short, exact, strict=True):
        assert one.box.as_list() == pytest.approx(other.box.as_list(), abs=10)
