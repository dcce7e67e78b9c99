"""The models of recognition in sixteen bits, by OpenVINO, on processors that multiply such numbers (bfloat16).

On those it takes half of onnxruntime's time for the same letters; on others it gains nothing and is not used, nor
where it is not installed. Its memory grows with the number of widths it has seen, so strips come in few widths and it
keeps few. Its telemetry is refused before it is imported.
"""

import importlib
import resource
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np
from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

from extractors.pixels import Floats

_TELEMETRY = "openvino_telemetry"  # tells its makers of every import, where it may
_PROCESSOR = Path("/proc/cpuinfo")
_FLAGS = {"avx512_bf16", "amx_bf16"}
_ROOM = 2560 * 1024 * 1024  # addresses of a process that reads with these models
_STEP = 64  # pixels of a strip's width
_KEPT = 16  # shapes whose program is kept
_SETTINGS = {
    "INFERENCE_PRECISION_HINT": "bf16",
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    "ENABLE_CPU_PINNING": False,  # or two readers share one core: seen in reading.throughput_two_workers
    "CPU_RUNTIME_CACHE_CAPACITY": str(_KEPT),
}

Session = Callable[[Floats], Floats]
"""Rows of numbers in, rows of numbers out; raises ONNXRuntimeError, as those of rapidocr do."""


@cache
def bfloat16_works() -> bool:
    """Whether the processor multiplies sixteen-bit numbers, there is room for the models, and OpenVINO is there."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    has_room = most == resource.RLIM_INFINITY or most >= _ROOM
    return has_bfloat16(_PROCESSOR) and has_room and _openvino() is not None


def has_bfloat16(processor: Path) -> bool:
    """Whether the processor that the file tells of (proc(5), cpuinfo) does; no file, no."""
    try:
        told = processor.read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return any(_FLAGS.intersection(line.split()) for line in told.splitlines() if line.startswith("flags"))


def open_model(model: bytes | str) -> Session:
    """A session over a model in ONNX, by its content or path. Raises RuntimeError when it cannot be compiled."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))  # a reader has less until it needs this
    core = _openvino().Core()
    request = core.compile_model(core.read_model(model), "CPU", _SETTINGS).create_infer_request()

    def run(numbers: Floats) -> Floats:
        try:
            request.infer([numbers], share_inputs=True)
            return np.array(request.get_output_tensor().data, dtype=np.float32)
        except RuntimeError as error:
            raise ONNXRuntimeError(str(error)) from error

    return run


def in_few_widths(session: Session) -> Session:
    """The session of a recogniser, its strips padded to the next of few widths and its steps cut back to theirs."""

    def run(strips: Floats) -> Floats:
        width = strips.shape[3]
        wide = -(-width // _STEP) * _STEP
        steps = session(np.pad(strips, ((0, 0), (0, 0), (0, 0), (0, wide - width))))
        return steps[:, : max(1, round(steps.shape[1] * width / wide))]

    return run


def _openvino() -> Any:
    sys.modules.setdefault(_TELEMETRY, cast("ModuleType", None))  # which is how an import is refused
    try:
        return importlib.import_module("openvino")
    except ImportError:
        return None
