"""The monitor of a process answers on its own port, and `prejeto ready` asks it."""

import json
import socket
from collections.abc import Iterator

import pytest
import urllib3
from typer.testing import CliRunner

from flows import vitals as module
from flows.cli import app
from flows.monitor import monitored
from flows.readiness import ask_readiness
from flows.settings import Settings, read_settings
from flows.vitals import Vitals
from models.errors import EngineMissing, SettingError
from tests.servers import free_ports


@pytest.fixture
def settings() -> Settings:
    return read_settings(monitor_port=free_ports(1)[0])


@pytest.fixture
def vitals(settings: Settings) -> Iterator[Vitals]:
    with monitored(settings) as vitals:
        yield vitals


def get(settings: Settings, path: str) -> urllib3.BaseHTTPResponse:
    return urllib3.request("GET", f"http://127.0.0.1:{settings.monitor_port}{path}", retries=False, timeout=5)


def refuse() -> None:
    raise EngineMissing("Prefect does not answer.")


def test_process_that_starts_is_alive_and_not_ready(settings: Settings, vitals: Vitals) -> None:
    assert get(settings, "/healthz").status == 200
    assert get(settings, "/readyz").status == 503
    vitals.begin({})
    assert get(settings, "/readyz").json() == {"status": "ok", "missing": {}}


def test_part_that_is_missing_is_named(settings: Settings, vitals: Vitals) -> None:
    vitals.begin({"prefect": refuse})
    answer = get(settings, "/readyz")
    assert answer.status == 503
    assert answer.json()["missing"] == {"prefect": "Prefect does not answer."}


def test_loop_that_hangs_is_not_alive(settings: Settings, vitals: Vitals, monkeypatch: pytest.MonkeyPatch) -> None:
    vitals.begin({})
    monkeypatch.setattr(module, "HANGS_AFTER_SECONDS", 0.0)
    assert get(settings, "/healthz").status == 503


def test_metrics_are_in_the_format_of_prometheus(settings: Settings, vitals: Vitals) -> None:
    vitals.begin({})
    assert b"# TYPE process_cpu_seconds_total counter" in get(settings, "/metrics").data


def test_nothing_else_is_there(settings: Settings, vitals: Vitals) -> None:
    assert vitals.alive
    assert get(settings, "/").status == get(settings, "/documents").status == 404


def test_silent_guest_holds_up_nobody(settings: Settings, vitals: Vitals) -> None:
    vitals.begin({})
    with socket.create_connection(("127.0.0.1", settings.monitor_port)):
        assert get(settings, "/readyz").status == 200


@pytest.mark.parametrize("host", ["::1", "::"])
def test_monitor_listens_on_addresses_of_six_too(host: str) -> None:
    own = read_settings(monitor_port=free_ports(1)[0], monitor_host=host)
    with monitored(own) as vitals:
        vitals.begin({})
        assert ask_readiness(own) == {}


def test_port_that_is_taken_is_said(settings: Settings, vitals: Vitals) -> None:
    assert vitals.alive
    with pytest.raises(SettingError, match="cannot listen"), monitored(settings):
        pytest.fail("two monitors on one port")


def test_no_port_means_no_monitor() -> None:
    with monitored(read_settings()) as vitals:
        vitals.begin({})
        assert not vitals.missing()


def ask(settings: Settings) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["ready"], env={"PREJETO_MONITOR_PORT": str(settings.monitor_port)})
    return done.exit_code, done.stdout.strip()


def test_command_says_ready_or_what_is_missing(settings: Settings) -> None:
    with monitored(settings) as vitals:
        vitals.begin({"prefect": refuse})
        assert ask(settings) == (4, "prefect: Prefect does not answer.")
        vitals.begin({})
        assert ask(settings) == (0, "ready")
    assert ask(settings) == (4, f"process: nothing answers on the monitor port {settings.monitor_port}")


def test_command_without_a_port_is_told_to_set_one() -> None:
    done = CliRunner().invoke(app, ["ready"], env={"PREJETO_MONITOR_PORT": "0"})
    assert isinstance(done.exception, SettingError)


def test_what_the_monitor_says_is_json(settings: Settings, vitals: Vitals) -> None:
    assert vitals.alive
    assert json.loads(get(settings, "/healthz").data) == {"status": "ok", "missing": {}}
