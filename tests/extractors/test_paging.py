import pytest

from extractors.limits import Limits
from extractors.notes import Notes
from extractors.paging import pages_to_read, reading_order
from models.errors import EmptyDocument, LimitExceeded

LIMITS = Limits(pages=3, pages_refused=10)


@pytest.mark.parametrize(("count", "read", "warnings"), [(1, 1, ()), (3, 3, ()), (4, 3, ("pages_cut",))])
def test_long_documents_are_cut_with_a_warning(count: int, read: int, warnings: tuple[str, ...]) -> None:
    notes = Notes(10)
    assert pages_to_read(count, LIMITS, notes) == read
    assert notes.warnings == warnings


def test_what_is_far_too_long_is_refused_with_advice() -> None:
    with pytest.raises(LimitExceeded, match="Split it"):
        pages_to_read(11, LIMITS, Notes(10))


def test_no_pages_is_an_empty_document() -> None:
    with pytest.raises(EmptyDocument):
        pages_to_read(0, LIMITS, Notes(10))


@pytest.mark.parametrize(("count", "order"), [(0, []), (1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (6, [0, 1, 5, 2, 3, 4])])
def test_the_telling_pages_come_first(count: int, order: list[int]) -> None:
    assert reading_order(count) == order
