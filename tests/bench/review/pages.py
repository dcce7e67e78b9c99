"""All pages together: what keeps people out of them, and what scripts and styles they load."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from models.languages import Language
from tests.bench.effort import Effort
from tests.bench.results import Result
from tests.journeys.browsers import count_violations, open_browser
from tests.tour.walking import Guise, open_tour

KILOBYTE = 1000
MOST_KILOBYTES = 100
LOADED = "performance.getEntriesByType('resource').map((each) => [each.name, each.decodedBodySize])"
WEIGHED = (".js", ".css")


def count_barriers(effort: Effort) -> Iterator[Result]:
    """Every place, light on a desk and dark on a phone, in every language; `n` pages were looked at."""
    guises = [Guise("desk", "light", language) for language in Language]
    guises += [Guise("phone", "dark", language) for language in Language]
    with open_tour() as tour, open_browser() as browser:
        chosen = tour.only("inbox") if effort.quick else tour
        found = [count_violations(page) for guise in guises for _, page in chosen.walk(browser, guise)]
    yield Result("review.axe_violations", sum(found), "violations", len(found), most=0)


def weigh_assets(effort: Effort) -> Iterator[Result]:
    """KB of all scripts and styles that any page loads, before the network packs them; `n` files."""
    sizes: dict[str, int] = {}
    with open_tour() as tour, open_browser() as browser:
        for _, page in (tour.only("document") if effort.quick else tour).walk(browser, Guise()):
            for address, size in page.evaluate(LOADED):
                asked = urlsplit(address)
                assert asked.hostname == urlsplit(page.url).hostname, f"asked of somebody else: {address}"
                if asked.path.endswith(WEIGHED):
                    sizes[asked.path] = size
    assert sizes
    assert all(sizes.values())
    yield Result("review.assets_kb", sum(sizes.values()) / KILOBYTE, "KB", len(sizes), most=MOST_KILOBYTES)
