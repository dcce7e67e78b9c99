"""Commands that keep the house: backups."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.backups.archive import Tally


def add_to(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)


def backup(
    target: Annotated[Path, typer.Argument(help="File to write; or a folder, and the file is named after the time.")],
    verify: Annotated[bool, typer.Option("--verify", help="Write nothing: check that TARGET is whole.")] = False,
) -> None:
    """Back up everything but the master key into one sealed file, while everything runs.

    Exit status 5 when the object store has lost or spoilt objects; the file holds all others.
    """
    from flows.backing_up import check_backup, make_backup
    from flows.logs import set_up_logs
    from flows.progress import progress_bar
    from flows.settings import read_settings

    settings = read_settings()
    set_up_logs(settings)
    with progress_bar() as progress:
        if verify:
            path, tally = target, check_backup(settings, target, progress)
        else:
            path, tally = make_backup(settings, target, progress)
    typer.echo(f"{path}: {_told(tally)}")
    _tell_missing(tally)
    if tally.missing and not verify:
        raise typer.Exit(5)


def restore(
    source: Annotated[Path, typer.Argument(help="File that `prejeto backup` wrote.", exists=True, dir_okay=False)],
) -> None:
    """Put a backup back into the empty house that the settings name, of either form, and verify all of it.

    Exit status 5 when an audit chain was broken already when the backup was made.
    """
    from flows.backing_up import restore_house
    from flows.logs import set_up_logs
    from flows.progress import progress_bar
    from flows.settings import read_settings

    settings = read_settings()
    set_up_logs(settings)
    with progress_bar() as progress:
        restored = restore_house(settings, source, progress)
    typer.echo(f"Restored and verified: {_told(restored.tally)}")
    _tell_missing(restored.tally)
    if restored.mailboxes:
        typer.echo(f"{restored.mailboxes} mailboxes are switched off; switch them on once the old house is stopped.")
    if restored.broken:
        typer.echo("The audit trail is broken, and was when the backup was made: prejeto verify-audit.", err=True)
        raise typer.Exit(5)


def _told(tally: "Tally") -> str:
    documents = tally.rows["documents"]
    return f"{documents} documents, {tally.rows.total()} rows, {tally.objects} objects, {tally.size} bytes"


def _tell_missing(tally: "Tally") -> None:
    if tally.missing:
        shown = "\n".join(f"  {key}" for key in tally.missing)
        typer.echo(f"{len(tally.missing)} objects were lost or spoilt in the store before:\n{shown}", err=True)
