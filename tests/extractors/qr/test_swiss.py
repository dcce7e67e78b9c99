from extractors.qr.swico import read_swico
from extractors.qr.swiss import read_swiss
from models.terms import Term
from tests.extractors.qr.payloads import SWISS


def test_combined_address_stands_as_two_lines() -> None:
    combined = SWISS.replace(b"\r\nS\r\nK\xc3\xa4serei", b"\r\nK\r\nK\xc3\xa4serei")
    combined = combined.replace(b"Alpweg\r\n12\r\n3800\r\nInterlaken", b"Alpweg 12\r\n3800 Interlaken\r\n\r\n")
    payment = read_swiss(combined)
    assert payment is not None
    assert payment[Term.SELLER_ADDRESS] == "Alpweg 12, 3800 Interlaken, CH"


def test_reference_of_type_none_is_left_out() -> None:
    payment = read_swiss(SWISS.replace(b"QRR\r\n210000000003139471430009017", b"NON\r\n"))
    assert payment is not None
    assert Term.PAYMENT_REFERENCE not in payment


def test_billing_information_unescapes_slashes_and_skips_what_is_odd() -> None:
    found = read_swico("//S1/10/A\\/B\\\\C/11/261332/31/260101260131/30/12")
    assert {term.key: value for term, value in found.items()} == {"invoice_number": "A/B\\C"}
    assert read_swico("//S2/10/7") == {}
