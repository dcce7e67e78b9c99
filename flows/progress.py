"""A bar for each thing that takes its time, such as a manifest that is scored; nothing where there is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

Tell = Callable[[str, int, int], None]


@contextmanager
def progress_bar() -> Iterator[Tell]:
    """A function that shows how much of something, by its name, is done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def tell(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)

        yield tell


def progress_lines(say: Callable[[str], object], every: int = 100) -> Tell:
    """A function that says how much is done, a line for every so many: for runs that are left alone."""

    def tell(name: str, done: int, total: int) -> None:
        if done % every == 0 or done == total:
            say(f"{name}: {done} of {total}")

    return tell
