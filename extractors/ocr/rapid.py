"""RapidOCR: PP-OCRv6's detector and recogniser as ONNX models out of the wheel; no network, one thread, no log.

The one module that talks to `rapidocr` and onnxruntime; `bfloat16` knows OpenVINO. Detection runs on a reduced
picture, recognition on strips cut from the full one, with the letters of European languages only. onnxruntime would
report to its makers over the network, from its import on, if it were let.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import cv2
import numpy as np
import rapidocr
from onnxruntime import InferenceSession, SessionOptions
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_rec import TextRecInput, TextRecognizer
from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
from rapidocr.utils.parse_parameters import ParseParams

from extractors.ocr.alphabet import cut_down
from extractors.ocr.bfloat16 import bfloat16_works, in_few_widths, open_model
from extractors.ocr.decoding import decode
from extractors.ocr.faint import FaintCounter
from extractors.ocr.lines import LineText, split_line
from extractors.pixels import Floats, Pixels, Points, Quads, resized
from models.errors import EngineCrashed, EngineMissing
from models.page import Word

_HOME = Path(rapidocr.__file__).parent
_DETECTOR = _HOME / "models" / "PP-OCRv6_det_small.onnx"
_RECOGNISER = _HOME / "models" / "PP-OCRv6_rec_small.onnx"
_FATAL = 4  # of onnxruntime's log
_DETECTOR_PIXELS = 960 * 680  # a page of A4 with its long side at 960
_DETECTOR_SIDE = 2400  # of a long receipt
_SMALL_PRINT = 9.0  # pixels of a line's height under which the detector looks again, closer
_CLOSER = 1.35
_LEAST_STRIP = 160  # pixels a strip is padded to; the 320 of the models' makers cost a third more for the same text
_BATCH = 1  # strips of one batch are padded to the widest
_SLICE = 30  # lines read between two looks at the clock
_LEAST_CONFIDENCE = 0.5
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥", 0xFFE1: "£"}
_NOTHING_KNOWN: Mapping[int, LineText] = {}
_NO_LINES: Quads = np.zeros((0, 4, 2), dtype=np.float32)


class RapidEngine:
    """See `Engine`. `detect` and `read_lines` are its two halves, which orientation and skew use too."""

    name = "rapidocr"

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        try:
            settings, recogniser = _settings(), cut_down(_RECOGNISER.read_bytes())
            self._detector = TextDetector(settings.Det)
            self._unboxed = _with_counter(self._detector)
            self._recogniser = _with_decoder(TextRecognizer(_with_session(settings.Rec, recogniser)))
            if bfloat16_works():
                self._detector.session = open_model(str(_DETECTOR))
                self._recogniser.session = in_few_widths(open_model(recogniser))
        except (OSError, RuntimeError, ONNXRuntimeError, ValueError) as error:
            raise EngineMissing("RapidOCR cannot start. Run `prejeto doctor`.") from error

    def recognise(self, pixels: Pixels) -> tuple[Word, ...]:
        return self.read_words(pixels, self.detect(pixels))

    def detect(self, pixels: Pixels, most: float = 1.0) -> Quads:
        """The corners of the lines of text, from the top down, in pixels; small or pale print is sought again, closer.

        The picture is reduced at least to `most` of its width.
        """
        height, width = pixels.shape[:2]
        scale = min(np.sqrt(_DETECTOR_PIXELS / (width * height)), _DETECTOR_SIDE / max(width, height), most)
        quads = self._detect_at(pixels, scale)
        if scale < 1 and (self._unboxed.faint or _are_small(quads, scale)):
            quads = self._detect_at(pixels, min(1.0, scale * _CLOSER))
        return quads

    def read_words(
        self,
        pixels: Pixels,
        quads: Quads,
        known: Mapping[int, LineText] = _NOTHING_KNOWN,
        in_time: Callable[[], bool] = lambda: True,
        places: Quads | None = None,
    ) -> tuple[Word, ...]:
        """The words inside the detected lines, from the top down for as long as `in_time` says so.

        `known` are lines read before, by the number of their corners. Lines it is unsure of are left out. `places` are
        the corners by which the words are placed, where those are others than the lines are cut out by.
        """
        places = quads if places is None else places
        lines = dict(known)
        unread = [number for number in range(len(quads)) if number not in lines]
        while unread and in_time():
            now, unread = unread[:_SLICE], unread[_SLICE:]
            lines |= zip(now, self.read_lines([cut_out(pixels, quads[number]) for number in now]), strict=True)
        sure = (number for number in sorted(lines) if lines[number].confidence >= _LEAST_CONFIDENCE)
        return tuple(word for number in sure for word in split_line(lines[number], places[number]))

    def read_lines(self, strips: Sequence[Pixels]) -> list[LineText]:
        """What stands on each strip, in the same order."""
        if not strips:
            return []
        images = [cv2.cvtColor(strip, cv2.COLOR_RGB2BGR) for strip in strips]
        try:
            read = self._recogniser(TextRecInput(img=images, return_word_box=True))
        except ONNXRuntimeError as error:
            raise EngineCrashed("Recognition failed.") from error
        return list(read.word_results)

    def _detect_at(self, pixels: Pixels, scale: float) -> Quads:
        small = cv2.cvtColor(resized(pixels, scale) if scale < 1 else pixels, cv2.COLOR_RGB2BGR)
        if min(small.shape[:2]) < 32:
            small = cv2.copyMakeBorder(small, 0, 32, 0, 32, cv2.BORDER_REPLICATE)
        try:
            found = self._detector(small)
        except ONNXRuntimeError as error:
            raise EngineCrashed("Detection of text failed.") from error
        return _NO_LINES if found.boxes is None else np.asarray(found.boxes, dtype=np.float32) / np.float32(scale)


class _Decoder:
    """Takes the place of rapidocr's own reading of the recogniser's steps, which forgets all but the best of each."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = [character.translate(_HALF_WIDTH) for character in characters]
        self._characters[0] = ""

    def __call__(
        self, batch: Floats, _with_words: bool, *, wh_ratio_list: Sequence[float], max_wh_ratio: float
    ) -> tuple[list[tuple[str, float]], list[LineText]]:
        shares = (ratio / max_wh_ratio for ratio in wh_ratio_list)
        lines = [decode(steps, self._characters, share) for steps, share in zip(batch, shares, strict=True)]
        return [(line.text, line.confidence) for line in lines], lines


