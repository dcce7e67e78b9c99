from extractors.fields.account_choice import nearest_to
from extractors.fields.accounts import find_accounts
from extractors.fields.survey import Survey
from models.terms import Term
from tests.extractors.fields.drawn import draw

GERMAN, OTHER_GERMAN, AUSTRIAN = (
    "DE89 3704 0044 0532 0130 00",
    "DE02 1203 0000 0000 2020 51",
    "AT61 1904 3002 3457 3201",
)


def best(drawing: str, term: Term) -> object:
    return next(found.value for found in find_accounts(Survey(draw(drawing))) if found.term is term)


def test_the_account_that_is_printed_first_is_preferred() -> None:
    drawing = f"Rechnung\nSumme 10,00 EUR\nIBAN: {GERMAN}\nIBAN: {OTHER_GERMAN}"
    assert best(drawing, Term.IBAN) == "DE89370400440532013000"


def test_the_account_at_home_is_preferred_to_one_abroad() -> None:
    drawing = f"Rechnung\nUSt-IdNr.: DE136695976\nSumme 10,00 EUR\nIBAN: {AUSTRIAN}\nIBAN: {GERMAN}"
    assert best(drawing, Term.IBAN) == "DE89370400440532013000"


def test_the_account_in_the_currency_of_the_invoice_is_preferred() -> None:
    drawing = f"Rechnung\nSumme 10,00 EUR\nGesamt 10,00 EUR\nIBAN USD: {OTHER_GERMAN}\nIBAN EUR: {GERMAN}"
    assert best(drawing, Term.IBAN) == "DE89370400440532013000"


def test_the_bank_is_that_of_the_account() -> None:
    drawing = f"Summe 10,00 EUR\nIBAN: {GERMAN}\nBIC: COBADEFFXXX\n\nIBAN: {OTHER_GERMAN}\nBIC: BYLADEM1001"
    assert best(drawing, Term.BIC) == "COBADEFFXXX"


def test_without_an_account_no_bank_is_near() -> None:
    assert nearest_to(None, ()) is None
