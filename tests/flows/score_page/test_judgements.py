from pathlib import Path
from typing import Any

from flows.corpora import Corpora
from flows.score import Score
from flows.score_page.judgements import Verdict, judge_score, predictions_of
from tests.flows.made_corpora import make_corpora


def judged(root: Path, row: dict[str, Any], fields: dict[str, Any]) -> list[tuple[str, Verdict]]:
    score = Score("real", predictions={"one": {"id": "one", "fields": fields}}, rows=({"id": "one", **row},))
    return [(found.key, found.verdict) for found in judge_score(Corpora(make_corpora(root)).scorer(), score)]


def said(value: str, confidence: float = 0.9) -> dict[str, Any]:
    return {"value": value, "confidence": confidence, "text": f"No. {value}", "reason": "label"}


def test_a_known_field_is_right_wrong_or_missed(tmp_path: Path) -> None:
    row = {"truth": {"invoice_number": "7", "total_gross": "12.00", "iban": "X"}}
    fields = {"invoice_number": said("7"), "total_gross": said("13.00")}
    assert judged(tmp_path, row, fields) == [
        ("invoice_number", Verdict.RIGHT),
        ("total_gross", Verdict.WRONG),
        ("iban", Verdict.MISSED),
    ]


def test_an_unknown_field_is_judged_only_where_it_is_known_to_be_absent(tmp_path: Path) -> None:
    fields = {"total_gross": said("1.00"), "iban": said("X")}
    assert judged(tmp_path, {"truth": {}, "absent": ["iban"]}, fields) == [("iban", Verdict.EXTRA)]


def test_a_missed_field_is_no_prediction_and_a_wrong_one_tells_what_was_printed(tmp_path: Path) -> None:
    row = {"id": "one", "truth": {"invoice_number": "7", "total_gross": "12.00"}}
    score = Score("real", predictions={"one": {"fields": {"invoice_number": said("8", 0.6)}}}, rows=(row,))
    wrong, missed = judge_score(Corpora(make_corpora(tmp_path)).scorer(), score)
    assert predictions_of([wrong, missed]) == [(0.6, False)]
    assert (wrong.true, wrong.predicted, wrong.printed, wrong.reason) == ("7", "8", "No. 8", "label")
    assert missed.confidence is None
