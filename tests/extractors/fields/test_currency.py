import pytest

from extractors.fields.country import country_of
from extractors.fields.currency import find_currency
from extractors.fields.survey import Survey
from tests.extractors.fields.drawn import draw

AUSTRALIAN_BUYER = """
Seller                        Bill to
Reynolds Printing Group       Kayla's Services Pty Ltd
870 Stephen Port              83477 Baker Stream
Akron, OH 44301               Bidar, WA 95519

Total          $100.00
"""


def currency(drawing: str) -> object:
    return find_currency(Survey(draw(drawing)))[0].value


def test_the_buyers_country_does_not_settle_a_sign() -> None:
    assert country_of(Survey(draw(AUSTRALIAN_BUYER))) == "US"
    assert currency(AUSTRALIAN_BUYER) == "USD"


def test_a_code_settles_a_sign_before_the_country_does() -> None:
    assert currency("Acme Pty Ltd\nSydney, Australia\nTotal USD\nNet   $90.00\nTax   $10.00") == "USD"
    assert currency("Acme Pty Ltd\nSydney, Australia\nTotal\nNet   $90.00\nTax   $10.00") == "AUD"


@pytest.mark.parametrize("said", ["Capital social: 200 lei.", "Temeljni kapital 2.650,00 kn uplaćen u cijelosti."])
def test_the_capital_of_a_company_says_nothing_about_the_currency(said: str) -> None:
    assert currency(f"Total   100,00 $\n{said}\n{said}\n{said}\n{said}") == "USD"


def test_the_currency_of_the_total_counts_more_than_that_of_a_fee_in_small_print() -> None:
    page = "Fjell AS\nOslo, Norge\n\nKabel   0,30   0,96 €\nTotal inkl. mva   0,96 €\n\nPurregebyr kr 35. Gebyr kr 70."
    assert currency(page) == "EUR"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("Kvittering\nDato: 01.12.2024\nEkspedient: van\nTotal inkl. moms   13.801,15 kr\nMoms 25%   2.760,23", "DKK"),
        ("Kvitto\nFakturadatum: 2024-12-01\nAtt betala   13 801,15 kr\nMoms 25%   2 760,23", "SEK"),
        ("Kvittering\nFakturadato: 01.12.2024\nOrg.nr.\nSum inkl. mva   13 801,15 kr\nMva 25%   2 760,23", "NOK"),
    ],
)
def test_where_no_country_is_named_the_language_settles_a_sign(page: str, code: str) -> None:
    assert currency(page) == code
