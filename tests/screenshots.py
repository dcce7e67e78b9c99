"""`python -m tests.screenshots FOLDER`: a picture of every page and state, from a demonstration house.

On a desk in three languages and dark, on a phone in three languages and dark, and on a very large screen; `--only
phone-dark-en` takes one of these. What is behind a fold of the page is on the picture too.
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from models.languages import Language
from tests.journeys.browsers import open_browser
from tests.tour.walking import Guise, open_tour

GUISES = {
    guise.name: guise
    for guise in (
        *(Guise("desk", "light", language) for language in Language),
        *(Guise("phone", "light", language) for language in Language),
        *(Guise(size, "dark") for size in ("desk", "phone")),
        Guise("wide"),
    )
}


def take(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go, a folder for each screen and language.")],
    only: Annotated[list[str] | None, typer.Option(help="One screen and language; may be said again.")] = None,
    place: Annotated[str, typer.Option(help="Only places whose name has this in it.")] = "",
) -> None:
    """Take the pictures, PNG, named after their places."""
    with open_tour() as tour, open_browser() as browser:
        for name in only or GUISES:
            for shown, page in tour.only(place).walk(browser, GUISES[name]):
                target = folder / name / f"{file_name(shown.name)}.png"
                target.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=target, full_page=True, animations="disabled")
            typer.echo(f"{folder / name}")


def file_name(name: str) -> str:
    """The name of a place as that of a file.

    >>> file_name("inbox, to review")
    'inbox-to-review'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


if __name__ == "__main__":
    typer.run(take)
