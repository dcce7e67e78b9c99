"""The application as a whole: every route has a guard, every response its headers."""

import re

from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from review_ui.app import PARTS, create_app
from tests.review_ui.houses import Seeded
from tests.review_ui.people import Persona

PUBLIC = {"/healthz", "/language", "/sign-in", "/sign-out", "/welcome/{link}", "/invited/{link}"}
ROUTES = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]


def test_every_route_but_the_door_needs_somebody_signed_in(seeded: Seeded) -> None:
    client = TestClient(create_app(seeded.house), follow_redirects=False, headers={"Origin": "http://testserver"})
    open_to_all = set()
    for route in ROUTES:
        address = re.sub(r"\{\w+(:\w+)?\}", "0", route.path)
        for method in route.methods or ():
            answer = client.request(method, address)
            sent_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
            if not sent_away or route.path == "/sign-out":
                open_to_all.add(route.path)
    client.close()
    assert len(ROUTES) > len(PUBLIC)
    assert open_to_all == PUBLIC


def test_health_tells_that_the_database_answers(seeded: Seeded) -> None:
    with TestClient(create_app(seeded.house)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}


def test_pages_carry_secure_headers_and_are_kept_by_nobody(clerk: Persona) -> None:
    headers = clerk.get("/").headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_request_that_names_no_origin_changes_nothing(seeded: Seeded) -> None:
    with TestClient(create_app(seeded.house)) as client:
        assert client.post("/sign-in", data={"email": "a", "password": "b"}).status_code == 403
