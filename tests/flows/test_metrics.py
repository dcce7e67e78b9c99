"""Metrics count the events of the log, bear the names of the conventions, and are all documented."""

import re
from dataclasses import replace
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.registry import REGISTRY

from flows.figures import FiguresCollector
from flows.logs import listen, log
from flows.metrics import count_event
from models.actors import Actor
from models.mailboxes import MailboxSettings
from storage.documents import receive_document
from storage.house import House
from storage.jobs import claim_job
from storage.mailboxes import add_mailbox, lease_mailbox, list_watched, note_problem, switch_mailbox

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "metrics.md"
ALERTS = HOUSE / "docs" / "prometheus-alerts.yml"


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_work_is_counted_from_its_events() -> None:
    listen(count_event)
    ours = ("claims", "leases_lost", "prefect_outages", "mails_settled")
    names = tuple(f"prejeto_{name}_total" for name in ours)
    before = {name: value(name) for name in names}
    errors = value("prejeto_errors_total", code="lease_lost")
    seconds = value("prejeto_step_seconds_sum", step="read")
    log("capture_began", document="d", attempt=1)
    log("step_ended", step="read", seconds=2.5)
    log("capture_failed", document="d", error="lease_lost")
    log("prefect_away", error="ConnectError")
    log("mails_settled", mailbox="m", mails=1)
    assert {name: value(name) - before[name] for name in names} == dict.fromkeys(names, 1.0)
    assert value("prejeto_errors_total", code="lease_lost") == errors + 1
    assert value("prejeto_step_seconds_sum", step="read") == seconds + 2.5


def test_figures_are_those_of_the_database(house: House, organisation: str) -> None:
    for number in range(3):
        name = f"{number}.pdf"
        receive_document(house, organisation, name.encode(), name, channel="cli", actor=Actor.system("tests"))
    claim_job(house, "worker", 60)
    registry = CollectorRegistry()
    registry.register(FiguresCollector(house))
    assert registry.get_sample_value("prejeto_figures_up") == 1
    assert registry.get_sample_value("prejeto_jobs", {"state": "ready"}) == 2
    assert registry.get_sample_value("prejeto_jobs", {"state": "running"}) == 1
    assert registry.get_sample_value("prejeto_documents", {"state": "received"}) == 2
    assert registry.get_sample_value("prejeto_documents", {"state": "booked"}) == 0
    assert 0 < (registry.get_sample_value("prejeto_oldest_waiting_seconds") or 0) < 60
    assert organisation.encode() not in generate_latest(registry)


def test_figures_of_mailboxes_tell_of_problems_and_silence(house: House, organisation: str) -> None:
    settings = MailboxSettings(name="Invoices", host="imap.example.com", username="ap", password="word")
    for folder in ("INBOX", "Bills", "Others"):
        add_mailbox(house, organisation, replace(settings, folder=folder), actor=Actor.system("tests"))
    first, second, _ = list_watched(house)
    lease_mailbox(house, first, "one", 60)
    note_problem(house, first, "one", "no_folder", "There is no such folder.")
    switch_mailbox(house, organisation, second.id, enabled=False, actor=Actor.system("tests"))
    registry = CollectorRegistry()
    registry.register(FiguresCollector(house))
    assert registry.get_sample_value("prejeto_mailboxes", {"state": "problem"}) == 1
    assert registry.get_sample_value("prejeto_mailboxes", {"state": "well"}) == 1
    assert 0 < (registry.get_sample_value("prejeto_mailbox_silent_seconds") or 0) < 60


def test_database_that_is_gone_gives_no_figures_and_says_so(house: House, settings: object) -> None:
    assert settings
    collector = FiguresCollector(House(house.database, house.objects, house.vault))
    collector._question._ask = lambda: None
    assert [(metric.name, metric.samples[0].value) for metric in collector.collect()] == [("prejeto_figures_up", 0)]


def told(house: House) -> set[str]:
    metrics = [*REGISTRY.collect(), *FiguresCollector(house).collect()]
    suffix = {"counter": "_total"}
    return {m.name + suffix.get(m.type, "") for m in metrics if m.name.startswith("prejeto_")}


def test_every_metric_is_documented_with_its_labels(house: House) -> None:
    listen(count_event)
    rows = re.findall(r"(?m)^\| `(prejeto_\w+)` \|", PAGE.read_text(encoding="utf-8"))
    assert sorted(rows) == sorted(told(house))


def test_alerts_ask_for_metrics_that_exist(house: House) -> None:
    asked = set(re.findall(r"prejeto_\w+", ALERTS.read_text(encoding="utf-8")))
    assert asked
    assert {re.sub(r"_(bucket|count|sum)$", "", name) for name in asked} <= told(house)
