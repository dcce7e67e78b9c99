"""Drawn pages some of whose words may say something else."""

from collections.abc import Mapping
from dataclasses import replace

from models.evidence import Witness
from models.page import Transcript
from tests.extractors.fields.drawn import draw


def draw_unsure(drawing: str, instead: Mapping[str, tuple[str, ...]]) -> Transcript:
    """The page of a drawing as OCR reads it; `instead` says what words of it may be, the likeliest first."""
    transcript = draw(drawing, witness=Witness.OCR)
    pages = tuple(
        replace(
            page,
            words=tuple(
                replace(word, confidence=0.6, alternatives=tuple((text, 0.3) for text in instead.get(word.text, ())))
                for word in page.words
            ),
        )
        for page in transcript.pages
    )
    return replace(transcript, pages=pages)
