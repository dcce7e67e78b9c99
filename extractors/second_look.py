"""Read the box where a required value was read once more, by a reader that has not read it: a second witness.

A text layer says what a program wrote, its page's picture what people see; two engines see one picture, and fail
differently. So what came from the text layer is read by RapidOCR, and what one engine recognised by the other. Only a
document is looked at that lacks nothing but second witnesses, and of it only the values that lack one: a strip for
each of their lines.

What RapidOCR recognised it reads once more itself, whatever else is found about the document; where it does not say
the same again, it reads the strip wider, and the other engine is asked too. What the looks are worth is decided where
fields are (`extractors.looks`).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import DocumentRead
from extractors.extraction import CUT_SHORT, extract_invoice
from extractors.looks import hear_looks
from extractors.ocr.rapid import RapidEngine, rapid_engine
from extractors.ocr.tesseract import TesseractEngine, read_strips
from extractors.page_strips import cut_strips, decoded, words_of
from extractors.pixels import Pixels, widened
from extractors.retelling import AGAIN, is_retold
from extractors.verdicts import Verdict, verdict_of
from models.errors import EngineError
from models.evidence import Witness
from models.geometry import Box
from models.invoice import FieldValue, Invoice
from models.looks import Look
from models.page import Page, Word, witness_of
from models.terms import REQUIRED_TERMS, Term
from models.unseen import WITNESSES_NEEDED, Obstacle, obstacle_of, witnesses_of

SECOND_ENGINE = "second_engine"
"""The witness beside recognition: another engine that read the value's own box."""
_WIDER = (1.5, 2.0)

Said = tuple[str, float]
"""What stands on a strip, and the least confidence of its letters."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place that is read again: the strips of its lines, and the engine that has not read it before."""

    field: FieldValue
    page: int
    box: Box
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
    seen = replace(read, transcript=replace(read.transcript, looks=looks, seconds=seconds))
    fields = hear_looks(invoice.fields, looks)
    if any(is_retold(field) for field in fields.values()):
        return extract_invoice(seen.transcript), seen
    return replace(invoice, fields=fields), seen


def look_again(invoice: Invoice, read: DocumentRead, in_time: Callable[[], bool]) -> tuple[Look, ...]:
    """Second looks at the boxes of an invoice's values; none where they would decide nothing."""
    if CUT_SHORT.intersection(read.transcript.warnings) or not in_time():
        return ()
    lacks_witnesses = obstacle_of(invoice) is Obstacle.ONE_WITNESS
    asked = list(_asked(invoice, read, recognised=not lacks_witnesses))
    again = tuple(look for one in asked if in_time() for look in _read_again(one))
    doubted = {(look.page, look.box, look.printed) for look in again}
    if not lacks_witnesses:
        asked = [one for one in asked if (one.page, one.box, one.field.evidence.text) in doubted]
    by_rapidocr = [[one] for one in asked if one.engine == RapidEngine.name]
    by_tesseract = [one for one in asked if one.engine == TesseractEngine.name]
    runs = [*by_rapidocr, by_tesseract]  # of Tesseract only one, for each starts a process
    return (*again, *(look for run in runs if run and in_time() for look in _looks(run)))


def _asked(invoice: Invoice, read: DocumentRead, *, recognised: bool) -> Iterator[_Asked]:
    """The places to look at; where wished, only those that the page's own engine `recognised`."""
    pages = {page.number: (page, image) for page, image in zip(read.transcript.pages, read.images, strict=True)}
    pictures: dict[int, Pixels] = {}
    for field, number, box in _places(invoice):
        page, image = pages[number]
        words = words_of(page, box, field.evidence.text)
        engine = _other_engine(page, words) if words else ""
        by_picture = witness_of(words, page.witness) is Witness.OCR
        if not engine or (recognised and not by_picture):
            continue
        if number not in pictures:
            pictures[number] = decoded(image)
        strips = cut_strips(page, pictures[number], words)
        yield _Asked(field, number, box, strips, engine, SECOND_ENGINE if by_picture else Witness.OCR.value)


def _places(invoice: Invoice) -> Iterator[tuple[FieldValue, int, Box]]:
    """Where the required values stand that have one witness, each place once."""
    named = witnesses_of(invoice)
    found = [invoice.fields[term] for term in REQUIRED_TERMS if 0 < len(named[term]) < WITNESSES_NEEDED]
    for field in {field.evidence: field for field in found}.values():
        page, box = field.evidence.page, field.evidence.box
        if page is not None and box is not None:
            yield field, page, box


def _read_again(one: _Asked) -> Iterator[Look]:
    """What RapidOCR says of its own words once more, at several widths; nothing where it says the same at once."""
    if one.engine != TesseractEngine.name or one.field.term is Term.CURRENCY:
        return
    first = _look(one, _by_rapidocr(one.strips), AGAIN)
    if verdict_of(one.field, first.text, first.confidence) is not Verdict.CONFIRMS:
        yield first
        for width in _WIDER:
            yield _look(one, _by_rapidocr([widened(strip, width) for strip in one.strips]), AGAIN)


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
        yield _look(one, [next(said) for _ in one.strips], one.witness)


def _look(one: _Asked, said: Sequence[Said], witness: str) -> Look:
    """What stands on the strips of a place, together."""
    text, confidence = " ".join(text for text, _ in said), min((sure for _, sure in said), default=0.0)
    return Look(one.page, one.box, one.field.evidence.text, text, confidence, witness)


def _by_rapidocr(strips: Sequence[Pixels]) -> list[Said]:
    lines = rapid_engine().read_lines(strips)
    return [(line.text, min(line.confidences, default=0.0)) for line in lines]


_ENGINES: dict[str, Callable[[Sequence[Pixels]], Sequence[Said]]] = {
    RapidEngine.name: _by_rapidocr,
    TesseractEngine.name: read_strips,
}
