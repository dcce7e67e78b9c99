"""Long scans are read in sittings, and what is read in several is what is read in one."""

import io
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from extractors import sittings
from extractors.document import DocumentRead, PageImage, Rest, Sitting
from extractors.limits import Limits
from extractors.notes import Notes
from extractors.paging import FIRST_PAGES, reading_order
from extractors.reading import read_document
from extractors.recognition import ReadPage
from extractors.sandbox import Reader
from extractors.sittings import read_in_order
from models.errors import LimitExceeded
from models.evidence import Witness
from models.geometry import Box
from models.page import Code, Page, Transcript
from tests.extractors import papers

LINES = ("Invoice 2024-0815", "Total EUR 1131.55")
SLOW = 2.0


class Pages:
    """Pages that take as long as they say; which ones were read, in order."""

    def __init__(self, slow: range = range(100), torn: range = range(0)) -> None:
        self.slow, self.torn = slow, torn
        self.read: list[int] = []
        self.notes = Notes(42.0)

    def __call__(self, number: int, _left: int) -> ReadPage | None:
        self.read.append(number)
        if number in self.torn:
            return None
        if number in self.slow:
            self.notes.slowest_page = SLOW
        code = Code(number, Box(0, 0, 1, 1), "QRCode", bytes([number]))
        return ReadPage(Page(number, 595, 842, Witness.OCR), (code,), PageImage(number, b"", "image/jpeg", 1, 1))


def sit(pages: Pages, count: int, before: DocumentRead | None = None) -> DocumentRead:
    read, rest = read_in_order(reading_order(count), pages, pages.notes, Sitting(before))
    codes = tuple(code for page in read for code in page.codes)
    transcript = Transcript("pdf", tuple(page.page for page in read), codes)
    return DocumentRead(transcript, tuple(page.image for page in read), rest=rest)


def numbers(read: DocumentRead) -> list[int]:
    return [page.number for page in read.transcript.pages]


def rest_of(read: DocumentRead) -> Rest:
    assert read.rest is not None
    return read.rest


def test_the_first_pages_and_the_last_are_enough_to_show() -> None:
    read = sit(Pages(), 40)
    assert numbers(read) == [0, 1, 39]
    assert (rest_of(read).done, rest_of(read).count) == (3, 40)


def test_the_next_sitting_goes_on_where_the_first_ended_and_reads_nothing_twice() -> None:
    pages = Pages()
    whole = sit(pages, 8, sit(pages, 8))
    assert whole.rest is None
    assert pages.read == [0, 1, 7, 2, 3, 4, 5, 6]
    assert numbers(whole) == [code.page for code in whole.transcript.codes] == list(range(8))


def test_later_sittings_end_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sit(Pages(), 40)
    monkeypatch.setattr(sittings, "SITTING_SECONDS", 0.02)
    began = time.monotonic()
    second = sit(Slowly(), 40, first)
    assert time.monotonic() - began >= 0.02
    assert 3 < rest_of(second).done < 40


class Slowly(Pages):
    def __call__(self, number: int, left: int) -> ReadPage | None:
        time.sleep(0.005)
        return super().__call__(number, left)


@pytest.mark.parametrize(
    ("pages", "count"), [(Pages(), 5), (Pages(slow=range(0)), 200)], ids=["few pages are left", "digital pages"]
)
def test_what_is_soon_done_is_read_at_once(pages: Pages, count: int) -> None:
    assert sit(pages, count).rest is None


def test_a_scanned_annex_of_a_digital_invoice_is_put_off_as_soon_as_it_shows() -> None:
    assert numbers(sit(Pages(slow=range(2, 39)), 40)) == [0, 1, 2, 39]


def test_nothing_is_shown_before_a_page_could_be_read() -> None:
    assert numbers(sit(Pages(torn=range(2)), 40)) == [39]
    pages = Pages(torn=range(40))
    pages.notes.slowest_page = SLOW
    assert sit(pages, 40).rest is None


def test_without_a_sitting_all_is_read() -> None:
    pages = Pages()
    assert read_in_order(reading_order(40), pages, pages.notes, None)[1] is None


def test_the_time_of_a_document_stands_still_between_sittings() -> None:
    notes = Notes(42.0, started=time.monotonic() - 10)
    put_down = notes.put_down()
    assert put_down.reading_seconds == pytest.approx(32.0, abs=0.5)
    put_down.started -= 60
    assert put_down.taken_up().seconds_left == pytest.approx(32.0, abs=0.5)


def scanned_pdf(pages: int) -> bytes:
    target = io.BytesIO()
    _pictures(pages)[0].save(target, "PDF", resolution=100, save_all=True, append_images=_pictures(pages)[1:])
    return target.getvalue()


def scanned_tiff(pages: int) -> bytes:
    target = io.BytesIO()
    _pictures(pages)[0].save(target, "TIFF", dpi=(100, 100), save_all=True, append_images=_pictures(pages)[1:])
    return target.getvalue()


def _pictures(pages: int) -> list[Image.Image]:
    sheets = (papers.pdf((*LINES, f"Sheet {number}"), size=13) for number in range(pages))
    return [Image.fromarray(papers.picture(sheet, dpi=100)).convert("L") for sheet in sheets]


@pytest.mark.parametrize("scan", [scanned_pdf, scanned_tiff])
def test_sittings_read_what_is_read_at_once(scan: Callable[[int], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sittings, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(sittings, "SITTING_SECONDS", 0.0)
    content, goes = scan(5), 1
    read = read_document(content, sitting=Sitting())
    assert numbers(read) == [0, 1, 4]
    while read.rest:
        read, goes = read_document(content, sitting=Sitting(read)), goes + 1
    whole = read_document(content)
    assert goes == 3
    assert read.transcript.seconds["ocr"] > 0
    assert replace(read.transcript, seconds={}) == replace(whole.transcript, seconds={})
    assert read.images == whole.images


def test_all_sittings_together_have_the_time_of_one_document() -> None:
    before = DocumentRead(Transcript("pdf"), (), rest=Rest(FIRST_PAGES, 4, Notes(0.05)))
    with (
        Reader(Limits(seconds=42.0, reading_seconds=42.0), warm=False) as reader,
        pytest.raises(LimitExceeded, match="too long"),
    ):
        reader.submit(scanned_pdf(4), sitting=Sitting(before)).result(timeout=60)
