"""Commands that take documents."""

from pathlib import Path
from typing import Annotated

import typer

_SEARCHED = "Files; folders are searched."
Paths = Annotated[list[Path], typer.Argument(help=_SEARCHED, readable=False, show_default=False)]
Existing = Annotated[list[Path], typer.Argument(help=_SEARCHED, exists=True, readable=False, show_default=False)]


def add_to(app: typer.Typer) -> None:
    app.command()(extract)
    app.command()(ingest)


def extract(
    files: Paths,
    jobs: Annotated[int, typer.Option(min=1, help="Documents read at the same time.")] = 1,
    jsonl: Annotated[Path | None, typer.Option(help="Write there instead of to the standard output.")] = None,
    password: Annotated[str | None, typer.Option(help="Opens those that are encrypted.")] = None,
) -> None:
    """Read invoices without database or server: one JSON object a line, in input order."""
    from flows.extract import extract_files
    from flows.extract_report import write_lines
    from flows.ingesting import find_files
    from flows.settings import read_settings
    from flows.workshop_limits import limits_of

    found = _found(find_files(files))
    lines = extract_files(found, jobs=jobs, limits=limits_of(read_settings()), password=password)
    if not write_lines(lines, len(found), jsonl):
        raise typer.Exit(3)


def ingest(
    files: Existing,
    organisation: Annotated[str, typer.Option(help="Name or id; needed when there are several.")] = "",
) -> None:
    """Hand documents in, to be captured by a worker: files, folders, mails with their attachments."""
    from flows.bootstrap import open_house
    from flows.ingest_report import print_outcomes
    from flows.ingesting import find_files, ingest_files
    from flows.settings import read_settings

    settings = read_settings()
    found = _found(find_files(files))
    new = not settings.data_dir.exists()
    house = open_house(settings)
    if new:
        typer.echo(f"A new data folder was made: {settings.data_dir}. PREJETO_DATA_DIR names another.", err=True)
    outcomes = ingest_files(house, organisation, found, max_bytes=settings.max_upload_mib * 1024 * 1024)
    if not print_outcomes(outcomes, len(found)):
        raise typer.Exit(3)


def _found(files: list[Path]) -> list[Path]:
    """The files, and a word when there are none."""
    if not files:
        typer.echo("There are no files.", err=True)
    return files
