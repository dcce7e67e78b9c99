"""How many keys the review of a document takes that has two unsure fields.

Generated documents of the training side are read as a worker reads them; those for which the screen asks to look at
two fields are reviewed there, one after the other, in a real browser and by keys alone.
"""

from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

from extractors.sandbox import Reader
from flows.corpora import Corpora, scoring_rules
from flows.papers.making import Series, make_paper
from models.invoice import Invoice
from review_ui.app import create_app
from review_ui.review.fields import Entries, make_fields
from review_ui.review.sums import make_sums, suspects
from tests.bench.effort import Effort
from tests.bench.results import Result
from tests.bench.review.filing import Filed, file_captured
from tests.bench.review.reviewer import FIELDS, Reviewer
from tests.bench.workplaces import open_house_of
from tests.journeys.browsers import Visit, open_browser, serve
from tests.review_ui.houses import PASSWORD, Seeded, seed

SERIES = Series(seed=201)
DOCUMENTS, QUICK = 20, 3
MOST_READ = 1000
UNSURE = 2
MOST_KEYS = 6


def count_keys(effort: Effort) -> Iterator[Result]:
    """The median of the keys from a document to the next one, accepting or correcting both fields on the way."""
    with open_house_of() as house:
        seeded = seed(house)
        filed = file_doubtful(seeded, effort)
        with serve(create_app(house)) as address, open_browser() as browser:
            visit = Visit(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), address)
            visit.sign_in("approver@example.test", PASSWORD)
            keys = list(review_all(visit, filed, effort))
    yield Result("review.keys_two_unsure_fields_median", median(keys), "keys", len(keys), most=MOST_KEYS)


def file_doubtful(seeded: Seeded, effort: Effort) -> dict[str, Filed]:
    """So many documents with two unsure fields, in review; by their ids."""
    filed: dict[str, Filed] = {}
    with Reader() as reader:
        for number in range(MOST_READ):
            paper = make_paper(SERIES, number)
            captured = reader.capture(paper.content, paper.name)
            if count_unsure(captured.invoice) == UNSURE:
                document_id = file_captured(seeded, paper.name, paper.content, captured)
                filed[document_id] = Filed(document_id, paper.row)
            if len(filed) == (QUICK if effort.quick else DOCUMENTS):
                break
    return filed


def count_unsure(invoice: Invoice) -> int:
    """The fields that the screen asks to look at; as many as none where the document is to be rejected."""
    if not invoice.document_class.has_fields:
        return 0
    return len(make_fields(invoice, Entries(doubts=suspects(make_sums(invoice)))).doubtful)


def review_all(visit: Visit, filed: dict[str, Filed], effort: Effort) -> Iterator[int]:
    """Review whatever comes next until none is left, beginning with the first of the list; the keys of each."""
    scorer = Corpora(effort.corpora).scorer()
    rules = scoring_rules(scorer)
    visit.open("/?state=review")
    visit.page.locator("#list tbody a").first.click()
    for _ in filed:
        visit.page.wait_for_selector("html.script", state="attached")
        here = filed[visit.page.url.partition("?")[0].rpartition("/")[2]]
        unsure = visit.page.locator(FIELDS).count()
        keys = Reviewer(visit.page, partial(wanted, scorer, rules, here.row)).review()
        if unsure == UNSURE:
            yield keys


def wanted(scorer: Any, rules: dict[str, Any], row: dict[str, Any], term: str, shown: str) -> str | None:
    """What should stand in a field; None where that stands there already, or nobody knows."""
    if term in row.get("absent", ()):
        return "" if shown else None
    if term not in row["truth"] or (shown and scorer.right(term, shown, row, rules)):
        return None
    return str(row["truth"][term])
