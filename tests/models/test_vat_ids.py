import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import vat_ids
from models.vat_ids import compact_vat_id, has_vat_id_form, is_valid_vat_id, vat_country


@pytest.mark.parametrize(
    ("printed", "country"),
    [
        ("SI15012557", "SI"),
        ("ID za DDV: SI 1501 2557", "SI"),
        ("DE 136 695 976", "DE"),
        ("ATU13585627", "AT"),
        ("CHE-107.787.577 MWST", "CH"),
        ("CHE-107.787.577", "CH"),
        ("NO 995 525 828 MVA", "NO"),
        ("NO995525828", "NO"),
        ("GB 980780684", "GB"),
        ("EL 094259216", "GR"),
        ("NL004495445B01", "NL"),
    ],
)
def test_vat_numbers_are_known_however_printed(printed: str, country: str) -> None:
    assert vat_country(printed) == country
    assert is_valid_vat_id(printed) is True


def test_a_wrong_check_figure_keeps_the_form() -> None:
    assert is_valid_vat_id("DE123456789") is False
    assert has_vat_id_form("DE123456789")
    assert not has_vat_id_form("DE1234")


@given(st.sampled_from(sorted(vat_ids._MODULES)), st.text(max_size=16))
def test_any_text_is_judged_without_an_error(prefix: str, text: str) -> None:
    for number in (text, prefix + text):
        assert is_valid_vat_id(number) in {True, False, None}
        assert compact_vat_id(number).isascii()


@given(st.sampled_from(sorted(vat_ids._MODULES)), st.text(alphabet="0123456789UBXL .-", max_size=16))
def test_texts_that_nearly_are_numbers_are_judged_without_an_error(prefix: str, text: str) -> None:
    assert is_valid_vat_id(prefix + text) in {True, False, None}
