"""What `prejeto people` does and tells, and on whose word."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from storage.access import create_user, load_session, sign_in
from storage.house import House
from storage.invitations import find_invited
from storage.roles import Role
from tests.storage.samples import SYSTEM

PASSWORD = "a long password"


def test_people_are_added_and_shut_out_on_the_word_of_an_administrator(
    house: House, organisation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_user(house, organisation, "boss@example.com", PASSWORD, Role.ADMINISTRATOR, actor=SYSTEM)
    create_user(house, organisation, "clerk@example.com", PASSWORD, Role.REVIEWER, actor=SYSTEM)
    monkeypatch.setenv("PREJETO_DATA_DIR", str(tmp_path / "house"))
    by = ("--by", "boss@example.com")

    def ask(*words: str) -> list[str]:
        answer = CliRunner().invoke(app, ["people", *words])
        return answer.stdout.splitlines() if not answer.exit_code else ["refused"]

    assert ask() == ["boss@example.com  administrator", "clerk@example.com  reviewer"]
    add = ("bor@example.com", "--add", "--name", "Bor")
    for refused in (
        (*add, "--role", "approver"),
        (*add, *by),
        (*add, "--role", "approver", "--by", "clerk@example.com"),
        ("--link", *by),
        ("clerk@example.com", "--shut-out", "--role", "auditor", *by),
        ("boss@example.com", "--shut-out", *by),
        ("nobody@example.com", "--link", *by),
    ):
        assert ask(*refused) == ["refused"], refused
    line, link = ask(*add, "--role", "approver", *by)
    assert line == "bor@example.com  approver  Bor  has not chosen a password yet"
    invited = find_invited(house, link.rpartition("/invited/")[2])
    assert invited is not None
    assert invited.email == "bor@example.com"

    token = sign_in(house, "clerk@example.com", PASSWORD)
    assert ask("clerk@example.com", "--shut-out", *by) == ["clerk@example.com  shut out"]
    assert load_session(house, token) is None
    assert ask("clerk@example.com", "--role", "auditor", *by) == ["clerk@example.com  auditor"]
    assert ask("bor@example.com", "--link", *by)[1] != link
