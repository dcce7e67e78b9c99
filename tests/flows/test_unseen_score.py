from pathlib import Path
from types import SimpleNamespace
from typing import Any

from typer.testing import CliRunner

from flows.bound_report import told
from flows.cli import app
from flows.score import Assessed, Score
from flows.unseen_score import Seen, load_seen, seen_documents, write_seen
from models.unseen import Obstacle


def _said(prediction: dict[str, Any], key: str) -> tuple[str | None, float | None]:
    found = prediction["fields"].get(key)
    return (found["value"], found["confidence"]) if isinstance(found, dict) else (found, 0.9)


SCORER: Any = SimpleNamespace(
    HEADER=["invoice_number", "total_gross"],
    REQUIRED=["invoice_number", "total_gross"],
    get=_said,
    right=lambda key, value, row, _rules: row["truth"][key] == value,
)
TRUTH = {"document_type": "invoice", "invoice_number": "7", "total_gross": "12.00"}
ROWS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "right": ({"truth": TRUTH, "document_class": "invoice"}, TRUTH),
    "other marks": ({"truth": {**TRUTH, "invoice_number": "A-7"}}, {**TRUTH, "invoice_number": "a7"}),
    "other number": ({"truth": TRUTH}, {**TRUTH, "invoice_number": "8"}),
    "other type": ({"truth": TRUTH}, {**TRUTH, "document_type": "credit_note"}),
    "number not found": ({"truth": TRUTH}, {key: TRUTH[key] for key in ("document_type", "total_gross")}),
    "letter": ({"truth": {}, "document_class": "letter"}, TRUTH),
    "total open": ({"truth": {"invoice_number": "7"}}, TRUTH),
    "not read": ({"truth": TRUTH}, {}),
}


def judged() -> list[Seen]:
    rows = tuple({"id": name, **row} for name, (row, _) in ROWS.items())
    predictions = {name: {"fields": said} for name, (_, said) in ROWS.items()}
    assessed = {name: Assessed(0.9, Obstacle.NONE) for name in ROWS if name != "not read"}
    assessed["other type"] = Assessed(0.9, Obstacle.FINDING, ("br_co_10",))
    score = Score("made", predictions=predictions, assessed=assessed, every_row=rows)
    return seen_documents(SCORER, score)


def test_wrong_is_what_a_person_would_change_and_any_stranger() -> None:
    assert {seen.id: seen.wrong for seen in judged()} == {
        "right": (),
        "other marks": (),
        "other number": ("invoice_number",),
        "other type": ("document_type",),
        "number not found": ("invoice_number",),
        "letter": ("document_class",),
        "not read": ("document_type", "invoice_number", "total_gross"),
    }


def test_what_was_not_read_goes_to_a_person() -> None:
    (unread,) = [seen for seen in judged() if seen.id == "not read"]
    assert (unread.score, unread.obstacle) == (0.0, Obstacle.MISSING)


def test_what_was_thought_is_kept_to_be_tried_again(tmp_path: Path) -> None:
    write_seen(tmp_path / "kept" / "seen.jsonl", judged())
    assert load_seen(tmp_path / "kept" / "seen.jsonl") == judged()


def test_the_report_says_what_stands_against_documents_and_what_goes_through() -> None:
    good = [Seen(str(at), 0.9, Obstacle.NONE, ()) for at in range(800)]
    lines = "\n".join(told([*judged(), *good], 100, [20]))
    assert "807 documents with all required fields known, 1 of them no invoices." in lines
    assert "against the others stands: finding 1, missing_field 1" in lines
    assert "findings: br_co_10 1" in lines
    assert "wrong keys where nothing stands against: invoice_number 2, document_class 1" in lines
    assert "All of them reviewed, through of the invoices:\n  through 805/806 = 99.9%" in lines
    assert "20 times one half reviewed (403 documents)" in lines
    assert "bound kept" in lines


def test_another_bound_is_tried_on_what_was_kept_without_reading(tmp_path: Path) -> None:
    kept = tmp_path / "seen.jsonl"
    write_seen(kept, judged())
    asked = ["bound", "--corpora", str(tmp_path), "--predictions", str(kept), "--one-in", "50", "--times", "5"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    assert "at most 1 wrong document in 50" in done.output
    assert "5 times one half reviewed (3 documents), the other judged; one look:" in done.output
