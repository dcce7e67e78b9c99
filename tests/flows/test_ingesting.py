"""Files are handed in one by one, and each has its outcome."""

from pathlib import Path

import pytest

from flows.ingesting import find_files, ingest_files
from models.errors import NotFound
from models.states import State
from storage.documents import count_states
from storage.house import House

PDF = b"%PDF-1.4\n% a page\n%%EOF\n"


def write(folder: Path, **contents: bytes) -> list[Path]:
    """Files of these names (an underscore stands for the point)."""
    paths = []
    for name, content in contents.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_bytes(content)
    return paths


def test_each_file_is_received_known_again_or_refused(tmp_path: Path, house: House, organisation: str) -> None:
    files = write(tmp_path, a_pdf=PDF, b_pdf=PDF, c_txt=b"some notes", d_pdf=b"", e_pdf=PDF + b" " * 200)
    outcomes = list(ingest_files(house, "", [*files, tmp_path / "gone.pdf"], max_bytes=100))
    assert [found.outcome for found in outcomes] == ["received", "duplicate", *["refused"] * 4]
    assert outcomes[0].document_id == outcomes[1].document_id
    assert all(found.reason for found in outcomes[2:])
    assert count_states(house, organisation)[State.RECEIVED] == 1


def test_organisation_that_is_not_there_is_refused(tmp_path: Path, house: House, organisation: str) -> None:
    assert organisation
    with pytest.raises(NotFound):
        list(ingest_files(house, "nobody", write(tmp_path, a_pdf=PDF), max_bytes=100))


def test_folders_are_searched_and_hidden_files_left(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / ".git").mkdir()
    files = write(tmp_path, b_pdf=PDF) + write(tmp_path / "in", a_pdf=PDF)
    hidden = write(tmp_path / ".git", a_pdf=PDF)
    assert find_files([tmp_path]) == files
    assert find_files(hidden) == hidden
