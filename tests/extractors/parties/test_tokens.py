from hypothesis import given
from hypothesis import strategies as st

from extractors.parties.tokens import LINE_END, plain, tokens_of


def test_every_line_is_closed() -> None:
    assert [token.plain for token in tokens_of(["Kft. 7", ""])] == ["Kft", ".", "0", LINE_END, LINE_END]


@given(st.lists(st.text(max_size=20), max_size=5))
def test_words_lie_within_their_lines_and_are_never_empty(lines: list[str]) -> None:
    for token in tokens_of(lines):
        assert token.plain
        assert 0 <= token.start <= token.end <= len(lines[token.line])


@given(st.text(min_size=1, max_size=10))
def test_plain_words_hold_no_figures_but_zero(word: str) -> None:
    assert not any(char.isdigit() and char != "0" for char in plain(word)) or not plain(word).strip()
