"""What `prejeto extract` writes: a line of JSON per file, and a bar on a terminal that is not the output."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from models.errors import SettingError


def write_lines(objects: Iterable[dict[str, Any]], total: int, path: Path | None) -> bool:
    """Write them as they come; False when every file failed."""
    failed = 0
    with _output(path) as output, _bar(quiet=path is None and sys.stdout.isatty()) as bar:
        task = bar.add_task("Reading", total=total)
        for found in objects:
            output.write(json.dumps(found, ensure_ascii=False) + "\n")
            output.flush()
            failed += found["error"] is not None
            bar.advance(task)
    return total == 0 or failed < total


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file. SettingError when it cannot be written."""
    if path is None:
        yield sys.stdout
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise SettingError(f"{path} cannot be written ({error.strerror}).") from error
    with file:
        yield file


def _bar(*, quiet: bool) -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
