from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from flows.score import Run, judge_outcome, score_corpora
from flows.score_report import print_score
from models.errors import InvalidInput
from tests.flows.made_corpora import extraction, found, make_corpora


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    told: dict[str, dict[str, Any]] = {
        "full.eml": {"documents": [{}]},
        "empty.eml": {"documents": [], "fields": {}},
        "locked.pdf": {"error": {"code": "password_needed", "message": "locked"}},
        "bomb.pdf": {"error": {"code": "limit_exceeded", "message": "too large"}},
    }
    monkeypatch.setattr("flows.score.extract_files", extraction(told))
    return make_corpora(tmp_path)


def test_each_manifest_is_scored_and_all_together_at_the_end(corpora: Path) -> None:
    scores = list(score_corpora(corpora, ["real", "eml"]))
    assert [score.name for score in scores] == ["real", "eml", "all"]
    assert [score.figures["documents"] for score in scores] == [3, 1, 4]


def test_a_mail_is_right_when_it_gives_as_many_documents_as_it_holds(corpora: Path) -> None:
    (score,) = score_corpora(corpora, ["eml"])
    assert [(outcome.id, outcome.right) for outcome in score.outcomes] == [("full", True), ("empty", True)]


def test_hostile_files_are_judged_by_their_outcome(corpora: Path) -> None:
    (score,) = score_corpora(corpora, ["robustness"])
    assert score.right
    assert [outcome.got for outcome in score.outcomes] == ["limit_exceeded", "password_needed"]


@pytest.mark.parametrize(
    ("expect", "code", "right"),
    [
        ("ok", None, True),
        ("ok", "damaged_document", False),
        ("reject", "empty_document", True),
        ("reject", None, False),
        ("password", "password_needed", True),
        ("either", "damaged_document", True),
        ("either", "engine_crashed", False),
    ],
)
def test_outcomes_fit_what_is_expected(expect: str, code: str | None, right: bool) -> None:
    error = {"code": code, "message": ""} if code else None
    assert judge_outcome({"id": "x", "expect": expect}, found(Path("x"), error=error), 0).right is right


def test_a_file_that_takes_too_long_or_too_much_is_not_right() -> None:
    row = {"id": "x", "expect": "ok"}
    assert not judge_outcome(row, found(Path("x"), seconds=61.0), 0).right
    assert not judge_outcome(row, found(Path("x")), 3 * 1024**3).right


def test_untouched_files_are_taken_when_their_xml_is_wanted(corpora: Path) -> None:
    (score,) = score_corpora(corpora, ["real"], Run(with_xml=True))
    assert Path(score.predictions["one"]["path"]).name == "one-xml.pdf"
    assert Path(score.predictions["two"]["path"]).name == "two.pdf"


def test_progress_is_told(corpora: Path) -> None:
    told: list[tuple[str, int, int]] = []
    list(score_corpora(corpora, ["real"], Run(progress=lambda *step: told.append(step))))
    assert told[-1] == ("real", 3, 3)


def test_a_manifest_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing"):
        list(score_corpora(tmp_path, ["nothing"]))


def test_the_report_shows_figures_outcomes_and_errors(corpora: Path) -> None:
    console = Console(record=True, width=140)
    for score in score_corpora(corpora, ["real", "robustness"]):
        print_score(score, console, errors=1)
    text = console.export_text()
    assert "real: 3 documents" in text
    assert "robustness: 2 of 2 as they must be" in text
    assert "made up" in text
