"""Commands that show, make samples and train."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Jobs = Annotated[int, typer.Option(min=1, help="Documents read at the same time.")]
Password = Annotated[str | None, typer.Option(help="Opens a file that is encrypted.")]
Words = Annotated[bool, typer.Option("--words", help="Draw every word, and beside the page what was read.")]


class Part(StrEnum):
    """What can be trained by itself."""

    NAMES = "names"
    RANKER = "ranker"


def add_to(app: typer.Typer) -> None:
    app.command()(show)
    app.command()(samples)
    app.command()(papers)
    app.command()(train)


def show(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    page: Annotated[int, typer.Option(min=0, help="Which page, from 1; 0 for all.")] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Picture to write; beside the file when not given.")
    ] = None,
    words: Words = False,
    password: Password = None,
) -> None:
    """Draw what was read on the picture of a page: words, boxes, values, how sure they are and how it was read."""
    from flows.page_picture import Layers
    from flows.show import show_file

    pages = [page - 1] if page else None
    for written in show_file(file, pages=pages, out=out, layers=Layers(words=words), password=password):
        typer.echo(written)


def samples(
    folder: Annotated[Path, typer.Argument(help="Folder to write to.", file_okay=False)],
    count: Annotated[int, typer.Option(min=0, help="How many; the three of the demonstration when not given.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed writes the same bytes.")] = 1,
) -> None:
    """Write invented invoices: digital, scanned, and with Factur-X."""
    from flows.samples.writing import demo_samples, write_samples

    written = write_samples(folder, count, seed) if count else demo_samples(folder)
    typer.echo(f"{len(written)} files in {folder}")


def papers(  # noqa: PLR0913, PLR0917 - each is an option
    folder: Annotated[Path, typer.Argument(help="Folder to write to.", file_okay=False)],
    count: Annotated[int, typer.Option(min=1, help="How many documents.")] = 500,
    seed: Annotated[int, typer.Option(help="The same seed writes the same bytes.")] = 1,
    degraded: Annotated[float, typer.Option(min=0, max=1, help="Share that is printed and scanned.")] = 0.5,
    held_out: Annotated[bool, typer.Option("--held-out", help="Layouts, issuers and words never trained on.")] = False,
    each: Annotated[int, typer.Option(min=1, help="Documents of each issuer.")] = 1,
    with_xml: Annotated[float, typer.Option(min=0, max=1, help="Share that also comes with its e-invoice.")] = 0.0,
    jobs: Annotated[int, typer.Option(min=1, help="Documents made at the same time.")] = 1,
    scorer: Annotated[
        Path | None,
        typer.Option(help="A `score.py` to lay beside them, for `prejeto score`.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Write generated documents in many layouts and languages, with the truth of every field, as a corpus.

    With --held-out alone it is the frozen test set.
    """
    from flows.progress import progress_bar
    from models.errors import EngineMissing

    try:
        from flows.papers.making import Series
        from flows.papers.writing import write_papers
    except ModuleNotFoundError as error:
        raise EngineMissing(f"Generated documents need {error.name}: run `tools/setup test`.") from error
    series = Series(seed=seed, held_out=held_out, degraded=degraded, each=each, with_xml=with_xml)
    with progress_bar() as progress:
        written = write_papers(folder, series, count, jobs=jobs, scorer=scorer, progress=progress)
    typer.echo(f"{count} documents, described in {written}")


def train(
    corpora: Annotated[
        Path | None, typer.Option(help="Folder of documents with known truth, to calibrate with.", exists=True)
    ] = None,
    only: Annotated[Part | None, typer.Option(help="Train this alone.")] = None,
    transcripts: Annotated[Path | None, typer.Option(help="Folder to keep what was read in.")] = None,
    jobs: Jobs = 2,
) -> None:
    """Train the pipeline for names of parties and the ranker, on generated documents; the corpora only calibrate."""
    from models.errors import EngineMissing

    try:
        if only is not Part.RANKER:
            from extractors.parties.train import main

            main()
        if only is not Part.NAMES:
            from flows.training.ranker import Plan, train_ranker

            train_ranker(Plan(corpora=corpora, kept=transcripts, jobs=jobs), say=typer.echo)
    except ModuleNotFoundError as error:
        raise EngineMissing(f"Training needs {error.name}: run `make train`.") from error
