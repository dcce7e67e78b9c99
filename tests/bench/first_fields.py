"""`python -m tests.bench.first_fields`: what a person waits for who drops a long scan into the browser.

A scanned invoice with an annex, 40 pages in all: from the drop until its row shows the total, and until it is in
review.
"""

import time
from statistics import median
from typing import Annotated

import typer
from playwright.sync_api import Page, expect

from tests.bench.capturing import enter
from tests.bench.workplaces import open_workplace
from tests.journeys.browsers import open_browser
from tests.journeys.papers import draw_scan_with_annex

PATIENCE_MILLISECONDS = 180_000
AMOUNT = "576.00"  # of the drawn invoice


def measure(
    pages: Annotated[int, typer.Option(help="Pages of the scan.")] = 40,
    rounds: Annotated[int, typer.Option(help="Scans, one after the other.")] = 3,
) -> None:
    """Print the seconds of each round, and their medians."""
    scans = [(f"scan-{number}.pdf", draw_scan_with_annex(f"F-{number}", pages)) for number in range(rounds)]
    with open_workplace("prefect", "worker", "web") as premises, open_browser() as browser:
        page = browser.new_page()
        enter(premises, page)
        waited = [seconds_of(page, name, content) for name, content in scans]
    for first, whole in [*waited, tuple(map(median, zip(*waited, strict=True)))]:
        typer.echo(f"first fields {first:.1f} s, in review {whole:.1f} s")


def seconds_of(page: Page, name: str, content: bytes) -> tuple[float, float]:
    """From the drop until the first fields, and until all are there."""
    row = page.locator("tr", has_text=name)
    began = time.perf_counter()
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/pdf", "buffer": content})
    expect(row.locator(".cell-total")).to_contain_text(AMOUNT, timeout=PATIENCE_MILLISECONDS)
    first = time.perf_counter() - began
    page.locator("tr.state-in_review", has_text=name).wait_for(timeout=PATIENCE_MILLISECONDS)
    return first, time.perf_counter() - began


if __name__ == "__main__":
    typer.run(measure)
