"""The command `prejeto`. Each command imports what it needs when it is called, so that `--help` is quick.

An error of the house is one line and the exit status of its class (`flows/exit_codes.py`); users see no tracebacks.
"""

import os
import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from flows.commands import automation, documents, issuers, keeping, measuring, people, quality, running
from flows.exit_codes import INTERNAL, INTERRUPTED, exit_code
from models.errors import PrejetoError, SettingError

app = typer.Typer(
    name="prejeto",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"prejeto {version('prejeto')}")
        raise typer.Exit


@app.callback()
def begin(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Capture incoming invoices: read, checked, reviewed, booked."""


for part in (running, documents, automation, issuers, people, keeping, quality, measuring):
    part.add_to(app)


def main() -> None:
    """Run the command line, and leave with its exit status."""
    try:
        app()
    except PrejetoError as error:
        _leave(str(error), exit_code(error))
    except KeyboardInterrupt:
        _leave("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(INTERNAL)
    except Exception as error:
        if os.environ.get("PREJETO_LOG_LEVEL") == "debug":
            raise
        if isinstance(error, OSError) and error.filename:
            _leave(f"{error.filename} cannot be used ({error.strerror}).", exit_code(SettingError()))
        _leave(f"A fault of ours ({type(error).__name__}); PREJETO_LOG_LEVEL=debug shows where.", INTERNAL)


def _leave(message: str, status: int) -> NoReturn:
    typer.secho(message, err=True, fg=typer.colors.RED)
    sys.exit(status)


if __name__ == "__main__":
    main()
