import pytest

from extractors.qr.epc import CHARACTER_SETS, read_epc
from models.terms import Term
from tests.extractors.qr.payloads import EPC


@pytest.mark.parametrize(("charset", "name"), [("2", "Bäckerei Öhr"), ("3", "Čarovnija"), ("8", "Œuvre Žig")])
def test_name_is_read_in_the_character_set_that_the_code_names(charset: str, name: str) -> None:
    parts = ["BCD", "001", charset, "SCT", "", name, "AT611904300234573201", "EUR1", "", "", "Rechnung 12"]
    payment = read_epc("\r\n".join(parts).encode(CHARACTER_SETS[charset]))
    assert payment is not None
    assert payment[Term.SELLER_NAME] == name
    assert payment[Term.PAYMENT_REFERENCE] == "Rechnung 12"
    assert str(payment[Term.AMOUNT_DUE]) == "1.00"


def test_code_without_bic_or_amount_keeps_the_rest() -> None:
    payment = read_epc(EPC.replace(b"COBADEFFXXX", b"").replace(b"EUR57.12", b""))
    assert payment is not None
    assert set(payment) == {Term.SELLER_NAME, Term.IBAN, Term.PAYMENT_REFERENCE}


def test_unknown_version_or_missing_account_is_no_payment() -> None:
    assert read_epc(EPC.replace(b"002", b"009", 1)) is None
    assert read_epc(EPC.replace(b"DE89370400440532013000", b"")) is None
