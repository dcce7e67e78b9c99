from extractors.parties.training.measure import true_names
from extractors.parties.training.pieces import Piece, line_of, make_sample


def test_every_word_bears_the_tag_of_its_piece() -> None:
    sample = make_sample(
        [line_of("Kupec:", Piece("Alfa & Beta d.o.o.", "ORG")), line_of(Piece("Mlinska 1", "ADDRESS"))]
    )
    assert sample.lines == ("Kupec: Alfa & Beta d.o.o.", "Mlinska 1")
    assert sample.tags == ("O", "O", "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O", "ADDRESS", "ADDRESS", "O")
    assert true_names(sample) == {(0, 7, 25)}


def test_an_empty_row_is_an_empty_line() -> None:
    assert make_sample([()]).lines == ("",)
