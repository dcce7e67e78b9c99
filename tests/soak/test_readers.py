"""Ten thousand spoilt documents of every kind through the real readers: values or an error with a name, nothing else.

And nothing left behind: no process, no temporary file, no growing memory. Environment: `SOAK_SPOILT_DOCUMENTS`
(10000), `SOAK_SEED` (1). What was seen is written to `build/soak-readers.md`, each document that went wrong beside it.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from flows.extract import extract_files
from flows.memory import descendants, resident_bytes
from models.errors import DocumentError
from tests.soak.leftovers import adopt_orphans, files_left, processes_left, use_temporary
from tests.soak.memory import MEBIBYTE, growth
from tests.soak.readable import readables
from tests.soak.spoiling import spoilt_documents

DOCUMENTS = int(os.environ.get("SOAK_SPOILT_DOCUMENTS", "10000"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
JOBS = 2
WARM = DOCUMENTS // 10
MOST_GROWTH_MIB = 50.0
REPORT = Path("build/soak-readers.md")
WRONG = Path("build/soak-readers")

pytestmark = pytest.mark.soak


@dataclass(slots=True)
class Seen:
    """Outcomes by their code, files that went wrong, the slowest, and MiB by how many were done."""

    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    own: dict[int, list[float]] = field(default_factory=dict)
    readers: dict[int, list[float]] = field(default_factory=dict)

    def look(self, done: int) -> None:
        mine = os.getpid()
        self.own[done] = [resident_bytes(mine) / MEBIBYTE]
        self.readers[done] = [sum(map(resident_bytes, descendants(mine))) / MEBIBYTE]


def test_a_spoilt_document_gives_values_or_an_error_with_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt_orphans()
    use_temporary(tmp_path / "temporary", monkeypatch)
    before, began, seen = descendants(os.getpid()), time.monotonic(), Seen()
    for done, found in enumerate(extract_files(written(tmp_path), jobs=JOBS), start=1):
        judge(found, seen)
        seen.look(done)
    left = processes_left(before)
    report(seen, time.monotonic() - began)
    assert seen.wrong == []
    assert left == set()
    assert files_left(tmp_path / "temporary") == []
    assert (growth(seen.own, WARM) or 0) <= MOST_GROWTH_MIB


def written(folder: Path) -> Iterator[Path]:
    """Each spoilt document as a file, written when its turn comes."""
    for number, document in enumerate(spoilt_documents(SEED, DOCUMENTS, readables())):
        path = folder / f"{SEED}-{number:05d}.{document.ending}"
        path.write_bytes(document.content)
        yield path


def judge(found: dict[str, Any], seen: Seen) -> None:
    """Count what became of a file; keep one that went wrong, and remove the others."""
    errors = [one["error"] for one in found.get("documents") or [found] if one["error"]]
    codes = {error["code"] for error in errors}
    seen.codes.update(codes or {"read"})
    seen.slowest = max(seen.slowest, found["seconds"])
    path = Path(found["path"])
    if codes <= document_errors():
        path.unlink()
    else:
        WRONG.mkdir(parents=True, exist_ok=True)
        path.replace(WRONG / path.name)
        seen.wrong.append(f"{path.name}: {' '.join(error['message'] for error in errors)}")


def document_errors() -> set[str]:
    """The codes of errors that are the document's own fault: any other is a fault of ours."""
    return {kind.code for kind in DocumentError.__subclasses__()}


def report(seen: Seen, seconds: float) -> None:
    codes = ", ".join(f"{code} {times}" for code, times in seen.codes.most_common())
    lines = [
        f"{DOCUMENTS} documents, spoilt with seed {SEED}, in {seconds:.0f} s; the slowest took {seen.slowest:.1f} s.",
        f"Outcomes: {codes}.",
        f"Gone wrong: {len(seen.wrong)}." + "".join(f"\n  - {line}" for line in seen.wrong),
        *(told(name, looks) for name, looks in (("of the parent", seen.own), ("of the readers", seen.readers))),
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# Soak of the readers\n\n" + "\n".join(f"- {line}" for line in lines) + "\n", encoding="utf-8")


def told(name: str, looks: dict[int, list[float]]) -> str:
    grown, most = growth(looks, WARM), max(value for values in looks.values() for value in values)
    more = (
        "too few documents to tell its growth" if grown is None else f"{grown:+.1f} MiB from document {WARM} to the end"
    )
    return f"Memory {name}: at most {most:.0f} MiB; {more}."
