"""What storage, queue, worker and Prefect add to the capture of a document, and what a person waits for."""

import time
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from extractors.sandbox import Reader
from flows.ingesting import ACTOR
from flows.samples.writing import SampleDocument
from models.states import State
from storage.access import Role, create_user
from tests.bench.papers import digital_papers
from tests.bench.ratios import Figure, alternate, seconds_of
from tests.bench.workplaces import open_workplace
from tests.journeys.browsers import Visit, open_browser
from tests.journeys.premises import Premises

PEER = "Reader.capture alone"
EMAIL, PASSWORD = "approver@example.test", "a long enough secret"
BAR_SECONDS = 2.0
LOOK_SECONDS = 0.005
PATIENCE_SECONDS = 60.0


def compare_capture(rounds: int) -> Iterator[Figure]:
    """From handing a document in until it is in review, and the bare reading of the same file."""
    papers = digital_papers(rounds + 1)
    with open_workplace("prefect", "worker") as premises, Reader() as reader:
        times = alternate(
            lambda number: _seconds_through(premises, papers[number]),
            lambda number: _seconds_alone(reader, papers[number]),
            rounds,
        )
    yield Figure("capture", "document", "received to in review", PEER, *times)


def compare_browser(rounds: int) -> Iterator[Figure]:
    """From dropping a file into the browser until its row shows its fields, and the bare reading of the same file."""
    papers = digital_papers(rounds + 1)
    with open_workplace("prefect", "worker", "web") as premises, open_browser() as browser, Reader() as reader:
        page = browser.new_page()
        enter(premises, page)
        times = alternate(
            lambda number: _seconds_in_browser(page, papers[number]),
            lambda number: _seconds_alone(reader, papers[number]),
            rounds,
        )
    yield Figure("browser", "document", "dropped to fields shown", PEER, *times, bar=BAR_SECONDS)


def _seconds_alone(reader: Reader, paper: SampleDocument) -> float:
    return seconds_of(lambda: reader.capture(paper.content, paper.name))


def _seconds_through(premises: Premises, paper: SampleDocument) -> float:
    began = time.perf_counter()
    document = premises.receive(paper.content, paper.name)
    while premises.state(document) is not State.IN_REVIEW:
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise TimeoutError(f"{paper.name} is still {premises.state(document)}")
        time.sleep(LOOK_SECONDS)
    return time.perf_counter() - began


def enter(premises: Premises, page: Page) -> None:
    create_user(premises.house, premises.organisation, EMAIL, PASSWORD, Role.APPROVER, actor=ACTOR)
    Visit(page, premises.settings.address).sign_in(EMAIL, PASSWORD)


def _seconds_in_browser(page: Page, paper: SampleDocument) -> float:
    row = page.locator("tr.state-in_review", has_text=paper.name)
    file = {"name": paper.name, "mimeType": "application/pdf", "buffer": paper.content}
    began = time.perf_counter()
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type] # as Playwright documents it
    row.wait_for(timeout=PATIENCE_SECONDS * 1000)
    took = time.perf_counter() - began
    expect(row.locator(".cell-total")).not_to_be_empty()
    return took
