"""Walking through the tour in a real browser: every page, as somebody sees it on one screen in one language."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from flows.bootstrap import open_house
from models.languages import Language
from review_ui.app import create_app
from review_ui.visitors import COOKIE
from storage import access
from storage.house import House
from storage.links import first_run_link
from tests.forms import Form
from tests.journeys.browsers import serve
from tests.journeys.premises import IN_ITSELF
from tests.review_ui.houses import PASSWORD, seed
from tests.tour.house import furnish
from tests.tour.places import NOBODY, Place, before_the_door, inside, nothing_yet

SIZES = {"desk": (1440, 900), "phone": (390, 844), "wide": (3840, 2160)}
SETTLED = """() => [...document.images].every((image) => image.complete || image.loading === "lazy")"""
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Guise:
    """How somebody looks at the pages: on which screen, light or dark, in which language."""

    size: str = "desk"
    scheme: Scheme = "light"
    language: Language = Language.ENGLISH

    @property
    def name(self) -> str:
        return f"{self.size}-{self.scheme}-{self.language.value}"

    @property
    def viewport(self) -> ViewportSize:
        width, height = SIZES[self.size]
        return ViewportSize(width=width, height=height)


@dataclass(frozen=True, slots=True)
class Tour:
    """The places, by the address of the server that shows them, and the sessions of the people."""

    places: dict[str, list[Place]]
    tokens: dict[str, str]

    def only(self, word: str) -> "Tour":
        """The places whose name has this word in it."""
        chosen = {address: [each for each in places if word in each.name] for address, places in self.places.items()}
        return Tour(chosen, self.tokens)

    def walk(self, browser: Browser, guise: Guise) -> Iterator[tuple[Place, Page]]:
        """Every place, opened and at rest."""
        for address, places in self.places.items():
            for who, theirs in groupby(sorted(places, key=lambda place: place.who), key=lambda place: place.who):
                context = self._enter(browser, guise, address, who)
                page = context.new_page()
                for place in theirs:
                    visit(page, address + place.address, place.opened)
                    yield place, page
                context.close()

    def _enter(self, browser: Browser, guise: Guise, address: str, who: str) -> BrowserContext:
        context = browser.new_context(
            viewport=guise.viewport,
            color_scheme=guise.scheme,
            locale=guise.language.tag,
            has_touch=guise.size == "phone",
        )
        if who != NOBODY:
            context.add_cookies([{"name": COOKIE, "value": self.tokens[who], "url": address}])
        return context


def visit(page: Page, address: str, opened: str = "") -> None:
    page.goto(address)
    page.wait_for_selector("html.script", state="attached")
    if opened:
        page.evaluate(opened)
    page.wait_for_function(SETTLED)


@contextmanager
def open_tour(form: Form = IN_ITSELF) -> Iterator[Tour]:
    """The furnished house and one in which nobody is yet, each behind a server."""
    with tempfile.TemporaryDirectory(prefix="prejeto-tour-") as folder, ExitStack() as stack:
        house, new = (open_house(form.settings(data_dir=Path(folder) / name)) for name in ("furnished", "new"))
        stack.callback(house.close)
        stack.callback(new.close)
        places = [*inside(furnish(seed(house))), *nothing_yet()]
        door = before_the_door(first_run_link(new) or "")
        addresses = [stack.enter_context(serve(create_app(each))) for each in (house, new)]
        yield Tour(dict(zip(addresses, (places, door), strict=True)), _sign_in(house, places))


def _sign_in(house: House, places: list[Place]) -> dict[str, str]:
    people = {place.who for place in places} - {NOBODY}
    return {who: access.sign_in(house, f"{who}@example.test", PASSWORD) for who in people}
