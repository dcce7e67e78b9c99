"""What Prometheus collects from a process: its work, counted from the events of its log, whatever the log's level.

No label names an organisation, a person or a document, and all have few values. `docs/metrics.md` lists them all.
"""

from collections.abc import Mapping

from prometheus_client import Counter, Histogram

STEP_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

CLAIMS = Counter("prejeto_claims_total", "Documents that this worker has taken.")
CAPTURES = Counter("prejeto_captures_total", "Documents that left this worker, by how.", ["outcome"])
CAPTURE_SECONDS = Histogram("prejeto_capture_seconds", "From taking a document to its decision.", buckets=STEP_BUCKETS)
STEP_SECONDS = Histogram("prejeto_step_seconds", "One step of a capture.", ["step"], buckets=STEP_BUCKETS)
ERRORS = Counter("prejeto_errors_total", "Captures and requests that failed, by the code of the error.", ["code"])
LEASES_LOST = Counter("prejeto_leases_lost_total", "Documents that another worker took over.")
PREFECT_OUTAGES = Counter("prejeto_prefect_outages_total", "Times that Prefect went away while this worker drained.")
MAILS = Counter("prejeto_mails_total", "Mails that were found in mailboxes, by outcome.", ["outcome"])
MAILS_SENT = Counter("prejeto_mails_sent_total", "Mails of the outbox, by whether the server took them.", ["outcome"])
MAILS_SETTLED = Counter("prejeto_mails_settled_total", "Mails that were marked or moved afterwards.")
REQUESTS = Counter("prejeto_http_requests_total", "Requests to the web.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "prejeto_http_request_seconds",
    "From a request's arrival to the end of its answer.",
    ["route"],
    buckets=REQUEST_BUCKETS,
)

LEASE_LOST = "lease_lost"


def count_event(event: str, pairs: Mapping[str, object]) -> None:
    """Count what an event of the log tells of."""
    said = {key: str(value) for key, value in pairs.items()}
    match event:
        case "capture_began":
            CLAIMS.inc()
        case "capture_ended":
            CAPTURES.labels(said["state"]).inc()
            CAPTURE_SECONDS.observe(float(said["seconds"]))
        case "capture_failed":
            CAPTURES.labels("failed").inc()
            _count_error(said["error"])
        case "capture_handed_back":
            CAPTURES.labels("handed_back").inc()
        case "lease_lost":
            LEASES_LOST.inc()
        case "step_ended":
            STEP_SECONDS.labels(said["step"]).observe(float(said["seconds"]))
        case "prefect_away":
            PREFECT_OUTAGES.inc()
        case "request":
            REQUESTS.labels(said["method"], said["route"], said["status"]).inc()
            REQUEST_SECONDS.labels(said["route"]).observe(float(said["seconds"]))
        case "request_failed":
            ERRORS.labels(said["error"]).inc()
        case _:
            _count_mail(event, said)


def _count_mail(event: str, said: Mapping[str, str]) -> None:
    match event:
        case "mail_kept":
            MAILS.labels(said["outcome"]).inc()
        case "mail_refused":
            MAILS.labels("refused").inc()
        case "mail_sent" | "mail_unsent":
            MAILS_SENT.labels(event.removeprefix("mail_")).inc()
        case "mails_settled":
            MAILS_SETTLED.inc(int(said["mails"]))


def _count_error(code: str) -> None:
    ERRORS.labels(code).inc()
    if code == LEASE_LOST:
        LEASES_LOST.inc()
