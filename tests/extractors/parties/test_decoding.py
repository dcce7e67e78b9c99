import numpy as np

from extractors.parties.decoding import TAGS, spans_of
from extractors.parties.tokens import tokens_of


def decode(lines: list[str], tags: list[str]) -> list[tuple[int, int, str]]:
    columns = {tag: np.array([0.9 if tag == true else 0.01 for true in tags], dtype=np.float32) for tag in TAGS}
    return [(run.first, run.last, run.label) for run in spans_of(tokens_of(lines), columns)]


def test_a_name_ends_with_its_line() -> None:
    assert decode(["Ana Novak", "Bor"], ["B-PERSON", "I-PERSON", "O", "B-ORG", "O"]) == [
        (0, 1, "PERSON"),
        (3, 3, "ORG"),
    ]


def test_names_beside_each_other_are_two() -> None:
    assert decode(["Alfa Beta"], ["B-ORG", "B-ORG", "O"]) == [(0, 0, "ORG"), (1, 1, "ORG")]


def test_marks_around_a_name_are_left_out() -> None:
    assert decode(["- Alfa ,"], ["B-ORG", "I-ORG", "I-ORG", "O"]) == [(1, 1, "ORG")]


def test_marks_alone_are_no_name() -> None:
    assert decode(["&"], ["B-ORG", "O"]) == []