@cache
def rapid_engine() -> RapidEngine:
    """The one engine of this process; its models take a second to load."""
    return RapidEngine()


def cut_out(pixels: Pixels, quad: Points) -> Pixels:
    """The strip inside four corners, made straight."""
    width = max(2, round(float(np.linalg.norm(quad[0] - quad[1]))))
    height = max(2, round(float(np.linalg.norm(quad[0] - quad[3]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    border = cv2.BORDER_REPLICATE
    strip = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(strip, dtype=np.uint8)


def _settings() -> Any:
    settings = ParseParams.load(_HOME / "config.yaml")
    runtime = settings.EngineConfig.onnxruntime
    runtime.intra_op_num_threads = runtime.inter_op_num_threads = 1
    settings.Det.model_path = str(_DETECTOR)
    settings.Det.limit_type, settings.Det.limit_side_len = "max", 4 * _DETECTOR_SIDE
    settings.Rec.rec_img_shape, settings.Rec.rec_batch_num = [3, 48, _LEAST_STRIP], _BATCH
    settings.Det.engine_cfg = settings.Rec.engine_cfg = runtime
    settings.Rec.font_path = None
    return settings


def _with_session(settings: Any, model: bytes) -> Any:
    """The settings of recognition with a session over the model cut down to European letters."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _FATAL
    session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return type(settings)({**settings, "session": session}, flags={"allow_objects": True})


def _with_decoder(recogniser: Any) -> Any:
    recogniser.postprocess_op = _Decoder(recogniser.postprocess_op.character)
    return recogniser


def _with_counter(detector: Any) -> FaintCounter:
    counter = FaintCounter(detector.postprocess_op)
    detector.postprocess_op = counter
    return counter


def _are_small(quads: Quads, scale: float) -> bool:
    heights = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    return bool(len(quads)) and float(np.median(heights)) * scale < _SMALL_PRINT
