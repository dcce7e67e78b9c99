"""The figures of the installation among the metrics: looked up when they are collected, at most every few seconds.

Every web process tells the same ones, for they come from the database; nobody waits for a database that hangs.
"""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

from flows.questions import Question
from models.errors import StorageError
from storage.figures import Figures, load_figures
from storage.house import House

KEPT_SECONDS = 5.0
PATIENCE_SECONDS = 2


class FiguresCollector(Collector):
    """Collects the figures of a house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._question: Question[Figures | None] = Question(self._ask, late=None)
        self._known: Figures | None = None
        self._until = 0.0

    def collect(self) -> Iterator[Metric]:
        found = self._fresh()
        yield GaugeMetricFamily("prejeto_figures_up", "Whether the database gave the figures.", int(found is not None))
        yield from _metrics(found) if found else ()

    def describe(self) -> list[Metric]:
        """Nothing beforehand: the database is not asked when the collector is registered."""
        return []

    def _fresh(self) -> Figures | None:
        if self._known is None or time.monotonic() > self._until:
            self._known = self._question.answer_by(time.monotonic() + PATIENCE_SECONDS)
            self._until = time.monotonic() + KEPT_SECONDS
        return self._known

    def _ask(self) -> Figures | None:
        try:
            return load_figures(self._house, PATIENCE_SECONDS)
        except StorageError:
            return None


def _metrics(figures: Figures) -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "prejeto_jobs", "Documents in the queue, by whether a worker may take them.", labels=["state"]
    )
    for state in ("ready", "delayed", "running"):
        jobs.add_metric([state], getattr(figures.queue, state))
    yield jobs
    oldest = "Age of the oldest document that could be read and is not."
    yield GaugeMetricFamily("prejeto_oldest_waiting_seconds", oldest, figures.oldest_seconds)
    documents = GaugeMetricFamily("prejeto_documents", "Documents by the state they are in.", labels=["state"])
    for found, count in figures.documents.items():
        documents.add_metric([found.value], count)
    yield documents
    mailboxes = GaugeMetricFamily(
        "prejeto_mailboxes", "Mailboxes that are switched on, by how they are.", labels=["state"]
    )
    mailboxes.add_metric(["well"], figures.mailboxes.well)
    mailboxes.add_metric(["problem"], figures.mailboxes.problem)
    yield mailboxes
    silent = "Longest time since a mailbox that is switched on was looked through."
    yield GaugeMetricFamily("prejeto_mailbox_silent_seconds", silent, figures.mailboxes.silent_seconds)


def collect_figures(house: House) -> None:
    """Tell the figures of this house among the metrics of this process."""
    REGISTRY.register(FiguresCollector(house))
