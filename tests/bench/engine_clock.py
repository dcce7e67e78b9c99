"""The time that passes inside the engines' own calls, whoever makes them and however deep they are nested.

What an engine does in Python around its network is its own time too. A call within a call, or beside another one in
a second thread, is not counted twice.
"""

import importlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

ENGINE_CALLS = (
    ("rapidocr.ch_ppocr_det", "TextDetector.__call__"),
    ("rapidocr.ch_ppocr_rec", "TextRecognizer.__call__"),
    ("onnxruntime", "InferenceSession.run"),
    ("openvino", "CompiledModel.__call__"),
    ("openvino", "InferRequest.infer"),
    ("pytesseract.pytesseract", "run_and_get_output"),
)


@dataclass(slots=True)
class EngineClock:
    """`seconds` during which at least one engine was at work."""

    seconds: float = 0.0
    _inside: int = 0
    _began: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def running(self) -> Iterator[None]:
        with self._lock:
            self._began = self._began if self._inside else time.perf_counter()
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                self.seconds += 0.0 if self._inside else time.perf_counter() - self._began

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.running():
                return call(*arguments, **named)

        return timed


@contextmanager
def engine_clock() -> Iterator[EngineClock]:
    """A clock on all engines that are installed."""
    clock = EngineClock()
    with ExitStack() as stack:
        for module, path in ENGINE_CALLS:
            *owners, name = path.split(".")
            try:
                owner: Any = importlib.import_module(module)
            except ModuleNotFoundError:
                continue
            for step in owners:
                owner = getattr(owner, step)
            stack.enter_context(mock.patch.object(owner, name, clock.around(getattr(owner, name))))
        yield clock
