"""Commands that measure, teach and make samples."""

import typer


def add_to(app: typer.Typer) -> None:
    """Filled as the functions behind them arrive."""
