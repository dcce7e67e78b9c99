from pathlib import Path

import pytest

from extractors.kind import Kind, detect_kind
from models.errors import DocumentError
from tests.soak.leftovers import files_left
from tests.soak.readable import readables
from tests.soak.spoiling import spoilt_documents


def test_every_kind_that_is_read_is_among_the_documents() -> None:
    kinds = {detect_kind(document.content, f"x.{document.ending}") for document in readables()}
    assert kinds == set(Kind) - {Kind.OFFICE}
    assert {"png", "jpg", "webp", "gif", "bmp", "tif", "heic"} <= {document.ending for document in readables()}


def test_the_same_seed_spoils_the_same_way_and_another_does_not() -> None:
    documents = readables()
    first, again, other = ([*spoilt_documents(seed, 20, documents)] for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_many_spoilt_documents_are_still_of_a_kind() -> None:
    known = sum(is_known(document.content) for document in spoilt_documents(1, 200, readables()))
    assert known > 150


def is_known(content: bytes) -> bool:
    try:
        detect_kind(content)
    except DocumentError:
        return False
    return True


@pytest.mark.parametrize(("name", "left"), [("pymp-1", []), ("page.png", ["page.png"])])
def test_only_pythons_own_temporary_folder_may_stay(tmp_path: Path, name: str, left: list[str]) -> None:
    (tmp_path / name).touch()
    assert files_left(tmp_path) == left
