import pytest

from extractors.fields.accounts import find_accounts
from extractors.fields.company_numbers import find_company_numbers
from extractors.fields.currency import find_currency
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw


def best(drawing: str, term: Term) -> object:
    found = [c for c in find_accounts(Survey(draw(drawing))) if c.term is term and c.probability > 0.5]
    return found[0].value if found else None


@pytest.mark.parametrize(
    "drawing",
    [
        "IBAN DE10 2845 0000 0018 2033 44\nBRLADE21EMD",
        "Zimmerei Moser · DE10 2845 0000 0018 2033 44 · BRLADE21EMD",
        "Banka  AS Paraugbanka, BRLADE21EMD   Konts   DE10 2845 0000 0018 2033 44",
    ],
)
def test_a_bic_without_label_stands_at_its_iban(drawing: str) -> None:
    assert best(drawing, Term.BIC) == "BRLADE21EMD"


def test_letters_far_from_an_iban_are_no_bic() -> None:
    assert best("GEMEINDE\n\n\n\nIBAN DE10 2845 0000 0018 2033 44", Term.BIC) is None


def test_a_polish_account_needs_no_country() -> None:
    drawing = (
        "Faktura VAT\nul. Wrzesińska 83\nNIP: 784-219-00-39\nTermin płatności\nBank\n61 1090 1014 0000 0712 1981 2874"
    )
    assert best(drawing, Term.IBAN) == "PL61109010140000071219812874"
    assert best(drawing.replace("61 1090", "62 1090"), Term.IBAN) is None


def test_rand_are_rand_in_south_africa_only() -> None:
    (found, *_) = find_currency(Survey(draw("Karoo Solar (Pty) Ltd\nVAT No: 4880271164\nTotal   R 40 825,00")))
    assert found.value == "ZAR"
    assert [c.value for c in find_currency(Survey(draw("Acme Ltd\nTotal R 40.00")))] != ["ZAR"]


def test_part_of_an_account_is_no_tax_number() -> None:
    drawing = "Steuernummer   DE80 3705 0299 0144\n203/5733/0188  7182 20"
    found = list(find_company_numbers(Survey(draw(drawing)), (), set()))
    assert "DE80370502990144" not in {c.value for c in found}
