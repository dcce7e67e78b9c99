"""What the database of a project says became of the documents."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from tests.trials.engine import Project, wait_until

NAMES = "SELECT name, state FROM documents"
CAPTURES = (
    "SELECT d.name, a.event FROM audit a JOIN documents d ON d.id = a.document_id WHERE event = 'document_captured'"
)
READINGS = "SELECT d.name, s.version FROM snapshots s JOIN documents d ON d.id = s.document_id"
OPEN_JOBS = "SELECT status, count(*) FROM jobs WHERE status <> 'done' GROUP BY 1"
ON_THE_WAY = "SELECT state, count(*) FROM documents WHERE state IN ('received', 'reading') GROUP BY 1 ORDER BY 1"
FAILED_JOBS = "SELECT count(*), sum(crashes) FROM jobs"
CAPTURED = {"in_review", "ready"}


def is_at_rest(project: Project) -> bool:
    """Whether nothing waits to be captured."""
    return not rows(project, ON_THE_WAY)


def wait_until_at_rest(project: Project) -> None:
    """Fault when nothing moves for a while, not when it is slow."""
    while on_the_way := rows(project, ON_THE_WAY):
        wait_until(partial(_has_moved, project, on_the_way), f"stand still: {on_the_way}".__str__)


def _has_moved(project: Project, before: list[tuple[str, str]]) -> bool:
    return rows(project, ON_THE_WAY) != before


def find_faults(project: Project, sent: Collection[str]) -> list[str]:
    """In words; empty when every document that was acknowledged is there and captured, each once."""
    names = rows(project, NAMES)
    return [
        *_off_by(Counter(name for name, _ in names), sent, "is in the ledger"),
        *_off_by(Counter(name for name, _ in rows(project, CAPTURES)), sent, "was captured"),
        *_off_by(Counter(name for name, _ in rows(project, READINGS)), sent, "has readings:"),
        *(f"{name} is {state}" for name, state in names if state not in CAPTURED),
        *(f"{count} jobs are {status}" for status, count in rows(project, OPEN_JOBS)),
        *_broken_chains(project),
    ]


def _off_by(found: Counter[str], sent: Collection[str], what: str) -> Iterator[str]:
    yield from (f"{name} {what} {found[name]} times" for name in {*sent, *found} if found[name] != (name in sent))


def _broken_chains(project: Project) -> Iterator[str]:
    said = project.execute("web", "prejeto", "verify-audit")
    yield from (line for line in said.splitlines() if not line.endswith("rows, whole"))


def crashes(project: Project) -> int:
    """How often a worker died over a document."""
    return int(rows(project, FAILED_JOBS)[0][1] or 0)


def rows(project: Project, query: str) -> list[tuple[str, str]]:
    """The two columns of the query, asked by the administrator from inside the database's container."""
    command = ["psql", "--host=/tmp", "--username=postgres", "--no-psqlrc", "--tuples-only", "--no-align", "prejeto"]
    said = project.execute("postgres", *command, "--command", query)
    return [(first, last) for first, _, last in (line.partition("|") for line in said.splitlines() if line)]
