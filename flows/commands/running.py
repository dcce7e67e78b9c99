"""Commands that run the house: everything, its parts, and what checks them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Folder of everything; PREJETO_DATA_DIR.")]


def add_to(app: typer.Typer) -> None:
    app.command()(up)
    app.command()(web)
    app.command()(worker)
    app.command()(mail)
    app.command()(prefect)
    app.command()(ready)
    app.command()(welcome)
    app.command()(doctor)
    app.command()(migrate)
    app.command()(deploy)
    app.command("verify-audit")(verify_audit)


def up(
    demo: Annotated[bool, typer.Option("--demo", help="Capture three generated invoices first.")] = False,
    data_dir: DataDir = None,
    port: Annotated[int | None, typer.Option(help="Port of the web; PREJETO_WEB_PORT.")] = None,
) -> None:
    """Run everything: web, worker, Prefect. Prints the address to open; Ctrl-C stops it."""
    from flows.demo import capture_samples
    from flows.logs import set_up_logs
    from flows.settings import read_settings
    from flows.up import run_everything

    given = {"data_dir": data_dir, "web_port": port}
    settings = read_settings(**{name: value for name, value in given.items() if value is not None})
    set_up_logs(settings)
    run_everything(settings, announce=_announce, at_first=capture_samples if demo else None)


def _announce(address: str) -> None:
    """The address alone on the standard output, for programs; on a terminal what to do with it, for people."""
    if sys.stderr.isatty():
        typer.echo("Prejeto runs; Ctrl-C stops it. Open this address in a browser:", err=True)
    typer.echo(address)


def web() -> None:
    """Serve the web only."""
    from flows.logs import set_up_logs
    from flows.settings import read_settings
    from flows.web import run_web

    settings = read_settings()
    set_up_logs(settings)
    run_web(settings)


def worker() -> None:
    """Capture documents as they arrive, until told to stop."""
    from flows.logs import set_up_logs
    from flows.settings import read_settings
    from flows.worker import leave_at_once, run_worker

    settings = read_settings()
    set_up_logs(settings)
    run_worker(settings)
    leave_at_once()


def prefect() -> None:
    """Serve Prefect only: its API and its screen."""
    from flows.prefect_server import become_server
    from flows.settings import read_settings

    become_server(read_settings())


def welcome() -> None:
    """Print the address to open; while nobody has an account, with the one-time link that makes the first one."""
    from flows.bootstrap import open_house_as_it_is
    from flows.first_run import address_to_open
    from flows.settings import read_settings

    settings = read_settings()
    house = open_house_as_it_is(settings)
    typer.echo(address_to_open(house, settings))
    house.close()


def ready() -> None:
    """Ask the monitor of this machine's process whether it can do its work; exit status 4 when not."""
    from flows.readiness import ask_readiness
    from flows.settings import read_settings

    missing = ask_readiness(read_settings())
    typer.echo("; ".join(f"{part}: {wrong}" for part, wrong in missing.items()) or "ready")
    if missing:
        raise typer.Exit(4)


def mail() -> None:
    """Watch the mailboxes of all organisations for invoices, until told to stop."""
    from flows.logs import set_up_logs
    from flows.mail.office import run_mail
    from flows.settings import read_settings

    settings = read_settings()
    set_up_logs(settings)
    run_mail(settings)


def doctor() -> None:
    """Probe everything this installation needs, and say how to mend what is missing."""
    from flows.doctor import examine
    from flows.doctor_report import print_report
    from flows.settings import read_settings

    if not print_report(examine(read_settings())):
        raise typer.Exit(4)


def migrate() -> None:
    """Bring the database to the newest schema."""
    from flows.bootstrap import open_house
    from flows.settings import read_settings

    open_house(read_settings()).close()
    typer.echo("The schema is up to date.")


def deploy(
    pool: Annotated[str, typer.Option(help="Name of a Prefect work pool.")],
    name: Annotated[str, typer.Option(help="Name of the deployment.")] = "drain",
    every_seconds: Annotated[int, typer.Option(help="How often missing drains are started.")] = 60,
    limit: Annotated[int, typer.Option(help="Drains at the same time.")] = 4,
) -> None:
    """Register the drain with a Prefect work pool, which then runs it on its machines."""
    from flows.deployment import register_drain
    from flows.settings import read_settings

    register_drain(read_settings(), pool, name, every_seconds, limit)
    typer.echo(f"Registered {name} with the pool {pool}.")


def verify_audit(
    organisation: Annotated[str, typer.Option(help="Its name or id; all of them when not given.")] = "",
) -> None:
    """Verify the audit chain of organisations; exit status 5 when one is broken."""
    from flows.audit_check import verify_chains
    from flows.bootstrap import open_house_as_it_is
    from flows.settings import read_settings

    reports = verify_chains(open_house_as_it_is(read_settings()), organisation)
    for name, report in reports:
        typer.echo(f"{name}: {report.rows} rows, " + ("whole" if report.whole else f"broken at {report.broken_at}"))
    if not reports:
        typer.echo("There is no organisation yet.")
    if not all(report.whole for _, report in reports):
        raise typer.Exit(5)
