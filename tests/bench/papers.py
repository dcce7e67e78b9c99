"""Generated one-page documents to measure with; the same ones each time."""

from collections.abc import Iterator
from itertools import count, islice

import pypdfium2

from flows.samples.writing import SampleDocument, make_sample, turn_of

SEED = 20


def digital_papers(number: int) -> tuple[SampleDocument, ...]:
    """Pages with a text layer, all different."""
    return tuple(islice(_papers("digital_pdf"), number))


def scanned_papers(number: int) -> tuple[SampleDocument, ...]:
    """Pages that are pictures."""
    return tuple(islice(_papers("scanned_pdf"), number))


def _papers(kind: str) -> Iterator[SampleDocument]:
    for place in count():
        if turn_of(place)[1] == kind:
            name, content, _ = make_sample(SEED, place)
            if len(pypdfium2.PdfDocument(content)) == 1:
                yield SampleDocument(name, content)
