"""Which letters of Europe's languages survive: `python -m tests.bench.languages`.

Pages with phrases that hold every special letter of a language are read by the real front end, as drawn and as two bad
scans. Printed are the shares of words read to the letter and of special letters kept, and the letters that fall. It
takes a quarter of an hour.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from extractors.reading import read_document
from flows.samples.scanning import Scanner, scan
from flows.transcripts import PATIENT
from tests.bench.letters import FACES, Kept, draw_phrases, judge
from tests.bench.reading import set_up
from tests.extractors import papers

PHRASES = Path(__file__).with_name("languages.toml")
CLEAN = "clean, 200 dpi"
SCANNERS = {
    "200 dpi, noise 6, skew 0.8°": Scanner(dpi=200, degrees=0.8, blur=0.7, noise=6, quality=60),
    "120 dpi, noise 6, skew 0.8°": Scanner(dpi=120, degrees=0.8, blur=0.6, noise=6, quality=60),
}
FALLEN = 0.9  # share of a letter that is kept, below which it is named


def languages(
    only: Annotated[list[str] | None, typer.Option(help="Name of a language; repeat for several.")] = None,
) -> None:
    """Read pages in every language, and tell which words and letters came through."""
    set_up()
    known: Mapping[str, Any] = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    chosen = {name: known[name] for name in only or known}
    kept = {name: {how: Kept() for how in (CLEAN, *SCANNERS)} for name in chosen}
    for name, said in track(chosen.items(), "Reading"):
        for face in FACES:
            for how, content in _papers(draw_phrases(said["phrases"], face)):
                (page,) = read_document(content, limits=PATIENT).transcript.pages
                judge(said["phrases"], said["letters"], page, kept[name][how])
    console = Console()
    console.print(_table(kept))
    for name, found in kept.items():
        for how, one in found.items():
            for line in _fallen(one):
                console.print(f"{name}, {how}: {line}", highlight=False)


def _papers(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """The page as a picture, clean and scanned badly."""
    yield CLEAN, papers.encoded(papers.picture(pdf, dpi=200), dpi=(200, 200))
    yield from ((how, scan(pdf, scanner, seed=1)) for how, scanner in SCANNERS.items())


def _table(kept: Mapping[str, Mapping[str, Kept]]) -> Table:
    hows = (CLEAN, *SCANNERS)
    table = Table("language", *hows, title="words read to the letter / special letters kept")
    for name, found in kept.items():
        table.add_row(name, *(_shares([found[how]]) for how in hows))
    table.add_row("all", *(_shares([found[how] for found in kept.values()]) for how in hows))
    return table


def _shares(some: list[Kept]) -> str:
    words = sum(one.words_read for one in some) / sum(one.words for one in some)
    letters = sum(one.letters_kept.total() for one in some) / sum(one.letters.total() for one in some)
    return f"{words:.3f} / {letters:.3f}"


def _fallen(one: Kept) -> Iterator[str]:
    """The letters of which too few were kept, with what was read for them."""
    for letter, count in sorted(one.letters.items()):
        if one.letters_kept[letter] < FALLEN * count:
            instead = ", ".join(
                f"{other or 'nothing'} {n}" for (was, other), n in one.instead.most_common() if was == letter
            )
            yield f"{letter} {one.letters_kept[letter]} of {count} ({instead})"


if __name__ == "__main__":
    typer.run(languages)
