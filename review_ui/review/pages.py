"""The pages of a document with a box for every value that was read on them."""

from collections.abc import Collection, Iterator

from models.evidence import Evidence
from models.geometry import Box
from models.invoice import Invoice
from models.page import Page, Transcript
from review_ui.languages.speech import gettext
from review_ui.review.certainty import Certainty, judge, judge_share
from review_ui.review.contexts import BoxView, Frame, PageView
from review_ui.wording import label_of

MARGIN = 2.0  # points around the words, so that the frame does not touch the letters


def frame(box: Box, page: Page) -> Frame:
    """The box with a margin, inside the page."""
    x0, top = max(0.0, box.x0 - MARGIN), max(0.0, box.top - MARGIN)
    x1, bottom = min(page.width, box.x1 + MARGIN), min(page.height, box.bottom + MARGIN)
    return round(x0, 1), round(top, 1), round(max(1.0, x1 - x0), 1), round(max(1.0, bottom - top), 1)


def placed(invoice: Invoice) -> Iterator[tuple[str, str, Certainty, Evidence]]:
    """Everything that has evidence: rows first, so that the boxes of fields lie above them."""
    for name, rows in (
        ("line_items", invoice.line_items),
        ("tax_breakdown", invoice.tax_breakdown),
    ):
        for index, row in enumerate(rows):
            if row.evidence:
                yield f"{name}.{index}", row_label(name, index + 1), judge_share(row.confidence), row.evidence
    for term, found in invoice.fields.items():
        yield term.key, label_of(term.key), judge(found, required=term.required), found.evidence


def row_label(table: str, number: int) -> str:
    if table == "line_items":
        return gettext("Line {number}", number=number)
    return gettext("Tax row {number}", number=number)


def make_pages(
    transcript: Transcript | None, invoice: Invoice, contradicted: Collection[str] = ()
) -> tuple[PageView, ...]:
    """Every page in order; none when the document has no pages, or was never read.

    The values of the fields with a key in `contradicted` are to be checked, however surely they were read.
    """
    return tuple(
        PageView(page.number, page.width, page.height, tuple(boxes_on(page, invoice, contradicted)))
        for page in (transcript.pages if transcript else ())
    )


def boxes_on(page: Page, invoice: Invoice, contradicted: Collection[str]) -> Iterator[BoxView]:
    labels = frames_of_labels(page, invoice)
    for key, label, certainty, evidence in placed(invoice):
        if evidence.page == page.number and evidence.box:
            shown = Certainty.CHECK if key in contradicted and certainty is Certainty.SURE else certainty
            yield BoxView(key, label, shown, *frame(evidence.box, page), labels.get(key))


def frames_of_labels(page: Page, invoice: Invoice) -> dict[str, Frame]:
    """The labels on a page that explain values, by the keys of these."""
    labels = ((term.key, found.label) for term, found in invoice.fields.items())
    return {key: frame(at.box, page) for key, at in labels if at and at.box and at.page == page.number}
