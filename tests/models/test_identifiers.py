import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import identifiers, vat_ids
from models.identifiers import (
    Verdict,
    compact_identifier,
    is_valid_registration_id,
    is_valid_tax_number,
    judge,
)

COUNTRIES = sorted({*identifiers._TAX_MODULES, *identifiers._REGISTRATION_MODULES})
MODULES = sorted(
    {
        *(name for names in identifiers._TAX_MODULES.values() for name in names),
        *(name for names in identifiers._REGISTRATION_MODULES.values() for name in names),
        *vat_ids._MODULES.values(),
    }
)


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("2181508150", "DE"),
        ("15012557", "SI"),
        ("91-1144442", "US"),
        ("83 914 571 673", "AU"),
        ("27AAPFU0939F1ZV", "IN"),
    ],
)
def test_tax_numbers_of_the_world(number: str, country: str) -> None:
    assert is_valid_tax_number(number, country) is True


@pytest.mark.parametrize(("number", "country"), [("732 829 320", "FR"), ("988 077 917", "NO"), ("55 10 03 01", "XX")])
def test_registration_numbers(number: str, country: str) -> None:
    assert is_valid_registration_id(number, country) is (None if country == "XX" else True)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_that_is_named_exists_and_judges(module: str) -> None:
    assert judge(module, "0") in Verdict


@given(st.text(max_size=24), st.sampled_from([*COUNTRIES, "XX", None]))
def test_any_text_is_judged_without_an_error(text: str, country: str | None) -> None:
    assert is_valid_tax_number(text, country) in {True, False, None}
    assert is_valid_registration_id(text, country) in {True, False, None}
    assert compact_identifier(compact_identifier(text)) == compact_identifier(text)


@given(st.text(alphabet="0123456789ABCXYZ -./", max_size=18), st.sampled_from(COUNTRIES))
def test_texts_that_nearly_are_numbers_are_judged_without_an_error(text: str, country: str) -> None:
    assert is_valid_tax_number(text, country) in {True, False, None}
    assert is_valid_registration_id(text, country) in {True, False, None}
