"""Read the box where a required value was read once more, by a reader that has not read it: a second witness.

A text layer says what a program wrote, its page's picture what people see; two engines see one picture, and fail
differently. So what came from the text layer is read by RapidOCR, and what one engine recognised by the other. Only a
document is looked at that lacks nothing but second witnesses, and of it only the values that lack one: a strip for
each of their lines. What the looks are worth is decided where fields are (`extractors.verdicts`).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import DocumentRead
from extractors.ocr.rapid import RapidEngine, rapid_engine
from extractors.ocr.tesseract import TesseractEngine, read_strips
from extractors.page_strips import cut_strips, decoded, words_of
from extractors.pixels import Pixels
from extractors.verdicts import hear_looks
from models.errors import EngineError
from models.evidence import Witness
from models.geometry import Box
from models.invoice import Invoice
from models.looks import Look
from models.page import Page, Word, witness_of
from models.terms import REQUIRED_TERMS
from models.unseen import WITNESSES_NEEDED, Obstacle, obstacle_of, witnesses_of

SECOND_ENGINE = "second_engine"
"""The witness beside recognition: another engine that read the value's own box."""
_CUT_SHORT = frozenset({"pages_unread", "page_cut"})  # warnings that there was no time

Said = tuple[str, float]
"""What stands on a strip, and the least confidence of its letters."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place that is read again: the strips of its lines, and the engine that has not read it before."""

    page: int
    box: Box
    printed: str
    strips: tuple[Pixels, ...]
    engine: str
    witness: str


def with_second_looks(
    invoice: Invoice, read: DocumentRead, in_time: Callable[[], bool] = lambda: True
) -> tuple[Invoice, DocumentRead]:
    """An invoice and what it was read from, both with the second looks at its values; as many as there is time for."""
    started = time.perf_counter()
    looks = look_again(invoice, read, in_time)
    if not looks:
        return invoice, read
    seconds = {**read.transcript.seconds, "look": round(time.perf_counter() - started, 4)}
    heard = replace(invoice, fields=hear_looks(invoice.fields, looks))
    return heard, replace(read, transcript=replace(read.transcript, looks=looks, seconds=seconds))


def look_again(invoice: Invoice, read: DocumentRead, in_time: Callable[[], bool]) -> tuple[Look, ...]:
    """Second looks at the boxes of an invoice's values; none where they would decide nothing."""
    if obstacle_of(invoice) is not Obstacle.ONE_WITNESS or _CUT_SHORT.intersection(read.transcript.warnings):
        return ()
    asked = list(_asked(invoice, read)) if in_time() else []
    by_rapidocr = [[one] for one in asked if one.engine == RapidEngine.name]
    by_tesseract = [one for one in asked if one.engine == TesseractEngine.name]
    runs = [*by_rapidocr, by_tesseract]  # of Tesseract only one, for each starts a process
    return tuple(look for run in runs if run and in_time() for look in _looks(run))


def _asked(invoice: Invoice, read: DocumentRead) -> Iterator[_Asked]:
    pages = {page.number: (page, image) for page, image in zip(read.transcript.pages, read.images, strict=True)}
    pictures: dict[int, Pixels] = {}
    for number, box, printed in _places(invoice):
        page, image = pages[number]
        words = words_of(page, box, printed)
        engine = _other_engine(page, words) if words else ""
        if not engine:
            continue
        if number not in pictures:
            pictures[number] = decoded(image)
        strips = cut_strips(page, pictures[number], words)
        witness = SECOND_ENGINE if witness_of(words, page.witness) is Witness.OCR else Witness.OCR.value
        yield _Asked(number, box, printed, strips, engine, witness)


def _places(invoice: Invoice) -> Iterator[tuple[int, Box, str]]:
    """Where the required values stand that have one witness, each place once."""
    named = witnesses_of(invoice)
    found = [invoice.fields[term].evidence for term in REQUIRED_TERMS if 0 < len(named[term]) < WITNESSES_NEEDED]
    for evidence in dict.fromkeys(found):
        if evidence.page is not None and evidence.box is not None:
            yield evidence.page, evidence.box, evidence.text


def _other_engine(page: Page, words: Sequence[Word]) -> str:
    """The engine that did not read these words; none where both were heard on their page."""
    if witness_of(words, page.witness) is not Witness.OCR:
        return RapidEngine.name
    unheard = _ENGINES.keys() - set(page.path)
    return unheard.pop() if len(unheard) == 1 else ""


def _looks(asked: Sequence[_Asked]) -> Iterator[Look]:
    """What their engine reads in some places, line by line; nothing where it is missing or fails."""
    strips = [strip for one in asked for strip in one.strips]
    try:
        said = iter(_ENGINES[asked[0].engine](strips))
    except EngineError:
        return
    for one in asked:
        lines = [next(said) for _ in one.strips]
        text, confidence = " ".join(text for text, _ in lines), min((sure for _, sure in lines), default=0.0)
        yield Look(one.page, one.box, one.printed, text, confidence, one.witness)


def _by_rapidocr(strips: Sequence[Pixels]) -> list[Said]:
    lines = rapid_engine().read_lines(strips)
    return [(line.text, min(line.confidences, default=0.0)) for line in lines]


_ENGINES: dict[str, Callable[[Sequence[Pixels]], Sequence[Said]]] = {
    RapidEngine.name: _by_rapidocr,
    TesseractEngine.name: read_strips,
}
