"""The log and the metrics of requests name routes by their templates, and nothing that was asked for or went wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from prometheus_client.registry import REGISTRY
from starlette.testclient import TestClient

from flows.logs import listen, set_up_logs
from flows.metrics import count_event
from flows.settings import read_settings
from flows.web_requests import RequestLog
from review_ui.app import create_app
from review_ui.assets import assets_path
from storage.house import House

VALUE = "SI56020310016571123"


@pytest.fixture
def stream() -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(read_settings(log_level="debug"), stream)
    listen(count_event)
    return stream


def requests(stream: io.StringIO) -> list[dict[str, Any]]:
    assert VALUE not in stream.getvalue()
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [line for line in found if line["event"] == "request"]


def counted(route: str, status: str) -> float:
    labels = {"method": "GET", "route": route, "status": status}
    return REGISTRY.get_sample_value("prejeto_http_requests_total", labels) or 0.0


def test_route_is_told_by_its_template(house: House, stream: io.StringIO) -> None:
    app = create_app(house)
    client = TestClient(RequestLog(app), follow_redirects=False)
    before = counted("/documents/{document_id}", "303")
    client.get(f"/documents/{VALUE}?q={VALUE}", headers={"user-agent": VALUE})
    client.get("/healthz")
    client.get(f"/{VALUE}")
    client.request(VALUE, "/sign-in")
    told = [(line["method"], line["route"], line["status"], line["level"]) for line in requests(stream)]
    assert told[0] == ("GET", "/documents/{document_id}", 303, "info")
    assert told[1] == ("GET", "/healthz", 200, "debug")
    assert told[2][1:3] == ("none", 404)
    assert told[3][0] == "OTHER"
    assert counted("/documents/{document_id}", "303") == before + 1


def test_assets_are_told_by_their_folder(house: House, stream: io.StringIO) -> None:
    client = TestClient(RequestLog(create_app(house)))
    client.get(f"{assets_path()}/tokens.css")
    assert [line["route"] for line in requests(stream)] == ["assets"]


def test_fault_is_told_by_class_and_place_and_ends_there(stream: io.StringIO, tmp_path: Path) -> None:
    assert tmp_path
    app = FastAPI()

    @app.get("/broken/{value}")
    def show_broken(value: str) -> None:
        raise ValueError(value)

    response = TestClient(RequestLog(app)).get(f"/broken/{VALUE}")
    assert response.status_code == 500
    (fault,) = [json.loads(line) for line in stream.getvalue().splitlines() if "request_failed" in line]
    assert fault["error"] == "ValueError"
    assert fault["place"].startswith("tests/flows/test_web_requests.py:")
    assert requests(stream)[0]["route"] == "/broken/{value}"
