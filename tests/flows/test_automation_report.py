"""What `prejeto automation` tells, and who may change what it shows."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.automation_report import told
from flows.bootstrap import open_house
from flows.cli import app
from flows.settings import read_settings
from models.errors import NotAllowed
from models.standing import Reason, Standing
from models.unseen import Mode, Policy
from storage.access import create_organisation, create_user
from storage.automation_figures import AutomationFigures
from storage.roles import Role
from tests.storage.samples import SYSTEM

SHADOW = AutomationFigures(
    policy=Policy(),
    standing=Standing(None, Reason.TOO_FEW),
    since=None,
    evidence=(),
    reviewed=120,
    wrong=1,
    missing=254,
    assessed=200,
    passed=0,
    checked=0,
    checked_wrong=0,
    unseen=0,
    complained=0,
    obstacles={"one_witness": 70, "finding": 10},
)


def test_before_there_is_a_threshold_it_tells_what_is_missing() -> None:
    lines = list(told("Ours", SHADOW))
    assert lines[0] == "Ours: booking unseen is off: what would go through is recorded, and everything is reviewed."
    assert "Reviewed, and with nothing against them: 120 documents, 1 of them wrong; 299 are needed" in lines[3]
    assert lines[4] == "Threshold: none, for too few documents have been reviewed."
    assert lines[5] == "Still to be reviewed, if all of them are right: 254."
    assert lines[-1].endswith("a finding for a person (10), a required field has fewer than two witnesses (70).")


def test_with_a_threshold_it_tells_coverage_and_measured_error_with_their_intervals() -> None:
    found = replace(
        SHADOW,
        policy=Policy(Mode.ON, threshold=0.9, reader="2"),
        standing=Standing(0.9, Reason.HOLDS, 0, 299),
        since=datetime(2026, 3, 1, tzinfo=UTC),
        passed=100,
        checked=40,
        checked_wrong=1,
        unseen=60,
        complained=1,
    )
    lines = list(told("Ours", found))
    assert "Evidence counts from 2026-03-01 00:00 UTC on, when documents had drifted." in lines
    assert "Threshold: score 0.9000, for the bound is shown to be kept from there on." in lines
    assert "Reviewed at or above it: 299, 0 wrong, so no more than 1.00% are." in lines
    assert "Coverage, documents that reached the threshold of their time: 100/200 = 50.0% (43.1% to 56.9%)." in lines
    assert "Measured error, of those that a person looked at all the same: 1/40 = 2.5% (0.1% to 13.2%)." in lines
    assert "Booked unseen: 60, 1 of them found wrong afterwards." in lines


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A house with one organisation, its administrator and an approver."""
    monkeypatch.setenv("PREJETO_DATA_DIR", str(tmp_path))
    house = open_house(read_settings())
    org = create_organisation(house, "Ours", actor=SYSTEM)
    create_user(house, org, "boss@example.com", "a long enough secret", Role.ADMINISTRATOR, actor=SYSTEM)
    create_user(house, org, "clerk@example.com", "a long enough secret", Role.APPROVER, actor=SYSTEM)
    house.close()
    return org


@pytest.mark.usefixtures("company")
def test_the_command_shows_and_an_administrator_changes() -> None:
    shown = CliRunner().invoke(app, ["automation"]).stdout
    assert "off" in shown.splitlines()[0]
    assert "1 wrong document in 100" in shown
    changed = CliRunner().invoke(app, ["automation", "--bound", "200", "--on", "--by", "boss@example.com"]).stdout
    assert changed.splitlines()[0] == "Ours: booking unseen is on."
    assert "1 wrong document in 200" in changed
    assert "598 are needed" in changed


@pytest.mark.usefixtures("company")
def test_the_command_changes_nothing_for_anybody_else() -> None:
    for who in ([], ["--by", "clerk@example.com"]):
        done = CliRunner().invoke(app, ["automation", "--on", *who])
        assert isinstance(done.exception, NotAllowed)
    assert "off" in CliRunner().invoke(app, ["automation"]).stdout.splitlines()[0]
