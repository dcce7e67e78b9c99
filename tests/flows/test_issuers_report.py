"""What `prejeto issuers` tells, and who may make it forget."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.issuers_report import chosen, issuers_of, listed, told
from models.errors import InvalidInput
from models.lessons import Lesson, Record, Spot, Taught
from models.terms import Term
from storage.access import create_user
from storage.house import House
from storage.lessons import Unlearned, load_taught, save_lesson
from storage.roles import Role
from tests.storage.reviewed import read, review
from tests.storage.samples import CLERK

SPOT = Spot(Term.ISSUE_DATE, 0, 0.571, 0.655, 0.109, "spisano", "", "99.99.9999")


def lesson(name: str, **own: str) -> Lesson:
    return Lesson(own={Term.SELLER_NAME: name} | {Term(key): text for key, text in own.items()}, spots=(SPOT,))


NEW = Taught(lesson=lesson("Tesarstvo", iban="SI56"), source="c")
OLD = Taught(lesson=lesson("TESAR", iban="SI56", seller_vat_id="SI1"), source="b")
OTHER = Taught(lesson=lesson("Žaga"), source="a")


def test_lessons_that_share_a_number_or_a_name_are_of_one_issuer_and_the_newest_name_is_its_own() -> None:
    issuers = issuers_of([NEW, OTHER, OLD])
    assert [(issuer.name, issuer.sources) for issuer in issuers] == [("Tesarstvo", ["c", "b"]), ("Žaga", ["a"])]
    assert next(listed(issuers)) == "Tesarstvo  [SI1, SI56]  documents 2, fields 4"


def test_an_issuer_is_named_by_name_number_or_document() -> None:
    issuers = issuers_of([NEW, OTHER, OLD])
    assert {chosen(issuers, text).name for text in ("tesarstvo", "si 1", "b", "Tesar")} == {"Tesarstvo"}
    for text in ("nobody", ""):
        with pytest.raises(InvalidInput):
            chosen(issuers, text)


def test_it_tells_where_a_value_stands_and_how_often_that_was_right() -> None:
    tried = Taught(lesson=NEW.lesson, source="c", records={Term.ISSUE_DATE: Record(3), Term.IBAN: Record(1, 2)})
    lines = "\n".join(told(issuers_of([tried])[0]))
    assert "issue_date: after 'spisano', page 1, 57% across, 11% down, like 99.99.9999 [right on 3 other" in lines
    assert "iban: SI56 (not printed as such) [not used: it would have made 2 approved documents wrong]" in lines


def test_an_administrator_makes_it_forget_and_nobody_else(
    house: House, organisation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_user(house, organisation, "boss@example.com", "a long password", Role.ADMINISTRATOR, actor=CLERK)
    create_user(house, organisation, "clerk@example.com", "a long password", Role.REVIEWER, actor=CLERK)
    document_id = read(house, organisation, 1)
    review(house, organisation, document_id)
    save_lesson(house, organisation, Unlearned(document_id, 1), NEW.lesson, marks={"name:tesarstvo"})
    monkeypatch.setenv("PREJETO_DATA_DIR", str(tmp_path / "house"))
    assert "Tesarstvo" in CliRunner().invoke(app, ["issuers"]).stdout
    forget = ["issuers", "Tesarstvo", "--forget", "--field", "issue_date", "--by"]
    assert CliRunner().invoke(app, [*forget, "clerk@example.com"]).exit_code != 0
    assert load_taught(house, organisation)[0].uses(Term.ISSUE_DATE)
    assert "[forgotten]" in CliRunner().invoke(app, [*forget, "boss@example.com"]).stdout
    assert not load_taught(house, organisation)[0].uses(Term.ISSUE_DATE)
    done = CliRunner().invoke(app, ["issuers", "Tesarstvo", "--remember", "--by", "boss@example.com"])
    assert "[forgotten]" not in done.stdout
    assert load_taught(house, organisation)[0].uses(Term.ISSUE_DATE)
