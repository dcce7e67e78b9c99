"""Commands that measure over documents with known truth."""

from pathlib import Path
from typing import Annotated

import typer

CorporaFolder = Annotated[
    Path, typer.Option(help="Folder with `manifests` and `score.py`.", exists=True, file_okay=False)
]
Manifests = Annotated[list[str] | None, typer.Option("--manifest", help="Name of a manifest; repeat for several.")]
Jobs = Annotated[int, typer.Option(min=1, help="Documents read at the same time.")]
Report = Annotated[
    Path | None, typer.Option(help="Page to write, HTML: plots, intervals, every fault.", dir_okay=False)
]
Transcripts = Annotated[
    Path | None, typer.Option(help="Folder to keep what was read in; what lies there is not read again.")
]


def add_to(app: typer.Typer) -> None:
    app.command()(score)
    app.command()(measure)
    app.command()(legible)
    app.command()(bound)


def score(  # noqa: PLR0913, PLR0917 - each is an option
    corpora: CorporaFolder,
    manifest: Manifests = None,
    jobs: Jobs = 2,
    with_xml: Annotated[bool, typer.Option(help="Take the files that carry their e-invoice.")] = False,
    errors: Annotated[int, typer.Option(help="How many wrong values to list.")] = 0,
    report: Report = None,
    memory: Annotated[
        bool, typer.Option("--memory", help="Tell instead what correcting the first document of each issuer is worth.")
    ] = False,
    transcripts: Transcripts = None,
) -> None:
    """Extract from documents with known truth and compare; exit status 4 when an outcome is not as it must be."""
    from rich.console import Console

    from flows.corpora import DEFAULT_MANIFESTS, Corpora
    from flows.memory_report import told
    from flows.memory_score import score_memory
    from flows.progress import progress_bar
    from flows.score import Run, score_corpora
    from flows.score_page.page import write_page
    from flows.score_report import print_score

    if memory:
        for name in manifest or DEFAULT_MANIFESTS:
            typer.echo("\n".join(told(score_memory(corpora, name, jobs=jobs, kept=transcripts))))
        return
    scores = []
    with progress_bar() as progress:
        run = Run(with_xml=with_xml, jobs=jobs, progress=progress).keeping(transcripts)
        for found in score_corpora(corpora, manifest or DEFAULT_MANIFESTS, run):
            print_score(found, Console(), errors=errors)
            scores.append(found)
    if report:
        typer.echo(write_page(report, Corpora(corpora), scores))
    if not all(found.right for found in scores):
        raise typer.Exit(4)


def measure(
    corpora: CorporaFolder,
    out: Annotated[Path, typer.Option(help="Markdown to write.")] = Path("docs/measured.md"),
    jobs: Jobs = 2,
) -> None:
    """Measure accuracy, coverage and time over documents with known truth, and write it down."""
    from flows.measure import write_measured
    from flows.progress import progress_bar
    from flows.score import Run

    with progress_bar() as progress:
        typer.echo(write_measured(corpora, out, Run(jobs=jobs, progress=progress)))


def legible(
    corpora: CorporaFolder,
    manifest: Manifests = None,
    jobs: Jobs = 2,
    every: Annotated[int, typer.Option(min=1, help="Take every so many documents only.")] = 1,
    transcripts: Transcripts = None,
) -> None:
    """Measure how much of the truth of scans and pictures stands among the words read; list what does not."""
    from flows.progress import progress_bar
    from flows.reading_score import SCANNED, judge_scanned, reading_table, unread
    from flows.score import Run

    with progress_bar() as progress:
        run = Run(jobs=jobs, progress=progress)
        judged = {name: judge_scanned(corpora, name, run, every, transcripts) for name in manifest or SCANNED}
    typer.echo(reading_table(judged))
    for document, key in unread([document for documents in judged.values() for document in documents]):
        typer.echo(f"{document}  {key}")


def bound(  # noqa: PLR0913, PLR0917 - each is an option
    corpora: CorporaFolder,
    manifest: Manifests = None,
    one_in: Annotated[int, typer.Option(min=2, help="Bear at most 1 wrong document in so many.")] = 100,
    times: Annotated[list[int] | None, typer.Option(min=1, help="How often to draw halves; may be said again.")] = None,
    transcripts: Transcripts = None,
    predictions: Annotated[
        Path | None,
        typer.Option(help="File of what was thought of each document; made when it is not there.", dir_okay=False),
    ] = None,
    jobs: Jobs = 2,
) -> None:
    """Tell how much would be booked unseen at a bound, and how often it is kept on documents that were not reviewed."""
    from flows.bound_report import told
    from flows.corpora import DEFAULT_MANIFESTS, Corpora
    from flows.progress import progress_lines
    from flows.score import Run, score_corpora
    from flows.unseen_score import load_seen, seen_documents, write_seen

    if predictions and predictions.exists():
        documents = load_seen(predictions)
    else:
        run = Run(jobs=jobs, progress=progress_lines(typer.echo)).keeping(transcripts)
        names, scorer = manifest or DEFAULT_MANIFESTS, Corpora(corpora).scorer()
        documents = [seen for score in score_corpora(corpora, names, run) for seen in seen_documents(scorer, score)]
        if predictions:
            write_seen(predictions, documents)
    for line in told(documents, one_in, times or (20, 200)):
        typer.echo(line)
