"""docker-compose.yml and the Dockerfile hold what they promise; `make compose-trial` asks a real engine the same."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import PREFIX, SECRETS, Settings, read_settings

HOUSE = Path(__file__).parent.parent
DOCKERFILE = (HOUSE / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APPLICATION = ("prefect", "migrate", "worker", "mailbox", "web")
VERSION = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
OF_CADDY = {"PREJETO_DOMAIN", "PREJETO_TLS"}
NOT_PASSED = {
    "data_dir": "the image names it",
    "web_port": "caddy and the health check look there",
    "prefect_port": "the other services and the health check look there",
    "worker_name": "the host's name, which is the container's, tells workers apart",
}
OPEN = {field: re.compile(rf"\$\{{{PREFIX}{field.upper()}:-(.*)\}}") for field in Settings.model_fields}
OTHER_DEFAULTS = {"base_url", "s3_endpoint", "s3_secure"}  # those of the servers beside


@pytest.mark.parametrize("name", SERVICES)
class TestService:
    def test_has_no_rights_it_does_not_need(self, name: str) -> None:
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & service.keys()

    def test_runs_as_the_user_of_its_image(self, name: str) -> None:
        user = SERVICES[name]["user"]
        assert re.fullmatch(r"1000\d:1000\d", user)
        assert f"USER {user}\n" in stage_of(SERVICES[name]["build"]["target"])

    def test_is_limited_in_memory_processes_and_logs(self, name: str) -> None:
        service = SERVICES[name]
        assert re.search(r"\d[mg]\}?$", service["mem_limit"])
        assert service["pids_limit"] <= 512
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}

    def test_is_built_here_and_bears_the_version(self, name: str) -> None:
        assert SERVICES[name]["image"].endswith(f":${{PREJETO_TAG:-{VERSION}}}")

    def test_tells_whether_it_is_healthy_and_comes_back(self, name: str) -> None:
        service = SERVICES[name]
        if name == "migrate":
            assert (service["restart"], service["healthcheck"]) == ("on-failure", {"disable": True})
            return
        assert service["restart"] == "unless-stopped"
        assert {"test", "interval", "timeout", "retries", "start_period"} == service["healthcheck"].keys()

    def test_waits_for_what_it_needs_to_be_healthy(self, name: str) -> None:
        for needed, when in SERVICES[name].get("depends_on", {}).items():
            ended = needed == "migrate"
            assert when == {"condition": "service_completed_successfully" if ended else "service_healthy"}

    def test_holds_no_secret_in_its_environment(self, name: str) -> None:
        environment: dict[str, str] = SERVICES[name].get("environment", {})
        assert not {PREFIX + secret.upper() for secret in SECRETS} & environment.keys()
        named = {f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS}
        files = {key: value for key, value in environment.items() if key in named and value != f"${{{key}:-}}"}
        assert all(value == f"/run/secrets/{key[len(PREFIX) : -5].lower()}" for key, value in files.items())
        assert {value.rpartition("/")[2] for value in files.values()} <= set(SERVICES[name].get("secrets", []))

    def test_is_given_settings_that_exist(self, name: str) -> None:
        given = {key for key in SERVICES[name].get("environment", {}) if key.startswith(PREFIX)}
        known = {PREFIX + field.upper() for field in Settings.model_fields}
        assert given <= known | {f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS} | OF_CADDY


def settings_of(name: str) -> dict[str, str]:
    """What the service is given, by the field of Settings."""
    environment: dict[str, str] = SERVICES[name].get("environment", {})
    fields = {PREFIX + field.upper(): field for field in Settings.model_fields}
    fields |= {f"{PREFIX}{secret.upper()}_FILE": secret for secret in SECRETS}
    return {fields[key]: value for key, value in environment.items() if key in fields}


def test_every_setting_can_be_set() -> None:
    given = {field for name in APPLICATION for field in settings_of(name)}
    assert Settings.model_fields.keys() - given == NOT_PASSED.keys()


@pytest.mark.parametrize("name", APPLICATION)
def test_setting_that_is_not_set_has_the_default_of_the_program(name: str) -> None:
    given = {field: value for field, value in settings_of(name).items() if field not in OTHER_DEFAULTS}
    unset = {field: match[1] for field, value in given.items() if (match := OPEN[field].fullmatch(value))}
    defaults = {field: Settings.model_fields[field].default for field in unset}
    assert read_settings(**unset).model_dump(include=set(unset)) == defaults


def test_settings_that_several_services_look_at_are_the_same_in_all() -> None:
    by_field: dict[str, set[str]] = {}
    for name in APPLICATION[1:]:
        for field, value in settings_of(name).items():
            by_field.setdefault(field, set()).add(value)
    assert {field: values for field, values in by_field.items() if len(values) > 1} == {}
    assert {"max_upload_mib", "worker_lease_seconds"} <= settings_of("mailbox").keys()


def stage_of(target: str) -> str:
    found = re.search(rf"(?ms)^FROM base AS {target}$.*?(?=^FROM |\Z)", DOCKERFILE)
    assert found
    return found[0]


def test_nothing_has_a_default_secret() -> None:
    assert {found["file"].rpartition("/")[0] for found in COMPOSE["secrets"].values()} == {
        "${PREJETO_SECRETS:?run make secrets}"
    }


def test_only_the_front_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]


def test_only_front_and_mailbox_reach_the_world() -> None:
    outward = {name for name, network in COMPOSE["networks"].items() if not network.get("internal")}
    reaching = {name: outward & set(service["networks"]) for name, service in SERVICES.items()}
    assert {name: found for name, found in reaching.items() if found} == {"caddy": {"edge"}, "mailbox": {"egress"}}


def test_web_does_not_reach_prefect() -> None:
    assert not set(SERVICES["web"]["networks"]) & set(SERVICES["prefect"]["networks"])


def test_only_the_front_meets_the_web_where_its_headers_are_believed() -> None:
    believed = SERVICES["web"]["environment"]["PREJETO_TRUSTED_PROXIES"]
    assert COMPOSE["networks"]["front"]["ipam"]["config"] == [{"subnet": believed}]
    assert {name for name, service in SERVICES.items() if "front" in service["networks"]} == {"caddy", "web"}


def test_processes_of_ours_have_time_to_hand_back_what_they_hold() -> None:
    assert {SERVICES[name]["stop_grace_period"] for name in APPLICATION} == {"30s"}


def test_monitors_are_heard_inside_their_containers_unless_opened() -> None:
    monitored = {name: service["environment"] for name, service in SERVICES.items() if name in APPLICATION[1:]}
    hosts = {environment["PREJETO_MONITOR_HOST"] for environment in monitored.values()}
    assert hosts == {"${PREJETO_MONITOR_HOST:-127.0.0.1}"}


def test_every_volume_has_a_name() -> None:
    mounted = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    names = {re.sub(r"^\$\{\w+:-(\w+)\}", r"\1", mount).partition(":")[0] for mount in mounted}
    assert names == COMPOSE["volumes"].keys()


def test_images_rest_on_one_pinned_base() -> None:
    bases = set(re.findall(r"(?m)^FROM (\S+)", DOCKERFILE))
    assert bases == {"${DEBIAN}", "base"}
    assert re.search(r"(?m)^ARG DEBIAN=debian:\w+-\d{8}-slim$", DOCKERFILE)
    assert f"ARG VERSION={VERSION}\n" in DOCKERFILE


def test_images_are_built_by_the_uv_of_the_house() -> None:
    setup = (HOUSE / "tools" / "setup").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^uv_version=(.*)$", setup) == re.findall(r"(?m)^ARG UV=(.*)$", DOCKERFILE)


def test_builder_is_sent_only_what_images_are_made_of() -> None:
    lines = [line for line in (HOUSE / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    sent = {line[1:] for line in lines if line.startswith("!")}
    copied = set(" ".join(re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", DOCKERFILE)).split())
    assert lines[0] == "*"
    assert all((HOUSE / path).exists() for path in copied)
    assert {path if not path.startswith("tools/containers/") else "tools/containers" for path in copied} == sent
