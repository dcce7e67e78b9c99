from hypothesis import given
from hypothesis import strategies as st

from models.bank_accounts import compact_bic, compact_iban, format_iban, has_iban_form, is_valid_bic, is_valid_iban


def test_an_iban_is_compact_whatever_stands_around_it() -> None:
    assert compact_iban("IBAN: DE89 3704 0044 0532 0130 00") == "DE89370400440532013000"


def test_a_wrong_check_figure_keeps_the_form() -> None:
    assert has_iban_form("DE89 3704 0044 0532 0130 01")
    assert not is_valid_iban("DE89 3704 0044 0532 0130 01")


def test_a_bic_needs_a_country() -> None:
    assert is_valid_bic("BIC/SWIFT: DEUTDEFF500")
    assert not is_valid_bic("INVOICE1")


@given(st.one_of(st.text(max_size=40), st.text(alphabet="DESI0123456789 ", min_size=12, max_size=34)))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert is_valid_iban(text) in {True, False}
    assert is_valid_bic(text) in {True, False}
    assert compact_iban(format_iban(text)) == compact_iban(text)
    assert compact_bic(compact_bic(text)).isascii()
