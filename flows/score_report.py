"""Print scores as tables: fields, rows, documents, what is done without a person, and the outcomes of hostile files."""

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from flows.score import Score


def print_score(score: Score, console: Console, *, errors: int = 0) -> None:
    """One run's figures; the first `errors` wrong values below them."""
    if score.figures:
        console.print(_fields_table(score))
        for line in _summary(score.figures):
            console.print(line, highlight=False)
        console.print(_thresholds_table(score.figures))
    if score.classes:
        console.print(str(score.classes), highlight=False)
    if score.outcomes:
        console.print(_outcomes_table(score))
    for wrong in score.errors[:errors]:
        console.print("\t".join("" if part is None else str(part) for part in wrong), markup=False, highlight=False)


def _fields_table(score: Score) -> Table:
    figures = score.figures
    title = f"{score.name}: {figures['documents']} documents, {figures['errored']} with an error"
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("field", min_width=17)
    for heading in ("known", "right", "wrong", "missed", "extra", "prec.", "recall", "F1"):
        table.add_column(heading, justify="right")
    for key, found in {**figures["fields"], "all fields": figures["micro"]}.items():
        counts = [str(found[name]) for name in ("n", "tp", "wrong", "missed", "hallucinated")]
        ratios = [_share(found[name]) for name in ("precision", "recall", "f1")]
        table.add_row(key, *counts, *ratios, style="bold" if key == "all fields" else None)
    return table


def _summary(figures: dict[str, Any]) -> Iterable[str]:
    right = figures["documents_right"]
    yield f"all required fields right: {_share(right['required_right'])}"
    yield f"all known fields right: {_share(right['all_known_right'])}"
    if "line_items" in figures:
        items = figures["line_items"]
        of_matched = ", ".join(f"{key} {_share(value)}" for key, value in items["of_matched"].items())
        yield (
            f"invoice lines: precision {_share(items['precision'])}, recall {_share(items['recall'])}, "
            f"F1 {_share(items['f1'])}, tables exact {_share(items['tables_exact'])}; {of_matched}"
        )
    calibration = figures["calibration"]
    yield f"calibration: ECE {_share(calibration['ece'])}, Brier {_share(calibration['brier'])}"
    if "seconds" in figures:
        seconds = figures["seconds"]
        yield f"seconds a document: p50 {seconds['p50']}, p95 {seconds['p95']}, longest {seconds['max']}"


def _thresholds_table(figures: dict[str, Any]) -> Table:
    table = Table(title="at or above a confidence")
    for heading in ("confidence", "fields", "precision", "documents", "of them wrong", "share wrong"):
        table.add_column(heading, justify="right")
    through = figures["straight_through"]["thresholds"]
    for fields, documents in zip(figures["calibration"]["thresholds"], through, strict=True):
        table.add_row(
            f"{fields['threshold']:.2f}",
            _share(fields["automation"]),
            _share(fields["precision"]),
            _share(documents["rate"]),
            str(documents["errors"]),
            _share(documents["error_rate"]),
        )
    return table


def _outcomes_table(score: Score) -> Table:
    right = sum(outcome.right for outcome in score.outcomes)
    table = Table(title=f"{score.name}: {right} of {len(score.outcomes)} as they must be")
    for heading in ("file", "must give", "gave", "seconds", "MiB"):
        table.add_column(heading, justify="left" if heading in {"file", "must give", "gave"} else "right")
    for found in score.outcomes:
        cells = (found.id, found.expected, found.got, f"{found.seconds:.1f}", str(found.peak_bytes // 1024**2))
        table.add_row(*cells, style=None if found.right else "bold red")
    return table


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
