"""From a key to the next document, painted: ten thousand documents in the house, a real browser.

The clock is the browser's own: it starts when the key goes down, and stops in the frame after the one in which the
page of the next document and its fields are there.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from models.states import State
from review_ui.app import create_app
from tests.bench.effort import Effort
from tests.bench.results import Result
from tests.bench.review.shares import p95
from tests.bench.workplaces import open_house_of
from tests.journeys.browsers import Visit, open_browser, serve
from tests.review_ui.houses import PASSWORD, Seeded, add_paper, seed
from tests.review_ui.papers import Paper
from tests.storage.crowds import STATES, add_crowd

DOCUMENTS, QUICK_DOCUMENTS = 10_000, 500
STEPS, QUICK_STEPS = 100, 8
WARM = 4  # steps that do not count
APPROVE, NEXT = "Control+Enter", "j"
DECIDED = tuple(state for state in STATES if state is not State.IN_REVIEW)
MOST_MILLISECONDS = 300
WATCH = """
const now = () => performance.timeOrigin + performance.now();
addEventListener("keydown", (event) => {
  if (event.key === "Control") return;
  sessionStorage.setItem("from", location.pathname);
  sessionStorage.setItem("pressed", now());
  sessionStorage.removeItem("painted");
}, true);
function look() {
  const page = document.querySelector(".page img, .pages img"), field = document.querySelector(".field[data-term]");
  const arrived = location.pathname !== sessionStorage.getItem("from") && field && page?.complete && page.naturalWidth;
  if (arrived && sessionStorage.getItem("pressed") && !sessionStorage.getItem("painted")) {
    requestAnimationFrame(() => setTimeout(() => {
      performance.mark("painted");
      sessionStorage.setItem("painted", now() - sessionStorage.getItem("pressed"));
    }));
  } else requestAnimationFrame(look);
}
requestAnimationFrame(look);
"""
PAINTED = "() => sessionStorage.getItem('painted')"


def time_next(effort: Effort) -> Iterator[Result]:
    """Milliseconds, of going on from one to the next and then of approving, which takes the best next one.

    No document comes twice: going on begins with the newest, and the best next one is the oldest.
    """
    steps = WARM + (QUICK_STEPS if effort.quick else STEPS)
    with open_house_of() as house:
        seeded = seed(house)
        furnish(seeded, QUICK_DOCUMENTS if effort.quick else DOCUMENTS, steps)
        with serve(create_app(house)) as address, open_browser() as browser:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.add_init_script(WATCH)
            visit = Visit(page, address)
            visit.sign_in("approver@example.test", PASSWORD)
            visit.open("/?state=review")
            page.locator("#list tbody a").first.click()
            page.wait_for_selector("html.script .page img", state="attached")
            took = [step(page, NEXT if number < steps // 2 else APPROVE) for number in range(steps)][WARM:]
    yield Result("review.next_document_ms_p95", p95(took), "ms", len(took), most=MOST_MILLISECONDS)


def furnish(seeded: Seeded, documents: int, steps: int) -> None:
    """As many documents in review as there are steps, and older ones that are decided."""
    in_review = steps + 2
    day_before = datetime.now(UTC) - timedelta(days=1)
    for number in range(in_review):
        add_paper(seeded, Paper("Papirnica Sava d.o.o.", f"N-{number:04}"))
    add_crowd(seeded.house, seeded.organisation_id, documents - in_review, states=DECIDED, end=day_before)


def step(page: Page, key: str) -> float:
    """Press the key; the milliseconds until the next document is painted."""
    page.wait_for_load_state()
    page.keyboard.press(key)
    page.wait_for_function(PAINTED)
    return float(page.evaluate(PAINTED))
