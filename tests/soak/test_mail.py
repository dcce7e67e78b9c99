"""Mails of every shape flow while mail server, database, store, Prefect, worker and mail process are killed at random.

Every document is there once, and every part of every mail has its outcome. On PostgreSQL and SeaweedFS. Environment:
`SOAK_MAILS` (500), `SOAK_KILLS` (20), `SOAK_SEED` (1). What was seen is written to `build/soak-mail.md`.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.ingesting import ACTOR
from models.errors import StorageError
from models.mailboxes import Afterwards
from models.states import State
from storage.documents import count_states
from storage.mailboxes import add_mailbox
from storage.mails import list_mails
from tests.forms import create_database, large_form
from tests.journeys.premises import Premises, make_prefect_home
from tests.mail_shapes import SHAPES, shape
from tests.soak.havoc import Havoc
from tests.soak.judging import crashes_of
from tests.soak.judging_mails import Found, find_faults
from tests.soak.killable import Servers, killable_servers
from tests.soak.posting import Poster

MAILS = int(os.environ.get("SOAK_MAILS", "500"))
KILLS = int(os.environ.get("SOAK_KILLS", "20"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
SECONDS_EACH = 30.0  # a mail may take, kills and all, before the run counts as stuck
LEASE_SECONDS = 10
TICK_SECONDS = 0.5
ON_THE_WAY = (State.RECEIVED, State.READING)
REPORT = Path("build/soak-mail.md")

pytestmark = pytest.mark.soak


@pytest.fixture
def servers() -> Iterator[Servers]:
    with killable_servers() as servers:
        yield servers


@pytest.fixture
def premises(tmp_path: Path, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Premises]:
    """Prefect's server lives on the same PostgreSQL: with two programs at it, its SQLite would be locked too often."""
    url = create_database(servers.postgres_url, "prefect").replace("postgresql://", "postgresql+asyncpg://")
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", url)
    home = make_prefect_home(tmp_path / "first")
    form = large_form(servers.postgres_url, servers.s3, f"soak-mail-{os.getpid()}")
    with Premises(tmp_path / "house", home, form) as premises:
        ours = {
            "mail_ca_file": str(servers.mail_server.ca_file),
            "worker_lease_seconds": LEASE_SECONDS,
            "worker_slots": 2,
        }
        premises.settings = premises.settings.model_copy(update=ours)
        yield premises


def test_every_mail_is_kept_once_and_every_part_has_its_outcome_whatever_dies(
    premises: Premises, servers: Servers
) -> None:
    mailbox = servers.mail_server.mailbox()
    settings = mailbox.settings(afterwards=Afterwards.MOVE, move_to="Done")
    mailbox_id = add_mailbox(premises.house, premises.organisation, settings, actor=ACTOR)
    ours = [premises.start(name) for name in ("prefect", "worker", "mail")]
    poster, havoc = Poster(mailbox), Havoc([*servers.children, *ours], SEED, KILLS, MAILS)
    shapes = [shape(number, number) for number in range(MAILS)]
    began = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        sending = beside.submit(poster.send_all, shapes)
        while not (sending.done() and havoc.kills.total() >= KILLS and is_over(premises, poster)):
            assert time.monotonic() - began < MAILS * SECONDS_EACH, "the mails stand still"
            havoc.look(settled(premises, mailbox_id))
            time.sleep(TICK_SECONDS)
    sending.result()
    seconds = time.monotonic() - began
    found = find_faults(premises, mailbox_id, poster)
    report(premises, poster, havoc, found, seconds)
    assert found.faults == []


def settled(premises: Premises, mailbox_id: str) -> int:
    """How many mails are done with; as before while the database is away."""
    try:
        rows = list_mails(premises.house, premises.organisation, mailbox_id, per_page=2 * MAILS).rows
    except StorageError:
        return -1
    return sum(row.settled_at is not None for row in rows)


def is_over(premises: Premises, poster: Poster) -> bool:
    """The mailbox is empty, and nothing is on its way."""
    try:
        counts = count_states(premises.house, premises.organisation)
    except StorageError:
        return False
    return poster.count("INBOX") == 0 and not any(counts.get(state) for state in ON_THE_WAY)


def report(premises: Premises, poster: Poster, havoc: Havoc, found: Found, seconds: float) -> None:
    crashes, claims = crashes_of(premises)
    kills = ", ".join(f"{name} {times}" for name, times in sorted(havoc.kills.items()))
    outcomes = ", ".join(f"{name} {times}" for name, times in sorted(Counter(found.outcomes).items()))
    lines = [
        f"{len(poster.sent)} mails of {min(MAILS, len(SHAPES))} shapes in {seconds:.0f} s; killed: {kills}.",
        f"Sending failed {poster.again} times; the mailbox got {found.arrived} mails, {found.doubles} of them twice.",
        f"Claimed again {claims} times, {crashes} of them from a dead worker.",
        f"Parts: {outcomes}.",
        f"Faults: {len(found.faults)}.",
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# Soak of the mail\n\n" + "\n".join(f"- {line}" for line in lines) + "\n", encoding="utf-8")
