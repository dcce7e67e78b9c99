"""The tour goes over every page that there is, and finds each as it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from flows.bootstrap import open_house
from review_ui.app import PARTS, create_app
from review_ui.visitors import COOKIE
from storage import access
from storage.house import House
from storage.links import first_run_link
from tests.forms import Form
from tests.review_ui.houses import PASSWORD, seed
from tests.tour.house import furnish
from tests.tour.places import Place, before_the_door, inside, nothing_yet

NO_PAGES = {
    "/healthz": "for who watches the process",
    "/documents/{document_id}/original": "the file as it came",
    "/documents/{document_id}/attachments/{number}": "the file as it came",
    "/documents/{document_id}/searchable": "a file",
    "/documents/{document_id}/pages/{number}": "an image",
    "/documents/{document_id}/pages/{number}/raw": "an image",
    "/documents/{document_id}/pages/{number}/words": "data for a script",
    "/documents/{document_id}/pages/{number}/small": "an image",
    "/documents/{document_id}/pages/{number}/part": "an image",
    "/documents/{document_id}/find": "data for a script",
    "/documents/{document_id}/state": "data for a script",
    "/documents/{document_id}/hold": "a part of a page",
    "/events": "a stream",
    "/next": "leads on",
    "/dashboard/{key}.csv": "a file",
    "/automation/curve.csv": "a file",
}


@pytest.fixture
def house(form: Form, tmp_path: Path) -> Iterator[House]:
    opened = open_house(form.settings(data_dir=tmp_path))
    yield opened
    opened.close()


def ask(house: House, places: list[Place]) -> dict[str, tuple[int, int]]:
    """The status of each place, and that which it should have."""
    app = create_app(house)
    tokens = {who: access.sign_in(house, f"{who}@example.test", PASSWORD) for who in {p.who for p in places} if who}
    found = {}
    for place in places:
        with TestClient(app, cookies={COOKIE: tokens[place.who]} if place.who else {}) as client:
            answer = client.get(place.address)
            assert "text/html" in answer.headers["content-type"], place.name
            found[place.name] = (answer.status_code, place.status)
    return found


def test_every_place_is_as_it_says(house: House) -> None:
    places = [*inside(furnish(seed(house))), *nothing_yet()]
    assert len({place.name for place in places}) == len(places)
    assert {name: both for name, both in ask(house, places).items() if both[0] != both[1]} == {}


def test_every_page_has_a_place(house: House) -> None:
    door = before_the_door(first_run_link(house) or "")
    assert {name: both for name, both in ask(house, door).items() if both[0] != both[1]} == {}
    places = [*inside(furnish(seed(house))), *nothing_yet(), *door]
    seen = {place.address.partition("?")[0] for place in places if place.status == 200}
    routes = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]
    asked = {route.path for route in routes if "GET" in (route.methods or ())}
    shown = {route.path for route in routes if any(route.path_regex.fullmatch(address) for address in seen)}
    assert asked - shown == set(NO_PAGES)
